"""Passages that stand in a relation to others: found first by document, then by place.

Where words are the index tells; texts are read only where it cannot: where capitals or fillers
matter, of words near one another, and of documents that it has not seen as they are.

A word stands for its places, a code for its segments, a speaker for the turns; a regular
expression for its matches, a group with OR for what its parts stand for, and one with AND or NOT
for the turns and paragraphs that it is true of. Relations are looked for in documents, not in
memos and codes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from qcode.index.marker import Marker, joined
from qcode.index.units import Source, SourceKey, UnitKey, UnitSet
from qcode.model.document import DocumentId
from qcode.model.query import And, Compare, Field, Not, Or, Query, Regex, Relation, TextLeaf
from qcode.model.related import Rows, related
from qcode.model.text import Span

if TYPE_CHECKING:
    from .answering import Answering
    from .unit_places import DocumentPlaces

Spans = dict[SourceKey, list[Span]]


class Relations:
    """Answers the relations of one query."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    def answer(self, relation: Relation, sources: Collection[SourceKey]) -> tuple[UnitSet, Spans]:
        """Return the units of the passages on the left side that are related, and the passages.

        Only some sources are looked at. Overlapping passages come as one.
        """
        found = self._related(relation, [key for key in sources if key.source is Source.DOCUMENT])
        units: list[UnitKey] = []
        for key, spans in found.items():
            units += (UnitKey(key, number) for number in self._places(key).numbers(spans))
        return UnitSet.of(units), {key: joined(spans) for key, spans in found.items()}

    def _related(self, relation: Relation, sources: Sequence[SourceKey]) -> Spans:
        """Return the related passages of the left side."""
        for side in (relation.left, relation.right):
            there = set(self._answering.possible(side))
            sources = [key for key in sources if key in there]
        left = self._spans(relation.left, sources)
        right = self._spans(relation.right, [key for key in sources if left.get(key)])
        found: Spans = {}
        for key, spans in right.items():
            self._answering.job.check()
            rows = self._places(key).rows if relation.link.has_distance else Rows()
            kept = related(relation.link, left[key], spans, relation.distance, rows)
            if kept:
                found[key] = kept
        return found

    def _places(self, key: SourceKey) -> DocumentPlaces:
        answering = self._answering
        return answering.places.of(answering.now.documents[DocumentId(key.id)])

    def _spans(self, query: Query, sources: Sequence[SourceKey]) -> Spans:
        """Return the passages that a query stands for, in some sources."""
        match query:
            case Relation():
                return self._related(query, sources)
            case Field() | Compare():
                coded = self._answering.fields.passages(query).spans
                return {
                    key: list(coded[DocumentId(key.id)])
                    for key in sources
                    if DocumentId(key.id) in coded
                }
            case Regex():
                return self._answering.matched(query, sources)[1]
            case Or(parts=parts):
                found: Spans = {}
                for part in parts:
                    for key, spans in self._spans(part, sources).items():
                        found.setdefault(key, []).extend(spans)
                return found
            case And() | Not():
                return self._whole_units(query, sources)
            case _:
                return self._words(query, sources)

    def _words(self, leaf: TextLeaf, sources: Sequence[SourceKey]) -> Spans:
        found, left = self._answering.passages(leaf, sources)
        if not left:
            return found
        marker = Marker(leaf, self._answering.options)
        for source, numbers in self._answering.read(self._answering.ask(leaf), left):
            found[source.key] = [
                Span(start + unit.start, end + unit.start)
                for unit in (source.units[number] for number in numbers)
                for start, end in marker.places(unit.text, source.language)
            ]
        return found

    def _whole_units(self, query: Query, sources: Sequence[SourceKey]) -> Spans:
        units = self._answering.ask(query)
        return {
            key: [self._places(key).span(number) for number in units.numbers(key)]
            for key in sources
            if units.mask(key)
        }
