"""What a divider is to those who listen: a separator, and how much room lies before it.

Qt takes it for a grip, for which the desktop's bus of Linux has no word: it was "unknown" there.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QSplitterHandle

_TOLD = (QAccessible.Text.Description, QAccessible.Text.Value)


class SpokenHandle(QSplitterHandle):
    """A divider that can say how much room there is."""

    def room(self) -> str:
        """Return in words what is before the divider, "" where nothing is."""
        raise NotImplementedError


class _Voice(QAccessibleWidget):
    """Describes a divider whenever it is asked to, so that nothing is kept up to date for nobody.

    No `QAccessibleValueInterface`: PySide cannot hand one to Qt.
    """

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
