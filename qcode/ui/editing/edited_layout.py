"""Lays out a text that is edited: all paragraphs alike, and what an input method composes in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextDocument, QTextFrame, QTextLayout

from qcode.ui.coding.column_layout import ColumnLayout
from qcode.ui.coding.paragraph_lines import Shape
from qcode.ui.coding.typography import Typography

_GAP = 0.35  # below a paragraph, times the size of the font


class EditedLayout(ColumnLayout):
    """The layout of one document, whatever formats its paragraphs have."""

    def __init__(self, document: QTextDocument, typography: Typography) -> None:
        super().__init__(document, typography.above)
        self._shape = _shape_of(typography)
        self._makes_lines = True

    def set_typography(self, typography: Typography) -> None:
        """Set the text in this way from now on; the font is that of the document."""
        shape = _shape_of(typography)
        if shape != self._shape:
            self._shape = shape
            self.begin_anew()

    def shape(self, block: QTextBlock) -> Shape:
        """Return how every paragraph stands in the column."""
        del block
        return self._shape

    def lines(self, block: QTextBlock) -> QTextLayout:
        """Return the lines that the block itself has, in which Qt keeps what is being composed.

        Qt asks for them at every key and for everything coded, so that others would be made twice.
        """
        own = block.layout()
        own.setCacheEnabled(True)  # or Qt forgets the glyphs, and finds them anew each time
        self.give_lines(block)
        return own

    @contextmanager
    def as_far_as_seen(self) -> Iterator[None]:
        """Make no lines meanwhile for paragraphs that have none: Qt asks for all that is coded.

        What is coded there is nothing to be painted for Qt then, nor what reaches over paragraphs.
        """
        self._makes_lines = False
        try:
            yield
        finally:
            self._makes_lines = True

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return where a paragraph is, and give it lines, unless none are to be made."""
        if self._makes_lines or block.layout().lineCount():
            return super().blockBoundingRect(block)
        return QRectF()

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        """Return the whole page; nothing for what reaches over paragraphs without lines."""
        return super().frameBoundingRect(frame) if self._makes_lines else QRectF()

    def caret_in(self, block: QTextBlock, caret: int) -> int | None:
        """Return where the caret stands in a paragraph, if it does."""
        own = block.layout()
        if caret < -1 and own.preeditAreaText():  # how Qt says where in what is composed
            return own.preeditAreaPosition() - caret - 2
        return super().caret_in(block, caret)


def _shape_of(typography: Typography) -> Shape:
    return Shape(typography.line, 0.0, typography.space(_GAP), 0.0, 0.0)
