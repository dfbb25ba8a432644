"""Where the lines of text are on the screen: the one place that asks Qt's layout.

Positions in the text are UTF-16 units here, places are pixels of the viewport. A line's band is
the full height from one line to the next, so that the bands of a passage join.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextLayout, QTextLine
from PySide6.QtWidgets import QTextEdit

from .column_layout import ColumnLayout
from .looks import Decoration
from .paragraph_lines import Shape
from .typography import CENTRE, LINE_HEIGHT, Typography

_CHUNK = 32  # lines; a document may be one block of fourteen thousand
_KEPT = 300  # chunks in the cache: several screens
_PLACES = 800  # that a chunk remembers


# Of passages in one block: which of them, and the left edge, top and width of it in one line.
Band = tuple[int, float, float, float]

# Where one line of a block is: its beginning and end in the text; how far to the left its first
# letter stands, and to the right its end, but not beyond the last, which is where its last word
# reaches. A plain tuple: there are many on a screen.
_Line = tuple[int, int, float, float, float]


@dataclass(slots=True)
class Chunk:
    """Up to 32 lines of one block. Everything but `x` and `y` stays while the wrapping does."""

    block: int
    first: int  # number of its first line in the block
    start: int
    end: int
    last: bool  # whether the block ends here
    decoration: Decoration
    height: float  # of a line
    above: float  # share of a line above the baseline
    indent: float  # of the block, from `x`
    starts: list[int] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)  # of the bands, from the top of the block
    lines: Sequence[_Line] = ()  # once they are asked for
    places: dict[int, float] = field(default_factory=dict)  # see `_x`
    x: float = 0.0  # of the block in the viewport
    y: float = 0.0

    @property
    def top(self) -> float:
        """Where the first band begins."""
        return self.y + self.tops[0]

    @property
    def bottom(self) -> float:
        """Where the last band ends."""
        return self.y + self.tops[-1] + self.height

    @property
    def baseline(self) -> float:
        """Where the letters of the first line stand."""
        return self.top + self.height * self.above

    def bands(
        self, layout: QTextLayout, at: int, passages: Sequence[tuple[int, int]]
    ) -> list[Band]:
        """Return the bands of passages in the lines of the block, which begins at `at`."""
        lines = self.lines or self._find_lines(layout, at)
        tops, places, last = self.tops, self.places, len(lines) - 1
        if len(places) > _PLACES:
            places.clear()
        found: list[Band] = []
        for passage, (start, end) in enumerate(passages):
            number = bisect_right(self.starts, start) - 1 if start > self.start else 0
            while number <= last and lines[number][0] < end:
                first, past, left, right, room = lines[number]
                if start > first:
                    left = places.get(start) or self._x(layout, at, number, start)
                if end < past:
                    right = places.get(end) or self._x(layout, at, number, end)
                    right = right if right < room else room
                if left < right:
                    found.append((passage, left, tops[number], right - left))
                elif right < left:
                    found.append((passage, right, tops[number], left - right))
                number += 1
        return found

    def _find_lines(self, layout: QTextLayout, at: int) -> Sequence[_Line]:
        """Find where the lines of the block are, which begins at `at`, and keep it."""
        found: list[_Line] = []
        for number in range(self.first, self.first + len(self.starts)):
            line = layout.lineAt(number)
            first, length = line.textStart(), line.textLength()
            room = line.naturalTextRect().right()
            left, right = _x_of(line, first), min(_x_of(line, first + length), room)
            found.append((at + first, at + first + length, left, right, room))
        self.lines = found
        return found

    def _x(self, layout: QTextLayout, at: int, number: int, position: int) -> float:
        """Find where a position is in a line, and keep it: the end of one passage begins another.

        It is not where a line begins or ends, so it is in one line only.
        """
        found = self.places[position] = _x_of(layout.lineAt(self.first + number), position - at)
        return found


def _x_of(line: QTextLine, position: int) -> float:
    """Return where a position of the block is in one of its lines."""
    x, _position = cast("tuple[float, int]", line.cursorToX(position))
    return x


@dataclass(frozen=True, slots=True)
class View:
    """The chunks on the screen now (and a little above), for one position of the scroll bar."""

    chunks: Sequence[Chunk]
    start: int  # of the text on the screen
    end: int
    starts: list[int] = field(default_factory=list)  # of each line
    tops: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)

    def line(self, position: int) -> tuple[float, float]:
        """Return top and bottom of the line with `position`; beyond the chunks the nearest."""
        at = max(0, bisect_right(self.starts, position) - 1)
        return self.tops[at], self.bottoms[at]


_EMPTY = View(chunks=(), start=0, end=0)


class Geometry:
    """Finds what is visible, and remembers it until the text is wrapped anew."""

    ABOVE = 160  # pixels over the top edge that count as visible, for names that reach down

    def __init__(self, editor: QTextEdit) -> None:
        self._editor = editor
        self._chunks: dict[tuple[int, int], Chunk] = {}
        self._key: tuple[int, int, int, int] | None = None
        self._view = _EMPTY
        self._above = CENTRE / LINE_HEIGHT + 0.5

    def set_typography(self, typography: Typography) -> None:
        """Expect lines of another height."""
        self._above = typography.above
        self.forget()

    def forget(self) -> None:
        """Forget all places, because text, font or width changed."""
        self._chunks.clear()
        self._key = None
        self._view = _EMPTY

    @property
    def text_width(self) -> float:
        """Width of the text between its paddings."""
        frame = self._editor.document().rootFrame().frameFormat()
        return self._editor.lineWrapColumnOrWidth() - frame.leftMargin() - frame.rightMargin()

    def view(self) -> View:
        """Return what is visible now. Cheap when asked again in the same place."""
        scroll = self._editor.verticalScrollBar().value()
        viewport = self._editor.viewport()
        key = (scroll, viewport.width(), viewport.height(), self._layout().version)
        if key != self._key:
            self._view = self._look(scroll, viewport.height())
            self._key = key
        return self._view

    def rects(self, start: int, end: int) -> list[QRectF]:
        """Return the bands of a passage as far as it is visible, in the viewport."""
        return [
            QRectF(x + chunk.x, top + chunk.y, width, chunk.height)
            for chunk in self.view().chunks
            if chunk.start < end and start < chunk.end
            for _passage, x, top, width in self.bands(chunk, [(start, end)])
        ]

    def bands(self, chunk: Chunk, passages: Sequence[tuple[int, int]]) -> list[Band]:
        """Return the bands of passages in a chunk, as high as its lines, in the order given.

        They are relative to the block, to be moved by the chunk's `x` and `y`.
        """
        block = self._editor.document().findBlockByNumber(chunk.block)
        return chunk.bands(self._layout().lines(block), block.position(), passages)

    def block_top(self, position: int) -> float:
        """Return the top of the band of the line with `position` in the document."""
        block = self._editor.document().findBlock(position)
        layout = self._layout()
        line = layout.lines(block).lineForTextPosition(position - block.position())
        height = layout.shape(block).pitch
        top = line.y() + line.ascent() - height * self._above if line.isValid() else 0.0
        return layout.top(block) + top

    def _layout(self) -> ColumnLayout:
        layout = self._editor.document().documentLayout()
        assert isinstance(layout, ColumnLayout)
        return layout

    def _look(self, scroll: int, height: int) -> View:
        layout = self._layout()
        layout.reach(scroll - self.ABOVE, scroll + height)
        x = layout.left() - self._editor.horizontalScrollBar().value()
        block = layout.block_at(scroll - self.ABOVE)
        chunks: list[Chunk] = []
        while block.isValid():
            top = layout.top(block) - scroll
            if top > height:
                break
            lines = layout.lines(block)
            shape = layout.shape(block)
            for number in self._numbers(lines.lineCount(), shape.pitch, top, height):
                chunk = self._chunk(block, lines, number, shape)
                chunk.x, chunk.y = x, top
                chunks.append(chunk)
            block = block.next()
        return _view_of(chunks)

    def _numbers(self, lines: int, pitch: float, top: float, height: int) -> range:
        """Return which chunks of a block show."""
        last = max(0, lines - 1) // _CHUNK
        if not last:
            return range(1)
        first = max(0, int((-self.ABOVE - top) / pitch) // _CHUNK)
        return range(first, min(last, int((height - top) / pitch) // _CHUNK) + 1)

    def _chunk(self, block: QTextBlock, lines: QTextLayout, number: int, shape: Shape) -> Chunk:
        key = (block.blockNumber(), number)
        known = self._chunks.get(key)
        if known is None:
            known = _measure(block, lines, number, shape, self._above)
            if len(self._chunks) >= _KEPT:
                del self._chunks[next(iter(self._chunks))]
            self._chunks[key] = known
        return known


def _measure(
    block: QTextBlock, layout: QTextLayout, number: int, shape: Shape, above: float
) -> Chunk:
    """Return a chunk of a block."""
    at, count = block.position(), layout.lineCount()
    first = number * _CHUNK
    lines = [layout.lineAt(each) for each in range(first, min(first + _CHUNK, count))]
    last = first + len(lines) == count
    end = at + block.length() if last else at + layout.lineAt(first + _CHUNK).textStart()
    pitch = shape.pitch
    return Chunk(
        block=block.blockNumber(),
        first=first,
        start=at + lines[0].textStart(),
        end=end,
        last=last,
        decoration=shape.decoration,
        height=pitch,
        above=above,
        indent=shape.left,
        starts=[at + line.textStart() for line in lines],
        tops=[line.y() + line.ascent() - pitch * above for line in lines],
    )


def _view_of(chunks: list[Chunk]) -> View:
    if not chunks:
        return _EMPTY
    view = View(chunks=chunks, start=chunks[0].start, end=chunks[-1].end)
    for chunk in chunks:
        view.starts.extend(chunk.starts)
        view.tops.extend(chunk.y + top for top in chunk.tops)
        view.bottoms.extend(chunk.y + top + chunk.height for top in chunk.tops)
    return view
