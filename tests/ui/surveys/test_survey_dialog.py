"""The dialog for a survey: it guesses, shows, is told otherwise, and does it once or again."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.model.document import AttributeType
from qcode.model.survey import By, Role
from qcode.services import cases
from qcode.ui.session import Session
from qcode.ui.surveys.dialog import SurveyDialog

Open = Callable[[Path], SurveyDialog]
ROWS = ("id;Age;What is trust?;Note", "R1;34;That somebody comes;x", "R2;51;Light at night;y")


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A survey with two rows."""
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    return path


@pytest.fixture
def opened(qtbot: QtBot, session: Session) -> Open:
    """Open the dialog on a file and wait until it says what would come."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_dialog(path: Path) -> SurveyDialog:
        dialog = SurveyDialog(session, path, window)
        dialog.open()
        qtbot.waitUntil(lambda: bool(dialog.summary.text()) or dialog.problem.isVisible())
        return dialog

    return open_dialog


def take(dialog: SurveyDialog, at: int, role: Role) -> None:
    """Choose a role for a column as the keyboard does."""
    box = dialog.columns.roles[at]
    box.setCurrentIndex(box.findData(role))
    box.activated.emit(box.currentIndex())


def bring_in(dialog: SurveyDialog, qtbot: QtBot) -> None:
    """Press the button and wait until it is done."""
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)


def test_no_choice_about_a_column_is_cut_on_a_small_screen(
    opened: Open, survey: Path, qtbot: QtBot
) -> None:
    dialog = opened(survey)
    dialog.resize(496, 336)
    area = dialog.columns._area
    take(dialog, 1, Role.ATTRIBUTE)
    role, kind = dialog.columns.roles[1], dialog.columns.types[1]
    qtbot.waitUntil(lambda: kind.isVisible() and area.widget().width() <= area.viewport().width())
    for box in (role, kind):
        area.ensureWidgetVisible(box)
        right = box.mapTo(area.viewport(), box.rect().topRight()).x()
        assert right < area.viewport().width()


def test_it_shows_what_the_columns_hold_and_what_a_document_is(opened: Open, survey: Path) -> None:
    dialog = opened(survey)
    roles = [box.currentData() for box in dialog.columns.roles]
    assert roles == [Role.ID, Role.ATTRIBUTE, Role.QUESTION, Role.ATTRIBUTE]
    assert [box.isVisible() for box in dialog.columns.types] == [False, True, False, True]
    assert dialog.columns.types[1].currentData() == AttributeType.NUMBER
    assert dialog.sample.toPlainText() == "What is trust?\nThat somebody comes"
    assert dialog.summary.text().startswith("2 new documents.")


def test_what_is_chosen_is_what_comes_in(
    opened: Open, survey: Path, session: Session, qtbot: QtBot
) -> None:
    dialog = opened(survey)
    take(dialog, 3, Role.LEFT)
    dialog.ways.setCurrentIndex(dialog.ways.findData(By.QUESTION))
    dialog.ways.activated.emit(dialog.ways.currentIndex())
    qtbot.waitUntil(lambda: "R1: That" in dialog.sample.toPlainText())
    bring_in(dialog, qtbot)
    assert [each.name for each in cases.list_attributes(session.project)] == ["Age"]
    assert [d.name for d in session.project.documents() if d.kind == "survey"] == ["What is trust?"]
    session.undo()
    qtbot.waitUntil(lambda: not cases.list_cases(session.project))


def test_a_survey_that_is_here_goes_on_with_one_click(
    opened: Open, survey: Path, session: Session, qtbot: QtBot
) -> None:
    first = opened(survey)
    take(first, 3, Role.LEFT)
    qtbot.waitUntil(first.import_button.isEnabled)
    bring_in(first, qtbot)
    survey.write_text("\n".join((*ROWS, "R3;20;Nothing at all really;z")), encoding="utf-8")
    dialog = opened(survey)
    assert dialog.columns.roles[3].currentData() == Role.LEFT
    assert not dialog.ways.isEnabled()
    assert dialog.summary.text().startswith("1 new document.")
    bring_in(dialog, qtbot)
    assert [case.name for case in cases.list_cases(session.project)] == ["R1", "R2", "R3"]


def test_only_one_column_is_the_id(opened: Open, survey: Path, qtbot: QtBot) -> None:
    dialog = opened(survey)
    take(dialog, 3, Role.ID)
    assert [box.currentData() for box in dialog.columns.roles][0::3] == [Role.LEFT, Role.ID]
    qtbot.waitUntil(lambda: "R1" not in dialog.sample.toPlainText())


def test_a_problem_is_said_in_words(opened: Open, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("id;What?", encoding="utf-8")
    dialog = opened(path)
    assert "no row below its headings" in dialog.problem.text()
    assert not dialog.import_button.isEnabled()


def test_nothing_to_take_is_said_and_mended(opened: Open, survey: Path, qtbot: QtBot) -> None:
    dialog = opened(survey)
    for at in (1, 2, 3):
        take(dialog, at, Role.LEFT)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert not dialog.import_button.isEnabled()
    take(dialog, 2, Role.QUESTION)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    assert not dialog.problem.isVisible()


def test_columns_further_down_are_there_when_somebody_comes_there(
    opened: Open, survey: Path, qtbot: QtBot
) -> None:
    names = [f"Question {number}" for number in range(100)]
    survey.write_text(f"{';'.join(names)}\n{';'.join('x' * 100)}\n", encoding="utf-8")
    columns = opened(survey).columns
    gc.collect()  # nobody holds the dialog, and it stays
    assert len(columns.roles) < 100
    bar = columns._area.verticalScrollBar()

    def at_the_end() -> bool:
        bar.setValue(bar.maximum())
        return len(columns.roles) == 100

    qtbot.waitUntil(at_the_end)
    assert columns.roles[99].accessibleName().endswith("“Question 99” holds")


def test_tab_comes_to_the_columns_where_they_stand(
    opened: Open, survey: Path, qtbot: QtBot
) -> None:
    dialog = opened(survey)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    first = dialog.columns.roles[0]
    first.setFocus()
    came: list[QWidget | None] = []
    for _press in range(2):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Backtab)
        came.append(dialog.focusWidget())
    assert came[0] is dialog.columns._area
    above = came[1]
    assert above is not None
    assert above.mapTo(dialog, QPoint()).y() < first.mapTo(dialog, QPoint()).y()
    for box in (dialog.columns._area, first):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert box.hasFocus()
