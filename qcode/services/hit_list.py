"""The hits of one query as a list to look through: narrowed, in an order, read page by page."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from qcode.index.units import Source, SourceKey, UnitKey, UnitSet
from qcode.model.codebook import Codebook, CodeId
from qcode.model.document import DocumentId
from qcode.model.job import SILENT, Job
from qcode.model.query import TextLeaf, print_query, wanted
from qcode.model.search_options import PLAIN, SearchOptions
from qcode.model.text import Span
from qcode.store import segments

from .hit_order import Order, Spot, by_neighbours, by_relevance, rarity
from .hits import Hit, HitReader, units_in_order
from .kwic import KwicLine, lines_of
from .searching import Found, FoundUnits, Searcher


@dataclass(frozen=True, slots=True)
class Within:
    """What hits are narrowed to: some documents, or passages with one of some codes; None any.

    Memos and codes are in no document and have no codings, so either leaves them out.
    """

    documents: frozenset[DocumentId] | None = None
    codes: frozenset[CodeId] | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.documents is None and self.codes is None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be listed, and how. `lines` gives each match a line of its own.

    Of `folded` groups, and while there is an `only`, of all others, no hits are listed; they are
    counted all the same.
    """

    query: str
    options: SearchOptions = PLAIN
    order: Order = Order.PLACE
    lines: bool = False
    within: Within = field(default_factory=Within)
    folded: frozenset[SourceKey] = frozenset()
    only: SourceKey | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Where one goes next: a row of the list, its hit, and which of its matches is meant, from 0.

    `around` says that an end of the list was passed to come there.
    """

    row: int
    spot: Spot
    hit: Hit
    match: int
    around: bool = False


def group_of(key: SourceKey) -> SourceKey:
    """Return the group that a source is listed in: a document, all memos, or all codes."""
    return key if key.source is Source.DOCUMENT else SourceKey(key.source, 0)


class HitList:
    """The hits that answer a wish. What is shown of them is read on request.

    `rows` is how many can be read: hits, or in the order of neighbouring words matches. Safe to
    read from several threads.
    """

    def __init__(self, searcher: Searcher, wish: Wish, *, job: Job = SILENT) -> None:
        """Find and sort; with any order but that of places, all texts with hits are read.

        Raises `UserError` where the query cannot be understood.
        """
        began = time.perf_counter()
        self.wish = wish
        self._answer: FoundUnits = searcher.units(wish.query, options=wish.options, job=job)
        now, project = self._answer.now, searcher.project
        self.codebook: Codebook = now.codebook
        self._guard = threading.Lock()  # a marker is for one thread at a time
        self._reader = HitReader(project, now, self._answer.marker, searcher.texts)
        self.units = self._narrowed(searcher, job)
        self.order = sorted(self.units.sources(), key=now.order.__getitem__)
        self._listed = [key for key in self.order if self._is_listed(group_of(key))]
        self._spots = self._sorted(searcher, job)
        self.rows = sum(map(self.units.count, self._listed))
        if self._spots is not None:
            self.rows = len(self._spots)
        self.took_ms = (time.perf_counter() - began) * 1000

    # -- what there is

    @cached_property
    def counts(self) -> Mapping[SourceKey, int]:
        """How many hits each group has, in the order of groups, whether they are listed or not."""
        counts: dict[SourceKey, int] = defaultdict(int)
        for key in self.order:
            counts[group_of(key)] += self.units.count(key)
        return dict(counts)

    @property
    def missing(self) -> int:
        """How many sources could not be looked at yet."""
        return self._answer.missing

    def name_of(self, group: SourceKey) -> str:
        """Return the name of the document that a group is; "" for memos and codes."""
        if group.source is not Source.DOCUMENT:
            return ""
        return self._answer.now.documents[DocumentId(group.id)].name

    def found(self, hits: Iterable[Hit] = ()) -> Found:
        """Return the answer in the form of `Searcher.search`, with some hits."""
        return Found(
            query=self.wish.query,
            total=len(self.units),
            documents=sum(key.source is Source.DOCUMENT for key in self.order),
            hits=tuple(hits),
            missing=self.missing,
            took_ms=self.took_ms,
            counts={(key.source, key.id): self.units.count(key) for key in self.order},
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything that the query finds was asked to be left out."""
        return not self.wish.within.is_all or self.wish.only is not None

    def meant(self) -> UnitSet:
        """Return the hits that are not left out: also those of folded groups."""
        only = self.wish.only
        if only is None:
            return self.units
        return self.units.only([key for key in self.order if group_of(key) == only])

    def same_texts(self, other: HitList) -> frozenset[SourceKey]:
        """Return the sources that say in both answers the same: units there mean the same."""
        ours, theirs = self._answer.now.hashes, other._answer.now.hashes
        return frozenset(key for key in other.order if theirs[key] == ours.get(key))

    # -- reading

    def hits(self, start: int, stop: int, *, job: Job = SILENT) -> list[Hit]:
        """Return the hits of some rows, in their order."""
        with self._guard:
            return self._reader.read([spot.unit for spot in self.spots(start, stop)], job=job)

    def lines(self, start: int, stop: int, *, job: Job = SILENT) -> list[KwicLine]:
        """Return the lines of some rows, in their order: all of a hit, or one match."""
        spots = self.spots(start, stop)
        with self._guard:
            hits = self._reader.read([spot.unit for spot in spots], job=job)
        found: list[KwicLine] = []
        for spot, hit in zip(spots, hits, strict=True):
            lines = lines_of(hit)
            found += lines if spot.match is None else lines[spot.match : spot.match + 1]
        return found

    def spots(self, start: int, stop: int | None = None) -> list[Spot]:
        """Return what some rows are, without reading them."""
        if self._spots is not None:
            return self._spots[start:stop]
        return [Spot(unit) for unit in units_in_order(self.units, self._listed, start, stop)]

    def matches_in(self, document: DocumentId, *, job: Job = SILENT) -> tuple[Span, ...]:
        """Return every match in a document, in order, whatever is listed."""
        units = self.units.only([SourceKey(Source.DOCUMENT, document)])
        with self._guard:
            hits = list(self._reader.hits(units, None, job=job))
        return tuple(match for hit in hits for match in hit.matches)

    def end(self, by: int, *, job: Job = SILENT) -> Near | None:
        """Return what comes behind the last match (1), or before the first (-1): the other end."""
        return self._near(0 if by > 0 else self.rows - 1, by, job, around=True)

    def beside(
        self, document: DocumentId, place: Span, by: int, *, job: Job = SILENT
    ) -> Near | None:
        """Return the first match behind a place in a text (1), or the last before it (-1).

        Where that text has none there, the next text has one; behind the last of all is the
        first. This is for the order of places only. None if nothing is listed.
        """
        key, ranks = SourceKey(Source.DOCUMENT, document), self._answer.now.order
        rank = ranks.get(key, -1)
        row = sum(self.units.count(each) for each in self._listed if ranks[each] < rank)
        own: list[Hit] = []
        if key in self._listed:
            with self._guard:
                own = self._reader.read(units_in_order(self.units, [key]), job=job)
        numbers = range(len(own)) if by > 0 else range(len(own) - 1, -1, -1)
        for number in numbers:
            matches = list(enumerate(own[number].matches or (_whole(own[number]),)))
            for at, match in matches[::by]:
                if match.start >= place.end if by > 0 else match.end <= place.start:
                    return Near(row + number, Spot(own[number].unit), own[number], at)
        return self._near(row + len(own) if by > 0 else row - 1, by, job)

    def _near(self, row: int, by: int, job: Job, *, around: bool = False) -> Near | None:
        """Return the first match of a row (1) or its last (-1); beyond the ends, go around."""
        if not self.rows:
            return None
        around = around or not 0 <= row < self.rows
        row %= self.rows
        (spot,) = self.spots(row, row + 1)
        with self._guard:
            (hit,) = self._reader.read([spot.unit], job=job)
        last = max(len(hit.matches) - 1, 0)
        match = spot.match if spot.match is not None else (0 if by > 0 else last)
        return Near(row, spot, hit, match, around)

    def read(self, units: Iterable[UnitKey], *, job: Job = SILENT) -> list[Hit]:
        """Return the hits that some units are, in the order of places."""
        chosen = UnitSet.of(units) & self.units
        with self._guard:
            return self._reader.read(units_in_order(chosen, self.order), job=job)

    # -- inside

    def _is_listed(self, group: SourceKey) -> bool:
        wish = self.wish
        return group not in wish.folded and (wish.only is None or group == wish.only)

    def _narrowed(self, searcher: Searcher, job: Job) -> UnitSet:
        units, within = self._answer.found, self.wish.within
        if within.is_all:
            return units
        keys = [key for key in units.sources() if key.source is Source.DOCUMENT]
        if within.documents is not None:
            keys = [key for key in keys if key.id in within.documents]
        units = units.only(keys)
        if within.codes is None:
            return units
        return units & UnitSet.of(self._coded(searcher, within.codes, units, job))

    def _coded(
        self, searcher: Searcher, codes: frozenset[CodeId], units: UnitSet, job: Job
    ) -> Iterator[UnitKey]:
        wanted_in = {DocumentId(key.id) for key in units.sources()}
        with searcher.project.reading() as view:
            coded = segments.find_segments(view, codes=codes)
        for document, members in groupby(coded, key=lambda segment: segment.document):
            job.check()
            if document in wanted_in:
                spans = [Span(segment.start, segment.end) for segment in members]
                yield from self._reader.touching(document, spans)

    def _sorted(self, searcher: Searcher, job: Job) -> list[Spot] | None:
        """Return all rows where they have to be sorted; None in the order of places."""
        order = self.wish.order
        if order is Order.PLACE:
            return None
        units = units_in_order(self.units, self._listed)
        if order is not Order.RELEVANCE:
            each = self.wish.lines
            return by_neighbours(self._reader, units, order, each_match=each, job=job)
        size, options = searcher.size(), self.wish.options
        rarities = [
            rarity(len(searcher.units(print_query(leaf), options=options, job=job).found), size)
            for leaf in wanted(self._answer.query)
            if isinstance(leaf, TextLeaf)
        ]
        return by_relevance(self._reader, units, rarities, job=job)


def _whole(hit: Hit) -> Span:
    return Span(hit.start, hit.end)
