"""Which spans of one list stand in a relation to any span of another.

Unlike `relations`, which gives all pairs, this asks of each span only whether there is one: in
O(n log n), however many pairs there are. Spans are code points, half-open, and never empty.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from .query import Link
from .text import Span


def row_starts(text: str) -> Iterator[int]:
    """Yield where the paragraphs begin that say something; blank ones are passed over."""
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield start
        start += len(line) + 1


class Rows:
    """Numbers paragraphs by where they begin."""

    def __init__(self, starts: Sequence[int] = ()) -> None:
        self._starts = starts

    def of(self, span: Span) -> Span:
        """Return the paragraphs of a span, the last one included.

        What is blank counts as the end of the paragraph before it.
        """
        first = bisect_right(self._starts, span.start) - 1
        return Span(first, max(first, bisect_left(self._starts, span.end) - 1))


def related(
    link: Link, left: Sequence[Span], right: Sequence[Span], distance: int, rows: Rows
) -> list[Span]:
    """Return the spans of `left` that stand in the relation to one of `right`, in order."""
    if not right:
        return []
    match link:
        case Link.OVERLAPS:
            reaches = _Reaches(right)
            return [x for x in left if reaches.beyond(x.start + 1, begun_by=x.end - 1)]
        case Link.WITHIN:
            reaches = _Reaches(right)
            return [x for x in left if reaches.beyond(x.end, begun_by=x.start)]
        case Link.NEAR:
            reaches = _Reaches([rows.of(y) for y in right])
            return [
                x
                for x in left
                for first, last in [rows.of(x)]
                if reaches.beyond(first - distance, begun_by=last + distance)
            ]
        case Link.FOLLOWED_BY:
            return _followed(left, right, distance, rows)


def _followed(left: Sequence[Span], right: Sequence[Span], distance: int, rows: Rows) -> list[Span]:
    """Of what begins behind a span, what begins first is the nearest."""
    nexts = sorted(right)
    starts = [y.start for y in nexts]
    found = []
    for x in left:
        at = bisect_left(starts, x.end)
        if at < len(nexts) and rows.of(nexts[at]).start - rows.of(x).end <= distance:
            found.append(x)
    return found


class _Reaches:
    """How far those of some spans reach that begin early enough."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reaches = list(accumulate((span.end for span in ordered), max))

    def beyond(self, end: int, *, begun_by: int) -> bool:
        """Return whether one that begins there or before ends at `end` or behind it."""
        at = bisect_right(self._starts, begun_by)
        return at > 0 and self._reaches[at - 1] >= end
