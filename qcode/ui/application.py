"""Starting the window: the composition root. Everything is made here and handed down."""

from __future__ import annotations

import gc
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QObject,
    Qt,
    QTimer,
    QTranslator,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QApplication

from qcode.services.language import current_language, set_language
from qcode.services.settings import Settings, load_settings

from .alt_key import keep_menus_closed
from .focus_ring import FocusRings
from .large import large_style
from .menu_key import listen_for_menu_key
from .paced import Paced
from .theme import Scheme, Theme
from .whole_errors import with_whole_errors, without_ground
from .window.kept import Kept
from .window.mainwindow import MainWindow
from .window.shared_settings import SharedSettings

if TYPE_CHECKING:
    from .window.desk import Desk


class Application:
    """The Qt application with its theme, its language and its one window."""

    def __init__(self, arguments: Sequence[str] = ()) -> None:
        self.qt = QApplication.instance() or QApplication(["qcode", *arguments])
        assert isinstance(self.qt, QApplication)
        self.qt.setApplicationName("QCode")
        self.qt.setApplicationDisplayName("QCode")
        self.qt.setDesktopFileName("qcode")
        self._translator = QTranslator()
        self.theme = Theme(self.qt)
        self._style = large_style(self.qt)
        self._rings = FocusRings(self.qt)
        settings = load_settings()
        self._apply(settings)
        self.window = self._make_window()
        self._shared = SharedSettings(self.theme, lambda: self.window, self.qt)

    def _make_window(self) -> MainWindow:
        window = MainWindow()
        window.settings_changed.connect(self._settings_changed)
        window.teaches = True
        Paced(window)
        if sys.platform not in (
            "win32",
            "darwin",
        ):  # where Qt does so itself, and where nobody does
            listen_for_menu_key(window)
            keep_menus_closed(window)
        return window

    def _apply(self, settings: Settings) -> None:
        set_language(settings.language, groups=True)
        language = current_language()
        # Dates and numbers as in the reports: British, not American, English.
        QLocale.setDefault(QLocale({"sv": "sv_SE", "en": "en_GB"}[language]))
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        QApplication.removeTranslator(self._translator)
        if self._translator.load(f"qtbase_{language}", folder):
            QApplication.installTranslator(self._translator)
        self.theme.choose(Scheme.of(settings.theme))

    def _settings_changed(self, settings: Settings) -> None:
        """Take over new settings; another language needs a window made anew."""
        before = current_language()
        self._apply(settings)
        if current_language() != before:
            QTimer.singleShot(0, self._remake_window)

    def _remake_window(self) -> None:
        """Put a window in the new language in the place of the one there is, with all that it has.

        What is edited in a text and asks something first keeps the window until it is done.
        """
        old, desk = self.window, self.window.desk
        if desk is not None and not desk.can_close():
            self._await_edit(desk)
            return
        kept = None if desk is None else Kept(desk.workspace)
        path = None if desk is None else desk.project.path
        read_only = desk is not None and desk.project.read_only
        self.window = self._make_window()
        self.window.setGeometry(old.geometry())
        self.window.setWindowState(old.windowState() & ~Qt.WindowState.WindowActive)
        self.window.show()
        old.close()
        old.deleteLater()
        if path is not None and kept is not None:
            once = Qt.ConnectionType.SingleShotConnection
            # Not the method itself, which would not keep `kept`.
            self.window.project_shown.connect(partial(Kept.give_back, kept), once)
            self.window.open_project(path, read_only=read_only)

    def _await_edit(self, desk: Desk) -> None:
        """Make the window anew when nothing is edited any more."""

        def look() -> None:
            if desk.workspace.reading.has_document():
                desk.session.passage_changed.disconnect(look)
                QTimer.singleShot(0, self._remake_window)

        desk.session.passage_changed.connect(look)


def run(paths: Sequence[Path]) -> int:
    """Open the window, with a project if a path is given; return when it is closed."""
    return with_whole_errors(partial(_run, paths))


def _run(paths: Sequence[Path]) -> int:
    gc.freeze()  # what was loaded stays to the end: no collection need look through it
    application = Application()
    catch_faults(lambda: application.window)
    application.window.show()
    if paths:
        application.window.open_project(paths[0])
    return QApplication.exec()


def catch_faults(window: Callable[[], MainWindow]) -> None:
    """Turn an error that nobody caught into a report; the project stays open and usable.

    `window` is asked which window there is then: another language makes it anew.
    """
    relay = _Relay(window)

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        relay.came.emit("".join(traceback.format_exception(kind, without_ground(error), trace)))

    sys.excepthook = report
    threading.excepthook = lambda args: report(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )


class _Relay(QObject):
    """Brings word of an error to the window's thread, from whichever it came."""

    came = Signal(str)  # the traceback

    def __init__(self, window: Callable[[], MainWindow]) -> None:
        super().__init__()
        self._window = window
        self.came.connect(self._tell)

    @Slot(str)
    def _tell(self, trace: str) -> None:
        self._window().report_fault(trace)
