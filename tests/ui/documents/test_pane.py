"""The documents pane: finding, opening, renaming, ordering, gathering and deleting documents."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from qcode.model.document import AttributeTarget, DocumentCounts, DocumentId, DocumentKind
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import coding, documents
from qcode.services.documents import DocumentRow
from qcode.services.projects import Project
from qcode.services.retrieval import Selection
from qcode.ui.documents.actions import losses_of
from qcode.ui.documents.listing import Library, read_library
from qcode.ui.documents.model import OPEN
from qcode.ui.documents.pane import DocumentsPane
from qcode.ui.documents.sets import sets_menu
from qcode.ui.documents.table.window import TableWindow
from qcode.ui.importing.dialog import ImportDialog
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject

Settled = Callable[[Session], None]


def names(pane: DocumentsPane) -> list[str]:
    model = pane.documents
    return [model.index(row).data() for row in range(model.rowCount())]


def at(pane: DocumentsPane, row: int) -> DocumentId:
    pane.view.setCurrentIndex(pane.documents.index(row))
    document = pane.view.current()
    assert document is not None
    return document


def action(menu: QMenu, start: str) -> QAction:
    found = [each for each in menu.actions() if each.text().startswith(start)]
    assert len(found) == 1, [each.text() for each in menu.actions()]
    return found[0]


def menu_of(pane: DocumentsPane) -> QMenu:
    return pane.menus.of_documents()


def row_at(pane: DocumentsPane, row: int) -> DocumentRow:
    found = pane.documents.row(pane.documents.index(row))
    assert found is not None
    return found


def below(menu: QMenu, start: str) -> QMenu:
    found = action(menu, start).menu()
    assert isinstance(found, QMenu)
    return found


def test_it_lists_all_documents_with_what_is_in_them(pane: DocumentsPane) -> None:
    index = pane.documents.index(0)
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Interview · Swedish" in tip
    assert "Speakers: " in tip
    assert "passages" in tip
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"{index.data()}, Interview, ")


def test_enter_and_a_double_click_open(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    second = at(pane, 1)
    with qtbot.waitSignal(sample_session.document_wanted) as wanted:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert wanted.args == [second, None, None]
    rect = pane.view.visualRect(pane.documents.index(2))
    left = Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(sample_session.document_wanted):
        qtbot.mouseClick(pane.view.viewport(), left, pos=rect.center())
    with qtbot.waitSignal(sample_session.document_wanted) as wanted:
        qtbot.mouseDClick(pane.view.viewport(), left, pos=rect.center())
    assert wanted.args == [at(pane, 2), None, None]


def test_the_open_document_is_marked(sample_session: Session, pane: DocumentsPane) -> None:
    sample_session.set_passage(at(pane, 1), None)
    assert [pane.documents.index(row).data(OPEN) for row in range(3)] == [False, True, False]


def test_only_rows_that_look_other_are_painted_again(
    sample_session: Session, pane: DocumentsPane, settled: Settled
) -> None:
    settled(sample_session)
    told: set[int] = set()
    pane.documents.dataChanged.connect(
        lambda first, last: told.update(range(first.row(), last.row() + 1))
    )
    sample_session.set_passage(at(pane, 1), None)
    sample_session.set_passage(at(pane, 4), None)
    assert told == {1, 4}
    told.clear()
    project = sample_session.project
    code = next(iter(project.codebook().codes))
    sample_session.do(lambda: coding.apply_code(project, at(pane, 2), Span(3, 9), code))
    settled(sample_session)
    assert told == {2}


def test_the_filter_narrows_and_escape_empties_it(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    qtbot.keyClicks(pane.filter, "observation")
    assert len(names(pane)) == 1
    qtbot.keyClick(pane.filter, Qt.Key.Key_Escape)
    assert len(names(pane)) == 7
    with qtbot.waitSignal(sample_session.text_wanted):
        qtbot.keyClick(pane.filter, Qt.Key.Key_Escape)


def test_down_goes_from_the_filter_to_the_list(qtbot: QtBot, pane: DocumentsPane) -> None:
    qtbot.keyClicks(pane.filter, "amina")
    qtbot.keyClick(pane.filter, Qt.Key.Key_Down)
    assert len(pane.selected()) == 1


def test_renaming_in_the_row_keeps_selection(
    qtbot: QtBot, sample_session: Session, settled: Settled, pane: DocumentsPane
) -> None:
    third = at(pane, 2)
    qtbot.keyClick(pane.view, Qt.Key.Key_F2)
    editor = pane.view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Amina & co")
    with qtbot.assertNotEmitted(sample_session.document_wanted):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: "Amina & co" in names(pane))
    assert pane.selected() == [third]


def test_a_name_that_is_taken_is_refused(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    before = names(pane)
    index = pane.documents.index(0)
    with qtbot.waitSignal(sample_session.runner.user_error) as error:
        pane.documents.setData(index, before[1])
    assert error.args is not None
    assert error.args[0].code == "document_exists"
    assert names(pane) == before


def test_dragging_changes_the_own_order(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    before = names(pane)
    mime = pane.documents.mimeData([pane.documents.index(3)])
    move = Qt.DropAction.MoveAction
    assert pane.documents.dropMimeData(mime, move, 1, 0, pane.view.rootIndex())
    wanted = [before[0], before[3], before[1], before[2], *before[4:]]
    qtbot.waitUntil(lambda: names(pane) == wanted)
    assert [each.name for each in sample_session.project.documents()] == wanted


def test_another_order_cannot_be_dragged(qtbot: QtBot, pane: DocumentsPane) -> None:
    action(pane.menus.of_order(), "Most passages first").trigger()
    counts = [row_at(pane, row).counts.segments for row in range(7)]
    assert counts == sorted(counts, reverse=True)
    mime = pane.documents.mimeData([pane.documents.index(3)])
    move = Qt.DropAction.MoveAction
    with qtbot.assertNotEmitted(pane.documents.reordered):
        assert not pane.documents.dropMimeData(mime, move, 0, 0, pane.view.rootIndex())


def sets_of(pane: DocumentsPane, session: Session) -> QMenu:
    known = documents.list_sets(session.project)
    chosen = next((each for each in known if each.id == pane.set_shown), None)
    return sets_menu(pane, session, known, chosen)


def answer(qtbot: QtBot, pane: DocumentsPane, text: str) -> None:
    box = pane.findChild(QInputDialog)
    assert box is not None
    box.setTextValue(text)
    box.accept()


def test_chosen_documents_become_a_set_that_narrows_the_list(
    qtbot: QtBot, sample_session: Session, settled: Settled, pane: DocumentsPane
) -> None:
    at(pane, 1)
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    expected = names(pane)[1:3]
    action(sets_of(pane, sample_session), "Save the chosen").trigger()
    answer(qtbot, pane, "Torget")
    qtbot.waitUntil(lambda: names(pane) == expected)
    action(sets_of(pane, sample_session), "Rename “Torget”").trigger()
    answer(qtbot, pane, "Hamnen")
    qtbot.waitUntil(
        lambda: (
            [each.name for each in documents.list_sets(sample_session.project)].count("Hamnen") == 1
        )
    )
    settled(sample_session)
    action(sets_of(pane, sample_session), "All documents").trigger()
    assert len(names(pane)) == 7
    action(sets_of(pane, sample_session), "Hamnen").trigger()
    assert names(pane) == expected
    action(sets_of(pane, sample_session), "Delete the set “Hamnen”").trigger()
    qtbot.waitUntil(lambda: len(names(pane)) == 7)


def test_the_menu_asks_other_panes(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    document = at(pane, 0)
    name = names(pane)[0]
    with qtbot.waitSignal(sample_session.retrieval_wanted) as wanted:
        action(menu_of(pane), "Retrieve").trigger()
    assert wanted.args == [Selection(documents=frozenset({document}))]
    with qtbot.waitSignal(sample_session.search_wanted) as wanted:
        action(menu_of(pane), "Search only here").trigger()
    assert wanted.args == [f'document:"{name}" ']
    with qtbot.waitSignal(sample_session.memo_wanted) as wanted:
        action(menu_of(pane), "Write memo").trigger()
    assert wanted.args == [None, (MemoLink(document=document),)]


def test_kind_and_language_are_set_for_all_chosen_documents(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    at(pane, 0)
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    action(below(menu_of(pane), "Kind"), "Literature").trigger()
    action(below(menu_of(pane), "Language"), "Danish").trigger()

    def changed() -> bool:
        first = sample_session.project.documents()[:2]
        return {(d.kind, d.language) for d in first} == {(DocumentKind.LITERATURE, "da")}

    qtbot.waitUntil(changed)


def test_deleting_says_first_what_goes_along(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    document = at(pane, 0)
    removal = documents.removal_of(sample_session.project, [document])
    qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: pane.findChild(QMessageBox) is not None)
    box = pane.findChild(QMessageBox)
    assert box is not None
    assert f"{removal.segments} codings" in box.informativeText()
    assert box.informativeText() == losses_of(removal)
    assert len(names(pane)) == 7
    box.defaultButton().click()
    qtbot.waitUntil(lambda: len(names(pane)) == 6)
    sample_session.undo()
    qtbot.waitUntil(lambda: len(names(pane)) == 7)


def test_the_original_file_is_written_where_one_asks(
    qtbot: QtBot,
    sample_session: Session,
    pane: DocumentsPane,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document = at(pane, 0)
    out = tmp_path / "original"
    ask = "qcode.ui.documents.actions.QFileDialog.getSaveFileName"
    monkeypatch.setattr(ask, lambda *_: (str(out), ""))
    action(menu_of(pane), "Save the original").trigger()
    qtbot.waitUntil(out.exists)
    assert out.read_bytes() == documents.read_source(sample_session.project, document)


def test_what_is_open_for_reading_cannot_be_changed(qtbot: QtBot, reading_session: Session) -> None:
    pane = DocumentsPane(reading_session)
    qtbot.addWidget(pane)
    qtbot.waitUntil(lambda: pane.documents.rowCount() == 7)
    at(pane, 0)
    usable = {each.text().split("\t")[0] for each in menu_of(pane).actions() if each.isEnabled()}
    assert usable - {""} == {
        "Open",
        "Retrieve its passages",
        "Search only here",
        "Save the original file as…",
        "Active for analysis",
    }
    assert not pane.documents.index(0).flags() & Qt.ItemFlag.ItemIsEditable


def test_an_empty_project_teaches_importing_and_takes_files(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    pane = DocumentsPane(session)
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: "Ctrl+I" in pane.lesson_text())
    pane.setFocus()
    assert pane.window().focusWidget() is pane.filter
    path = tmp_path / "Anna.txt"
    path.write_text("Hej.", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    pane.dropEvent(event)
    dialog = pane.findChild(ImportDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.busy)
    dialog.add()
    qtbot.waitUntil(lambda: names(pane) == ["Anna"])
    assert pane.lesson_text() == ""


def test_the_table_opens_once_for_documents_and_for_cases(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    pane.show_table(AttributeTarget.DOCUMENT)
    table = pane.findChild(TableWindow)
    assert table is not None
    qtbot.waitUntil(lambda: len(table.model.rows) == 7)
    pane.show_table(AttributeTarget.CASE)
    qtbot.waitUntil(lambda: len(table.model.rows) == 9)
    assert pane.findChildren(TableWindow) == [table]


def test_the_document_one_comes_to_is_what_is_looked_at(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    pane.activateWindow()
    pane.view.setFocus()
    qtbot.waitUntil(pane.view.hasFocus)
    second = at(pane, 1)
    assert sample_session.subject == Subject(Sort.DOCUMENT, second)


def test_the_attributes_of_several_documents_are_edited_in_the_table(
    qtbot: QtBot, sample_session: Session, pane: DocumentsPane
) -> None:
    pane.view.selectAll()
    action(menu_of(pane), "Attributes").trigger()
    assert pane.findChild(TableWindow) is not None


def test_what_is_coded_while_the_documents_are_read_is_counted(
    pane: DocumentsPane,
    sample_session: Session,
    settled: Settled,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document, before = at(pane, 0), row_at(pane, 0).counts.segments
    count = documents.work_in

    def then_coded(project: Project) -> Library:
        found = read_library(project)
        counting, never = threading.Event(), threading.Event()

        def counted(*asked: Any) -> dict[DocumentId, DocumentCounts]:
            counting.set()
            return count(*asked)

        monkeypatch.setattr(documents, "work_in", counted)
        coding.apply_path(project, document, Span(0, 4), "Nytt")
        assert counting.wait(60)
        while pane._touched:  # until it is shown: this here is to come after it
            never.wait(0.005)
        return found

    monkeypatch.setattr("qcode.ui.documents.pane.read_library", then_coded)
    pane._load()
    settled(sample_session)
    assert row_at(pane, 0).counts.segments == before + 1
