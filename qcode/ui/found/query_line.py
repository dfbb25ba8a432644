"""The line in which a query is typed: keys that belong to the hits are handed on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from qcode.ui.field import Field


class QueryLine(Field):
    """A line from which Enter goes to a hit, Down into the list, Escape back to the text."""

    entered = Signal()
    went_down = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on the three keys; all others are typed."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Down:
                self.went_down.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
