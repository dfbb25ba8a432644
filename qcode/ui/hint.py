"""What an empty text says of itself: all of it, also where it takes more than one line.

Qt cuts it off after the height of the empty document.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPalette, QTextOption
from PySide6.QtWidgets import QTextEdit


def paint_rest_of_hint(text: QTextEdit) -> None:
    """Paint what Qt has left out of a placeholder; called when the text has been painted."""
    document, words = text.document(), text.placeholderText()
    if not words or not document.isEmpty():
        return
    port, margin = text.viewport(), document.documentMargin()
    room = QRectF(port.rect()).adjusted(margin, margin, -margin, -margin)
    below = QRectF(port.rect()).adjusted(0, margin + text.fontMetrics().lineSpacing(), 0, 0)
    with QPainter(port) as painter:
        painter.setClipRect(below)
        painter.fillRect(below, text.palette().base())
        painter.setFont(text.font())
        painter.setPen(text.palette().color(QPalette.ColorRole.PlaceholderText))
        wrapped = QTextOption()
        wrapped.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.drawText(room, words, wrapped)
