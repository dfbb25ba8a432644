"""The inspector follows whatever has the keyboard, however it came there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.model.text import Span
from qcode.services import coding, memos
from qcode.services.retrieval import Selection
from qcode.ui.subject import Sort, Subject
from qcode.ui.window.workspace import Workspace


def by_key(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


def by_mouse(widget: QWidget) -> None:
    inside = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
    QTest.mouseClick(inside, Qt.MouseButton.LeftButton, pos=QPoint(60, 30))
    widget.setFocus(Qt.FocusReason.MouseFocusReason)


def by_screen_reader(widget: QWidget) -> None:
    """Do what AT-SPI's grabFocus does."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    found.actionInterface().doAction(QAccessibleActionInterface.setFocusAction())


WAYS = pytest.mark.parametrize("come", [by_key, by_mouse, by_screen_reader])
Come = Callable[[QWidget], None]


def sort(workspace: Workspace) -> Sort | None:
    subject = workspace.inspector.subject()
    return None if subject is None else subject.sort


@WAYS
def test_lists_of_documents_and_codes_and_the_text_are_followed(
    workspace: Workspace, qtbot: QtBot, come: Come
) -> None:
    view, tree = workspace.documents.view, workspace.codes.tree
    tree.setCurrentIndex(tree.model().index(0, 0))
    come(tree)
    qtbot.waitUntil(lambda: sort(workspace) is Sort.CODE)
    view.setCurrentIndex(view.model().index(0, 0))
    come(view)
    qtbot.waitUntil(lambda: sort(workspace) is Sort.DOCUMENT)
    session = workspace.session
    assert session.document is not None
    coded = coding.segments_of(session.project, session.document)[0]
    text = workspace.reading.view
    text.select(Span(coded.start, coded.start))
    by_key(tree)
    qtbot.waitUntil(lambda: sort(workspace) is Sort.CODE)
    text.setFocus()
    qtbot.waitUntil(lambda: sort(workspace) is Sort.SEGMENT)


@WAYS
def test_a_memo_is_followed_while_it_is_written(
    workspace: Workspace, qtbot: QtBot, come: Come
) -> None:
    session = workspace.session
    memo = memos.list_memos(session.project)[0]
    session.open_memo(memo.id)
    editor = workspace.memos._editor
    qtbot.waitUntil(lambda: editor.memo == memo.id)
    by_key(workspace.documents.view)
    session.look_at(Subject(Sort.CODE, CodeId(1)))
    qtbot.waitUntil(lambda: sort(workspace) is Sort.CODE)
    come(editor._text)
    qtbot.waitUntil(lambda: workspace.inspector.subject() == Subject(Sort.MEMO, memo.id))


def test_a_new_memo_is_followed_from_when_it_is_first_saved(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.reading.setFocus()
    workspace.session.write_memo()
    editor = workspace.memos._editor
    qtbot.waitUntil(editor._text.hasFocus)
    QTest.keyClicks(editor._text, "A thought")
    editor.save()
    qtbot.waitUntil(lambda: editor.memo is not None and sort(workspace) is Sort.MEMO)


def test_the_code_whose_passages_are_asked_for_is_that_of_the_coding_one_looks_at(
    workspace: Workspace, qtbot: QtBot
) -> None:
    session, tree = workspace.session, workspace.codes.tree
    qtbot.waitUntil(lambda: tree.model().rowCount() > 1)
    assert session.document is not None
    coded = coding.segments_of(session.project, session.document)[0]
    other = next(code for code in session.project.codebook().codes if code != coded.code)
    asked: list[Selection] = []
    session.retrieval_wanted.connect(asked.append)
    tree.reveal(other)
    by_key(tree)
    qtbot.waitUntil(lambda: sort(workspace) is Sort.CODE)
    workspace.retrieve()
    by_key(workspace.reading.view)
    workspace.reading.beside.select(coded.id)
    qtbot.waitUntil(lambda: sort(workspace) is Sort.SEGMENT)
    workspace.retrieve()
    assert [each.codes for each in asked] == [{other}, {coded.code}]
