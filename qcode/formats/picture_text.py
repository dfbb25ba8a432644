"""Puts together the text of a picture that another program describes: which paragraph says what.

The text that there is already (a description of the picture) comes first and is not changed. The
whole of the picture, and each rectangle once, gets the paragraph that says its words, or a new one.
"""

from __future__ import annotations

from collections import deque
from pathlib import PurePosixPath

from qcode.model.layout import Layout, Region
from qcode.model.regions import Rectangle, Size
from qcode.model.text import Span, paragraphs

from .picture_size import PictureSize
from .refi.write_values import quotation


class PictureText:
    """The paragraphs of a picture of that size, and the rectangles that they stand for."""

    def __init__(self, size: Size, text: str = "") -> None:
        self.size = size
        self._parts = [text] if text else []  # put together with line ends
        self._length = len(text)
        self._by_words: dict[str, deque[Span]] = {}
        self._free = {each.start: each for each in paragraphs(text)} if text else {}
        for span in self._free.values():
            self._by_words.setdefault(_shown(text[span.start : span.end]), deque()).append(span)
        self._regions: dict[Rectangle, Region] = {}
        self._claimed: dict[int, Span] = {}

    @property
    def text(self) -> str:
        """The whole text."""
        return "\n".join(self._parts)

    @property
    def layout(self) -> Layout:
        """The regions, in the order of the text."""
        return Layout(regions=tuple(sorted(self._regions.values(), key=lambda each: each.start)))

    def whole(self, words: str) -> Span:
        """Return the paragraph of the picture itself: one that is its name, or a file of it."""
        rectangle = Rectangle(0, 0, *self.size)
        known = self._regions.get(rectangle)
        if known is None:
            name = self._parts[0].partition("\n")[0] if self._parts else ""
            if PurePosixPath(name).stem == words:
                words = " ".join(name.split())
        return self.add(rectangle, words) or Span(0, self._length)

    def add(self, drawn: Rectangle, words: str) -> Span | None:
        """Return the paragraph of a rectangle; None for one that is not in the picture.

        A rectangle has one paragraph, whatever it is called the second time. `words` are on one
        line; without any it is called by its number.
        """
        rectangle = drawn.inside(self.size)
        if rectangle is None:
            return None
        known = self._regions.get(rectangle)
        if known is not None:
            return Span(known.start, known.end)
        words = words or f"[{max(len(self._regions), 1)}]"
        span = self._said(words) or self._new(words)
        self._regions[rectangle] = Region(*span, *rectangle)
        return span

    def claim(self, drawn: Rectangle, start: int) -> Span | None:
        """Return the paragraph that begins at `start`, which is this rectangle's.

        None where none begins, or where it was found by its words. Two may have one rectangle.
        """
        span = self._free.pop(start, None)
        if span is not None:
            self._claimed[start] = span
            self._regions.setdefault(drawn, Region(*span, *drawn))
        return self._claimed.get(start)

    def _said(self, words: str) -> Span | None:
        """Return the first paragraph that says so and is no region yet."""
        alike = self._by_words.get(words if words.endswith("…") else _shown(words), deque())
        while alike:
            span = alike.popleft()
            if self._free.pop(span.start, None) is not None:
                return span
        return None

    def _new(self, words: str) -> Span:
        start = self._length + 1 if self._parts else 0
        self._parts.append(words)
        self._length = start + len(words)
        return Span(start, self._length)


def _shown(words: str) -> str:
    return quotation(words, 0, len(words))


def whole_region(layout: Layout) -> Region | None:
    """Return the region that is the picture itself, as far as regions say: none reaches further."""
    if not layout.regions:
        return None
    right = max(each.right for each in layout.regions)
    bottom = max(each.bottom for each in layout.regions)
    corners = (0, 0, right, bottom)
    return next((each for each in layout.regions if Rectangle.of(each) == corners), None)


def seen(place: Rectangle, measured: PictureSize) -> Rectangle:
    """Return where stored pixels are when the picture is looked at, as its orientation says."""
    width, height = measured.stored_width, measured.stored_height
    left, top, right, bottom = place
    if measured.orientation in (2, 3, 7, 8):
        left, right = width - right, width - left
    if measured.orientation in (3, 4, 6, 7):
        top, bottom = height - bottom, height - top
    if measured.orientation > 4:
        left, top, right, bottom = top, left, bottom, right
    return Rectangle(left, top, right, bottom)
