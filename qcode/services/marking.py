"""What is marked in the units that a query finds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from qcode.index.marker import Marker, joined
from qcode.index.units import SourceKey, Unit
from qcode.model.query import Query
from qcode.model.search_options import PLAIN, SearchOptions
from qcode.model.text import Span

# A source, its language, and some of its units.
Said = tuple[SourceKey, str, Sequence[Unit]]
# Where in a source something was found, in order; without overlaps.
Places = Mapping[SourceKey, Sequence[Span]]


class UnitMarker:
    """Finds what a query matches in a unit: words in its text, and places that are known already,
    of regular expressions and of related passages. May be used from one thread at a time.
    """

    def __init__(
        self, query: Query, options: SearchOptions = PLAIN, places: Sequence[Places] = ()
    ) -> None:
        self._words = Marker(query, options)
        self._places = places

    def matches(self, key: SourceKey, unit: Unit, language: str) -> list[Span]:
        """Return the places in the text of a unit, as `Marker.matches` does."""
        return self._with_places(key, unit, self._words.matches(unit.text, language))

    def matches_of(self, said: Sequence[Said]) -> list[list[list[Span]]]:
        """Return the places in the units of some sources as `matches` does, quicker for many."""
        texts: dict[str, list[str]] = {}
        for _key, language, units in said:
            texts.setdefault(language, []).extend(unit.text for unit in units)
        found = {
            language: iter(self._words.matches_of(those, language))
            for language, those in texts.items()
        }
        return [
            [self._with_places(key, unit, next(found[language])) for unit in units]
            for key, language, units in said
        ]

    def _with_places(self, key: SourceKey, unit: Unit, found: list[Span]) -> list[Span]:
        for places in self._places:
            if key in places:
                found += _cut(places[key], unit)
        return joined(found) if self._places else found

    def counts(self, text: str, language: str) -> list[int]:
        """Return how often each of the words and phrases stands in a unit's text."""
        return self._words.counts(text, language)


def _cut(spans: Sequence[Span], unit: Unit) -> list[Span]:
    """Return the parts of spans that are in what a unit says, as places in its text.

    White space at its ends, where the speaker's label is, belongs to no match.
    """
    start = unit.start + len(unit.text) - len(unit.text.lstrip())
    end = unit.start + len(unit.text.rstrip())
    first = bisect_right(spans, start, key=lambda span: span.end)
    last = bisect_left(spans, end, key=lambda span: span.start)
    return [
        Span(max(span.start, start) - unit.start, min(span.end, end) - unit.start)
        for span in spans[first:last]
    ]
