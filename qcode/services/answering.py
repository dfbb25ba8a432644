"""Answering one query: by the index what it knows, by reading what it does not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from qcode.index.passages import Passages
from qcode.index.regexes import MOST, PatternRun, PatternTooSlow, PatternTooWide
from qcode.index.scan import Resolve, scan
from qcode.index.search import IndexDamaged, SearchIndex
from qcode.index.units import IndexedSource, SourceKey, SourceUnits, UnitSet
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.query import (
    Compare,
    Field,
    Leaf,
    Near,
    Phrase,
    Query,
    Regex,
    Relation,
    TextLeaf,
    atoms,
    wanted,
)
from qcode.model.query_bounds import at_most
from qcode.model.search_options import PLAIN, SearchOptions
from qcode.model.text import Span

from .fields import FieldResolver
from .marking import Places, UnitMarker
from .projects import Project
from .relations import Relations
from .sources import Sources
from .unit_places import UnitPlaces
from .unit_texts import UnitTexts

# So many sources that the index has not seen yet are read on the spot; more are said to be missing.
SCANNED = 25

Indexed = Mapping[SourceKey, IndexedSource]


class Answering:
    """Answers one query on the project as it was in `now`. Use it once.

    `missing` are the sources that could not be looked at. `stale` tells which sources an index does
    not know as they are, if somebody has a quicker way than to compare all.
    """

    def __init__(
        self,
        project: Project,
        now: Sources,
        index: SearchIndex | None,
        options: SearchOptions = PLAIN,
        *,
        places: UnitPlaces | None = None,
        texts: UnitTexts | None = None,
        stale: Callable[[Indexed], Sequence[SourceKey]] | None = None,
        job: Job = SILENT,
    ) -> None:
        self.project = project
        self.now = now
        self.options = options
        self.job = job
        self.places = places or UnitPlaces(project)
        self.texts = texts or UnitTexts(project)
        self.fields = FieldResolver(
            project, now, self.places, {} if index is None else index.sources
        )
        self.missing: set[SourceKey] = set()
        self._index = index
        self._stale = stale or now.stale
        self._units: dict[Query, UnitSet] = {}
        self._places: dict[Query, Places] = {}
        self._within: list[SourceKey] = []

    def answer(self, query: Query) -> UnitSet:
        """Return the units that the query is true of, of the sources that are not missing."""
        if any(isinstance(atom, Regex | Relation) for atom in atoms(query)):
            self._within = self.possible(query)
        found = self.ask(query)
        return found.without(self.missing)

    def marker(self, query: Query) -> UnitMarker:
        """Return what marks the matches of the query, when it was answered."""
        places = [self._places[atom] for atom in wanted(query) if atom in self._places]
        return UnitMarker(query, self.options, places)

    def possible(self, query: Query) -> list[SourceKey]:
        """Return the sources in which the query may be true, in order, without much reading."""
        bound = at_most(query, lambda atom: not isinstance(atom, Regex | Relation))
        if bound is None:
            return list(self.now.hashes)
        there = set(self.ask(bound).sources())
        return [key for key in self.now.hashes if key in there]

    def ask(self, query: Query) -> UnitSet:
        """Return the units of a query in all sources but those that are missing."""
        options = self.options
        resolve: Resolve = self._resolved
        found = UnitSet()
        stale: Sequence[SourceKey] = tuple(self.now.hashes)
        if self._index is not None:
            try:
                answer = self._index.ask(query, resolve, options=options)
            except IndexDamaged:
                self._index = None
            else:
                # What this answer looked at: another commit may have come since.
                stale = self._stale(answer.sources)
                found = answer.units.only(self.now.hashes).without(stale)
        # Without an index the plain scan answers alone, however long it takes.
        at_once = stale if self._index is None else stale[:SCANNED]
        self.missing.update(stale[len(at_once) :])
        sources = self.texts.read(self.now, at_once)
        return found | scan(sources, query, resolve, options=options, job=self.job)

    def _resolved(self, atom: Leaf | Relation) -> UnitSet:
        """Return the units of what the index cannot answer, in the sources where it matters."""
        if isinstance(atom, Field | Compare):
            return self.fields.units(atom)
        if atom not in self._units:
            if isinstance(atom, Regex):
                self._units[atom], self._places[atom] = self.matched(atom, self._within)
            else:
                assert isinstance(atom, Relation)  # words are asked of the index
                found = Relations(self).answer(atom, self._within)
                self._units[atom], self._places[atom] = found
        return self._units[atom]

    def matched(
        self, regex: Regex, sources: Collection[SourceKey]
    ) -> tuple[UnitSet, dict[SourceKey, list[Span]]]:
        """Return the units of some sources that a pattern matches in, and where.

        Raises `UserError`: "query_regex_slow" or "query_regex_wide".
        """
        masks: dict[SourceKey, int] = {}
        places: dict[SourceKey, list[Span]] = {}
        where = {"position": regex.span.start, "end": regex.span.end}
        try:
            with PatternRun(regex.pattern, case=self.options.case, job=self.job) as run:
                for number, source in enumerate(self.texts.read(self.now, sources)):
                    self.job.progress(number, len(sources))
                    found = run.spans([unit.text for unit in source.units])
                    masks[source.key] = sum(1 << n for n, spans in enumerate(found) if spans)
                    places[source.key] = [
                        Span(start + unit.start, end + unit.start)
                        for unit, spans in zip(source.units, found, strict=True)
                        for start, end in spans
                    ]
        except PatternTooSlow:
            raise UserError("query_regex_slow", pattern=regex.pattern, **where) from None
        except PatternTooWide:
            raise UserError("query_regex_wide", most=MOST, **where) from None
        return UnitSet(masks), places

    def passages(
        self, leaf: TextLeaf, sources: Sequence[SourceKey]
    ) -> tuple[Passages, Sequence[SourceKey]]:
        """Return where a word or phrase stands, and the sources of which the index cannot tell."""
        over_fillers = self.options.fillers and isinstance(leaf, Phrase)
        if self._index is None or isinstance(leaf, Near) or over_fillers:
            return {}, sources
        try:
            found, known = self._index.passages(leaf, sources, self.options, job=self.job)
        except IndexDamaged:
            self._index = None
            return {}, sources
        stale = set(self._stale(known))
        if stale:
            found = {key: spans for key, spans in found.items() if key not in stale}
        return found, [key for key in sources if key in stale]

    def read(
        self, units: UnitSet, sources: Collection[SourceKey]
    ) -> Iterator[tuple[SourceUnits, list[int]]]:
        """Yield those of some sources that have some of the units, with their numbers there."""
        there = [key for key in sources if units.mask(key)]
        for source in self.texts.read(self.now, there):
            self.job.check()
            yield source, units.numbers(source.key)
