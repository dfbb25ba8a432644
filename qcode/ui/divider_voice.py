"""What a divider is to those who listen: a separator, with a slider that has its place as a value.

Qt takes a divider for a grip, for which the desktop's bus of Linux has no word, and PySide cannot
hand Qt a value of our own. A slider has one: it is not seen, takes no mouse, and has the keyboard
where Tab comes to the divider.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QFocusEvent,
    QKeyEvent,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QSlider, QSplitterHandle

_TOLD = (QAccessible.Text.Description, QAccessible.Text.Value)


class SpokenHandle(QSplitterHandle):
    """A divider that can say how much room there is."""

    def room(self) -> str:
        """Return in words what is before the divider, "" where nothing is."""
        raise NotImplementedError


class Measure(QSlider):
    """How many percent of the room lie before a divider; whoever sets it moves the divider."""

    def __init__(self, divider: SpokenHandle, move: Callable[[int], None]) -> None:
        super().__init__(divider.orientation(), divider)
        self._divider, self._move = divider, move
        self._follows = False  # the divider was moved already
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setRange(0, 100)
        self.valueChanged.connect(self._moved)

    def follow(self, percent: int) -> None:
        """Have this value, as the divider has moved."""
        self._follows = True
        self.setValue(percent)
        self._follows = False

    def _moved(self, percent: int) -> None:
        if not self._follows:
            self._move(percent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys to the divider."""
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what it goes over."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have the divider seen."""
        super().focusInEvent(event)
        self._divider.focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Have it be a line again."""
        super().focusOutEvent(event)
        self._divider.focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing: the divider is seen."""


class _Voice(QAccessibleWidget):
    """Describes a divider whenever it is asked to: nothing is kept up to date for nobody."""

    def __init__(self, divider: SpokenHandle) -> None:
        super().__init__(divider, QAccessible.Role.Separator)
        self._divider = divider

    def text(self, kind: QAccessible.Text) -> str:
        """Return name, description or value."""
        said = super().text(kind)
        if kind not in _TOLD:
            return said
        return ". ".join(part for part in (self._divider.room(), said) if part)


def _voice_of(_key: str, thing: QObject) -> QAccessibleInterface | None:
    return _Voice(thing) if isinstance(thing, SpokenHandle) else None


@cache
def give_voice() -> None:
    """Have Qt ask here how dividers are described."""
    QAccessible.installFactory(_voice_of)
