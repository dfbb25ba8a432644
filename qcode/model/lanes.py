"""Lanes of a margin: stripes beside a text, placed so that none covers another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from heapq import heappop, heappush
from itertools import chain, count
from typing import Generic, TypeVar

from .ranges import Placed, SpanIndex

P = TypeVar("P", bound=Placed)


def assign_lanes(spans: Sequence[tuple[int, int]], pad: int = 0) -> list[int]:
    """Return a lane from 0 for each span, in the order given, with as few lanes as possible.

    Spans of one lane have at least `pad` code points between them. In the order of the text,
    longer spans first, each takes the lowest lane that is free. O(n log n).
    """
    lanes = [0] * len(spans)
    free: list[int] = []
    busy: list[tuple[int, int]] = []  # where the lane is free again, lane
    keys = [(start, -end) for start, end in spans]
    for at in sorted(range(len(spans)), key=keys.__getitem__):
        start, end = spans[at]
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        lane = lanes[at] = heappop(free) if free else len(busy)
        heappush(busy, ((end if end > start else start + 1) + pad, lane))
    return lanes


class Lanes(Generic[P]):
    """Lanes that stay: an item that comes takes the lowest free lane, and no other item moves.

    After many changes there may be more lanes than `assign_lanes` would need; a new `Lanes` of
    the same items is tight again. Of items in one place the lowest `rank` is first. An empty item
    counts as one character wide.
    """

    def __init__(
        self, items: Iterable[P] = (), *, pad: int = 0, rank: Callable[[P], int] | None = None
    ) -> None:
        self._pad = pad
        self._index = SpanIndex(items, rank=rank)
        ordered = list(self._index)
        lanes = assign_lanes([(item.start, item.end) for item in ordered], pad)
        self._lanes = dict(zip(ordered, lanes, strict=True))
        self._used = Counter(lanes)

    def __len__(self) -> int:
        return len(self._lanes)

    def __contains__(self, item: object) -> bool:
        return item in self._lanes

    @property
    def width(self) -> int:
        """How many lanes there are, from 0 to the highest one in use."""
        return max(self._used, default=-1) + 1

    def lane(self, item: P) -> int:
        """Return the lane of an item. Raises KeyError if it is not there."""
        return self._lanes[item]

    def query(self, start: int, end: int) -> list[tuple[P, int]]:
        """Return the items that share a character with `start` to `end`, with their lanes."""
        return [(item, self._lanes[item]) for item in self._index.query(start, end)]

    def add(self, item: P, wishes: Iterable[int] = ()) -> int:
        """Take an item in and return its lane: the first that is free of `wishes`, or else of all.

        One that is there already stays where it is.
        """
        if item in self._lanes:
            return self._lanes[item]
        around = self._index.query(
            item.start - self._pad, max(item.end, item.start + 1) + self._pad
        )
        taken = {self._lanes[other] for other in around}
        lane = next(lane for lane in chain(wishes, count()) if lane not in taken)
        self._index.add(item)
        self._lanes[item] = lane
        self._used[lane] += 1
        return lane

    def remove(self, item: P) -> None:
        """Take an item out. Raises KeyError if it is not there."""
        lane = self._lanes.pop(item)
        self._index.remove(item)
        self._used[lane] -= 1
        if not self._used[lane]:
            del self._used[lane]
