"""Rectangles of pictures, and the paragraphs that stand for them in the text of a picture.

The text of a picture has a paragraph for the whole of it and one for each region. Positions are
code points of that text; lengths are pixels of the picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from .edits import TextChange
from .layout import Layout, Region
from .layout_edits import map_layout
from .text import Span

SMALLEST = 2  # pixels of a side


class Size(NamedTuple):
    """How large a picture is, in pixels."""

    width: int
    height: int


class Rectangle(NamedTuple):
    """A part of a picture, half-open."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, region: Region) -> Rectangle:
        """Return the rectangle of a region."""
        return cls(region.left, region.top, region.right, region.bottom)

    @classmethod
    def between(cls, x: float, y: float, other_x: float, other_y: float) -> Rectangle:
        """Return the rectangle that has two points at opposite corners, in whole pixels."""
        return cls(
            round(min(x, other_x)),
            round(min(y, other_y)),
            round(max(x, other_x)),
            round(max(y, other_y)),
        )

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(self.right - self.left, self.bottom - self.top)

    @property
    def area(self) -> int:
        """How many pixels are in it."""
        return self.size.width * self.size.height

    def inside(self, size: Size) -> Rectangle | None:
        """Return what of it is in a picture of that size, None for nothing worth a region."""
        cut = Rectangle(
            max(self.left, 0),
            max(self.top, 0),
            min(self.right, size.width),
            min(self.bottom, size.height),
        )
        least = min(SMALLEST, *size)
        return cut if min(cut.size) >= least else None

    def moved(self, by_x: int, by_y: int, size: Size) -> Rectangle:
        """Return it moved, no further than to the edges of a picture of that size."""
        x = min(max(by_x, -self.left), size.width - self.right)
        y = min(max(by_y, -self.top), size.height - self.bottom)
        return Rectangle(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def stretched(self, by_x: int, by_y: int, size: Size) -> Rectangle:
        """Return it with its lower right corner moved, inside a picture of that size.

        A rectangle stays at least `SMALLEST` wide and high, where the picture has so much.
        """
        right = min(max(self.right + by_x, self.left + SMALLEST), size.width)
        bottom = min(max(self.bottom + by_y, self.top + SMALLEST), size.height)
        return Rectangle(self.left, self.top, right, bottom)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom


def whole_picture(length: int, size: Size) -> Region:
    """Return the region of a whole picture, for the first paragraph of its text."""
    return Region(0, length, 0, 0, size.width, size.height)


def is_whole(region: Region, size: Size) -> bool:
    """Whether a region is the picture itself."""
    return Rectangle.of(region) == (0, 0, *size)


def region_over(regions: Iterable[Region], position: int) -> Region | None:
    """Return the region whose paragraph a position is in; its end is in it too."""
    return next((each for each in regions if each.start <= position <= each.end), None)


def smallest_at(rectangles: Iterable[Rectangle], x: float, y: float) -> Rectangle | None:
    """Return the smallest rectangle under a point of the picture."""
    under = [each for each in rectangles if each.holds(x, y)]
    return min(under, key=lambda each: each.area, default=None)


def region_of(regions: Iterable[Region], rectangle: Rectangle) -> Region | None:
    """Return the region that has exactly this rectangle."""
    return next((each for each in regions if Rectangle.of(each) == rectangle), None)


def with_region(
    text: str, layout: Layout, rectangle: Rectangle, words: str
) -> tuple[TextChange, Layout, Span]:
    """Return what adds a region as the last paragraph: the change, the layout after it, its span.

    `words` are one line, and not empty.
    """
    begins = len(text) + 1 if text else 0
    change = TextChange.replace(text, len(text), len(text), f"\n{words}" if text else words)
    carried = map_layout(layout, change, change.apply(text))
    span = Span(begins, begins + len(words))
    return change, replace(carried, regions=(*carried.regions, Region(*span, *rectangle))), span


def with_rectangle(layout: Layout, span: Span, rectangle: Rectangle) -> Layout:
    """Return a layout in which the region of a paragraph has another rectangle."""
    return replace(
        layout,
        regions=tuple(
            Region(*span, *rectangle) if (each.start, each.end) == span else each
            for each in layout.regions
        ),
    )


def without_region(text: str, layout: Layout, span: Span) -> tuple[TextChange, Layout]:
    """Return what takes a region away with its paragraph: the change, and the layout after it."""
    start, end = span
    if start:
        start -= 1  # the line end before it
    elif end < len(text):
        end += 1
    change = TextChange.replace(text, start, end, "")
    rest = tuple(each for each in layout.regions if (each.start, each.end) != span)
    return change, map_layout(replace(layout, regions=rest), change, change.apply(text))
