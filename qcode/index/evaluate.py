"""Queries answered on whole sets: one segment at a time, every set of units a number whose bits
are the units, AND, OR and NOT one operation on such numbers each.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import chain
from operator import and_, or_

from qcode.model.query import And, Field, Not, Or, Query, TextLeaf

from .places import places_of
from .postings import mark
from .snapshot import OpenSegment, Snapshot
from .sources import BLOCK_BITS
from .terms import How, Term, sequences
from .units import SourceKey, UnitSet

_SKEWED = 20  # finding one number in a sorted array costs about as much as passing over so many
_RARER = 4  # sorting out pays if a word is so many times rarer than the next
_PIECE = 4096


def evaluate(snapshot: Snapshot, query: Query, fields: Mapping[Field, UnitSet]) -> UnitSet:
    """Return the units that `query` is true of; `fields` has the units of its fields.

    Raises `Damaged`, or `FileNotFoundError` when a later commit has removed files meanwhile.
    """
    masks: dict[SourceKey, int] = {}
    for segment in snapshot.segments:
        bits = _Evaluation(segment, fields).units(query) & segment.live
        if bits:
            masks.update(segment.sources.spread(bits))
    return UnitSet(masks)


class _Evaluation:
    """One query on one segment."""

    def __init__(self, segment: OpenSegment, fields: Mapping[Field, UnitSet]) -> None:
        self._segment = segment
        self._fields = fields
        self._table = segment.sources.unit_of_block
        self._size = segment.sources.size >> 3

    def units(self, query: Query) -> int:
        match query:
            case And(parts=parts):
                return self._all(parts)
            case Or(parts=parts):
                return reduce(or_, map(self.units, parts))
            case Not(part=part):
                return self._segment.live & ~self.units(part)
            case Field():
                return self._field(self._fields[query])
            case _:
                return self._leaf(query)

    def _all(self, parts: Iterable[Query]) -> int:
        found = self._segment.live
        for part in parts:
            found &= self.units(part)
            if not found:
                break
        return found

    def _field(self, units: UnitSet) -> int:
        rows = self._segment.sources.live_rows()
        return self._segment.sources.gather(
            (row, mask) for row in rows if (mask := units.mask(row.key))
        )

    def _leaf(self, leaf: TextLeaf) -> int:
        """Answer a word or phrase, which may be written in several ways."""
        return reduce(or_, map(self._pattern, sequences(leaf)), 0)

    def _pattern(self, pattern: Sequence[Term]) -> int:
        """Answer words that follow one another; word forms language by language."""
        if all(term.how is not How.FORM for term in pattern):
            return self._sequence([places_of(self._segment, term, "") for term in pattern])
        found = 0
        answers: dict[str, int] = {}
        for language, there in self._segment.by_language.items():
            places = [places_of(self._segment, term, language) for term in pattern]
            # Languages with the same forms share the answer.
            name = repr(places)
            if name not in answers:
                answers[name] = self._sequence(places)
            found |= answers[name] & there
        return found

    def _sequence(self, places: Sequence[Sequence[range]]) -> int:
        """Return the units where words of each set of places follow one another."""
        if not all(any(ranges) for ranges in places):
            return 0
        with self._segment.records() as records:
            sets = [
                reduce(or_, (records.units(one, self._table, self._size) for one in ranges if one))
                for ranges in places
            ]
            together = reduce(and_, sets)
            if len(places) == 1 or not together:
                return together
            addresses = [
                _merged([records.addresses(place) for place in chain.from_iterable(ranges)])
                for ranges in places
            ]
        starts = _starts(self._only_within(together, addresses))
        return int.from_bytes(mark(bytearray(self._size), self._table, starts), "little")

    def _only_within(self, units: int, words: list[Sequence[int]]) -> list[Sequence[int]]:
        """Leave out of much the rarest word what stands in other units than these."""
        rarest, next_one, *_rest = sorted(words, key=len)
        if len(rarest) * _RARER > len(next_one):
            return words
        there = units.to_bytes(self._size, "little")
        table = self._table
        left = [
            address
            for address in rarest
            if there[(unit := table[address >> BLOCK_BITS]) >> 3] >> (unit & 7) & 1
        ]
        return [left if word is rarest else word for word in words]


def _merged(arrays: Sequence[Sequence[int]]) -> Sequence[int]:
    return arrays[0] if len(arrays) == 1 else sorted(chain.from_iterable(arrays))


def _starts(words: Sequence[Sequence[int]]) -> Sequence[int]:
    """Return the addresses where sequences begin: place n of one is in the sorted `words[n]`.

    A free address ends every unit, so no sequence leaves its unit.
    """
    first, *others = sorted(range(len(words)), key=lambda at: len(words[at]))  # the rarest first
    starts: Sequence[int] = [address - first for address in words[first]]
    for at in others:
        if len(words[at]) > _SKEWED * len(starts):
            starts = [start for start in starts if _has(words[at], start + at)]
        else:
            starts = _followed(starts, words[at], at)
    return starts


def _has(addresses: Sequence[int], address: int) -> bool:
    place = bisect_left(addresses, address)
    return place < len(addresses) and addresses[place] == address


def _followed(starts: Sequence[int], addresses: Sequence[int], distance: int) -> list[int]:
    """Return the starts with one of `addresses` at that distance.

    Piece by piece, so that the sets stay small enough for the processor's cache.
    """
    kept: list[int] = []
    low = 0
    for at in range(0, len(starts), _PIECE):
        piece = starts[at : at + _PIECE]
        high = bisect_right(addresses, piece[-1] + distance, low)
        there = {start + distance for start in piece}.intersection(addresses[low:high])
        kept.extend(sorted(address - distance for address in there))
        low = high
    return kept
