"""Which spans of one list stand in a relation to which spans of another.

Each function takes two sequences of spans in any order, half-open in code points, and returns
pairs of their indexes `(i, j)`, sorted, which read as a sentence: `left[i]` overlaps `right[j]`.
The same span on both sides counts: a span is within itself. All are O(n log n) and the size of
the answer. The converses are had by changing places: what encloses is what others are within,
what precedes is what others follow. Raises ValueError for a span that ends before it starts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

Pairs = list[tuple[int, int]]
_Spans = Sequence[tuple[int, int]]


def overlaps(left: _Spans, right: _Spans) -> Pairs:
    """Pairs that share a code point. An empty span overlaps nothing."""
    return _meeting(left, right, reach=-1, choose=_filled)


def near(left: _Spans, right: _Spans, max_distance: int) -> Pairs:
    """Pairs with at most `max_distance` code points between them.

    Spans that overlap or touch are 0 apart; an empty span is where it stands.
    """
    if max_distance < 0:
        raise ValueError(f"negative distance: {max_distance}")
    return _meeting(left, right, reach=max_distance, choose=_all)


def within(left: _Spans, right: _Spans) -> Pairs:
    """Pairs in which the right one holds the left one or is equal to it.

    An empty span is within the spans that it stands in or at an edge of.
    """
    starts = sorted(_all(right), key=lambda j: right[j][0], reverse=True)
    chain = _Chain([end for _start, end in right])
    pairs: Pairs = []
    passed = 0
    # Backwards through the text, spans that start too late to hold anything more are let go;
    # of the others, those that end late enough stand first in the chain.
    for i in sorted(_all(left), key=lambda i: left[i][0], reverse=True):
        start, end = left[i]
        while passed < len(starts) and right[starts[passed]][0] > start:
            chain.drop(starts[passed])
            passed += 1
        pairs += [(i, j) for j in chain.at_least(end)]
    return sorted(pairs)


def follows(left: _Spans, right: _Spans, max_distance: int | None = None) -> Pairs:
    """Pairs in which the left one begins where the right one ends, or at most so much later.

    `max_distance` counts the code points between them; None sets no limit.
    """
    if max_distance is not None and max_distance < 0:
        raise ValueError(f"negative distance: {max_distance}")
    by_end = sorted(_all(right), key=lambda j: right[j][1])
    ends = [right[j][1] for j in by_end]
    pairs: Pairs = []
    for i in _all(left):
        start = left[i][0]
        first = 0 if max_distance is None else bisect_left(ends, start - max_distance)
        pairs += [(i, j) for j in by_end[first : bisect_right(ends, start)]]
    return sorted(pairs)


def _all(spans: _Spans) -> list[int]:
    """Return the indexes of all spans."""
    for start, end in spans:
        if end < start:
            raise ValueError(f"span ends before it starts: {start}, {end}")
    return list(range(len(spans)))


def _filled(spans: _Spans) -> list[int]:
    """Return the indexes of the spans that are not empty."""
    return [at for at in _all(spans) if spans[at][0] < spans[at][1]]


def _meeting(
    left: _Spans, right: _Spans, *, reach: int, choose: Callable[[_Spans], list[int]]
) -> Pairs:
    """Return the pairs with at most `reach` code points between them; -1: they must share one."""
    begins = [(left[i][0], 0, i) for i in choose(left)]
    begins += [(right[j][0], 1, j) for j in choose(right)]
    pairs: Pairs = []
    lefts: list[int] = []  # indexes that later spans can still meet
    rights: list[int] = []
    for start, side, at in sorted(begins):
        if side == 0:
            rights = [j for j in rights if right[j][1] + reach >= start]
            pairs += [(at, j) for j in rights]
            lefts.append(at)
        else:
            lefts = [i for i in lefts if left[i][1] + reach >= start]
            pairs += [(i, at) for i in lefts]
            rights.append(at)
    return sorted(pairs)


class _Chain:
    """Indexes of values, the highest value first, that can be let go in constant time each."""

    def __init__(self, values: list[int]) -> None:
        self._values = values
        self._end = len(values)  # stands before the first and after the last
        self._next = [self._end] * (len(values) + 1)
        self._previous = [self._end] * (len(values) + 1)
        last = self._end
        for at in sorted(range(len(values)), key=values.__getitem__, reverse=True):
            self._next[last], self._previous[at] = at, last
            last = at
        self._previous[self._end] = last

    def drop(self, at: int) -> None:
        """Let an index go."""
        before, after = self._previous[at], self._next[at]
        self._next[before], self._previous[after] = after, before

    def at_least(self, value: int) -> list[int]:
        """Return the indexes of the values from `value` up."""
        found = []
        at = self._next[self._end]
        while at != self._end and self._values[at] >= value:
            found.append(at)
            at = self._next[at]
        return found
