from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qcode.ui.menu_key import listen_for_menu_key

SHIFT = Qt.KeyboardModifier.ShiftModifier


ASKED: list[tuple[QWidget, QContextMenuEvent.Reason]] = []


class Line(QLineEdit):
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        assert self.rect().contains(event.pos())
        ASKED.append((self, event.reason()))


class Text(QTextEdit):
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        assert self.rect().contains(event.pos())
        ASKED.append((self, event.reason()))


class Plain(QPushButton):
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        assert self.rect().contains(event.pos())
        ASKED.append((self, event.reason()))


def test_the_menu_of_what_has_the_keyboard_is_asked_for_at_its_caret_or_row(qtbot: QtBot) -> None:
    window, rows = QWidget(), QListWidget()
    others = (Line("line"), Text("text"), Plain("button"))
    ASKED.clear()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for each in (*others, rows):
        column.addWidget(each)
    rows.addItems(["one", "two"])
    rows.setCurrentRow(1)
    rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    wanted: list[QPoint] = []
    rows.customContextMenuRequested.connect(wanted.append)
    listen_for_menu_key(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for each in others:
        each.setFocus()
        qtbot.keyClick(each, Qt.Key.Key_F10, SHIFT)
    assert [(each, QContextMenuEvent.Reason.Keyboard) for each in others] == ASKED
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_F10, SHIFT)
    assert [rows.indexAt(at).row() for at in wanted] == [1]
