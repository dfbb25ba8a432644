"""Fields that one types in, everywhere but in a list: air around the words, an edge in the dark.

Painted here and not by a style sheet of the application, which would make every widget slower.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from .theme import colors, is_dark

_BESIDE, _ABOVE = 5, 2  # pixels between edge and words
_RADIUS = 3.5
_OTHER_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


class Field(QLineEdit):
    """A line edit with a thin edge, which takes the accent's colour with the keyboard."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFrame(False)
        self.setTextMargins(_BESIDE, _ABOVE, _BESIDE, _ABOVE)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the project where nothing was typed."""
        typed = self.isUndoAvailable() or self.isRedoAvailable()
        if left_to_the_window(event, typed=typed):
            return False
        return brought_back(event, self.redo, typed=typed) or super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, then the edge."""
        super().paintEvent(event)
        _paint_edge(self)


class NumberField(QSpinBox):
    """A field with a whole number, with the same edge."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the number and its buttons, then the edge."""
        super().paintEvent(event)
        _paint_edge(self)


class DecimalField(QDoubleSpinBox):
    """A field with a number, with the same edge."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the number and its buttons, then the edge."""
        super().paintEvent(event)
        _paint_edge(self)


def _paint_edge(field: QWidget) -> None:
    chosen = colors(is_dark(field.palette()))
    with QPainter(field) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(chosen.accent if field.hasFocus() else chosen.field))
        edge = QRectF(field.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, _RADIUS, _RADIUS)


def left_to_the_window(event: QEvent, *, typed: bool) -> bool:
    """Ignore the keys for undo and redo where nothing was typed, and say whether that was so.

    A field takes these keys for itself otherwise, and they would do nothing. Where all that was
    typed has been taken back they still belong to the field: a key held too long must not run on
    into the project.
    """
    if typed or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    key = QKeySequence.StandardKey
    if not event.matches(key.Undo) and not event.matches(key.Redo):
        return False
    event.ignore()
    return True


def brought_back(event: QEvent, redo: Callable[[], object], *, typed: bool) -> bool:
    """Redo with Ctrl+Y what was typed, and say whether it was that.

    Qt takes that key on Windows only; elsewhere it would run on into the project.
    """
    if not typed or not isinstance(event, QKeyEvent) or event.keyCombination() != _OTHER_REDO:
        return False
    if event.type() == QEvent.Type.KeyPress:
        redo()
    event.accept()
    return True


def typed_in(document: QTextDocument) -> bool:
    """Whether anything was typed in a text of several lines, be it taken back."""
    return document.isUndoAvailable() or document.isRedoAvailable()
