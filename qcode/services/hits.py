"""Hits: the units that a query is true of, as they are shown and gone to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from qcode.index.marker import Snippet, snippet
from qcode.index.units import Source as Source  # part of what a hit says
from qcode.index.units import SourceKey as SourceKey
from qcode.index.units import Unit
from qcode.index.units import UnitKey as UnitKey
from qcode.index.units import UnitSet as UnitSet
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.job import SILENT, Job
from qcode.model.memo_links import words_only
from qcode.model.text import Span
from qcode.store import segments
from qcode.store.reader import Reader

from .hit_texts import HitText, HitTexts
from .marking import UnitMarker
from .projects import Project
from .sources import Sources
from .units import code_units, memo_units

_AT_ONCE = 200  # hits that are read between two looks at whether one should stop


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that a query is true of: a turn or paragraph of a text, a line of a memo or a code.

    `start, end` span the unit in the text of the document (or what `units.memo_text` and
    `units.code_text` give), and `body` is where what is said begins there, behind the label of
    who speaks; `matches` are exact places there, in code points. `text` is the unit as it is
    shown, `marks` are the matches in it, and the snippet has its own. `number` says which unit of
    the source it is, from 0; `paragraph` counts from 1.
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
    number: int = 0
    text: str = ""
    marks: tuple[Span, ...] = ()
    body: int = 0
    time_ms: int | None = None

    @property
    def unit(self) -> UnitKey:
        """Which unit it is: known before the hit is read."""
        return UnitKey(SourceKey(self.source, self.source_id), self.number)


# Hits that were chosen: a unit with the numbers of the matches in it that are meant, from 0, or
# with None for all of it.
Chosen = Mapping[UnitKey, frozenset[int] | None]


def units_in_order(
    found: UnitSet, order: Sequence[SourceKey], start: int = 0, stop: int | None = None
) -> list[UnitKey]:
    """Return the units from number `start` to `stop`, in the order of sources and of the text."""
    units: list[UnitKey] = []
    left = len(found) if stop is None else stop
    for key in order:
        if left <= 0:
            break
        count = found.count(key)
        if start < count:
            units += [UnitKey(key, number) for number in found.numbers(key)[max(start, 0) : left]]
        start, left = start - count, left - count
    return units


@dataclass(frozen=True, slots=True)
class _Group:
    """Some units of one source, read; `text` is that of a document."""

    key: SourceKey
    numbers: Sequence[int]
    units: list[Unit]
    language: str
    text: HitText | None = None


class HitReader:
    """Reads the hits of one query from the texts, as they are in `now`; `marker` marks them."""

    def __init__(
        self, project: Project, now: Sources, marker: UnitMarker, texts: HitTexts | None = None
    ) -> None:
        self._project = project
        self._now = now
        self._marker = marker
        self._texts = texts or HitTexts()

    def hits(self, units: UnitSet, limit: int | None, *, job: Job = SILENT) -> Iterator[Hit]:
        """Yield the first hits, in the order of documents and text, then memos, then codes."""
        order = sorted(units.sources(), key=self._now.order.__getitem__)
        wanted = units_in_order(units, order, stop=limit)
        for at in range(0, len(wanted), _AT_ONCE):
            yield from self.read(wanted[at : at + _AT_ONCE], job=job)

    def read(self, units: Iterable[UnitKey], *, job: Job = SILENT) -> list[Hit]:
        """Return the hits of units, in the order given; those of one source are best together."""
        hits: list[Hit] = []
        with self._project.reading() as view:
            groups: list[_Group] = []
            for key, members in groupby(units, key=lambda unit: unit.key):
                job.check()
                groups.append(self._group(view, key, [unit.number for unit in members]))
            said = [(group.key, group.language, group.units) for group in groups]
            for group, matches in zip(groups, self._marker.matches_of(said), strict=True):
                job.check()
                if group.text is None:
                    hits += self._line_hits(group, matches)
                else:
                    hits += _document_hits(view, group, group.text, matches)
        return hits

    def units(self, key: SourceKey, numbers: Sequence[int]) -> tuple[str, list[Unit]]:
        """Return the language of a source, and its units as the index has them."""
        with self._project.reading() as view:
            group = self._group(view, key, numbers)
        return group.language, group.units

    def matches(self, key: SourceKey, unit: Unit, language: str) -> list[Span]:
        """Return the matches in what a unit of a source says."""
        return self._marker.matches(key, unit, language)

    def counts(self, text: str, language: str) -> list[int]:
        """Return how often each word and phrase of the query stands in what a unit says."""
        return self._marker.counts(text, language)

    def touching(self, document: DocumentId, spans: Iterable[Span]) -> Iterator[UnitKey]:
        """Yield the units of a document that share a character with one of some spans."""
        with self._project.reading() as view:
            read = self._text(view, document)
        for span in spans:
            for number in read.units_in(span):
                yield UnitKey(SourceKey(Source.DOCUMENT, document), number)

    def _text(self, view: Reader, number: DocumentId) -> HitText:
        return self._texts.read(view, self._now.documents[number])

    def _group(self, view: Reader, key: SourceKey, numbers: Sequence[int]) -> _Group:
        if key.source is Source.DOCUMENT:
            read = self._text(view, DocumentId(key.id))
            units = [read.unit(number) for number in numbers]
            return _Group(key, numbers, units, read.document.language, read)
        lines = self._line_units(key)
        return _Group(key, numbers, [lines[number] for number in numbers], self._now.language)

    def _line_units(self, key: SourceKey) -> Sequence[Unit]:
        if key.source is Source.MEMO:
            return memo_units(self._now.memo(key), self._now.language).units
        return code_units(self._now.code(key), self._now.language).units

    def _line_hits(self, group: _Group, matches: Sequence[Sequence[Span]]) -> Iterator[Hit]:
        key = group.key
        now, is_memo = self._now, key.source is Source.MEMO
        title = now.memo(key).title if is_memo else now.codebook.path(now.code(key).id)
        for at, unit, found in zip(group.numbers, group.units, matches, strict=True):
            text, marks = words_only(unit.text, found) if is_memo else (unit.text, found)
            yield Hit(
                source=key.source,
                source_id=key.id,
                title=title,
                start=unit.start,
                end=unit.start + len(unit.text),
                paragraph=at + 1,
                speaker=None,
                snippet=snippet(text, marks),
                matches=shifted(found, unit.start),
                number=at,
                text=text,
                marks=tuple(marks),
                body=unit.start,
            )


def _document_hits(
    view: Reader, group: _Group, read: HitText, matches: Sequence[Sequence[Span]]
) -> Iterator[Hit]:
    document, numbers, place = DocumentId(group.key.id), group.numbers, read.place
    spans = [read.spans[number] for number in numbers]
    codes = _codes_by_unit(read, numbers, segments.codes_in(view, document, sorted(spans)))
    for number, span, found in zip(numbers, spans, matches, strict=True):
        text = read.text[span.start : span.end]
        first = span.start + (found[0].start if found else 0)
        yield Hit(
            source=Source.DOCUMENT,
            source_id=document,
            title=read.document.name,
            start=span.start,
            end=span.end,
            paragraph=read.paragraph(first),
            speaker=place.speaker(span),
            snippet=snippet(text, found),
            matches=shifted(found, span.start),
            codes=codes[number],
            number=number,
            text=text,
            marks=tuple(found),
            body=read.body(number),
            time_ms=place.time_ms(span.start),
        )


def shifted(spans: Iterable[Span], by: int) -> tuple[Span, ...]:
    """Return spans moved by so many characters."""
    return tuple(Span(start + by, end + by) for start, end in spans)


def _codes_by_unit(
    read: HitText, numbers: Iterable[int], coded: Iterable[tuple[Span, CodeId]]
) -> dict[int, tuple[CodeId, ...]]:
    """Return the codes on units: those with a coding that shares a character with the unit."""
    found: dict[int, set[CodeId]] = {number: set() for number in numbers}
    for span, code in coded:
        for number in read.units_in(span):
            if number in found:
                found[number].add(code)
    return {number: tuple(sorted(codes)) for number, codes in found.items()}
