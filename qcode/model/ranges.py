"""Arithmetic on spans: who is where, and what is near what.

Everything takes code points, half-open, and asks for no text. Relations between two lists of
spans are in `relations`, the lanes of a margin in `lanes`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import pairwise
from operator import and_, or_, xor
from typing import Generic, NamedTuple, Protocol, TypeVar

from .text import Span

T = TypeVar("T")


class Run(NamedTuple, Generic[T]):
    """A stretch over which the same spans lie; `values` are theirs, in the order they began."""

    start: int
    end: int
    values: tuple[T, ...]


def sweep(spans: Iterable[tuple[int, int, T]]) -> list[Run[T]]:
    """Cut overlapping spans `(start, end, value)` into runs that do not overlap, in order.

    Stretches under no span have no run. Within a run, the value of the span that began first
    comes first; spans that begin together keep the order they were given in. Empty spans leave
    no trace. O(n log n) and the size of the answer. Raises ValueError for an end before its
    start.
    """
    begun = sorted((span for span in spans if _covers(span[0], span[1])), key=_start_of)
    ended = sorted(range(len(begun)), key=lambda number: begun[number][1])
    bounds = sorted({bound for start, end, _value in begun for bound in (start, end)})
    runs: list[Run[T]] = []
    active: dict[int, T] = {}
    next_begun = next_ended = 0
    for here, there in pairwise(bounds):
        while next_ended < len(ended) and begun[ended[next_ended]][1] <= here:
            del active[ended[next_ended]]
            next_ended += 1
        while next_begun < len(begun) and begun[next_begun][0] <= here:
            active[next_begun] = begun[next_begun][2]
            next_begun += 1
        if active:
            runs.append(Run(here, there, tuple(active.values())))
    return runs


def _start_of(span: tuple[int, int, object]) -> int:
    return span[0]


def _covers(start: int, end: int) -> bool:
    """Whether a span holds anything; ValueError if it runs backwards."""
    if end < start:
        raise ValueError(f"span ends before it starts: {start}, {end}")
    return start < end


class SpanSet:
    """An immutable set of code points, kept as the fewest spans that hold them, in order.

    Spans that overlap or touch become one; empty spans leave no trace. `|`, `&`, `-` and `^` are
    union, intersection, difference and symmetric difference, each O(n log n).
    """

    __slots__ = ("_bounds",)

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        bounds: list[int] = []  # start, end, start, end …, strictly increasing
        for start, end in sorted(span for span in spans if _covers(*span)):
            if not bounds or start > bounds[-1]:
                bounds += (start, end)
            elif end > bounds[-1]:
                bounds[-1] = end
        self._bounds = tuple(bounds)

    def __iter__(self) -> Iterator[Span]:
        return map(Span, self._bounds[::2], self._bounds[1::2])

    def __len__(self) -> int:
        """How many spans there are; `total` says how many code points."""
        return len(self._bounds) // 2

    def __contains__(self, position: int) -> bool:
        return bisect_right(self._bounds, position) % 2 == 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SpanSet) and self._bounds == other._bounds

    def __hash__(self) -> int:
        return hash(self._bounds)

    def __repr__(self) -> str:
        return f"SpanSet({[tuple(span) for span in self]})"

    def __or__(self, other: SpanSet) -> SpanSet:
        return self._combine(other, or_)

    def __and__(self, other: SpanSet) -> SpanSet:
        return self._combine(other, and_)

    def __sub__(self, other: SpanSet) -> SpanSet:
        return self._combine(other, _without)

    def __xor__(self, other: SpanSet) -> SpanSet:
        return self._combine(other, xor)

    @property
    def total(self) -> int:
        """How many code points the set holds."""
        return sum(self._bounds[1::2]) - sum(self._bounds[::2])

    def complement(self, length: int) -> SpanSet:
        """Return the rest of a text of `length` code points."""
        return SpanSet([(0, length)]) - self

    def covers(self, span: tuple[int, int]) -> bool:
        """Whether the whole of `span` is in the set, as an empty span always is."""
        if not _covers(*span):
            return True
        at = bisect_right(self._bounds, span[0])
        return at % 2 == 1 and span[1] <= self._bounds[at]

    def overlaps(self, span: tuple[int, int]) -> bool:
        """Whether any code point of `span` is in the set."""
        if not _covers(*span):
            return False
        at = bisect_right(self._bounds, span[0])
        return at % 2 == 1 or (at < len(self._bounds) and self._bounds[at] < span[1])

    def _combine(self, other: SpanSet, keep: Callable[[bool, bool], bool]) -> SpanSet:
        """Return the code points for which `keep(in self, in other)`; not for those in neither."""
        mine, theirs = frozenset(self._bounds), frozenset(other._bounds)
        in_mine = in_theirs = kept = False
        bounds: list[int] = []
        for bound in sorted(mine | theirs):
            in_mine ^= bound in mine
            in_theirs ^= bound in theirs
            if keep(in_mine, in_theirs) != kept:
                kept = not kept
                bounds.append(bound)
        result = SpanSet()
        result._bounds = tuple(bounds)
        return result


def _without(mine: bool, theirs: bool) -> bool:
    return mine and not theirs


class Placed(Protocol, Hashable):
    """Something that has a place in a text, such as a `Segment` or a `Span`."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """Code point after the last."""


P = TypeVar("P", bound=Placed)
_Key = tuple[int, int, int]


class SpanIndex(Generic[P]):
    """A set of placed items that finds those in a range, and takes and loses items cheaply.

    Items are kept in the order of the text: by start, longer first, then by `rank`, or else as
    added. They lie in short blocks that know how far their longest item reaches, so one item that
    covers the whole text costs a query no more than its own block. An empty item counts as one
    character wide.
    """

    _BLOCK = 128

    def __init__(self, items: Iterable[P] = (), *, rank: Callable[[P], int] | None = None) -> None:
        self._key = _key_by(rank)
        self._members: set[P] = set()
        self._blocks: list[_Block[P]] = []
        self._first: list[_Key] = []  # key of the first item of each block
        unique = list(dict.fromkeys(items))
        self._members.update(unique)
        keys = list(map(self._key, unique))
        order = sorted(range(len(unique)), key=keys.__getitem__)
        for at in range(0, len(order), self._BLOCK):
            part = order[at : at + self._BLOCK]
            self._insert_block(
                len(self._blocks), _Block([keys[n] for n in part], [unique[n] for n in part])
            )

    def __len__(self) -> int:
        return len(self._members)

    def __contains__(self, item: object) -> bool:
        return item in self._members

    def __iter__(self) -> Iterator[P]:
        for block in self._blocks:
            yield from block.items

    def query(self, start: int, end: int) -> list[P]:
        """Return the items that share a character with `start` to `end`, in text order.

        A mark (an empty item) at the very end of a text of length n is found with `end=n + 1`.
        """
        if start >= end:
            return []
        found: list[P] = []
        beyond = bisect_left(self._first, (end,))
        for block in self._blocks[:beyond]:
            if block.reach > start:
                found += block.within(start, end)
        return found

    def at(self, position: int) -> list[P]:
        """Return the items over the character at `position`, in text order."""
        return self.query(position, position + 1)

    def add(self, item: P) -> None:
        """Take an item in; one that is there already stays as it is."""
        if item in self._members:
            return
        key = self._key(item)
        self._members.add(item)
        if not self._blocks:
            self._insert_block(0, _Block([key], [item]))
            return
        at = max(bisect_right(self._first, key) - 1, 0)
        block = self._blocks[at]
        block.insert(key, item)
        self._first[at] = block.keys[0]
        if len(block.keys) > 2 * self._BLOCK:
            self._insert_block(at + 1, block.split(self._BLOCK))

    def remove(self, item: P) -> None:
        """Take an item out. Raises KeyError if it is not there."""
        self._members.remove(item)
        key = self._key(item)
        at = max(bisect_left(self._first, key) - 1, 0)
        while not self._blocks[at].discard(key, item):
            at += 1
        if self._blocks[at].keys:
            self._first[at] = self._blocks[at].keys[0]
        else:
            del self._blocks[at], self._first[at]

    def _insert_block(self, at: int, block: _Block[P]) -> None:
        self._blocks.insert(at, block)
        self._first.insert(at, block.keys[0])


def _key_by(rank: Callable[[P], int] | None) -> Callable[[P], _Key]:
    """Return what items are sorted by: start, minus end (so that long comes first), and rank."""

    def key(item: P) -> _Key:
        start, end = item.start, item.end
        reach = -end if end > start or _covers(start, end) else -start - 1
        return start, reach, 0 if rank is None else rank(item)

    return key


class _Block(Generic[P]):
    """A short stretch of a `SpanIndex`: parallel lists, and the farthest end among them."""

    __slots__ = ("items", "keys", "reach")

    def __init__(self, keys: list[_Key], items: list[P]) -> None:
        self.keys = keys
        self.items = items
        self._measure()

    def _measure(self) -> None:
        self.reach = max((-minus for _start, minus, _rank in self.keys), default=0)

    def within(self, start: int, end: int) -> list[P]:
        """Return the items that share a character with `start` to `end`, which is behind it."""
        keys, items = self.keys, self.items
        inside = bisect_left(keys, (start,))  # from here on all reach beyond `start`
        found = [items[n] for n in range(inside) if -keys[n][1] > start]
        found += items[inside : bisect_left(keys, (end,), inside)]
        return found

    def insert(self, key: _Key, item: P) -> None:
        """Put an item behind those with the same key."""
        at = bisect_right(self.keys, key)
        self.keys.insert(at, key)
        self.items.insert(at, item)
        self.reach = max(self.reach, -key[1])

    def discard(self, key: _Key, item: P) -> bool:
        """Take an item out and return whether it was here."""
        for at in range(bisect_left(self.keys, key), bisect_right(self.keys, key)):
            if self.items[at] == item:
                del self.keys[at], self.items[at]
                if -key[1] == self.reach:
                    self._measure()
                return True
        return False

    def split(self, at: int) -> _Block[P]:
        """Keep the first `at` items and return a block of the others."""
        rest: _Block[P] = _Block(self.keys[at:], self.items[at:])
        del self.keys[at:], self.items[at:]
        self._measure()
        return rest
