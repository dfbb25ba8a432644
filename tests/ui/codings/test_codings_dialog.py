"""The dialog for a table of coded passages: it finds, shows, is told otherwise, and codes."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.model.coded_table import Role
from qcode.services import coding, importing
from qcode.services.passage_finding import State
from qcode.ui.codings.dialog import CodingsDialog
from qcode.ui.codings.places import PlaceColumn
from qcode.ui.codings.rows import Column
from qcode.ui.session import Session

Open = Callable[..., CodingsDialog]
Settled = Callable[[Session], None]
HEAD = "Document,Text,Code"
ROWS = (
    "Anna,The lamps came back in spring.,Light > Lamps",
    "Anna,We met there evry evening that year,Meeting",
    "Anna,lamps,Word",
    "Cleo,We met there,Meeting",
)


@pytest.fixture
def session(session: Session, tmp_path: Path) -> Session:
    """A session of a project with one text."""
    path = tmp_path / "Anna.txt"
    path.write_text(
        "The lamps came back in spring.\nWe met there every evening that year, by the lamps.\n",
        encoding="utf-8",
    )
    importing.import_paths(session.project, [path], language="en")
    return session


@pytest.fixture
def opened(qtbot: QtBot, session: Session, tmp_path: Path, settled: Settled) -> Open:
    """Open the dialog on a table and wait until it says what would come."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_dialog(*rows: str, head: str = HEAD) -> CodingsDialog:
        path = tmp_path / "table.csv"
        path.write_text("\n".join((head, *rows)), encoding="utf-8")
        dialog = CodingsDialog(session, path, window)
        dialog.open()
        settled(session)
        return dialog

    return open_dialog


def told(dialog: CodingsDialog) -> list[str]:
    """What the list says of the rows it shows."""
    model = dialog.found.model
    return [model.index(row, Column.STATE).data() for row in range(model.rowCount())]


def codings(session: Session) -> list[str]:
    """The words that are coded."""
    project = session.project
    (document,) = project.documents()
    text = project.text(document.id).text
    return [text[each.start : each.end] for each in coding.segments_of(project, document.id)]


def choose(box: object, data: object) -> None:
    """Choose an entry of a box as the keyboard does."""
    from PySide6.QtWidgets import QComboBox

    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_it_shows_what_was_found_and_what_differs(opened: Open) -> None:
    dialog = opened(*ROWS)
    assert told(dialog) == ["Found", "Nearly", "Several places", "Not found"]
    assert dialog.summary.text() == (
        "1 row found. 1 nearly found. 1 could be in several places. 1 not found."
        " 2 coded passages come in. 3 codes are made."
    )
    assert dialog.warnings.text().splitlines() == [
        "New codes: Light, Light › Lamps, Meeting",
        "No document here is called “Cleo”.",
    ]
    dialog.found.list.setCurrentIndex(dialog.found.model.index(1, 0))
    assert "every evry evening" in dialog.found.details.toPlainText()
    dialog.found.list.setCurrentIndex(dialog.found.model.index(2, 0))
    assert "nothing says which" in dialog.found.details.toPlainText()
    assert dialog.columns.levels.currentData() == ">"


def test_it_codes_as_one_step_and_closes(opened: Open, session: Session, qtbot: QtBot) -> None:
    dialog = opened(*ROWS)
    said: list[str] = []
    session.said.connect(said.append)
    with qtbot.waitSignal(dialog.finished):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert codings(session) == [
        "The lamps came back in spring.",
        "We met there every evening that year",
    ]
    assert said == ["Import coded passages from “table.csv”"]
    session.project.undo()
    assert codings(session) == []


def test_space_leaves_rows_out(
    opened: Open, session: Session, qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened(*ROWS)
    view = dialog.found.list
    view.setFocus()
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    settled(session)
    assert not dialog.import_button.isEnabled()
    assert dialog.found.model.choices.left == {1, 2}  # what has no place cannot be ticked
    view.setCurrentIndex(dialog.found.model.index(1, 0))
    qtbot.keyClick(view, Qt.Key.Key_Space)
    settled(session)
    assert "1 coded passage comes in." in dialog.summary.text()


def test_places_of_a_row_are_looked_at_and_picked(
    opened: Open, session: Session, qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened("Anna,lamps,Word", "Anna,We met there,Meeting")
    settled(session)
    places = dialog.found.places
    assert places.isVisible() and not dialog.found.details.isVisible()
    shown = [places.model.index(row, PlaceColumn.WORDS).data() for row in range(2)]
    assert shown == [
        "Anna, paragraph 1: The [lamps] came back in spring.",
        "Anna, paragraph 2: We met there every evening that year, by the [lamps].",
    ]
    assert "1 coded passage comes in." in dialog.summary.text()
    qtbot.keyClick(places.list, Qt.Key.Key_Down)
    qtbot.keyClick(places.list, Qt.Key.Key_Space)
    settled(session)
    assert told(dialog) == ["1 of 2 places", "Found"]
    assert "2 coded passages come in." in dialog.summary.text()
    qtbot.mouseClick(places.all_button, Qt.MouseButton.LeftButton)
    settled(session)
    assert "3 coded passages come in." in dialog.summary.text()
    places.none_button.click()
    settled(session)
    assert told(dialog) == ["Several places", "Found"]
    places.model.setData(places.model.index(1, 0), 2, Qt.ItemDataRole.CheckStateRole)
    settled(session)
    dialog.found.list.setCurrentIndex(dialog.found.model.index(1, 0))
    assert dialog.found.details.isVisible()  # a row that has a place
    with qtbot.waitSignal(dialog.finished):
        dialog.import_button.click()
    assert codings(session) == ["We met there", "lamps"]
    session.project.undo()
    assert codings(session) == []


def test_one_state_can_be_shown_alone(opened: Open) -> None:
    dialog = opened(*ROWS)
    choose(dialog.found.states, State.NEAR)
    assert told(dialog) == ["Nearly"]
    choose(dialog.found.states, None)
    assert len(told(dialog)) == 4


def test_a_document_can_be_said_for_an_unknown_name(
    opened: Open, session: Session, settled: Settled
) -> None:
    dialog = opened(*ROWS)
    (document,) = session.project.documents()
    choose(dialog.columns.documents["Cleo"], document.id)
    settled(session)
    assert told(dialog)[3] == "Found"
    assert "Cleo" not in dialog.warnings.text()


def test_columns_are_said_and_the_rest_is_found_again(
    opened: Open, session: Session, settled: Settled
) -> None:
    dialog = opened("The lamps came back in spring.,Light", head="Vad,Hur")
    assert dialog.problem.isVisible() and not dialog.import_button.isEnabled()
    choose(dialog.columns.roles[0], Role.QUOTE)
    settled(session)
    choose(dialog.columns.roles[1], Role.CODE)
    settled(session)
    assert told(dialog) == ["Found"]
    assert not dialog.problem.isVisible() and dialog.import_button.isEnabled()
    assert dialog.documents.itemText(0) == "Any"
    choose(dialog.columns.roles[0], Role.LEFT)
    settled(session)
    assert told(dialog) == [] and dialog.problem.isVisible()


def test_less_like_is_nearer(
    opened: Open, session: Session, qtbot: QtBot, settled: Settled
) -> None:
    dialog = opened("Anna,We mett there efry efening that yaer,Meeting")
    assert told(dialog) == ["Not found"]
    dialog.likeness.setValue(70)
    qtbot.waitUntil(lambda: told(dialog) == ["Nearly"])


def test_rows_without_a_place_are_saved(
    opened: Open, session: Session, tmp_path: Path, settled: Settled
) -> None:
    dialog = opened(*ROWS)
    said: list[str] = []
    session.told.connect(said.append)
    out = tmp_path / "lost.csv"
    dialog.save(out)
    settled(session)
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert [row[1] for row in rows] == ["Text", "lamps", "We met there"]
    assert said == [f"Written: {out}"]


def test_what_is_no_table_is_said(opened: Open) -> None:
    dialog = opened()
    assert dialog.problem.isVisible()
    assert not dialog.import_button.isEnabled() and not dialog.save_button.isEnabled()


def test_columns_of_single_codes_are_not_listed_one_by_one(opened: Open) -> None:
    heads = ",".join(f"Code: C{n} Applied" for n in range(100))
    dialog = opened(
        f"Anna.docx,The lamps came back in spring.,True{',False' * 99}",
        head=f"Media Title,Excerpt Copy,{heads}",
    )
    assert len(dialog.columns.roles) == 2
    assert dialog.origin.text() == "Written by Dedoose"
    assert "1 coded passage comes in." in dialog.summary.text()
