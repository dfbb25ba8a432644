"""Where the characters of a printed page stand.

Lengths are points (1/72 inch) from the upper left corner of the page as it is shown, y downwards;
positions are code points of the text that was read from the pages.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .text import Span

_SAME_LINE = 0.5  # of the smaller height: characters that overlap so far stand on one line
_GAP = 3.0  # heights: what stands farther apart on a line is in another column or cell


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


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The characters of one page: `text` begins at position `start`.

    `edges` has four numbers a character: left, top, right, bottom. A character that the page does
    not show, such as a line end, has an empty box.
    """

    start: int
    text: str
    edges: array[float]

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
        broken = True
        for position in self._within(span):
            if self.text[position - self.start] == "\n":
                broken = True
            box = self.box(position)
            if box is None:
                continue
            if broken or not _goes_on(found[-1], box):
                found.append(box)
            else:
                found[-1] = found[-1].joined(box)
            broken = False
        return found

    def _within(self, span: Span) -> range:
        return range(max(span.start, self.start), min(span.end, self.span.end))

    def _shown(self) -> Iterator[tuple[int, Box]]:
        for position in self._within(self.span):
            box = self.box(position)
            if box is not None:
                yield position, box

    def nearest(self, x: float, y: float) -> int | None:
        """Return the character at a point, or the one nearest to it; None if there is none."""
        best = min(self._shown(), key=lambda found: found[1].distance(x, y), default=None)
        return None if best is None else best[0]

    def at(self, x: float, y: float) -> int | None:
        """Return the character at a point, None where there is none."""
        found = (position for position, box in self._shown() if box.holds(x, y))
        return next(found, None)

    def first_below(self, y: float) -> int | None:
        """Return the first character, in the order of the text, whose foot is below a height."""
        return next((position for position, box in self._shown() if box.bottom > y), None)


def _goes_on(line: Box, box: Box) -> bool:
    """Whether a character stands on the line of those before it, across or along the page."""
    height = min(line.bottom - line.top, box.bottom - box.top)
    across = min(line.bottom, box.bottom) - max(line.top, box.top) >= _SAME_LINE * height
    if across:
        tall = max(line.bottom - line.top, box.bottom - box.top)
        return max(line.left, box.left) - min(line.right, box.right) <= _GAP * tall
    width = min(line.right - line.left, box.right - box.left)
    along = min(line.right, box.right) - max(line.left, box.left) >= _SAME_LINE * width
    beyond = max(line.top, box.top) - min(line.bottom, box.bottom)
    return along and beyond <= width and line.bottom - line.top > line.right - line.left
