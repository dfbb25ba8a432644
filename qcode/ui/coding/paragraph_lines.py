"""Breaks one paragraph of a document into lines, where and as high as Qt's own layout would.

Every paragraph has a line height of its own, in pixels; `DocumentMaker` sees to that.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextFormat, QTextLayout, QTextOption

from .looks import Decoration

DECORATION = QTextFormat.Property.UserProperty.value + 1  # of a block; a Decoration
_BASELINE = 0.8  # of the height of a line, from its top: where Qt puts the letters


@dataclass(frozen=True, slots=True)
class Shape:
    """What the format of a paragraph says about its place, in pixels, and what is around it."""

    pitch: float  # from line to line
    above: float
    below: float
    left: float
    right: float
    decoration: Decoration = Decoration.NONE  # what is painted around it

    @classmethod
    def of(cls, look: QTextBlockFormat) -> Shape:
        """Return the shape that a format asks for."""
        decoration = look.property(DECORATION)
        return cls(
            pitch=look.lineHeight(),
            above=look.topMargin(),
            below=look.bottomMargin(),
            left=look.leftMargin(),
            right=look.rightMargin(),
            decoration=Decoration(int(decoration)) if decoration else Decoration.NONE,
        )


class LineBreaker:
    """Sets paragraphs in a column of one width. Makes the lines; keeps none of them."""

    def __init__(self, width: float, option: QTextOption) -> None:
        self._width = width
        self._to_right = _option(option, Qt.LayoutDirection.LeftToRight)
        self._to_left = _option(option, Qt.LayoutDirection.RightToLeft)

    def count(self, block: QTextBlock, shape: Shape) -> int:
        """Return how many lines a paragraph has."""
        layout = QTextLayout(block)
        width = self._begin(layout, block, shape)
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(width)
        layout.endLayout()
        return layout.lineCount()

    def set_lines(self, layout: QTextLayout, block: QTextBlock, shape: Shape) -> None:
        """Give a layout of a paragraph its lines, each in its place below the paragraph's top."""
        width = self._begin(layout, block, shape)
        baseline = _BASELINE * shape.pitch
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(width)
            ascent = line.ascent() + max(line.leading(), 0.0)
            line.setPosition(QPointF(shape.left, baseline - ascent))
            baseline += shape.pitch
        layout.endLayout()

    def _begin(self, layout: QTextLayout, block: QTextBlock, shape: Shape) -> float:
        backwards = block.textDirection() is Qt.LayoutDirection.RightToLeft
        layout.setTextOption(self._to_left if backwards else self._to_right)
        layout.beginLayout()
        return self._width - shape.left - shape.right


def _option(general: QTextOption, direction: Qt.LayoutDirection) -> QTextOption:
    option = QTextOption(general)
    option.setTextDirection(direction)
    if direction is Qt.LayoutDirection.RightToLeft:
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    return option
