"""Keys that the user gave to what panes do: they act, and those they replace no longer do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.services.settings import load_settings
from qcode.ui.codes.pane import CodesPane
from qcode.ui.documents.pane import DocumentsPane
from qcode.ui.keys import Keymap, portable
from qcode.ui.pane_filter import PaneFilter, follow
from qcode.ui.session import Session

RECODE, REMOVE = "Lists of passages: Change the code", "Lists of passages: Remove"


class Listening(QWidget):
    """Writes down the keys that arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Control:
            self.heard.append(portable(QKeySequence(event.keyCombination())))


@pytest.fixture
def keymap(qtbot: QtBot) -> Keymap:
    return Keymap()


@pytest.fixture
def widget(qtbot: QtBot, keymap: Keymap) -> Listening:
    made = Listening()
    qtbot.addWidget(made)
    PaneFilter(made, "Lists of passages", keymap)
    return made


def test_a_pane_hears_its_own_key_for_the_one_that_was_chosen(
    keymap: Keymap, widget: Listening
) -> None:
    keymap.give(RECODE, "Ctrl+J")
    QTest.keyClick(widget, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(widget, Qt.Key.Key_C)  # it was the key before
    QTest.keyClick(widget, Qt.Key.Key_A)
    assert widget.heard == ["C", "A"]
    keymap.reset(RECODE)
    QTest.keyClick(widget, Qt.Key.Key_C)
    QTest.keyClick(widget, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert widget.heard[2:] == ["C", "Ctrl+J"]


def test_two_acts_exchange_their_keys(keymap: Keymap, widget: Listening) -> None:
    keymap.give(RECODE, "A")
    assert keymap.key("Lists of passages: Add another code") == ""
    keymap.give("Lists of passages: Add another code", "C")
    QTest.keyClick(widget, Qt.Key.Key_A)
    QTest.keyClick(widget, Qt.Key.Key_C)
    assert widget.heard == ["C", "A"]


def test_keys_of_panes_are_remembered(keymap: Keymap) -> None:
    keymap.give(REMOVE, "Ctrl+Backspace")
    assert load_settings().keys[REMOVE] == "Ctrl+Backspace"
    assert Keymap().key(REMOVE) == "Ctrl+Backspace"


def test_actions_and_shortcuts_follow(qtbot: QtBot, keymap: Keymap) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    action, shortcut = QAction(widget), QShortcut(widget)
    follow(action, "Codes", "Rename", keymap)
    follow(shortcut, "Split a code", "Split the code", keymap)
    assert QKeySequence.listToString(shortcut.keys()) == "Ctrl+Return; Ctrl+Enter"
    keymap.give("Codes: Rename", "F4")
    assert [portable(key) for key in action.shortcuts()] == ["F4"]
    keymap.give("Codes: Rename", "")
    assert action.shortcuts() == []


def test_the_tree_and_the_documents_have_the_new_key(
    sample_session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = sample_session.keys
    codes, documents = CodesPane(sample_session), DocumentsPane(sample_session)
    for pane in (codes, documents):
        qtbot.addWidget(pane)
    keys.give("Codes: Rename", "Ctrl+B")
    keys.give("Documents: Rename", "Ctrl+B")
    assert portable(codes.commands["rename"].shortcut()) == "Ctrl+B"
    documents.show()
    qtbot.waitUntil(lambda: documents.view.model().rowCount() > 0)
    documents.view.setCurrentIndex(documents.view.model().index(1, 0))
    renamed: list[bool] = []
    monkeypatch.setattr(documents.view, "edit", lambda *_a: renamed.append(True))
    QTest.keyClick(documents.view, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert renamed
