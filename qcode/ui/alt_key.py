"""Alt with another key does not open the menus of a window, also where somebody listens.

On Linux Qt sends each key to the desktop's bus first while a screen reader is on, and once more to
the window when the answer comes. The menu bar then takes the pressing of Alt that comes late,
after the key with it has done its work, for a new one, and its release for the end of Alt alone.
"""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget

_LEAVES = {QEvent.Type.FocusAboutToChange, QEvent.Type.FocusOut}
_KEYS = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease}


def keep_menus_closed(window: QWidget) -> None:
    """Watch the Alt key of a window."""
    _AltKey(window)


class _AltKey(QObject):
    """Knows of each pressing of Alt whether another key came with it, until it is let go."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._handle: QWindow | None = None
        self._used: deque[bool] = deque()  # of pressings whose release is still to come
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the keys, and leave out what would open a menu."""
        kind = event.type()
        if watched is self._window:
            if kind in (QEvent.Type.Show, QEvent.Type.WinIdChange):
                self._take_handle()
            elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                return event.key() == Qt.Key.Key_Alt and self._awaits
        elif kind in _KEYS and isinstance(event, QKeyEvent):
            return self._heard(event)
        elif kind in _LEAVES:
            self._used.clear()
        return False

    @property
    def _awaits(self) -> bool:
        """Whether an earlier Alt that was used is still to be let go, which would end this one."""
        return any(list(self._used)[:-1])

    def _take_handle(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._handle:
            self._handle = handle
            handle.installEventFilter(self)

    def _heard(self, event: QKeyEvent) -> bool:
        """Return whether a key is to be left out: the pressing of Alt that comes late."""
        is_alt, kind = event.key() == Qt.Key.Key_Alt, event.type()
        if kind == QEvent.Type.KeyPress:
            return is_alt and not event.spontaneous()
        if kind == QEvent.Type.KeyRelease:
            if is_alt and self._used:
                self._used.popleft()
        elif is_alt and not event.isAutoRepeat():  # at once, from the keyboard itself
            self._used.append(False)
        elif self._used:
            self._used[-1] = True
        return False
