"""The line that one types in: its edge shows where the keyboard is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.field import Field
from qcode.ui.found.memo_text import MemoText
from qcode.ui.inspector.fields import SavedText
from qcode.ui.theme import colors, is_dark


def test_the_edge_takes_the_accent_with_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    first, second = Field("ord"), Field()
    layout = QVBoxLayout(window)
    layout.addWidget(first)
    layout.addWidget(second)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    chosen = colors(is_dark(window.palette()))

    def edge(field: Field) -> str:
        return field.grab().toImage().pixelColor(field.width() // 2, 0).name()

    first.setFocus()
    assert (edge(first), edge(second)) == (chosen.accent, chosen.field)
    second.setFocus()
    assert (edge(first), edge(second)) == (chosen.field, chosen.accent)


@pytest.mark.parametrize("kind", [Field, MemoText, partial(SavedText, "In short", "")])
def test_undo_is_the_window_s_where_nothing_was_typed(
    qtbot: QtBot, kind: Callable[[], Field | MemoText | SavedText]
) -> None:
    window, field, undone = QWidget(), kind(), []

    def said(field: Field | MemoText | SavedText) -> str:
        return field.markdown() if isinstance(field, MemoText) else field.text()

    QVBoxLayout(window).addWidget(field)
    QShortcut(QKeySequence("Ctrl+Z"), window, lambda: undone.append("undo"))
    for key in ("Ctrl+Shift+Z", "Ctrl+Y"):
        QShortcut(QKeySequence(key), window, lambda: undone.append("redo"))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(field, Qt.Key.Key_Z, control)
    qtbot.keyClick(field, Qt.Key.Key_Z, control | shift)
    qtbot.keyClick(field, Qt.Key.Key_Y, control)
    assert undone == ["undo", "redo", "redo"]
    qtbot.keyClicks(field, "ord")
    qtbot.keyClick(field, Qt.Key.Key_Z, control)
    assert said(field) == ""
    qtbot.keyClick(field, Qt.Key.Key_Z, control)  # held a little too long
    qtbot.keyClick(field, Qt.Key.Key_Z, control | shift)
    assert said(field) == "ord"
    qtbot.keyClick(field, Qt.Key.Key_Z, control)
    qtbot.keyClick(field, Qt.Key.Key_Y, control)  # as on Windows
    assert said(field) == "ord"
    qtbot.keyClick(field, Qt.Key.Key_Y, control)
    assert undone == ["undo", "redo", "redo"]
