"""How densely each row of the bar beside the scroll bar is coded. Plain values, no painting.

The text is cut into so many rows of equal length; what is in a row is counted by code. Positions
are code points.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby

from qcode.model.codebook import CodeId
from qcode.model.text import Span

from .painted import PaintedSegment

_SEGMENTS, _ROWS = 2_000, 300  # in a part of what is counted: a few milliseconds


class DensityRows:
    """Counts, for each row, the segments of each code that touch it."""

    def __init__(self, length: int, rows: int, segments: Iterable[PaintedSegment] = ()) -> None:
        self.length = max(length, 1)
        self._count = max(rows, 1)
        self._rows: list[dict[CodeId, int]]  # not Counter, whose copies take their time
        self._rows, self._totals = [{} for _row in range(self._count)], [0] * self._count
        there = tuple(segments)
        if there:
            for _part in self.fill(there):
                pass

    def __len__(self) -> int:
        return self._count

    def fill(self, segments: Sequence[PaintedSegment]) -> Iterator[None]:
        """Count these and no others, a part for each step; it is nothing before all are done.

        In one sweep: a long segment costs no more than a short one.
        """
        begin: list[list[CodeId]] = [[] for _row in range(self._count)]
        over: list[list[CodeId]] = [[] for _row in range(self._count + 1)]
        count, length, end = self._count, self.length, self._count - 1
        for part in range(0, len(segments), _SEGMENTS):
            for segment in segments[part : part + _SEGMENTS]:  # as `rows_of`, many times
                first = min(max(segment.start * count // length, 0), end)
                last = min(max((segment.end - 1) * count // length, first), end)
                begin[first].append(segment.code)
                over[last + 1].append(segment.code)
            yield
        self._rows, self._totals = [], []
        open_now: dict[CodeId, int] = {}
        for row in range(count):
            for code in over[row]:
                _take(open_now, code)
            for code in begin[row]:
                open_now[code] = open_now.get(code, 0) + 1
            self._rows.append(open_now.copy())
            self._totals.append(sum(open_now.values()))
            if row % _ROWS == _ROWS - 1:
                yield

    def rows_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last row that a stretch of the text touches."""
        first = self.row(start)
        return first, max(first, self.row(end - 1))

    def row(self, position: int) -> int:
        """Return the row in which a position lies; what is outside is in the nearest."""
        return min(max(position * self._count // self.length, 0), self._count - 1)

    def span(self, row: int) -> Span:
        """Return the stretch of the text that a row stands for."""
        start = -(-row * self.length // self._count)
        return Span(start, max(start + 1, -(-(row + 1) * self.length // self._count)))

    def change(
        self, there: Iterable[PaintedSegment], gone: Iterable[PaintedSegment]
    ) -> Collection[int]:
        """Count segments in and others out; return the rows that are other now."""
        changed: set[int] = set()
        for segment in there:  # first: what came may have gone again
            for row in self._each(segment):
                counts = self._rows[row]
                counts[segment.code] = counts.get(segment.code, 0) + 1
                changed.add(row)
        for segment in gone:
            for row in self._each(segment):
                _take(self._rows[row], segment.code)
                changed.add(row)
        for row in changed:
            self._totals[row] = sum(self._rows[row].values())
        return changed

    def _each(self, segment: PaintedSegment) -> range:
        first, last = self.rows_of(segment.start, segment.end)
        return range(first, last + 1)

    def total(self, row: int) -> int:
        """Return how many segments touch a row."""
        return self._totals[row]

    @property
    def most(self) -> int:
        """How many segments touch the row that has most of them."""
        return max(self._totals)

    def kinds(self, row: int) -> int:
        """Return how many codes a row has."""
        return len(self._rows[row])

    def codes(self, row: int) -> Sequence[tuple[CodeId, int]]:
        """Return the codes in a row with their segments, the commonest first."""
        return sorted(self._rows[row].items(), key=lambda each: (-each[1], each[0]))

    def hits(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Return the rows with hits and how many begin there, in order; `spans` are in order."""
        rows = groupby(self.row(span.start) for span in spans)
        return [(row, sum(1 for _each in group)) for row, group in rows]


def _take(counts: dict[CodeId, int], code: CodeId) -> None:
    if counts[code] > 1:
        counts[code] -= 1
    else:
        del counts[code]
