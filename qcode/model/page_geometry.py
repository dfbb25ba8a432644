"""Where the characters of a printed page stand.

Lengths are points (1/72 inch) from the upper left corner of the page as it is shown, y downwards;
positions are code points of the text that was read from the pages.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .text import Span

_SAME_LINE = 0.5  # of the smaller height: characters that overlap so far stand on one line
_GAP = 3.0  # heights: what stands farther apart on a line is in another column or cell

_WORD = re.compile(r"\w+(?:-\n\w+)*")


class Box(NamedTuple):
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def distance(self, x: float, y: float) -> float:
        """Return how far a point lies from it, squared; what is above or below counts more."""
        across = max(self.left - x, 0.0, x - self.right)
        along = max(self.top - y, 0.0, y - self.bottom)
        return across * across + 4 * along * along

    def joined(self, other: Box) -> Box:
        """Return the smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


class Piece(NamedTuple):
    """A stretch of characters that stand side by side on one line."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The characters of one page: `text` begins at position `start`.

    `edges` has four numbers a character: left, top, right, bottom. A character that the page does
    not show, such as a line end, has an empty box.
    """

    start: int
    text: str
    edges: array[float]
    pieces: tuple[Piece, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the characters together to lines."""
        object.__setattr__(self, "pieces", tuple(self._joined(self.span)))

    @property
    def span(self) -> Span:
        """The part of the text that stands on the page."""
        return Span(self.start, self.start + len(self.text))

    def box(self, position: int) -> Box | None:
        """Return where a character stands, or None if the page does not show it."""
        at = 4 * (position - self.start)
        left, top, right, bottom = self.edges[at : at + 4]
        return Box(left, top, right, bottom) if right > left and bottom > top else None

    def lines(self, span: Span) -> list[Box]:
        """Return the boxes of a span, one for each piece of a line, as far as it is on the page."""
        found: list[Box] = []
        for piece in self.pieces:
            if piece.end <= span.start or piece.start >= span.end:
                continue
            if span.start <= piece.start and piece.end <= span.end:
                found.append(piece.box)
            else:
                part = Span(max(span.start, piece.start), min(span.end, piece.end))
                found += [each.box for each in self._joined(part)]
        return found

    def _joined(self, span: Span) -> Iterator[Piece]:
        """Yield the pieces of lines that a span consists of."""
        first = span.start
        line: tuple[float, float, float, float] | None = None
        numbers = iter(self.edges[4 * (span.start - self.start) : 4 * (span.end - self.start)])
        boxes = zip(numbers, numbers, numbers, numbers, strict=True)
        letters = self.text[span.start - self.start : span.end - self.start]
        for position, (letter, box) in enumerate(zip(letters, boxes, strict=True), span.start):
            empty = box[0] >= box[2] or box[1] >= box[3]
            if line is not None and (letter == "\n" or not (empty or _goes_on(line, box))):
                yield Piece(first, position, Box(*line))
                line = None
            if line is None and not empty:
                first, line = position, box
            elif line is not None and not empty:
                left, top, right, bottom = line
                line = (
                    left if left < box[0] else box[0],
                    top if top < box[1] else box[1],
                    right if right > box[2] else box[2],
                    bottom if bottom > box[3] else box[3],
                )
        if line is not None:
            yield Piece(first, span.end, Box(*line))

    def nearest(self, x: float, y: float) -> int | None:
        """Return the character at a point, or the one nearest to it; None if there is none."""
        piece = min(self.pieces, key=lambda each: each.box.distance(x, y), default=None)
        best, least = None, math.inf
        for position in range(piece.start, piece.end) if piece else ():
            box = self.box(position)
            away = math.inf if box is None else box.distance(x, y)
            if away < least:
                best, least = position, away
        return best

    def at(self, x: float, y: float) -> int | None:
        """Return the character at a point of a line, None where there is none."""
        return self.nearest(x, y) if any(each.box.holds(x, y) for each in self.pieces) else None

    def first_below(self, y: float) -> int | None:
        """Return the beginning of the first line, in the order of the text, that ends below."""
        return next((piece.start for piece in self.pieces if piece.box.bottom > y), None)

    def word(self, position: int) -> Span:
        """Return the word at a character, also one that was divided; else only the character."""
        holds = (word for word in self.words() if word.start <= position < word.end)
        return next(holds, Span(position, position + 1))

    def words(self) -> list[Span]:
        """Return the words of the page, those that were divided as one."""
        return [
            Span(self.start + found.start(), self.start + found.end())
            for found in _WORD.finditer(self.text)
        ]


def _goes_on(line: tuple[float, ...], box: tuple[float, ...]) -> bool:
    """Whether a character stands on the line of those before it, across or along the page."""
    left, top, right, bottom = line
    x1, y1, x2, y2 = box
    height, other = bottom - top, y2 - y1
    common = (bottom if bottom < y2 else y2) - (top if top > y1 else y1)
    if common >= _SAME_LINE * (height if height < other else other):
        gap = x1 - right if x1 > left else left - x2
        return gap <= _GAP * (height if height > other else other)
    width = min(right - left, x2 - x1)
    along = min(right, x2) - max(left, x1) >= _SAME_LINE * width
    beyond = max(top, y1) - min(bottom, y2)
    return along and beyond <= width
