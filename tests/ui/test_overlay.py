"""A box over the window: inside it wherever it opens, and gone when the keyboard is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from qcode.ui.overlay import Overlay


class Box(Overlay):
    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, width=300)
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def open(self, at: QPoint) -> None:
        self._prepare()
        self._appear(self._owner.window().mapToGlobal(at), self.line)


class Desk:
    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.text, self.other = QTextEdit(), QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.text)
        column.addWidget(self.other)
        self.box = Box(self.text)
        self.window.resize(500, 400)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.text.setFocus()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(qtbot)
    yield made
    made.window.close()


@pytest.mark.parametrize("x", [-50, 0, 250, 499, 900])
@pytest.mark.parametrize("y", [-50, 0, 200, 399, 900])
def test_it_lies_inside_the_window(desk: Desk, x: int, y: int) -> None:
    desk.box.open(QPoint(x, y))
    assert desk.window.rect().contains(desk.box.geometry())
    assert desk.box.line.hasFocus()


def test_it_is_no_wider_than_the_window(desk: Desk) -> None:
    desk.window.resize(QSize(220, 400))
    desk.box.open(QPoint(0, 0))
    assert desk.box.width() == 220


def test_closing_it_gives_the_keyboard_back(desk: Desk, qtbot: QtBot) -> None:
    desk.box.open(QPoint(20, 20))
    desk.box.open(QPoint(60, 60))  # opened anew, it still knows who had it before
    with qtbot.waitSignal(desk.box.closed):
        desk.box.dismiss()
    assert desk.text.hasFocus()


def test_closed_it_lies_ready_in_the_window_and_goes_with_what_it_is_of(desk: Desk) -> None:
    desk.box.open(QPoint(20, 20))
    desk.box.dismiss()
    assert desk.box.parentWidget() is desk.window
    desk.text.deleteLater()
    for _ in range(2):  # what is asked for while others go comes after them
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(desk.box)


def test_closing_it_leads_the_keyboard_past_nothing_else(desk: Desk, qapp: QApplication) -> None:
    """A screen reader tells of each place that has the keyboard, if only for a moment."""
    desk.box.open(QPoint(20, 20))
    been: list[QWidget | None] = []
    hear = qapp.focusChanged.connect(lambda _old, new: been.append(new))
    desk.box.dismiss()
    qapp.focusChanged.disconnect(hear)
    assert been == [desk.text]


def test_it_goes_when_the_keyboard_goes_elsewhere_and_leaves_it_there(desk: Desk) -> None:
    desk.box.open(QPoint(20, 20))
    desk.other.setFocus()
    assert not desk.box.isVisible()
    assert desk.other.hasFocus()


def test_it_stays_while_another_window_has_the_keyboard(desk: Desk, qtbot: QtBot) -> None:
    desk.box.open(QPoint(20, 20))
    beside = QLineEdit()
    qtbot.addWidget(beside)
    beside.show()
    beside.activateWindow()
    beside.setFocus()
    qtbot.waitUntil(beside.hasFocus)
    assert desk.box.isVisible()
