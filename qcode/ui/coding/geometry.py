"""Where the lines of text are on the screen: the one place that asks Qt's layout.

Positions in the text are UTF-16 units here, places are pixels of the viewport. A line's band is
the full height from one line to the next, so that the bands of a passage join.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QTextEdit

from .column_layout import OVERHANG, ColumnLayout
from .looks import Decoration
from .paragraph_lines import SetLines, x_of
from .standing import Standing
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
    at: int  # where the block begins
    first: int  # number of its first line in the block
    start: int
    end: int
    past: int  # the end without that of the block, which is no character
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

    def bands(self, set_lines: SetLines, passages: Sequence[tuple[int, int]]) -> list[Band]:
        """Return the bands of passages in the lines of the block."""
        lines = self.lines or self._find_lines(set_lines)
        tops, places, last = self.tops, self.places, len(lines) - 1
        if len(places) > _PLACES:
            places.clear()
        found: list[Band] = []
        for passage, (start, end) in enumerate(passages):
            number = bisect_right(self.starts, start) - 1 if start > self.start else 0
            while number <= last and lines[number][0] < end:
                first, past, left, right, room = lines[number]
                if start > first:
                    left = places.get(start) or self._x(set_lines, number, start)
                if end < past:
                    right = places.get(end) or self._x(set_lines, number, end)
                    right = right if right < room else room
                if left < right:
                    found.append((passage, left, tops[number], right - left))
                elif right < left:
                    found.append((passage, right, tops[number], left - right))
                number += 1
        return found

    def _find_lines(self, lines: SetLines) -> Sequence[_Line]:
        """Find where the lines of the block are, and keep it."""
        bounds = pairwise((*self.starts, self.past))
        self.lines = [
            (*between, *lines.edges(number)) for number, between in enumerate(bounds, self.first)
        ]
        return self.lines

    def _x(self, lines: SetLines, number: int, position: int) -> float:
        """Find where a position is in a line, and keep it: the end of one passage begins another.

        It is not where a line begins or ends, so it is in one line only.
        """
        line = lines.lines[self.first + number]
        found = self.places[position] = x_of(line, position - self.at)
        return found


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
        self._lines: dict[int, SetLines] = {}  # of the blocks on the screen
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
        self._lines.clear()
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
        return chunk.bands(self._lines[chunk.block], passages)

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
        x = layout.left() - self._editor.horizontalScrollBar().value()
        chunks: list[Chunk] = []
        self._lines.clear()
        for each in layout.standing(scroll - self.ABOVE, scroll + height + OVERHANG):
            top = each.top - scroll
            if top > height:
                break
            self._lines[each.number] = each.lines
            for number in self._numbers(len(each.lines.starts), each.shape.pitch, top, height):
                chunk = self._chunk(each, number)
                chunk.x, chunk.y = x, top
                chunks.append(chunk)
        return _view_of(chunks)

    def _numbers(self, lines: int, pitch: float, top: float, height: int) -> range:
        """Return which chunks of a block show."""
        last = max(0, lines - 1) // _CHUNK
        if not last:
            return range(1)
        first = max(0, int((-self.ABOVE - top) / pitch) // _CHUNK)
        return range(first, min(last, int((height - top) / pitch) // _CHUNK) + 1)

    def _chunk(self, paragraph: Standing, number: int) -> Chunk:
        key = (paragraph.number, number)
        known = self._chunks.get(key)
        if known is None:
            known = _measure(paragraph, number, self._above)
            if len(self._chunks) >= _KEPT:
                del self._chunks[next(iter(self._chunks))]
            self._chunks[key] = known
        return known


def _measure(paragraph: Standing, number: int, above: float) -> Chunk:
    """Return a chunk of a block."""
    block, lines, shape = paragraph.block, paragraph.lines, paragraph.shape
    at, count = block.position(), len(lines.starts)
    first = number * _CHUNK
    starts = [at + start for start in lines.starts[first : first + _CHUNK]]
    last = first + len(starts) == count
    end = at + (block.length() if last else lines.starts[first + _CHUNK])
    lift = shape.pitch * above
    return Chunk(
        block=paragraph.number,
        at=at,
        first=first,
        start=starts[0],
        end=end,
        past=end - 1 if last else end,
        last=last,
        decoration=shape.decoration,
        height=shape.pitch,
        above=above,
        indent=shape.left,
        starts=starts,
        tops=[foot - lift for foot in lines.feet[first : first + _CHUNK]],
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
