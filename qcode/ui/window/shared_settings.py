"""What is chosen in one window holds at once in all: each runs in a process of its own.

The file of the settings is what they share. A language is taken over by the next window only,
since this one would have to be made anew while somebody works in it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtGui import QGuiApplication

from qcode.services.appearance import read_appearance
from qcode.services.settings import Settings, load_settings, settings_file
from qcode.ui.theme import Scheme, Theme

if TYPE_CHECKING:
    from .mainwindow import MainWindow


class SharedSettings(QObject):
    """Follows what another process stores: theme, appearance of texts, and keys."""

    def __init__(
        self, theme: Theme, window: Callable[[], MainWindow], parent: QObject | None = None
    ) -> None:
        """`window` is asked which window there is: another language makes it anew."""
        super().__init__(parent)
        self._theme, self._window = theme, window
        self._known, self._stamp = load_settings(), _stamp()
        # The folder: a file that is replaced would be watched no longer.
        self._watcher = QFileSystemWatcher([str(settings_file().parent)], self)
        self._watcher.directoryChanged.connect(self.look)
        # Not every network tells of what others write.
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.applicationStateChanged.connect(self._look_again)

    def _look_again(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()

    def look(self) -> None:
        """Take over what is stored otherwise than it was: only that was chosen elsewhere."""
        stamp = _stamp()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        before, self._known = self._known, load_settings()
        self._take(before, self._known)

    def _take(self, before: Settings, now: Settings) -> None:
        window = self._window()
        if now.theme != before.theme:
            self._theme.choose(Scheme.of(now.theme))
        if now.keys != before.keys:
            window.keymap.follow(now.keys)
        if now.page != before.page and window.workspace is not None:
            window.workspace.readers.follow(read_appearance(now.page))


def _stamp() -> tuple[int, int, int] | None:
    """Return what differs when the settings were stored once more."""
    try:
        found = settings_file().stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
