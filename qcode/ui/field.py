"""The line that one types in, everywhere but in a list: air around the words, an edge in the dark.

Painted here and not by a style sheet of the application, which would make every widget slower.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from .theme import colors, is_dark

_BESIDE, _ABOVE = 5, 2  # pixels between edge and words
_RADIUS = 3.5


class Field(QLineEdit):
    """A line edit with a thin edge, which takes the accent's colour with the keyboard."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFrame(False)
        self.setTextMargins(_BESIDE, _ABOVE, _BESIDE, _ABOVE)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the project where there is no typing to take back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            key = QKeySequence.StandardKey
            undo = event.matches(key.Undo) and not self.isUndoAvailable()
            redo = event.matches(key.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, then the edge."""
        super().paintEvent(event)
        chosen = colors(is_dark(self.palette()))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(chosen.accent if self.hasFocus() else chosen.field))
            edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(edge, _RADIUS, _RADIUS)
