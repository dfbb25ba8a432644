"""The window is divided for reading, coding or comparing; of two texts the focused one is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import coding, settings
from qcode.ui.mime import set_documents
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Layout, Workspace


@pytest.fixture
def workspace(opened: MainWindow, qtbot: QtBot) -> Workspace:
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    assert opened.workspace is not None
    return opened.workspace


@pytest.fixture
def session(workspace: Workspace) -> Session:
    return workspace.session


def give(window: MainWindow, name: str) -> None:
    action = window._actions[name]
    assert action.isEnabled(), name
    action.trigger()
    workspace = window.workspace
    while name == "layout_compare" and workspace and not workspace.readers.comparing:
        QApplication.processEvents()  # a second text is made in several turns


@pytest.fixture
def second(opened: MainWindow, workspace: Workspace, qtbot: QtBot) -> ReadingPane:
    """The second of two texts, with the second document open."""
    give(opened, "layout_compare")
    pane = workspace.readers.panes[1]
    assert workspace.reading is pane
    workspace.session.show_document(DocumentId(2))
    qtbot.waitUntil(lambda: workspace.session.document == 2)
    return pane


def number_of(session: Session, document: int) -> int:
    return len(coding.segments_of(session.project, DocumentId(document)))


def test_each_layout_shows_its_panes(opened: MainWindow, workspace: Workspace) -> None:
    give(opened, "layout_read")
    assert not workspace.documents.isVisible()
    assert not workspace.found.isVisible()
    assert workspace.reading.isVisible()
    give(opened, "layout_compare")
    assert workspace.documents.isVisible()
    assert not workspace.found.isVisible()
    assert [pane.isVisible() for pane in workspace.readers.panes] == [True, True]
    give(opened, "layout_code")
    assert workspace.documents.isVisible()
    assert workspace.found.isVisible()
    assert [pane.isVisible() for pane in workspace.readers.panes] == [True, False]
    assert workspace.reading is workspace.readers.panes[0]


def test_enter_on_a_document_brings_the_keyboard_to_its_text(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    give(opened, "show_documents")
    view = workspace.documents.view
    view.setCurrentIndex(view.documents.index_of(DocumentId(2)))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.session.document == 2)
    assert workspace.reading.view.hasFocus()


def test_the_first_text_of_a_project_is_read_with_the_keyboard_where_it_is_coded(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    session, view = workspace.session, workspace.reading.view
    workspace.reading._close_document()
    workspace.documents.view.setFocus()
    session.show_document(DocumentId(1))  # as an import does
    session.text_wanted.emit()
    assert not view.hasFocus()  # it is still being read
    qtbot.waitUntil(lambda: session.document == 1)
    assert view.hasFocus()


def test_codes_stay_folded_when_the_project_is_opened_again(
    opened: MainWindow, workspace: Workspace, sample: Path, qtbot: QtBot
) -> None:
    tree = workspace.codes.tree
    qtbot.waitUntil(lambda: bool(tree.opened()))
    folded = min(tree.opened())
    tree.collapse(tree.codes.index_of(folded))
    opened.open_project(sample)
    qtbot.waitUntil(lambda: opened.workspace not in (None, workspace))
    assert opened.workspace is not None
    again = opened.workspace.codes.tree
    qtbot.waitUntil(lambda: bool(again.opened()))
    assert folded not in again.opened()


def test_a_second_text_is_made_and_shown_in_several_turns(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.divide(Layout.COMPARE)
    assert len(workspace.readers.panes) == 1
    qtbot.waitUntil(lambda: workspace.readers.comparing)
    assert workspace.reading is workspace.readers.panes[1]
    held = [pane.view for pane in workspace.readers.panes]
    qtbot.waitUntil(lambda: all(view.updatesEnabled() for view in held))
    workspace.divide(Layout.CODE)
    assert not workspace.readers.comparing
    assert not workspace.reading.view.updatesEnabled()  # its turn to be painted comes
    qtbot.waitUntil(workspace.reading.view.updatesEnabled)


def test_the_layout_that_was_asked_for_last_is_the_one_shown(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.divide(Layout.COMPARE)
    workspace.divide(Layout.READ)
    QApplication.processEvents()
    assert workspace.layout_now is Layout.READ
    assert not workspace.readers.comparing
    assert not workspace.documents.isVisible()
    workspace.divide(Layout.COMPARE)  # what was begun is made to the end
    qtbot.waitUntil(lambda: workspace.readers.comparing)


def test_the_text_that_is_read_is_the_one_left_alone_and_escape_brings_both_back(
    opened: MainWindow, workspace: Workspace, second: ReadingPane, qtbot: QtBot
) -> None:
    first = workspace.readers.panes[0]
    give(opened, "reading_mode")
    assert (first.isVisible(), second.isVisible()) == (False, True)
    assert workspace.session.document == 2
    qtbot.waitUntil(second.view.hasFocus)
    qtbot.keyClick(second.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: workspace.readers.comparing)
    assert workspace.reading is second
    first.setFocus()
    give(opened, "reading_mode")
    assert (first.isVisible(), second.isVisible()) == (True, False)
    give(opened, "reading_mode")
    assert workspace.readers.comparing
    assert workspace.reading is first


def test_beside_an_empty_second_text_the_first_one_can_be_read_alone(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    give(opened, "layout_compare")
    first, empty = workspace.readers.panes
    assert workspace.reading is empty
    give(opened, "reading_mode")
    assert (first.isVisible(), empty.isVisible()) == (True, False)
    qtbot.waitUntil(first.view.hasFocus)


def test_a_second_text_that_is_still_empty_is_come_to_by_key_and_by_click(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    give(opened, "layout_compare")
    first, empty = workspace.readers.panes
    qtbot.waitUntil(lambda: empty.isAncestorOf(QApplication.focusWidget()))
    first.view.setFocus()
    qtbot.waitUntil(lambda: workspace.reading is first)
    give(opened, "other_text")
    assert workspace.reading is empty
    qtbot.waitUntil(lambda: empty.isAncestorOf(QApplication.focusWidget()))
    first.view.setFocus()
    qtbot.waitUntil(lambda: workspace.reading is first)
    qtbot.mouseClick(empty._empty, Qt.MouseButton.LeftButton)
    assert workspace.reading is empty
    workspace.session.show_document(DocumentId(2))
    qtbot.waitUntil(lambda: workspace.readers._seats[1].document == 2)


def test_of_two_texts_the_one_with_the_keyboard_stays_where_all_panes_come_back(
    opened: MainWindow, workspace: Workspace, second: ReadingPane, qtbot: QtBot
) -> None:
    first = workspace.readers.panes[0]
    qtbot.waitUntil(second.view.hasFocus)
    bar = second.view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 400)
    second.view.select(Span(900, 912))
    give(opened, "layout_code")
    assert (first.isVisible(), second.isVisible()) == (False, True)
    assert workspace.reading is second
    assert second.view.hasFocus()
    assert (workspace.session.document, workspace.session.span) == (2, Span(900, 912))
    give(opened, "layout_compare")
    assert workspace.reading is second
    first.setFocus()
    give(opened, "layout_code")
    assert (first.isVisible(), second.isVisible()) == (True, False)
    give(opened, "layout_compare")
    assert workspace.reading is first  # and not one after the other


def test_the_text_that_was_shown_alone_is_the_one_that_opens_the_next_time(
    opened: MainWindow, workspace: Workspace, second: ReadingPane, sample: Path, qtbot: QtBot
) -> None:
    give(opened, "layout_code")
    assert second.isVisible()
    opened.close_project()
    opened.open_project(sample)
    qtbot.waitUntil(lambda: opened.session is not None and opened.session.document is not None)
    assert opened.session is not None and opened.workspace is not None
    assert opened.session.document == 2
    give(opened, "layout_compare")
    other = opened.workspace.readers.panes[1]
    qtbot.waitUntil(lambda: other._document is not None)
    assert other._document is not None
    assert other._document.id == 1


def test_a_layout_keeps_its_widths_when_another_one_is_asked_for_and_given_up(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    opened.resize(1600, 800)

    def widths() -> list[int]:
        return workspace._main.sizes()

    workspace.divide(Layout.COMPARE)
    qtbot.waitUntil(lambda: workspace.readers.comparing)
    workspace.divide(Layout.CODE)
    workspace._main.setSizes([260, 800, 540])
    workspace._note_sizes()
    code = widths()
    workspace.divide(Layout.COMPARE)
    workspace._main.setSizes([400, 1200, 0])
    workspace._note_sizes()
    compare = widths()
    workspace.divide(Layout.CODE)
    assert widths() == code
    workspace.readers.compare(False)
    workspace.readers._second = iter([None, None])  # what is still being made
    workspace.divide(Layout.COMPARE)
    workspace.divide(Layout.CODE)
    assert widths() == code
    workspace.divide(Layout.COMPARE)
    qtbot.waitUntil(lambda: workspace.readers.comparing)
    assert widths() == compare


def test_what_is_asked_for_comes_into_sight_in_any_layout(
    opened: MainWindow, workspace: Workspace
) -> None:
    give(opened, "layout_read")
    give(opened, "show_codes")
    assert workspace.codes.isVisible()
    give(opened, "find")
    assert workspace.search.isVisible()
    assert workspace.search.width() > 100
    assert workspace.reading.width() > 100


def test_without_room_for_all_the_column_asked_for_last_stands_beside_the_text(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    opened.resize(1400, 800)
    qtbot.waitUntil(lambda: workspace.width() == 1400)
    wide = workspace._main.sizes()
    opened.resize(760, 800)
    qtbot.waitUntil(lambda: not workspace.found.isVisible())
    assert opened.width() == 760
    assert workspace.codes.isVisible()
    give(opened, "find")
    assert workspace.search.isVisible()
    assert not workspace.codes.isVisible()
    assert workspace.reading.width() > 200
    give(opened, "show_codes")
    assert workspace.codes.isVisible()
    assert not workspace.found.isVisible()
    opened.resize(1400, 800)
    qtbot.waitUntil(lambda: workspace.found.isVisible() and workspace.codes.isVisible())
    assert workspace._main.sizes() == pytest.approx(wide, abs=4)


def test_a_column_with_the_keyboard_stays_when_the_window_gets_small(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    opened.resize(1400, 800)
    give(opened, "find")
    opened.resize(760, 800)
    qtbot.waitUntil(lambda: not workspace.codes.isVisible())
    assert workspace.search.isVisible()


def test_each_layout_keeps_its_sizes_until_the_next_time(
    opened: MainWindow, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace._main.setSizes([200, 500, 500])
    code = workspace._main.sizes()
    give(opened, "layout_compare")
    workspace._main.setSizes([400, 800, 0])
    compare = workspace._main.sizes()
    give(opened, "layout_read")
    path = workspace.session.project.path
    opened.close_project()
    assert settings.load_settings().window["layout"] == "read"
    opened.open_project(path)
    qtbot.waitUntil(lambda: opened.workspace is not None)
    assert opened.workspace is not None
    assert opened.workspace.layout_now is Layout.READ
    give(opened, "layout_code")
    assert opened.workspace._main.sizes() == pytest.approx(code, abs=4)
    give(opened, "layout_compare")
    assert opened.workspace._main.sizes() == pytest.approx(compare, abs=4)


def test_on_a_small_screen_the_text_has_room_for_names_between_both_columns(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    opened.resize(1400, 768)
    qtbot.waitUntil(lambda: workspace.width() == 1400)
    wide = workspace._main.sizes()
    opened.resize(1024, 768)
    qtbot.waitUntil(lambda: workspace.width() == 1024)
    assert workspace.codes.isVisible()
    assert workspace.found.isVisible()
    assert workspace.reading.width() >= 455
    assert workspace.reading.view._columns.names > 0
    give(opened, "layout_read")
    give(opened, "layout_code")
    opened.resize(1400, 768)
    qtbot.waitUntil(lambda: workspace.width() == 1400)
    assert workspace._main.sizes() == pytest.approx(wide, abs=4)


def test_where_there_is_little_height_the_inspector_and_the_panes_take_turns(
    opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    opened.resize(1400, 800)
    qtbot.waitUntil(lambda: workspace.inspector.isVisible() and workspace.found.isVisible())
    opened.resize(1400, 400)
    qtbot.waitUntil(lambda: not workspace.inspector.isVisible())
    assert workspace.found.isVisible()
    give(opened, "show_inspector")
    assert workspace.inspector.isVisible()
    assert not workspace.found.isVisible()
    give(opened, "find")
    assert workspace.found.isVisible()
    assert not workspace.inspector.isVisible()
    opened.resize(1400, 800)
    qtbot.waitUntil(workspace.inspector.isVisible)
    workspace.inspector.close_pane()
    assert workspace.found.isVisible()
    opened.resize(1400, 780)
    assert not workspace.inspector.isVisible()


def test_two_texts_stand_above_one_another_where_there_is_little_width(
    opened: MainWindow, workspace: Workspace, second: ReadingPane, qtbot: QtBot
) -> None:
    first = workspace.readers.panes[0]
    opened.resize(1300, 800)
    qtbot.waitUntil(lambda: first.width() < workspace.readers.width() - 200)
    assert first.height() == pytest.approx(second.height(), abs=4)
    opened.resize(700, 800)
    qtbot.waitUntil(lambda: first.width() == workspace.readers.width())
    assert opened.width() == 700
    assert first.height() == pytest.approx(second.height(), abs=4)


def test_two_texts_are_still_side_by_side_when_the_project_is_opened_again(
    opened: MainWindow, workspace: Workspace, second: ReadingPane, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(second.view.text()))
    name = second.view.accessibleName()
    path = workspace.session.project.path
    opened.close_project()
    opened.open_project(path)
    qtbot.waitUntil(lambda: opened.workspace is not None)
    again = opened.workspace
    assert again is not None
    assert again.layout_now is Layout.COMPARE
    session, readers = again.session, again.readers
    assert readers.comparing
    assert readers.panes[1].actions() == readers.panes[0].actions() != []
    qtbot.waitUntil(lambda: session.document == 1)
    assert readers.active is readers.panes[0]
    qtbot.waitUntil(lambda: readers.panes[1].view.accessibleName() == name)


def test_two_texts_are_coded_side_by_side(
    opened: MainWindow, workspace: Workspace, second: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    first = workspace.readers.panes[0]
    before = number_of(session, 1), number_of(session, 2)
    second.view.select(Span(30, 60))
    give(opened, "in_vivo")
    qtbot.waitUntil(lambda: number_of(session, 2) == before[1] + 1)
    assert number_of(session, 1) == before[0]
    give(opened, "other_text")
    qtbot.waitUntil(lambda: workspace.reading is first)
    assert session.document == 1
    first.view.select(Span(200, 230))
    give(opened, "in_vivo")
    qtbot.waitUntil(lambda: number_of(session, 1) == before[0] + 1)
    qtbot.waitUntil(lambda: bool(first.view.segments_on(Span(200, 230))))
    qtbot.waitUntil(lambda: bool(second.view.segments_on(Span(30, 60))))


def test_the_foot_and_the_commands_follow_the_focused_text(
    opened: MainWindow, workspace: Workspace, second: ReadingPane, session: Session
) -> None:
    first = workspace.readers.panes[0]
    first.view.select(Span(100, 140))
    assert session.document == 2  # another text has the keyboard
    assert session.span is None
    assert not opened._actions["code"].isEnabled()
    first.setFocus()
    assert (session.document, session.span) == (1, Span(100, 140))
    assert opened._actions["code"].isEnabled()
    assert opened._status.words()[0] == "Intervju 1. Gittan, nattvandrare"
    second.setFocus()
    assert opened._status.words()[0].startswith("Intervju 2")


def test_a_single_letter_codes_in_the_second_text_too(
    workspace: Workspace, second: ReadingPane, qtbot: QtBot
) -> None:
    second.view.setFocus()
    second.view.select(Span(30, 60))
    qtbot.keyClick(second.view, Qt.Key.Key_C)
    qtbot.waitUntil(second._coder.box.isVisible)
    second._coder.box.dismiss()


def test_a_document_opens_in_the_text_on_which_it_is_dropped(
    workspace: Workspace, second: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    first, mime = workspace.readers.panes[0], QMimeData()
    set_documents(mime, [DocumentId(3)])
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target = first.view.viewport()
    entered = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, buttons, held)
    QApplication.sendEvent(target, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(
        target, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, buttons, held)
    )
    qtbot.waitUntil(lambda: session.document == 3)
    assert workspace.reading is first
    qtbot.waitUntil(lambda: first._title.text().startswith("Intervju 3"))
    assert second._title.text().startswith("Intervju 2")


def test_the_places_in_both_texts_are_remembered(
    opened: MainWindow, workspace: Workspace, second: ReadingPane
) -> None:
    opened.close_project()
    assert len(settings.load_settings().places) == 2


def test_the_window_fills_the_screen_and_comes_back(opened: MainWindow) -> None:
    give(opened, "full_screen")
    assert opened.isFullScreen()
    give(opened, "full_screen")
    assert not opened.isFullScreen()
    opened.showMaximized()
    give(opened, "full_screen")
    give(opened, "full_screen")
    assert opened.isMaximized()


def test_the_second_text_is_there_again_the_next_time(
    opened: MainWindow, second: ReadingPane, sample: Path, qtbot: QtBot
) -> None:
    assert opened.close_project()
    opened.open_project(sample)
    qtbot.waitUntil(lambda: opened.workspace is not None)
    workspace = opened.workspace
    assert workspace is not None
    workspace.divide(Layout.COMPARE)
    qtbot.waitUntil(lambda: workspace.readers.comparing)
    pane = workspace.readers.panes[1]
    qtbot.waitUntil(lambda: pane._document is not None)
    assert pane._document is not None
    assert pane._document.id == 2
    settings.forget_projects()
    assert settings.load_settings().beside == {}
