"""Hits: the units that a query is true of, as they are shown and gone to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qcode.index.marker import Snippet, matches, snippet
from qcode.index.units import Source as Source  # part of what a hit says
from qcode.index.units import SourceKey, UnitSet
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.job import SILENT, Job
from qcode.model.memo_links import labels_only
from qcode.model.query import Query
from qcode.model.ranges import SpanIndex
from qcode.model.segment import Segment
from qcode.model.text import Span
from qcode.store import segments

from .projects import Project
from .retrieval import PlaceFinder
from .sources import Sources
from .units import code_units, document_units, memo_units


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


class HitReader:
    """Reads the hits of one query from the texts, as they are in `now`."""

    def __init__(self, project: Project, now: Sources, query: Query) -> None:
        self._project = project
        self._now = now
        self._query = query

    def hits(self, units: UnitSet, limit: int | None, *, job: Job = SILENT) -> Iterator[Hit]:
        """Yield the first hits, in the order of documents and text, then memos, then codes."""
        left = len(units) if limit is None else limit
        for key in sorted(units.sources(), key=self._now.order.__getitem__):
            job.check()
            numbers = units.numbers(key)[:left]
            left -= len(numbers)
            if key.source is Source.DOCUMENT:
                yield from self._document_hits(DocumentId(key.id), numbers)
            else:
                yield from self._line_hits(key, numbers)
            if left <= 0:
                return

    def _document_hits(self, number: DocumentId, numbers: Sequence[int]) -> Iterator[Hit]:
        opened = self._project.text(number)
        place = PlaceFinder(opened)
        units = document_units(opened).units
        coded = self._coded(number)
        for at in numbers:
            unit = units[at]
            spans = matches(unit.text, opened.document.language, self._query)
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
                matches=shifted(spans, unit.start),
                codes=tuple(sorted({segment.code for segment in touching})),
            )

    def _coded(self, number: DocumentId) -> SpanIndex[Segment]:
        with self._project.reading() as view:
            return SpanIndex(segments.find_segments(view, documents=[number]))

    def _line_hits(self, key: SourceKey, numbers: Sequence[int]) -> Iterator[Hit]:
        now = self._now
        if key.source is Source.MEMO:
            memo = now.memo(key)
            units, title = memo_units(memo, now.language).units, memo.title
        else:
            units = code_units(now.code(key), now.language).units
            title = now.codebook.path(now.code(key).id)
        for at in numbers:
            unit = units[at]
            spans = matches(unit.text, now.language, self._query)
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
                matches=shifted(spans, unit.start),
            )


def shifted(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    """Return spans moved by so many characters."""
    return tuple(Span(start + by, end + by) for start, end in spans)
