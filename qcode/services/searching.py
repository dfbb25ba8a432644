"""Searching: one query over texts, memos and codes, joined with codings, speakers and kinds."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qcode.index.marker import Snippet, matches, snippet
from qcode.index.scan import scan
from qcode.index.search import IndexBusy, IndexDamaged, SearchIndex, build
from qcode.index.units import Source as Source  # part of what a hit says
from qcode.index.units import SourceKey, SourceUnits, Unit, UnitSet
from qcode.model.boundaries import sentences
from qcode.model.changes import Changes
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.memo_links import labels_only
from qcode.model.query import Query
from qcode.model.query_parser import parse
from qcode.model.ranges import SpanIndex
from qcode.model.segment import Segment
from qcode.model.text import Span
from qcode.store import segments

from .coding import apply_to_many
from .fields import FieldResolver
from .folders import cache_folder
from .projects import Project
from .retrieval import PlaceFinder
from .sources import Sources
from .units import code_units, document_units, memo_units

# So many sources that the index has not seen yet are read on the spot; more are said to be missing.
SCANNED = 25
UNITS = ("match", "sentence", "paragraph", "turn")


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that a query is true of: a turn or paragraph of a text, a line of a memo or a code.

    `start, end` span the unit in the text of the document (or what `units.memo_text` and
    `units.code_text` give); `matches` are exact places there, in code points; the snippet has its
    own, relative ones. `paragraph` counts from 1.
    """

    source: Source
    source_id: int
    title: str
    start: int
    end: int
    paragraph: int
    speaker: str | None
    snippet: Snippet
    matches: tuple[Span, ...]
    codes: tuple[CodeId, ...] = ()


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


class Searcher:
    """The search of one open project. Keeps the index in the user's cache, up to date on request.

    Safe to use from several threads. Everything it keeps can be rebuilt.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._guard = threading.RLock()
        self._index: SearchIndex | None = None
        self._sources: Sources | None = None
        self._unsubscribe = project.subscribe(self._notice)

    def _notice(self, changes: Changes) -> None:
        # Coding touches nothing that is indexed: segments are joined, not indexed.
        if changes.affects_documents or changes.affects_memos or changes.affects_codes:
            self._sources = None

    def close(self) -> None:
        """Let go of the index."""
        self._unsubscribe()
        with self._guard:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _now(self) -> Sources:
        with self._guard:
            if self._sources is None:
                self._sources = Sources.of(self._project)
            return self._sources

    def _opened(self) -> SearchIndex | None:
        """Return the index, or None where the cache cannot be used."""
        with self._guard:
            if self._index is None:
                guid = self._project.info.guid
                try:
                    self._index = SearchIndex.open(cache_folder(guid) / "index", project=guid)
                except (IndexBusy, OSError):
                    return None
            return self._index

    # -- the index

    @property
    def path(self) -> Path:
        """The project file that is searched."""
        return self._project.path

    def refresh(self) -> None:
        """Look for what another process has indexed."""
        index = self._opened()
        if index is not None:
            index.refresh()

    def behind(self) -> int:
        """Return how many sources the index has not read in their present state."""
        index = self._opened()
        return len(self._now().stale({} if index is None else index.sources))

    def gone(self) -> int:
        """Return how many sources the index has that are not in the project any more."""
        index = self._opened()
        return 0 if index is None else len(index.sources.keys() - self._now().hashes.keys())

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
            build(
                index.folder,
                _told(now.read(self._project, stale), len(stale), job),
                project=self._project.info.guid,
                operation=now.operation,
                removed=gone,
                job=job,
            )
            index.refresh()
        except (IndexBusy, IndexDamaged, OSError):
            return len(stale)
        return 0

    # -- searching

    def search(self, text: str, *, limit: int | None = 50, job: Job = SILENT) -> Found:
        """Answer a query; hits in the order of documents and text, then memos, then codes.

        Raises `UserError` where the query cannot be understood.
        """
        began = time.perf_counter()
        query, now = parse(text), self._now()
        resolver = FieldResolver(self._project, now)
        units, missing = self._units(query, now, resolver, job)
        hits = tuple(self._hits(query, units, now, limit, job))
        return Found(
            query=text,
            total=len(units),
            documents=sum(key.source is Source.DOCUMENT for key in units.sources()),
            hits=hits,
            missing=missing,
            took_ms=(time.perf_counter() - began) * 1000,
            counts={(key.source, key.id): units.count(key) for key in units.sources()},
        )

    def _units(
        self, query: Query, now: Sources, resolver: FieldResolver, job: Job
    ) -> tuple[UnitSet, int]:
        """Return what the query is true of, and how many sources could not be looked at."""
        index = self._opened()
        found, stale = UnitSet(), list(now.hashes)
        if index is not None:
            try:
                answer = index.ask(query, resolver)
            except IndexDamaged:
                index = None
            else:
                # What this answer looked at: another commit may have come since.
                stale = now.stale(answer.sources)
                found = answer.units.only(now.hashes).without(stale)
        # Without an index the plain scan answers alone, however long it takes.
        at_once = stale if index is None else stale[:SCANNED]
        found |= scan(now.read(self._project, at_once), query, resolver, job=job)
        return found, len(stale) - len(at_once)

    def _hits(
        self, query: Query, units: UnitSet, now: Sources, limit: int | None, job: Job
    ) -> Iterator[Hit]:
        left = len(units) if limit is None else limit
        for key in sorted(units.sources(), key=now.order.__getitem__):
            job.check()
            numbers = units.numbers(key)[:left]
            left -= len(numbers)
            if key.source is Source.DOCUMENT:
                yield from self._document_hits(DocumentId(key.id), numbers, query)
            else:
                yield from self._line_hits(key, numbers, query, now)
            if left <= 0:
                return

    def _document_hits(
        self, number: DocumentId, numbers: Sequence[int], query: Query
    ) -> Iterator[Hit]:
        opened = self._project.text(number)
        place = PlaceFinder(opened)
        units = document_units(opened).units
        coded = self._coded(number)
        for at in numbers:
            unit = units[at]
            spans = matches(unit.text, opened.document.language, query)
            first = unit.start + (spans[0].start if spans else 0)
            span = Span(unit.start, unit.start + len(unit.text))
            touching = coded.query(span.start, span.end)
            yield Hit(
                source=Source.DOCUMENT,
                source_id=number,
                title=opened.document.name,
                start=span.start,
                end=span.end,
                paragraph=place.paragraphs.number_at(first),
                speaker=place.speaker(span),
                snippet=snippet(opened.text[span.start : span.end], spans),
                matches=_shifted(spans, unit.start),
                codes=tuple(sorted({segment.code for segment in touching})),
            )

    def _coded(self, number: DocumentId) -> SpanIndex[Segment]:
        with self._project.reading() as view:
            return SpanIndex(segments.find_segments(view, documents=[number]))

    def _line_hits(
        self, key: SourceKey, numbers: Sequence[int], query: Query, now: Sources
    ) -> Iterator[Hit]:
        if key.source is Source.MEMO:
            memo = now.memo(key)
            units, title = memo_units(memo, now.language).units, memo.title
        else:
            units = code_units(now.code(key), now.language).units
            title = now.codebook.path(now.code(key).id)
        for at in numbers:
            unit = units[at]
            spans = matches(unit.text, now.language, query)
            is_memo = key.source is Source.MEMO
            shown = labels_only(unit.text, spans) if is_memo else (unit.text, spans)
            yield Hit(
                source=key.source,
                source_id=key.id,
                title=title,
                start=unit.start,
                end=unit.start + len(unit.text),
                paragraph=at + 1,
                speaker=None,
                snippet=snippet(*shown),
                matches=_shifted(spans, unit.start),
            )

    # -- coding what was found

    def passages(
        self, text: str, *, unit: str = "match", job: Job = SILENT
    ) -> dict[DocumentId, list[Span]]:
        """Return the passages of documents that a query finds, for coding them all.

        `unit` is one of `UNITS`. Raises `UserError("index_behind")` while the index is
        incomplete, so that nothing is missed.
        """
        if unit not in UNITS:
            raise UserError("unit_unknown", unit=unit, units=", ".join(UNITS))
        self.update(job=job)
        query, now = parse(text), self._now()
        found, missing = self._units(query, now, FieldResolver(self._project, now), job)
        if missing:
            raise UserError("index_behind", documents=missing)
        passages: dict[DocumentId, list[Span]] = {}
        for key in sorted(found.sources(), key=now.order.__getitem__):
            if key.source is Source.DOCUMENT:
                number = DocumentId(key.id)
                spans = self._passages_in(number, found.numbers(key), query, unit)
                if spans:
                    passages[number] = spans
        return passages

    def _passages_in(
        self, number: DocumentId, numbers: Sequence[int], query: Query, unit: str
    ) -> list[Span]:
        opened = self._project.text(number)
        place = PlaceFinder(opened)
        cut = document_units(opened).units
        spans: list[Span] = []
        for at in numbers:
            one = cut[at]
            if unit == "turn":
                spans.append(_trimmed(opened.text, Span(one.start, one.start + len(one.text))))
                continue
            found = matches(one.text, opened.document.language, query)
            exact = _shifted(found, one.start)
            spans.extend(_widened(match, unit, one, place) for match in exact)
        return list(dict.fromkeys(spans))


def autocode(
    project: Project,
    searcher: Searcher,
    query: str,
    path: str,
    *,
    unit: str = "match",
    job: Job = SILENT,
    origin: object = None,
) -> tuple[int, Changes]:
    """Code every passage that a query finds, in one operation; return how many were new."""
    passages = searcher.passages(query, unit=unit, job=job)
    return apply_to_many(project, passages, path, origin=origin)


def _told(sources: Iterable[SourceUnits], total: int, job: Job) -> Iterator[SourceUnits]:
    for number, source in enumerate(sources):
        job.progress(number, total)
        yield source
    job.progress(total, total)


def _shifted(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    return tuple(Span(start + by, end + by) for start, end in spans)


def _widened(match: Span, unit: str, one: Unit, place: PlaceFinder) -> Span:
    """Return a match, or the sentence or paragraph around it, without the speaker's label."""
    if unit == "match":
        return match
    paragraph = place.paragraphs.around(match)
    whole = Span(max(paragraph.start, one.start), min(paragraph.end, one.start + len(one.text)))
    turn = place.turn_at(match.start)
    if turn is not None and turn.body:
        whole = Span(max(whole.start, turn.body[0].start), min(whole.end, turn.body[-1].end))
    if unit == "sentence":
        touching = [
            s for s in sentences(place.text, whole) if s.start < match.end and s.end > match.start
        ]
        whole = Span(touching[0].start, touching[-1].end) if touching else match
    return _trimmed(place.text, whole)


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without the white space at its ends."""
    passage = text[span.start : span.end]
    start = span.start + len(passage) - len(passage.lstrip())
    return Span(start, max(start, span.start + len(passage.rstrip())))
