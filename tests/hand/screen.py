"""A screen of its own, and a hand on its mouse: real events, from the X server to the window."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import which
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, Signal

T = TypeVar("T")
SIZE = (1500, 950)
_PATIENCE = 20.0  # seconds


@contextmanager
def screen() -> Iterator[None]:
    """Start an X server that nobody sees, and let the window come up on it."""
    if which("Xvfb") is None or which("xdotool") is None:
        sys.exit("This needs Xvfb and xdotool (on Debian: apt install xvfb xdotool).")
    ours, theirs = os.pipe()
    width, height = SIZE
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{width}x{height}x24"],
        pass_fds=[theirs],
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours) as told:
        os.environ["DISPLAY"] = f":{told.readline().strip()}"
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    try:
        yield
    finally:
        server.terminate()
        server.wait()


class Main(QObject):
    """Lets another thread ask the window's own thread: nothing of Qt is touched from elsewhere."""

    _asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._asked.connect(lambda ask: ask(), Qt.ConnectionType.QueuedConnection)

    def ask(self, question: Callable[[], T]) -> T:
        """Return what `question` returns in the window's thread."""
        answered, answer = threading.Event(), list[Any]()

        def work() -> None:
            try:
                answer.append(question())
            except Exception as error:  # handed over to who asked
                answer.append(error)
            answered.set()

        self._asked.emit(work)
        if not answered.wait(_PATIENCE):
            raise TimeoutError("the window does not answer")
        if isinstance(answer[0], Exception):
            raise answer[0]
        found: T = answer[0]
        return found

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until something is so in the window."""
        end = time.monotonic() + _PATIENCE
        while not self.ask(condition):
            if time.monotonic() > end:
                raise TimeoutError(what)
            time.sleep(0.02)


class Mouse:
    """Does what a hand does, at places of the screen."""

    def click(self, at: QPoint, button: int = 1, times: int = 1) -> None:
        """Go there and click."""
        self.move(at)
        self._do("click", "--repeat", times, "--delay", 60, button)

    def drag(self, start: QPoint, *places: QPoint) -> None:
        """Press at a place, go by others, and let go at the last."""
        self.move(start)
        self._do("mousedown", 1)
        for place in places:
            self.move(place)
        self._do("mouseup", 1)

    def wheel(self, at: QPoint, *, up: bool = False) -> None:
        """Turn the wheel by a notch."""
        self.click(at, 4 if up else 5)

    def move(self, at: QPoint) -> None:
        """Go to a place, over what is between; a drag begins only with movement."""
        self._do("mousemove", at.x() - 2, at.y())
        self._do("mousemove", at.x(), at.y())
        time.sleep(0.03)  # as long as a hand rests, and a drag needs to see where it is

    @staticmethod
    def _do(*words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], check=True)
