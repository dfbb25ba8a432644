from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.menu_key import listen_for_menu_key

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Line(QLineEdit):
    """Notes by what its menu was asked for, and where."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[QContextMenuEvent.Reason, QPoint]] = []

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.append((event.reason(), event.pos()))


def test_the_menu_of_what_has_the_keyboard_is_asked_for_at_its_caret_or_row(qtbot: QtBot) -> None:
    window, line, rows = QWidget(), Line(), QListWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(rows)
    rows.addItems(["one", "two"])
    rows.setCurrentRow(1)
    rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    wanted: list[QPoint] = []
    rows.customContextMenuRequested.connect(wanted.append)
    listen_for_menu_key(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_F10, SHIFT)
    ((reason, place),) = line.asked
    assert reason == QContextMenuEvent.Reason.Keyboard
    assert line.rect().contains(place)
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_F10, SHIFT)
    assert [rows.indexAt(at).row() for at in wanted] == [1]
