"""What has the keyboard is seen: a ring around buttons, ticks, choices, sliders and tabs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSlider,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qcode.ui.focus_ring import FocusRing, FocusRings
from qcode.ui.theme import colors, is_dark


class Window(QWidget):
    """One of each, below one another."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button, self.flat = QLineEdit(), QPushButton("Save"), QToolButton()
        self.tick, self.radio, self.box = QCheckBox("Bold"), QRadioButton("All"), QComboBox()
        self.slider, self.tabs = QSlider(Qt.Orientation.Horizontal), QTabBar()
        self.flat.setText("Clear")
        self.flat.setAutoRaise(True)
        self.flat.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.addItem("Light")
        for words in ("Search", "Passages"):
            self.tabs.addTab(words)
        layout = QVBoxLayout(self)
        for each in self.ringed():
            layout.addWidget(each)
        layout.addWidget(self.field)

    def ringed(self) -> list[QWidget]:
        some = [self.button, self.flat, self.tick, self.radio, self.box, self.slider, self.tabs]
        return list(some)


@pytest.fixture
def window(shown: Callable[[Window], Window]) -> Window:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window = Window()
    FocusRings(application).setParent(window)
    shown(window).field.setFocus()
    return window


def ring_of(widget: QWidget) -> FocusRing | None:
    found = widget.findChildren(FocusRing)
    return next((each for each in found if each.isVisible()), None)


def test_the_ring_is_around_each_thing_that_comes_to_have_the_keyboard(window: Window) -> None:
    for each in window.ringed():
        each.setFocus(Qt.FocusReason.TabFocusReason)
        ring = ring_of(each)
        assert ring is not None, each
        accent = QColor(colors(is_dark(window.palette())).accent)
        edge = ring.geometry().center().x(), ring.geometry().top() + 1
        assert each.grab().toImage().pixelColor(QPoint(*edge)) == accent, each
    window.field.setFocus()
    assert all(ring_of(each) is None for each in window.ringed())


def test_the_ring_follows_the_tab_in_front_and_another_size(window: Window, qtbot: QtBot) -> None:
    window.tabs.setFocus()
    ring = ring_of(window.tabs)
    assert ring is not None
    assert ring.geometry() == window.tabs.tabRect(0)
    qtbot.keyClick(window.tabs, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: ring.geometry() == window.tabs.tabRect(1))
    window.button.setFocus()
    ring = ring_of(window.button)
    assert ring is not None
    window.resize(window.width() + 90, window.height())
    qtbot.waitUntil(lambda: ring.geometry() == window.button.rect())


def test_a_click_brings_no_ring_and_a_screen_reader_hears_of_none(
    window: Window, qtbot: QtBot
) -> None:
    qtbot.mouseClick(window.button, Qt.MouseButton.LeftButton)
    window.flat.setFocus()
    assert ring_of(window.flat) is not None
    assert QAccessible.queryAccessibleInterface(window.flat).childCount() == 0


def test_what_has_the_ring_can_go(window: Window, qtbot: QtBot) -> None:
    window.button.setFocus()
    window.button.deleteLater()
    qtbot.waitUntil(lambda: not window.findChildren(QPushButton))
    window.tick.setFocus()
    assert ring_of(window.tick) is not None
