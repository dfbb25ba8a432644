"""Searching: one query over texts, memos and codes, joined with codings, speakers and kinds."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from qcode.index import pattern_worker
from qcode.index.families import Relative as Relative  # what a word belongs to
from qcode.index.search import IndexBusy, IndexDamaged, SearchIndex
from qcode.index.units import IndexedSource, SourceKey, SourceUnits, UnitSet
from qcode.index.units import Source as Source  # part of what a hit says
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.query import Query
from qcode.model.query_parser import parse
from qcode.model.search_options import PLAIN, SearchOptions

from .answering import SCANNED as SCANNED
from .answering import Answering
from .hit_texts import HitTexts
from .hits import Hit, HitReader
from .index_folder import open_index
from .marking import UnitMarker
from .projects import Project
from .sources import Sources
from .unit_places import UnitPlaces
from .unit_texts import UnitTexts

_REGEX = re.compile(r"(?:^|[\s(:!-])/.")  # may begin a regular expression

Indexed = Mapping[SourceKey, IndexedSource]
_Compared = tuple[Sources, Indexed, Sequence[SourceKey]]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: how many hits there are, and the first of them in order.

    `counts` are the hits of each source; `missing` says how many sources could not be looked at
    yet, and 0 means the answer is complete.
    """

    query: str
    total: int
    documents: int
    hits: tuple[Hit, ...]
    missing: int
    took_ms: float
    counts: Mapping[tuple[Source, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundUnits:
    """The units that a query is true of, and the state of the sources that was looked at.

    `missing` says how many sources could not be looked at yet; `marker` finds the matches in
    units.
    """

    query: Query
    now: Sources
    found: UnitSet
    missing: int
    marker: UnitMarker

    def in_order(self) -> list[SourceKey]:
        """Return the sources that have units, documents first, then memos, then codes."""
        return sorted(self.found.sources(), key=self.now.order.__getitem__)


class Searcher:
    """The search of one open project. Keeps the index in the user's cache, up to date on request.

    Safe to use from several threads. Everything it keeps can be rebuilt.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self._guard = threading.RLock()
        self._index: SearchIndex | None = None
        self._sources: Sources | None = None
        self.texts = HitTexts()  # for all who read hits of this project
        self._places = UnitPlaces(project)
        self._units = UnitTexts(project)
        self._compared: _Compared | None = None

    def close(self) -> None:
        """Let go of the index."""
        pattern_worker.let_go()
        with self._guard:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _now(self) -> Sources:
        with self._guard:
            known = self._sources
            now = Sources.of(self.project) if known is None else known.brought_up(self.project)
            self._sources = now
            return now

    def _stale(self, now: Sources, known: Indexed) -> Sequence[SourceKey]:
        """Return the sources that the index does not know as they are: the same at each key."""
        compared = self._compared
        if compared is None or compared[0] is not now or compared[1] is not known:
            compared = self._compared = now, known, now.stale(known)
        return compared[2]

    def _opened(self) -> SearchIndex | None:
        """Return the index as it is now, whoever wrote it, or None where there can be none."""
        with self._guard:
            if self._index is None:
                self._index = open_index(self.project)
            if self._index is None:
                return None
            with suppress(IndexDamaged):  # then it is empty
                self._index.refresh()
            return self._index

    # -- the index

    @property
    def path(self) -> Path:
        """The project file that is searched."""
        return self.project.path

    def behind(self) -> int:
        """Return how many sources the index has not read in their present state."""
        index = self._opened()
        return len(self._stale(self._now(), {} if index is None else index.sources))

    def size(self) -> int:
        """Return how many units are searched: those of the index, and of what is read beside it."""
        index, now = self._opened(), self._now()
        known: Indexed = {} if index is None else index.sources
        stale = self._stale(now, known)
        inside = sum(known[key].units for key in known.keys() - set(stale))
        beside = self._units.read(now, stale[:SCANNED])
        return inside + sum(len(source.units) for source in beside)

    def gone(self) -> int:
        """Return how many sources the index has that are not in the project any more."""
        index = self._opened()
        return 0 if index is None else len(index.sources.keys() - self._now().hashes.keys())

    def family(self, word: str) -> tuple[Relative, ...]:
        """Return the words of the texts that belong to a word, each with why and how often.

        Nothing where there is no index to tell.
        """
        index = self._opened()
        if index is not None:
            with suppress(IndexDamaged):
                return index.family(word)
        return ()

    def beginning(self, text: str, most: int) -> list[str]:
        """Return words of the texts that begin so, the most frequent first.

        Nothing where there is no index to tell.
        """
        index = self._opened()
        if index is not None:
            with suppress(IndexDamaged):
                return index.beginning(text, most)
        return []

    def update(self, *, job: Job = SILENT) -> int:
        """Bring the index up to date; return how many sources are still missing from it.

        When another process writes to the index, or the cache cannot be used, nothing happens:
        searching then reads what is missing itself.
        """
        index, now = self._opened(), self._now()
        if index is None:
            return len(now.hashes)
        stale = now.stale(index.sources)
        gone = index.sources.keys() - now.hashes.keys()
        if not stale and not gone:
            return 0
        try:
            index.fill(
                _told(now.read(self.project, stale), len(stale), job),
                operation=now.operation,
                removed=gone,
                job=job,
            )
        except (IndexBusy, IndexDamaged, OSError):
            return len(stale)
        return 0

    def forget(self) -> None:
        """Empty the index, and leave nothing on the disk of what was in it.

        Raises `UserError` "index_busy" where another is writing it, or nobody can.
        """
        index = self._opened()
        try:
            if index is None:
                raise UserError("index_busy")
            index.clear()
        except (IndexBusy, OSError):
            raise UserError("index_busy") from None

    # -- searching

    def search(
        self,
        text: str,
        *,
        limit: int | None = 50,
        options: SearchOptions = PLAIN,
        job: Job = SILENT,
    ) -> Found:
        """Answer a query; hits in the order of documents and text, then memos, then codes.

        Raises `UserError` where the query cannot be understood.
        """
        began = time.perf_counter()
        answer = self.units(text, options=options, job=job)
        units = answer.found
        reader = HitReader(self.project, answer.now, answer.marker, self.texts)
        hits = reader.hits(units, limit, job=job)
        return Found(
            query=text,
            total=len(units),
            documents=sum(key.source is Source.DOCUMENT for key in units.sources()),
            hits=tuple(hits),
            missing=answer.missing,
            took_ms=(time.perf_counter() - began) * 1000,
            counts={(key.source, key.id): units.count(key) for key in units.sources()},
        )

    def units(self, text: str, *, options: SearchOptions = PLAIN, job: Job = SILENT) -> FoundUnits:
        """Answer a query with nothing but the units it is true of.

        Raises `UserError` where the query cannot be understood, or a regular expression in it
        does not come to an end.
        """
        if _REGEX.search(text):
            pattern_worker.prepare()  # it takes a while, and the pattern may not be finished yet
        query, now = parse(text), self._now()
        answering = Answering(
            self.project,
            now,
            self._opened(),
            options,
            places=self._places,
            texts=self._units,
            stale=partial(self._stale, now),
            job=job,
        )
        found = answering.answer(query)
        missing = len(answering.missing)
        return FoundUnits(query, now, found, missing, answering.marker(query))

    def units_in(
        self,
        text: str,
        sources: Collection[SourceKey],
        *,
        options: SearchOptions = PLAIN,
        job: Job = SILENT,
    ) -> UnitSet:
        """Answer a query for some sources only, by reading them. Raises as `units` does."""
        now = self._now().only(sources)
        answering = Answering(
            self.project, now, None, options, places=self._places, texts=self._units, job=job
        )
        return answering.answer(parse(text))


def _told(sources: Iterable[SourceUnits], total: int, job: Job) -> Iterator[SourceUnits]:
    for number, source in enumerate(sources):
        job.progress(number, total)
        yield source
    job.progress(total, total)
