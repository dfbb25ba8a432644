"""A pane hands the keyboard on to what it is for, and Tab passes nothing by in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.leading import lead_focus, led_to


class Window(QWidget):
    """A line, and a pane with a filter before its list."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.pane = QLineEdit(), QWidget()
        self.filter, self.list = QLineEdit(), QListWidget()
        within = QVBoxLayout(self.pane)
        within.addWidget(self.filter)
        within.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self.pane)
        lead_focus(self.pane, self.list)


@pytest.fixture
def window(shown: Callable[[Window], Window]) -> Window:
    window = shown(Window())
    window.line.setFocus()
    return window


def test_the_keyboard_goes_to_what_the_pane_is_for_and_to_nothing_before(window: Window) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    came: list[QWidget | None] = []
    application.focusChanged.connect(lambda _before, now: came.append(now))
    window.pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
    assert came == [window.list]
    window.line.setFocus()
    QWidget.setFocus(window.pane)  # as Qt does
    assert window.list.hasFocus()


def test_tab_comes_to_what_stands_before_it(window: Window, qtbot: QtBot) -> None:
    for each in (window.filter, window.list, window.line):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        assert each.hasFocus()


def test_a_pane_can_lead_elsewhere_later(window: Window) -> None:
    lead_focus(window.pane, window.filter)
    window.pane.setFocus()
    assert window.filter.hasFocus()
    assert led_to(window.pane) is window.filter
    assert led_to(window.line) is None
