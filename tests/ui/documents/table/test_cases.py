"""Cases are made, described, linked, renamed and deleted from the table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from qcode.model.document import AttributeTarget, CaseLink
from qcode.services import cases
from qcode.ui.documents.table.case import CaseDialog
from qcode.ui.documents.table.preview import PastePreview
from qcode.ui.documents.table.window import TableWindow
from qcode.ui.session import Session

Settled = Callable[[Session], None]
CASE = AttributeTarget.CASE


@pytest.fixture
def window(qtbot: QtBot, sample_session: Session) -> TableWindow:
    made = TableWindow(sample_session, CASE)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.model.rows) == 9)
    made.view.go_to(0, 0)
    return made


def dialog(window: TableWindow) -> CaseDialog:
    found = window.findChild(CaseDialog)
    assert found is not None
    return found


def names(session: Session) -> list[str]:
    return [each.name for each in cases.list_cases(session.project)]


def test_links_stand_in_words_and_space_opens_them(qtbot: QtBot, window: TableWindow) -> None:
    assert window.model.text(0, 0) == "Amina (Intervju 3. Amina, fältare)"
    window.view.setFocus()
    qtbot.keyClick(window.view, Qt.Key.Key_Space)
    made = dialog(window)
    assert [link.speaker for link in made.links()] == ["Amina"]
    made.reject()


def test_links_and_description_are_saved_in_one_operation(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    owner = window.model.rows[0]
    assert owner.case is not None
    before = sample_session.project.last_operation()
    window.edit_case(owner)
    made = dialog(window)
    said = made.description_text()
    assert said == owner.case.description
    made.filter.setText("ove")
    hidden = [made.tree.topLevelItem(at).isHidden() for at in range(7)]  # type: ignore[union-attr]
    assert not all(hidden)
    assert any(hidden)
    item = made.tree.topLevelItem(hidden.index(False))
    assert item is not None
    item.setCheckState(0, Qt.CheckState.Checked)
    made.description.selectAll()
    made.description.insertPlainText("Arbetar ute.")
    made.save_button.click()

    def saved() -> bool:
        case = next(
            each for each in cases.list_cases(sample_session.project) if each.id == owner.id
        )
        return case.description == "Arbetar ute." and len(case.links) == 2

    qtbot.waitUntil(saved)
    assert sample_session.project.last_operation() == before + 1
    qtbot.waitUntil(lambda: "Ove" in window.model.text(0, 0))


def test_a_new_case_needs_a_name_of_its_own(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    window.new_case()
    made = dialog(window)
    made.name.setText("Gittan")
    made.save_button.click()
    qtbot.waitUntil(lambda: "There is already a case" in made.problem_text())
    made.name.setText("Åke")
    made.save_button.click()
    qtbot.waitUntil(lambda: "Åke" in names(sample_session))
    case = next(each for each in cases.list_cases(sample_session.project) if each.name == "Åke")
    assert case.links == ()
    qtbot.waitUntil(lambda: len(window.model.rows) == 10)


def test_a_case_is_renamed_and_deleted(
    qtbot: QtBot, sample_session: Session, settled: Settled, window: TableWindow
) -> None:
    window.rename(window.model.rows[0])
    box = window.findChild(QInputDialog)
    assert box is not None
    box.setTextValue("Aamina")
    box.accept()
    qtbot.waitUntil(lambda: window.model.rows[0].name == "Aamina")
    settled(sample_session)
    window.delete_case(window.model.rows[0])
    question = window.findChild(QMessageBox)
    assert question is not None
    assert "Undo brings everything back" in question.informativeText()
    question.defaultButton().click()
    qtbot.waitUntil(lambda: len(window.model.rows) == 8)
    sample_session.undo()
    qtbot.waitUntil(lambda: len(window.model.rows) == 9)


def test_people_are_pasted_with_those_who_are_new(
    qtbot: QtBot, sample_session: Session, window: TableWindow
) -> None:
    QGuiApplication.clipboard().setText("Namn\tÅr av engagemang\nGittan\t16\nÅke\t2\n")
    window.view.paste()
    preview = window.findChild(PastePreview)
    assert preview is not None
    assert preview.rows.text() == "Add the case Åke"
    preview.agree.click()
    qtbot.waitUntil(lambda: "Åke" in names(sample_session))
    years = next(
        a.id
        for a in cases.list_attributes(sample_session.project, CASE)
        if a.name.startswith("År ")
    )
    values = cases.attribute_values(sample_session.project, CASE)
    by_name = {
        c.name: values.get(c.id, {}).get(years) for c in cases.list_cases(sample_session.project)
    }
    assert (by_name["Gittan"], by_name["Åke"]) == ("16", "2")


def test_an_empty_project_teaches_what_a_case_is(qtbot: QtBot, session: Session) -> None:
    window = TableWindow(session, CASE)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window._lesson.isVisible)
    assert "A case is a person" in window._lesson.text()
    QGuiApplication.clipboard().setText("Namn\tÅlder\nÅke\t31\nBo\t40\n")
    window.view.paste()
    preview = window.findChild(PastePreview)
    assert preview is not None
    preview.agree.click()
    qtbot.waitUntil(lambda: [owner.name for owner in window.model.rows] == ["Bo", "Åke"])
    (made,) = cases.list_cases(session.project)[:1]
    assert made.links == tuple[CaseLink, ...]()
