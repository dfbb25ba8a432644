"""A key with Alt leaves the menu bar alone, also where keys come to the window once more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from qcode.ui.alt_key import keep_menus_closed

ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
KEY = Qt.Key.Key_Alt


class Desk:
    """A window with a menu and a shortcut, and the keys as they come while somebody listens."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window, self.done = QMainWindow(), 0
        qtbot.addWidget(self.window)
        self.window.setCentralWidget(QLineEdit())
        action = self.window.menuBar().addMenu("&File").addAction("Do")
        action.setShortcut("Alt+2")
        action.triggered.connect(self._do)
        keep_menus_closed(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.window.centralWidget().setFocus()
        self.window.windowHandle().installEventFilter(_Bus(self.window))

    def _do(self) -> None:
        self.done += 1

    def press_both(self) -> None:
        """Press Alt, and 2 while it is held: at once the window hears that they may be shortcuts.

        QTest presses what is held as well.
        """
        QTest.keyPress(self.window.windowHandle(), Qt.Key.Key_2, ALT)

    def press_alt(self) -> None:
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, KEY, NONE)
        for each in (self.window.windowHandle(), self.window):
            QCoreApplication.sendEvent(each, asked)

    def once_more(self, *kinds: QEvent.Type) -> None:
        """Have what the bus kept of Alt come to the window."""
        for kind in kinds:
            modifiers = ALT if kind == PRESS else NONE  # of which Qt takes the opposite, for Alt
            event = QKeyEvent(kind, KEY, modifiers)
            QCoreApplication.sendEvent(self.window.windowHandle(), event)

    @property
    def is_in_menus(self) -> bool:
        return self.window.menuBar().activeAction() is not None


class _Bus(QObject):
    """Keeps pressings and releases from the window, as Qt does while it asks the bus."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() in (PRESS, RELEASE) and event.spontaneous()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_a_key_with_alt_does_not_open_the_menus_when_alt_comes_late(desk: Desk) -> None:
    desk.press_both()
    assert desk.done == 1
    desk.once_more(PRESS, RELEASE)
    assert not desk.is_in_menus


def test_nor_does_alt_that_is_pressed_again_meanwhile(desk: Desk) -> None:
    desk.press_both()
    desk.press_alt()
    desk.once_more(PRESS, RELEASE)
    assert not desk.is_in_menus
    desk.once_more(PRESS, RELEASE)  # of the second time, of which nobody knows what it was for
    assert not desk.is_in_menus
    desk.press_alt()
    desk.once_more(PRESS, RELEASE)
    assert desk.is_in_menus


def test_alt_alone_still_comes_to_the_menus(desk: Desk) -> None:
    desk.press_alt()
    desk.once_more(PRESS, RELEASE)
    assert desk.is_in_menus


def test_what_is_held_as_one_leaves_the_window_is_forgotten(desk: Desk) -> None:
    desk.press_both()
    leaving = QFocusEvent(QEvent.Type.FocusOut)
    QCoreApplication.sendEvent(desk.window.windowHandle(), leaving)
    desk.press_alt()
    desk.once_more(PRESS, RELEASE)
    assert desk.is_in_menus
