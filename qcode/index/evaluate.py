"""Queries answered on whole sets of units, one segment at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qcode.model.query import (
    And,
    Compare,
    Field,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Regex,
    Relation,
    TextLeaf,
)
from qcode.model.search_options import PLAIN, SearchOptions

from .bits import NONE, Marks, among, bits, both, either, whole
from .near import near
from .phrases import ends_over, starts
from .places import places_of
from .postings import PASSED, Records, WordList
from .snapshot import OpenSegment, Snapshot
from .sources import BLOCK_BITS
from .terms import How, Term, sequences
from .units import SourceKey, UnitSet
from .written import WrittenPlaces, written_addresses, written_places

_FEWER = 20  # looking a unit up costs about as much as passing over so many addresses
_RARER = 4  # sorting out pays if a word is so many times rarer than the next


def evaluate(
    snapshot: Snapshot,
    query: Query,
    given: Mapping[Query, UnitSet],
    options: SearchOptions = PLAIN,
) -> UnitSet:
    """Return the units that `query` is true of; `given` has the units of its fields and so on.

    Raises `Damaged`, or `FileNotFoundError` when a later commit has removed files meanwhile.
    """
    masks: dict[SourceKey, int] = {}
    ways = Ways(options)
    for segment in snapshot.segments:
        with segment.records() as records:
            found = Evaluation(segment, records, given, ways).units(query)
        if found:
            masks.update(segment.sources.spread(found))
    return UnitSet(masks)


class Ways(dict[TextLeaf, tuple[tuple[Term, ...], ...]]):
    """In which ways the words and phrases of a query may be written: the same in each segment."""

    def __init__(self, options: SearchOptions) -> None:
        super().__init__()
        self.options = options

    def __missing__(self, leaf: TextLeaf) -> tuple[tuple[Term, ...], ...]:
        self[leaf] = found = sequences(leaf, self.options)
        return found


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands at a distance from the first word of a phrase: one of some words, or pairs."""

    distance: int
    words: WordList
    ranges: Sequence[range]


class Evaluation:
    """One query, or one word of it, on one segment. Its sets may have units that are gone."""

    def __init__(
        self,
        segment: OpenSegment,
        records: Records,
        given: Mapping[Query, UnitSet],
        ways: Ways,
    ) -> None:
        self._segment = segment
        self._records = records
        self._given = given
        self._ways = ways
        self._table = segment.sources.unit_of_block
        self._size = segment.sources.size >> 3

    def units(self, query: Query) -> Marks:
        """Return the units that a query is true of."""
        match query:
            case And(parts=parts):
                return self._all(parts)
            case Or(parts=parts):
                return either(map(self.units, parts), self._size)
            case Not(part=part):
                return self._segment.live & ~bits(self.units(part), self._size)
            case _ if self._given and query in self._given:
                return self._field(self._given[query])
            case Field() | Compare() | Regex() | Relation():
                raise ValueError(f"nobody knows the units of {query}")
            case _:
                return self._remembered(query)

    def _all(self, parts: Sequence[Query]) -> Marks:
        found = self.units(parts[0])
        for part in parts[1:]:
            if not found:
                break
            found = both(found, self.units(part), self._size)
        return found

    def _field(self, units: UnitSet) -> int:
        rows = self._segment.sources.live_rows()
        return self._segment.sources.gather(
            (row, mask) for row in rows if (mask := units.mask(row.key))
        )

    def _remembered(self, leaf: TextLeaf) -> Marks:
        question = (leaf, self._ways.options)
        known = self._segment.answers.get(question)
        if known is None:
            known = self._leaf(leaf)
            self._segment.answers.keep(question, known)
        return known

    def _leaf(self, leaf: TextLeaf) -> Marks:
        """Answer a word or phrase, which may be written in several ways."""
        ways = self._ways[leaf]
        if self._ways.options.fillers and isinstance(leaf, Phrase):
            return either(map(self._over_fillers, ways), self._size)
        if isinstance(leaf, Near):
            return either((self._near(way, leaf.distance) for way in ways), self._size)
        return either(map(self._pattern, ways), self._size)

    def _near(self, way: Sequence[Term], distance: int) -> Marks:
        """Answer words that stand near one another, none of them in several forms."""
        words = self._anywhere(way)
        return self._units_at(near(words, distance, self._table) if words else ())

    def _anywhere(self, way: Sequence[Term]) -> Sequence[Sequence[int]]:
        """Return the addresses of words, none of them in several forms, at least in the units that
        have all; nothing if there is no such unit.
        """
        places = [places_of(self._segment, term, "") for term in way]
        if not all(any(ranges) for ranges in places):
            return ()
        parts = [_Part(at, self._segment.words, ranges) for at, ranges in enumerate(places)]
        together = self._together(parts)
        if not together:
            return ()
        if self._ways.options.case:
            return self._written(self._plan(way, ""), together)
        return self._addresses(parts, together)

    def _over_fillers(self, way: Sequence[Term]) -> Marks:
        """Answer a phrase between whose words others may stand that are passed over."""
        if len(way) < 2:
            return self._pattern(way)
        words = self._anywhere(way)
        if not words:
            return NONE
        written = self._segment.written
        at = written.find(PASSED)
        passed = () if at is None else self._records.addresses(written, [range(at, at + 1)])
        return self._units_at(ends_over(words, passed))

    def _units_at(self, addresses: Iterable[int]) -> Marks:
        table = self._table
        return whole(frozenset([table[address >> BLOCK_BITS] for address in addresses]), self._size)

    def _plan(self, way: Sequence[Term], language: str) -> tuple[WrittenPlaces, ...]:
        """Return what words stand for with their capitals."""
        options = self._ways.options
        return tuple(written_places(self._segment, term, language, options) for term in way)

    def _written(self, plan: Sequence[WrittenPlaces], units: Marks = 0) -> list[Sequence[int]]:
        """Return the addresses of words with their capitals, nothing if one of them is nowhere;
        perhaps without those in other units than some, if there are any.
        """

        def narrowed(addresses: Sequence[int]) -> Sequence[int]:
            return self._within(units, addresses) if isinstance(units, frozenset) else addresses

        found = []
        for places in plan:
            addresses = written_addresses(self._segment, self._records, places, narrowed)
            if not addresses:
                return []
            found.append(addresses)
        return found

    def _written_starts(self, plan: Sequence[WrittenPlaces], units: Marks = 0) -> Sequence[int]:
        written = self._written(plan, units)
        return starts(list(enumerate(written))) if written else ()

    def _pattern(self, pattern: Sequence[Term]) -> Marks:
        """Answer words that follow one another; word forms language by language."""
        if self._ways.options.case:
            return self._written_pattern(pattern)
        if all(term.how is not How.FORM for term in pattern):
            return self._sequence([places_of(self._segment, term, "") for term in pattern])
        answers: dict[str, Marks] = {}
        languages: dict[str, int] = {}
        for language, there in self._segment.by_language.items():
            places = [places_of(self._segment, term, language) for term in pattern]
            # Languages with the same forms share the answer.
            name = repr(places)
            if name not in answers:
                answers[name] = self._sequence(places)
            languages[name] = languages.get(name, 0) | there
        if len(answers) == 1:
            return next(iter(answers.values()))
        return either(
            (both(found, languages[name], self._size) for name, found in answers.items()),
            self._size,
        )

    def _written_pattern(self, pattern: Sequence[Term]) -> Marks:
        if all(term.how is not How.FORM for term in pattern):
            plan = self._plan(pattern, "")
            if len(plan) == 1:
                return self._units_at(self._written_starts(plan))
            # Without capitals it is quickly told where to look.
            units = self._sequence([places_of(self._segment, term, "") for term in pattern])
            return self._units_at(self._written_starts(plan, units)) if units else NONE
        languages: dict[tuple[WrittenPlaces, ...], int] = {}
        for language, there in self._segment.by_language.items():
            plan = self._plan(pattern, language)
            languages[plan] = languages.get(plan, 0) | there
        return either(
            (
                both(self._units_at(self._written_starts(plan)), there, self._size)
                for plan, there in languages.items()
            ),
            self._size,
        )

    def _sequence(self, places: Sequence[Sequence[range]]) -> Marks:
        """Return the units where words of each set of places follow one another."""
        if not all(any(ranges) for ranges in places):
            return NONE
        if len(places) == 1:
            return self._records.units(self._segment.words, places[0], self._table, self._size)
        parts = self._parts(places)
        if not parts:
            return NONE
        together = self._together(parts)
        if len(parts) == 1 or not together:
            return together
        return self._units_at(self._starts(parts, together))

    def _starts(self, parts: Sequence[_Part], together: Marks) -> Sequence[int]:
        """Return the addresses from which all parts stand at their distance."""
        distances = [part.distance for part in parts]
        return starts(list(zip(distances, self._addresses(parts, together), strict=True)))

    def stretches(self, leaf: TextLeaf) -> Iterator[tuple[Sequence[int], int, str | None]]:
        """Yield where words or a phrase begin, of how many words they are, and in which language
        it is so, None for every one.
        """
        for way in self._ways[leaf]:
            if all(term.how is not How.FORM for term in way):
                yield self._beginnings(way, ""), len(way), None
                continue
            for language in self._segment.by_language:
                yield self._beginnings(way, language), len(way), language

    def _beginnings(self, way: Sequence[Term], language: str) -> Sequence[int]:
        if self._ways.options.case:
            return self._written_starts(self._plan(way, language))
        places = [places_of(self._segment, term, language) for term in way]
        if not all(any(ranges) for ranges in places):
            return ()
        if len(places) == 1:
            return self._records.addresses(self._segment.words, places[0])
        parts = self._parts(places)
        together = self._together(parts) if parts else NONE
        return self._starts(parts, together) if together else ()

    def _parts(self, places: Sequence[Sequence[range]]) -> list[_Part]:
        """Return what must stand together, as pairs where there are any; nothing: it never does."""
        common = [self._common(ranges) for ranges in places]
        pairs = self._segment.pairs
        parts = []
        covered = set()
        for at, (one, other) in enumerate(pairwise(common)):
            if one and other:
                place = pairs.find(f"{one} {other}")
                if place is None:
                    return []
                parts.append(_Part(at, pairs, [range(place, place + 1)]))
                covered |= {at, at + 1}
        words = self._segment.words
        return parts + [
            _Part(at, words, ranges) for at, ranges in enumerate(places) if at not in covered
        ]

    def _common(self, ranges: Sequence[range]) -> str:
        """Return the word if there is but one, and that so common that its pairs are known."""
        if len(self._segment.pairs) and len(ranges) == 1 and len(ranges[0]) == 1:
            (word,) = self._segment.words.words(ranges[0])
            if self._segment.pairs.find(word) is not None:
                return word
        return ""

    def _together(self, parts: Sequence[_Part]) -> Marks:
        """Return the units that have all parts, wherever they stand there."""
        return self._intersected(
            self._records.units(part.words, part.ranges, self._table, self._size) for part in parts
        )

    def _intersected(self, sets: Iterable[Marks]) -> Marks:
        found, *others = sets
        for one in others:
            found = both(found, one, self._size)
        return found

    def _addresses(self, parts: Sequence[_Part], units: Marks) -> list[Sequence[int]]:
        """Return the addresses of each part, without most of those in other units than these."""
        words = [self._records.addresses(part.words, part.ranges) for part in parts]
        if isinstance(units, frozenset):
            return [self._within(units, addresses) for addresses in words]
        rarest, *others = sorted(words, key=len)
        if not others or len(rarest) * _RARER > len(others[0]):
            return words
        table = self._table
        there = among({table[address >> BLOCK_BITS] for address in rarest}, units, self._size)
        left = [address for address in rarest if table[address >> BLOCK_BITS] in there]
        return [left if word is rarest else word for word in words]

    def _within(self, units: frozenset[int], addresses: Sequence[int]) -> Sequence[int]:
        """Return the addresses in a few units."""
        if len(addresses) < _FEWER * len(units):
            return addresses
        found: list[int] = []
        low = 0
        for unit in sorted(units):
            block = bisect_left(self._table, unit)
            low = bisect_left(addresses, block << BLOCK_BITS, low)
            end = bisect_left(addresses, bisect_right(self._table, unit, block) << BLOCK_BITS, low)
            found += addresses[low:end]
            low = end
        return found
