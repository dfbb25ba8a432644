"""The fields of a query: which units a speaker, a document, a kind or a code stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from qcode.index.units import Source, SourceKey, UnitSet
from qcode.model.document import Document, DocumentId, DocumentKind
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.query import Field, FieldName
from qcode.model.text import Span
from qcode.store import segments

from .codes import find_code
from .language import LANGUAGES, catalogue
from .projects import Project
from .sources import Sources
from .units import document_key, memo_units, unit_spans
from .words import kind_name


class FieldResolver:
    """Answers the fields of one query, each once. Call it as the index does: `resolver(field)`."""

    def __init__(self, project: Project, sources: Sources) -> None:
        self._project = project
        self._sources = sources
        self._answers: dict[tuple[FieldName, str], UnitSet] = {}
        self._spans: dict[DocumentId, list[Span]] = {}

    def __call__(self, field: Field) -> UnitSet:
        """Return the units of a field. Unknown codes and kinds raise their `UserError`."""
        key = (field.name, field.value)
        if key not in self._answers:
            answer: Callable[[str], UnitSet] = getattr(self, f"_{field.name.value}")
            self._answers[key] = answer(field.value)
        return self._answers[key]

    def units_of(self, number: DocumentId) -> list[Span]:
        """Return the spans of a document's units."""
        if number not in self._spans:
            opened = self._project.text(number)
            self._spans[number] = unit_spans(opened.text, opened.layout)
        return self._spans[number]

    def _document(self, value: str) -> UnitSet:
        wanted = value.casefold()
        return self._whole(
            row for row in self._sources.documents.values() if wanted in row.name.casefold()
        )

    def _kind(self, value: str) -> UnitSet:
        wanted = value.casefold()
        kinds = {
            kind
            for kind in DocumentKind
            for language in LANGUAGES
            if wanted in (kind.value, kind_name(kind, catalogue(language)).casefold())
        }
        if not kinds:
            raise UserError("kind_unknown", kind=value, kinds=", ".join(DocumentKind))
        return self._whole(row for row in self._sources.documents.values() if row.kind in kinds)

    def _whole(self, rows: Iterable[Document]) -> UnitSet:
        return UnitSet.whole({document_key(row): len(self.units_of(row.id)) for row in rows})

    def _speaker(self, value: str) -> UnitSet:
        wanted = value.casefold()
        masks: dict[SourceKey, int] = {}
        for row in self._sources.documents.values():
            names = {name for name in row.speakers if wanted == name.casefold()}
            if names:
                turns = self._project.text(row.id).layout.turns
                said = [Span(t.start, t.end) for t in turns if t.speaker in names]
                masks[document_key(row)] = self._touched(row.id, said)
        return UnitSet(masks)

    def _code(self, value: str) -> UnitSet:
        """Return the units with a segment of the code, and the memos linked to it."""
        code = find_code(self._project, value)
        spans: dict[DocumentId, list[Span]] = defaultdict(list)
        with self._project.reading() as view:
            for segment in segments.find_segments(view, codes=[code.id]):
                spans[segment.document].append(segment.span)
        masks = {
            SourceKey(Source.DOCUMENT, number): self._touched(number, coded)
            for number, coded in spans.items()
            if number in self._sources.documents
        }
        for memo in self._sources.memos.values():
            if MemoLink(code=code.id) in memo.links:
                lines = memo_units(memo, self._sources.language).units
                masks[SourceKey(Source.MEMO, memo.id)] = (1 << len(lines)) - 1
        return UnitSet(masks)

    def _touched(self, number: DocumentId, spans: Sequence[Span]) -> int:
        """Return the units that share a character with one of the spans, as bits."""
        units = self.units_of(number)
        starts = [unit.start for unit in units]
        ends = [unit.end for unit in units]
        mask = 0
        for span in spans:
            first, last = bisect_right(ends, span.start), bisect_left(starts, span.end)
            if last > first:
                mask |= ((1 << (last - first)) - 1) << first
        return mask
