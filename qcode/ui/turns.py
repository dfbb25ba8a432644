"""Lanes work while the window has nothing to do, and wait their turn while it has.

Python gives its one lock to the threads that want it in turn, however many there are and whatever
they are at; painting takes it hundreds of times. So a lane asks, before a few milliseconds of
work, by an event that Qt delivers when the window's thread is through with all others.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import deque
from importlib.abc import MetaPathFinder

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from qcode.model.courtesy import give_way

from .garbage import collect_meanwhile

SLICE = 0.003  # seconds that a lane may work for before it asks again
SOON = 0.01  # a window that has not answered by then may be waiting for this very lane,
LONGEST = 0.1  # and by then it does: for a lock that the lane holds
_AFTER_ALL = -100  # Qt's own lowest, for painting, is -1
_ASKED = QEvent.Type(QEvent.registerEventType())
_IMPORTING = "<frozen importlib"


class Turns(QObject):
    """Gives lanes their turns. Lives on the window's thread; `wait` is called on theirs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        _ask_at_imports()
        self._window = threading.get_ident()
        self._lanes = threading.local()
        self._waiting: deque[threading.Lock] = deque()
        self._ended = False

    def wait(self) -> None:
        """Wait until the window has nothing to do, unless this lane has just done so."""
        until: float = getattr(self._lanes, "until", 0.0)
        if self._ended or time.perf_counter() < until:
            return
        turn = threading.Lock()
        turn.acquire()
        self._waiting.append(turn)
        QCoreApplication.postEvent(self, QEvent(_ASKED), _AFTER_ALL)
        if not turn.acquire(timeout=SOON) and not self._imports():
            turn.acquire(timeout=LONGEST - SOON)
        self._lanes.until = time.perf_counter() + SLICE

    def end(self) -> None:
        """Let all go on, now and from now on: the window's thread will wait for them."""
        self._ended = True
        self._give()

    def event(self, event: QEvent) -> bool:
        """Give the lanes that asked their turn."""
        if event.type() != _ASKED:
            return super().event(event)
        collect_meanwhile()  # or a timer finds what they make in tens of milliseconds
        self._give()
        return True

    def _give(self) -> None:
        while self._waiting:
            self._waiting.popleft().release()

    def _imports(self) -> bool:
        """Whether the window's thread loads a module, which a lane may have begun to load."""
        frame = sys._current_frames().get(self._window)
        return frame is not None and frame.f_code.co_filename.startswith(_IMPORTING)


class _AskAtImports(MetaPathFinder):
    """Finds no module, but lets the window go first before each that a lane loads."""

    def find_spec(self, _name: str, _path: object, _target: object = None) -> None:
        give_way()


def _ask_at_imports() -> None:
    if not any(isinstance(each, _AskAtImports) for each in sys.meta_path):
        sys.meta_path.insert(0, _AskAtImports())
