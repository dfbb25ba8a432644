"""What one had before oneself is there again when another language makes the window anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services.retrieval import Selection
from qcode.ui.application import Application
from qcode.ui.found.excerpts import Grouping, Order
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Workspace

Settled = Callable[[Session], None]


@pytest.fixture
def window() -> MainWindow:
    """A window with no project, which another one is to take the place of."""
    made = MainWindow()
    made.show()
    return made


@pytest.fixture
def application(opened: MainWindow) -> Iterator[Application]:
    """The program as it goes on with a window, without what tests have for themselves."""
    made = Application.__new__(Application)
    made.window = opened
    make = made._make_window

    def make_window() -> MainWindow:
        window = make()
        window.teaches = False
        return window

    made._make_window = make_window  # type: ignore[method-assign]
    yield made
    made.window.close()
    made.window.deleteLater()


@pytest.fixture
def remade(
    application: Application, workspace: Workspace, settled: Settled, qtbot: QtBot
) -> Callable[[], Workspace]:
    """Make the window anew, as another language does, and return its panes."""

    def remake() -> Workspace:
        settled(workspace.session)
        application._remake_window()
        window = application.window
        qtbot.waitUntil(lambda: window.workspace is not None)
        found = window.workspace
        assert found is not None and found is not workspace
        settled(found.session)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return found

    return remake


def test_the_search_goes_on_with_its_hits(
    workspace: Workspace, remade: Callable[[], Workspace], qtbot: QtBot, settled: Settled
) -> None:
    workspace.focus(workspace.search)
    search = workspace.search
    search.ask("och")
    search._enter()
    settled(workspace.session)
    rows = search._list.rows.rowCount()
    search.narrow(search._list.rows.rows[0].group)
    settled(workspace.session)
    for _step in range(2):
        search.step(1)
    before = search._list.current()
    assert before is not None
    seen = Subject(Sort.CODE, 1)
    workspace.session.look_at(seen)
    again = remade()
    assert again.session.subject == again.inspector.subject() == seen
    after = again.search
    assert after.query() == "och" and after._look.only is not None
    qtbot.waitUntil(lambda: after._list.current() is not None)
    assert after._list.current().key == before.key
    after.show_all()
    qtbot.waitUntil(lambda: after._list.rows.rowCount() == rows)
    assert after.isVisible() and after.isAncestorOf(QApplication.focusWidget())


def test_filters_choices_and_places_of_lists_stay(
    workspace: Workspace, remade: Callable[[], Workspace], settled: Settled
) -> None:
    codes, documents = workspace.codes, workspace.documents
    settled(workspace.session)
    shown = codes.tree.codes.codes()
    chosen = sorted(shown)[1:3]
    codes.tree.choose(chosen, chosen[0])
    documents.filter.setText("a")
    document = documents.view.documents.index_of(DocumentId(2))
    documents.view.setCurrentIndex(document)
    workspace.memos._filter.setText("e")
    workspace.show_found(workspace.memos)
    after = remade()
    assert set(after.codes.tree.chosen()) == set(chosen)
    assert after.codes.tree.current() == chosen[0]
    assert after.documents.filter.text() == "a"
    assert after.documents.view.current() == 2
    assert after.memos._narrowed.words == "e"
    assert after.found.currentWidget() is after.memos


def test_the_filter_of_the_code_tree_stays(
    workspace: Workspace, remade: Callable[[], Workspace]
) -> None:
    workspace.codes.filter.setText("ti")
    few = workspace.codes.tree.codes.codes()
    after = remade().codes
    assert after.filter.text() == "ti" and after.tree.codes.codes() == few


def test_passages_are_listed_as_they_were(
    workspace: Workspace, remade: Callable[[], Workspace], settled: Settled
) -> None:
    codebook = workspace.session.project.codebook()
    asked = Selection(codes=frozenset(list(codebook.codes)[:2]), subcodes=True)
    workspace.session.retrieve(asked)
    workspace.passages.arrange(Grouping.DOCUMENT)
    workspace.passages.arrange(Order.LONGEST)
    settled(workspace.session)
    listed = workspace.passages._list
    assert listed.step(1) and listed.step(1)
    rows, current = list(listed.rows.rows), listed.current()
    after = remade()
    now = after.passages._list
    assert now.rows.rows == rows
    assert now.current().key == current.key
    assert after.found.currentWidget() is after.passages


def test_the_text_is_open_where_it_was_with_its_selection_and_its_filter(
    workspace: Workspace, remade: Callable[[], Workspace], settled: Settled
) -> None:
    session = workspace.session
    session.show_document(DocumentId(2))
    settled(session)
    workspace.reading.view.select(Span(40, 60))
    code = next(iter(session.project.codebook().codes))
    workspace.reading.filtering.only_codes([code])
    after = remade()
    assert after.session.document == 2
    assert after.reading.view.selection() == after.session.span == Span(40, 60)
    assert after.reading.filtering.wanted.codes == {code}
    after.reading.step(-1)
    settled(after.session)
    assert after.session.document == 1


def test_a_memo_that_was_open_is_open_and_does_not_take_the_keyboard(
    workspace: Workspace, remade: Callable[[], Workspace], settled: Settled
) -> None:
    settled(workspace.session)
    memo = workspace.memos._shelf.memos[0].id
    workspace.memos.open_memo(memo)
    workspace.codes.tree.setFocus()
    after = remade()
    assert after.memos._editor.memo == memo
    assert after.codes.tree.hasFocus()


def test_a_large_window_stays_large(
    application: Application, opened: MainWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    opened.showMaximized()
    application._remake_window()
    assert application.window.isMaximized()
    qtbot.waitUntil(lambda: application.window.workspace is not None)


def test_an_edit_that_must_ask_first_keeps_the_window_until_it_is_done(
    application: Application, opened: MainWindow, workspace: Workspace, settled: Settled,
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    reading = workspace.reading
    reading.edit_text()
    qtbot.waitUntil(lambda: reading._edit.page is not None)
    page = reading._edit.page
    monkeypatch.setattr(type(page), "finish_quietly", lambda _self: False)
    monkeypatch.setattr(type(page), "done", lambda _self: None)
    application._remake_window()
    assert application.window is opened and opened.workspace is workspace
    reading._edit._end(0)
    qtbot.waitUntil(lambda: application.window is not opened)
    qtbot.waitUntil(lambda: application.window.workspace is not None)
