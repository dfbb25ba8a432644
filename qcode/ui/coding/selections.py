"""What Qt wants painted over a text: its selections, and the caret."""

from __future__ import annotations

from PySide6.QtGui import QAbstractTextDocumentLayout, QTextCharFormat, QTextLayout


class Selections:
    """What is selected in a picture, cut to paragraphs. Positions are UTF-16 units."""

    def __init__(self, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        self._all = [
            (each.cursor.selectionStart(), each.cursor.selectionEnd(), QTextCharFormat(each.format))
            for each in context.selections
        ]

    def within(self, start: int, length: int) -> list[QTextLayout.FormatRange]:
        """Return what is selected of so many units from one on, counted from there."""
        found = []
        for begin, end, look in self._all:
            first, last = begin - start, end - start
            if first < length and last > 0 and last > first:
                made = QTextLayout.FormatRange()
                made.start, made.length, made.format = first, last - first, look
                found.append(made)
        return found


def caret_width(layout: QAbstractTextDocumentLayout) -> int:
    """Return how many pixels wide the caret is to be."""
    width = layout.property("cursorWidth")
    return int(width) if width else 1
