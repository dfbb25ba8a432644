"""Shift+F10 opens the menu on what has the keyboard, as the menu key does, which many lack."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

KEY = "Shift+F10"


def listen_for_menu_key(window: QWidget) -> None:
    """Open menus by Shift+F10 in a window, for where Qt knows the menu key only."""
    shortcut = QShortcut(QKeySequence(KEY), window)
    shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
    shortcut.activated.connect(_open_menu)


def _open_menu() -> None:
    """Ask what has the keyboard for its menu, at its caret or its row."""
    widget = QApplication.focusWidget()
    if widget is None:
        return
    caret = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    if isinstance(caret, QRectF):  # of texts; lines and lists give whole pixels
        caret = caret.toRect()
    known = isinstance(caret, QRect) and caret.isValid()
    place = caret.center() if known else widget.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(widget, QContextMenuEvent(reason, place, widget.mapToGlobal(place)))
