"""Undo and redo show where they acted, and leave the caret where it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.text import Span
from qcode.services import codes, coding, documents, memos, text_editing
from qcode.ui.codes.pane import CodesPane
from qcode.ui.coding.view import CodingView
from qcode.ui.documents.pane import DocumentsPane
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Workspace


@pytest.fixture
def session(opened: MainWindow) -> Session:
    assert opened.session is not None
    opened.resize(1200, 500)
    return opened.session


@pytest.fixture
def view(opened: MainWindow, session: Session) -> CodingView:
    assert opened.workspace is not None
    return opened.workspace.reading.view


def code(session: Session, qtbot: QtBot, document: int, span: Span) -> None:
    done: list[object] = []
    session.do(
        partial(coding.apply_code, session.project, DocumentId(document), span, CodeId(3)),
        done.append,
    )
    qtbot.waitUntil(lambda: bool(done))


def do(session: Session, qtbot: QtBot, work: Callable[[], object]) -> None:
    done: list[object] = []
    session.do(work, done.append)
    qtbot.waitUntil(lambda: bool(done))


def last(view: CodingView) -> Span:
    end = len(view.text())
    return Span(end - 40, end - 1)


def test_what_is_out_of_sight_is_scrolled_to_and_lit_up(
    opened: MainWindow, session: Session, view: CodingView, qtbot: QtBot
) -> None:
    where = last(view)
    code(session, qtbot, 1, where)
    view.select(Span(3, 3))
    assert where.start > view.on_screen().end
    session.undo()
    qtbot.waitUntil(lambda: view.flashed() == where)
    assert view.on_screen().end > where.start
    assert view.cursor_position() == 3
    assert not opened._toast._offer.isVisible()
    view.restore_place(0)
    session.redo()
    qtbot.waitUntil(lambda: view.on_screen().end > where.start)
    assert view.cursor_position() == 3


def test_what_is_in_sight_is_lit_up_and_nothing_scrolls(
    opened: MainWindow, session: Session, view: CodingView, qtbot: QtBot
) -> None:
    seen = view.on_screen()
    where = Span(seen.start + 5, seen.start + 20)
    code(session, qtbot, 1, where)
    place = view.place()
    session.undo()
    qtbot.waitUntil(lambda: view.flashed() == where)
    assert view.place() == place


def test_an_edit_of_the_text_that_is_taken_back_is_shown_in_the_text_read_anew(
    opened: MainWindow, session: Session, view: CodingView, qtbot: QtBot
) -> None:
    before, where = view.text(), last(view)
    change = TextChange.replace(before, *where, "!")
    session.do(partial(text_editing.edit_text, session.project, DocumentId(1), change))
    qtbot.waitUntil(lambda: view.text() != before)
    view.select(Span(3, 3))
    view.restore_place(0)
    session.undo()
    qtbot.waitUntil(lambda: view.text() == before and view.flashed() is not None)
    assert view.on_screen().end > where.start
    assert view.cursor_position() == 3


def test_what_is_in_another_text_is_offered_and_not_forced_upon_one(
    opened: MainWindow, session: Session, view: CodingView, qtbot: QtBot
) -> None:
    where = Span(10, 30)
    code(session, qtbot, 2, where)
    text, toast = view.text(), opened._toast
    session.undo()
    qtbot.waitUntil(toast._offer.isVisible)
    assert (toast._offer.text(), toast._button.text()) == ("Show", "Redo")
    assert view.text() == text
    toast._button.click()
    qtbot.waitUntil(lambda: toast._offer.isVisible() and toast._button.text() == "Undo")
    toast._offer.click()
    qtbot.waitUntil(lambda: session.document == 2)
    assert view.on_screen().end > where.start


def test_a_memo_whose_words_changed_is_chosen_in_the_list_or_offered(
    opened: MainWindow, workspace: Workspace, session: Session, qtbot: QtBot
) -> None:
    project, pane, toast = session.project, workspace.memos, opened._toast
    memo = memos.list_memos(project)[-1]
    do(session, qtbot, partial(memos.edit_memo, project, memo.id, text="Something else."))
    session.undo()
    qtbot.waitUntil(lambda: toast._offer.isVisible() and toast._button.text() == "Redo")
    assert not pane.isVisible()
    toast._offer.click()
    qtbot.waitUntil(lambda: pane._editor.memo == memo.id)
    assert pane.isVisible()
    session.redo()  # it is open: there is nothing to be offered
    qtbot.waitUntil(lambda: toast._button.text() == "Undo" and toast.isVisible())
    assert not toast._offer.isVisible()
    pane._editor.close_memo()
    session.undo()
    qtbot.waitUntil(lambda: pane._looked_at() == Subject(Sort.MEMO, memo.id))
    qtbot.waitUntil(lambda: toast._button.text() == "Redo" and toast.isVisible())
    assert not toast._offer.isVisible()
    assert session.subject == Subject(Sort.MEMO, memo.id)


@pytest.mark.parametrize("sort", [Sort.CODE, Sort.DOCUMENT])
def test_what_was_renamed_is_chosen_in_its_list_or_offered(
    opened: MainWindow, workspace: Workspace, session: Session, qtbot: QtBot, sort: Sort
) -> None:
    project, toast = session.project, opened._toast
    code, document = max(project.codebook().codes), project.documents()[-1].id
    pane: CodesPane | DocumentsPane
    if sort is Sort.CODE:
        number, pane = int(code), workspace.codes
        do(session, qtbot, partial(codes.rename_code, project, code, "Another name"))
    else:
        number, pane = int(document), workspace.documents
        do(session, qtbot, partial(documents.rename_document, project, document, "Another name"))
    opened._actions["layout_read"].trigger()
    session.undo()
    qtbot.waitUntil(lambda: toast._offer.isVisible() and toast._button.text() == "Redo")
    assert pane._looked_at() != Subject(sort, number)
    pane.filter.setText("zzz")  # hides it
    toast._offer.click()
    qtbot.waitUntil(lambda: pane._looked_at() == Subject(sort, number))
    assert pane.isVisible()
    assert pane.filter.text() == ""
    session.redo()
    qtbot.waitUntil(lambda: toast._button.text() == "Undo" and toast.isVisible())
    assert not toast._offer.isVisible()
    assert session.subject == Subject(sort, number)


def test_one_goes_on_looking_at_what_undo_renamed_though_the_text_is_painted_anew(
    workspace: Workspace,
    session: Session,
    view: CodingView,
    qtbot: QtBot,
    settled: Callable[[Session], None],
) -> None:
    code = coding.segments_of(session.project, DocumentId(1))[0].code
    view.setFocus()
    view.select(Span(3, 3))
    do(session, qtbot, partial(codes.rename_code, session.project, code, "Another name"))
    settled(session)
    assert session.subject != Subject(Sort.CODE, code)
    session.undo()
    settled(session)
    assert session.subject == Subject(Sort.CODE, code)
    view.select(Span(9, 9))  # by oneself one looks elsewhere
    assert session.subject != Subject(Sort.CODE, code)
