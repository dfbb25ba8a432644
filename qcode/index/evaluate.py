"""Queries answered on whole sets: one segment at a time, every set of units a number whose bits
are the units, AND, OR and NOT one operation on such numbers each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import chain
from operator import and_, or_

from qcode.model.query import And, Field, Not, Or, Query, TextLeaf

from .analysis import How, Term, terms
from .postings import mark
from .snapshot import OpenSegment, Snapshot
from .stems import stemmer
from .units import SourceKey, UnitSet

_SKEWED = 10  # finding one number in a sorted array costs about as much as passing over so many


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


def places_of(segment: OpenSegment, term: Term, language: str) -> list[range]:
    """Return which words of a segment the term stands for in texts of a language."""
    words = segment.words
    if term.how is How.PREFIX:
        return [words.prefixed(term.word)]
    if term.how is How.EXACT:
        place = words.find(term.word)
        return [] if place is None else [range(place, place + 1)]
    forms = stemmer(language)
    found: set[int] = set()
    for beginning in (term.word, *forms.beginnings(forms.stem(term.word))):
        places = words.prefixed(beginning)
        found.update(
            place
            for place, word in zip(places, words.words(places), strict=True)
            if forms.alike(term.word, word)
        )
    return [range(place, place + 1) for place in sorted(found)]


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
        """Answer a word or phrase; word forms language by language."""
        pattern = terms(leaf)
        if not pattern:
            return 0
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
                [records.addresses(place) for place in chain.from_iterable(ranges)]
                for ranges in places
            ]
        starts = _starts(addresses)
        return int.from_bytes(mark(bytearray(self._size), self._table, starts), "little")


def _starts(words: Sequence[Sequence[Sequence[int]]]) -> set[int]:
    """Return the addresses where sequences begin: place n of one is in an array of `words[n]`.

    A free address ends every unit, so no sequence leaves its unit.
    """
    totals = [sum(map(len, arrays)) for arrays in words]
    first, *others = sorted(range(len(words)), key=totals.__getitem__)  # the rarest word first
    starts = {address - first for address in chain.from_iterable(words[first])}
    for at in others:
        there = {start + at for start in starts}
        if totals[at] > _SKEWED * len(there) * len(words[at]):
            there = {address for address in there if _any_has(words[at], address)}
        else:
            there = set().union(*(there.intersection(array) for array in words[at]))
        starts = {address - at for address in there}
    return starts


def _any_has(arrays: Iterable[Sequence[int]], address: int) -> bool:
    for array in arrays:
        place = bisect_left(array, address)
        if place < len(array) and array[place] == address:
            return True
    return False
