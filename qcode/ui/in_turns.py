"""Paint what is large one after another, where painting all of a window takes too long at once.

In between keys and clicks are answered, and what is already painted can be seen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid


class InTurns(QObject):
    """Holds parts of windows back from being painted, and lets them go one at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: deque[QWidget] = deque()
        self._then: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def hold_lists_and_texts(self) -> None:
        """Hold back the lists and texts that are on the screen."""
        self.hold(
            each
            for window in QApplication.topLevelWidgets()
            if window.isVisible()
            for each in window.findChildren(QAbstractScrollArea)
        )

    def hold(self, parts: Iterable[QWidget]) -> None:
        """Hold back those of the parts that can be seen, the largest of them the shortest."""
        found = sorted(filter(QWidget.isVisible, parts), key=lambda part: -_area(part))
        for part in found:
            if part.updatesEnabled():  # else it is held already, or what it is in
                part.setUpdatesEnabled(False)
                self._held.append(part)
        if self._held:
            self._timer.start()

    def then(self, act: Callable[[], object]) -> None:
        """Do something when all that is held has been let go, in a turn of its own."""
        self._then.append(act)
        self._timer.start()

    def _next(self) -> None:
        while self._held:
            part = self._held[0]
            if isValid(part) and part.isVisible() and not part.window().updatesEnabled():
                return  # after what it is in
            self._held.popleft()
            if isValid(part):
                part.setUpdatesEnabled(True)
                return
        if self._then:
            self._then.popleft()()
        else:
            self._timer.stop()


def paint_next_turn(*parts: QWidget) -> None:
    """Have parts that are being filled painted later: to fill them takes as long by itself."""
    for part in parts:
        if part.updatesEnabled():  # else others hold it
            part.setUpdatesEnabled(False)
            one_by_one(part, _let_go(part))


def _let_go(part: QWidget) -> Iterator[None]:
    part.setUpdatesEnabled(True)
    yield


def one_by_one(owner: QObject, steps: Iterator[None]) -> None:
    """Take steps one a turn of the event loop, from the next turn on, while `owner` lives."""
    timer = QTimer(owner)  # a real one: what is merely posted comes before keys and clicks

    def step() -> None:
        if next(steps, timer) is timer:
            timer.deleteLater()
        elif isValid(timer):
            timer.start()  # again: timers that have become due meanwhile come before it

    timer.timeout.connect(step)
    timer.start()


def _area(part: QWidget) -> int:
    return part.width() * part.height()
