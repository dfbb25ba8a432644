"""Breaks one paragraph of a document into lines, where and as high as Qt's own layout would.

Every paragraph has a line height of its own, in pixels; `DocumentMaker` sees to that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from .looks import Decoration

DECORATION = QTextFormat.Property.UserProperty.value + 1  # of a block; a Decoration
_BASELINE = 0.8  # of the height of a line, from its top: where Qt puts the letters
# What is not plain letters and marks of alphabets that run to the right, each seen by itself.
_UNUSUAL = re.compile("[^ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u20ac]")


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


@dataclass(slots=True)
class SetLines:
    """The lines of a paragraph, and what is asked of each again and again.

    All is counted from the paragraph's beginning, its top and the column's left edge.
    """

    layout: QTextLayout
    lines: list[QTextLine]
    starts: list[int]
    feet: list[float]  # where the letters stand
    ends: list[float] | None  # right ends of the last words; None where text is `_UNUSUAL`
    left: float

    def edges(self, number: int) -> tuple[float, float, float]:
        """Return where a line begins and ends, no further than the last word, and that word.

        In text of the usual kind both are where the paragraph begins and its last word ends.
        """
        if self.ends is not None:
            end = self.ends[number]
            return self.left, end, end
        line = self.lines[number]
        first, room = line.textStart(), line.naturalTextRect().right()
        return x_of(line, first), min(x_of(line, first + line.textLength()), room), room


def x_of(line: QTextLine, position: int) -> float:
    """Return where a position of the block is in one of its lines."""
    x, _position = cast("tuple[float, int]", line.cursorToX(position))
    return x


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

    def set_lines(self, layout: QTextLayout, block: QTextBlock, shape: Shape) -> SetLines:
        """Give a layout of a paragraph its lines, each in its place below the paragraph's top."""
        text = block.text()
        usual = not _UNUSUAL.search(text)
        width, left = self._begin(layout, block, shape, usual=usual), shape.left
        baseline = _BASELINE * shape.pitch
        lines: list[QTextLine] = []
        starts: list[int] = []
        feet: list[float] = []
        ends: list[float] = []
        place = QPointF(left, 0.0)
        while (line := layout.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(width)
            ascent = line.ascent()
            place.setY(baseline - (ascent + max(line.leading(), 0.0)))
            line.setPosition(place)
            lines.append(line)
            starts.append(line.textStart())
            feet.append(line.y() + ascent)
            ends.append(left + line.naturalTextWidth())
            baseline += shape.pitch
        layout.endLayout()
        found = SetLines(layout, lines, starts, feet, None, left)
        if usual:
            self._cut(ends, found, text)
            found.ends = ends
        return found

    def _cut(self, ends: list[float], found: SetLines, text: str) -> None:
        """Cut ends to where the text ends: a letter may reach beyond that, but into no space."""
        for number, (_start, past) in enumerate(pairwise((*found.starts, len(text)))):
            if text[past - 1 : past] != " ":
                ends[number] = found.edges(number)[1]

    def _begin(
        self, layout: QTextLayout, block: QTextBlock, shape: Shape, *, usual: bool = False
    ) -> float:
        backwards = not usual and block.textDirection() is Qt.LayoutDirection.RightToLeft
        layout.setTextOption(self._to_left if backwards else self._to_right)
        layout.beginLayout()
        return self._width - shape.left - shape.right


def _option(general: QTextOption, direction: Qt.LayoutDirection) -> QTextOption:
    option = QTextOption(general)
    option.setTextDirection(direction)
    if direction is Qt.LayoutDirection.RightToLeft:
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    return option
