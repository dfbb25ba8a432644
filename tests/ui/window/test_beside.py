"""Memos and the inspector in the whole window, by keys as they reach it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.services import coding
from qcode.ui.importing.dialog import ImportDialog
from qcode.ui.subject import Sort, Subject
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Workspace

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def panes(opened: MainWindow, qtbot: QtBot) -> Workspace:
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    assert opened.workspace is not None
    return opened.workspace


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def test_a_passage_is_linked_from_the_text_into_a_new_memo(panes: Workspace, qtbot: QtBot) -> None:
    session = panes.session
    segment = coding.segments_of(session.project, session.project.documents()[0].id)[0]
    panes.reading.view.setFocus()
    panes.reading.view.select(segment.span)
    qtbot.waitUntil(lambda: session.span == segment.span)
    press(qtbot, Qt.Key.Key_L, CONTROL)
    wanted = f"#{segment.start}-{segment.end})"
    editor = panes.memos._editor
    qtbot.waitUntil(lambda: editor.words().text.endswith(wanted))
    assert panes.found.currentWidget() is panes.memos
    assert editor._text.hasFocus()


def test_ctrl_i_in_a_memo_is_italic_and_imports_nothing(
    panes: Workspace, opened: MainWindow, qtbot: QtBot
) -> None:
    panes.session.write_memo()
    text = panes.memos._editor._text
    text.setFocus()
    qtbot.keyClicks(text, "so")
    press(qtbot, Qt.Key.Key_I, CONTROL)
    assert text.markdown() == "*so*"
    assert opened.findChildren(ImportDialog) == []


def test_a_project_opens_without_any_other_window_taking_the_keyboard(
    window: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    activated: list[object] = []
    qapp = QApplication.instance()
    assert isinstance(qapp, QApplication)
    listening = qapp.focusWindowChanged.connect(activated.append)
    window.open_project(sample)
    qtbot.waitUntil(lambda: window.workspace is not None)
    qapp.focusWindowChanged.disconnect(listening)
    assert activated == []


def test_the_inspector_tells_of_the_text_when_the_keyboard_comes_back_to_it(
    panes: Workspace, qtbot: QtBot
) -> None:
    session = panes.session
    panes.reading.view.setFocus()
    qtbot.waitUntil(lambda: session.subject == Subject(Sort.DOCUMENT, 1))
    panes.codes.tree.setFocus()
    panes.codes.tree.setCurrentIndex(panes.codes.tree.model().index(1, 0))
    qtbot.waitUntil(panes.inspector.code.isVisible)
    panes.reading.view.setFocus()
    qtbot.waitUntil(panes.inspector.document.isVisible)


def test_the_inspector_follows_the_caret_and_is_reached_with_a_key(
    panes: Workspace, qtbot: QtBot
) -> None:
    session = panes.session
    segment = coding.segments_of(session.project, session.project.documents()[0].id)[0]
    panes.reading.view.setFocus()
    panes.reading.view.select(segment.span)
    qtbot.waitUntil(panes.inspector.segment.isVisible)
    assert panes.inspector.subject() == session.subject
    assert session.subject is not None
    assert session.subject.sort is Sort.SEGMENT
    press(qtbot, Qt.Key.Key_8, ALT)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert panes.inspector.isAncestorOf(focused)
    press(qtbot, Qt.Key.Key_8, ALT)
    assert panes.inspector.isHidden()
    assert panes.reading.view.hasFocus()
    assert panes.state()["inspector"] == "hidden"
    press(qtbot, Qt.Key.Key_8, ALT)
    assert panes.inspector.isVisible()


def test_the_inspector_follows_the_trees_and_lists(panes: Workspace, qtbot: QtBot) -> None:
    panes.codes.tree.setFocus()
    qtbot.keyClick(panes.codes.tree, Qt.Key.Key_Home)
    qtbot.keyClick(panes.codes.tree, Qt.Key.Key_Down)
    qtbot.waitUntil(panes.inspector.code.isVisible)
    code = panes.codes.tree.current()
    assert code is not None
    codebook = panes.session.project.codebook()
    assert panes.inspector.code.name.name() == " › ".join(codebook.names(code))
    panes.documents.view.setFocus()
    qtbot.waitUntil(panes.inspector.document.isVisible)
