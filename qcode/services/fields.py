"""The fields of a query: which passages a speaker, a document, a code and so on stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from qcode.index.marker import Marker
from qcode.index.units import IndexedSource, Source, SourceKey, UnitSet
from qcode.model.codebook import CodeId
from qcode.model.document import (
    Attribute,
    AttributeTarget,
    AttributeType,
    CaseLink,
    Document,
    DocumentId,
    DocumentKind,
)
from qcode.model.errors import UserError
from qcode.model.memo import Memo, MemoId, MemoLink
from qcode.model.query import (
    Compare,
    Field,
    FieldName,
    Phrase,
    TextLeaf,
    has_word,
)
from qcode.model.query_dates import read_days
from qcode.model.query_parser import parse
from qcode.model.segment import CoderId
from qcode.model.text import Span
from qcode.store import cases, coders, segments

from .codes import find_code
from .comparing import name_fits, value_fits
from .language import LANGUAGES, catalogue, current_language
from .projects import Project
from .sources import Sources
from .unit_places import UnitPlaces
from .units import memo_text, memo_units
from .words import kind_name, local_time

OWN_DATE = ("date", "datum")  # an attribute of documents so called is their date


@dataclass(frozen=True, slots=True)
class Passages:
    """What a field stands for: spans of documents in any order, and whole memos."""

    spans: Mapping[DocumentId, Sequence[Span]]
    memos: Collection[MemoId] = field(default=())


class FieldResolver:
    """Answers the fields of one query, each once.

    `indexed` are the sources that an index has: what is true of a whole document needs no reading
    where it is known how many units that has.
    """

    def __init__(
        self,
        project: Project,
        sources: Sources,
        places: UnitPlaces,
        indexed: Mapping[SourceKey, IndexedSource] = MappingProxyType({}),
    ) -> None:
        self._project = project
        self._sources = sources
        self._places = places
        self._indexed = indexed
        self._passages: dict[Field | Compare, Passages] = {}
        self._answers: dict[Field | Compare, UnitSet] = {}
        self._ways: dict[FieldName, Callable[[str], Passages]] = {
            FieldName.SPEAKER: self._speaker,
            FieldName.DOCUMENT: self._document,
            FieldName.KIND: self._kind,
            FieldName.SET: self._set,
            FieldName.CODE: self._code,
            FieldName.SUBCODES: self._subcodes,
            FieldName.CODER: self._coder,
            FieldName.MEMO: self._memo,
            FieldName.CASE: self._case,
            FieldName.DATE: self._date,
        }

    def units(self, query: Field | Compare) -> UnitSet:
        """Return the units that share a character with a passage of the field.

        Raises the `UserError` of `passages`.
        """
        if query not in self._answers:
            found = self.passages(query)
            masks = {
                SourceKey(Source.DOCUMENT, number): self._mask(number, spans)
                for number, spans in found.spans.items()
            }
            for number in found.memos:
                lines = memo_units(self._sources.memos[number], self._sources.language).units
                masks[SourceKey(Source.MEMO, number)] = (1 << len(lines)) - 1
            self._answers[query] = UnitSet(masks)
        return self._answers[query]

    def passages(self, query: Field | Compare) -> Passages:
        """Return the passages of a field.

        What the project does not know raises a `UserError` with the place of the field in the
        query: "code_unknown", "kind_unknown", "attribute_unknown" and so on.
        """
        if query not in self._passages:
            try:
                if isinstance(query, Compare):
                    found = self._compare(query)
                else:
                    found = self._ways[query.name](query.value)
            except UserError as error:
                place = {"position": query.span.start, "end": query.span.end}
                raise UserError(error.code, **{**place, **error.params}) from None
            there = {
                number: spans
                for number, spans in found.spans.items()
                if number in self._sources.documents and spans
            }
            memos = [number for number in found.memos if number in self._sources.memos]
            self._passages[query] = Passages(there, memos)
        return self._passages[query]

    def _mask(self, number: DocumentId, spans: Sequence[Span]) -> int:
        key, whole = SourceKey(Source.DOCUMENT, number), self._sources.documents[number].length
        known = self._indexed.get(key)
        if known is not None and known.content_hash != self._sources.hashes[key]:
            known = None
        if known is not None and list(spans) == [Span(0, whole)]:
            return (1 << known.units) - 1
        return self._places.of(self._sources.documents[number]).mask(spans)

    # -- documents

    def _whole(self, rows: Iterable[Document]) -> Passages:
        return Passages({row.id: [Span(0, row.length)] for row in rows})

    def _document(self, value: str) -> Passages:
        """Take documents with this in their name; with a star, the whole name counts."""
        wanted, fits = value.casefold(), name_fits(value)
        return self._whole(
            row
            for row in self._sources.documents.values()
            if (fits(row.name) if "*" in value else wanted in row.name.casefold())
        )

    def _kind(self, value: str) -> Passages:
        fits = name_fits(value)
        kinds = {
            kind
            for kind in DocumentKind
            for language in LANGUAGES
            if fits(kind.value) or fits(kind_name(kind, catalogue(language)))
        }
        if not kinds:
            words = catalogue(current_language())
            kinds_here = ", ".join(kind_name(kind, words).lower() for kind in DocumentKind)
            raise UserError("kind_unknown", kind=value, kinds=kinds_here)
        return self._whole(row for row in self._sources.documents.values() if row.kind in kinds)

    def _set(self, value: str) -> Passages:
        fits = name_fits(value)
        with self._project.reading() as view:
            found = [known for known in cases.list_sets(view) if fits(known.name)]
        if not found:
            raise UserError("set_unknown", set=value)
        return self._documents(number for known in found for number in known.documents)

    def _documents(self, numbers: Iterable[DocumentId]) -> Passages:
        every = self._sources.documents
        return self._whole(every[number] for number in dict.fromkeys(numbers) if number in every)

    def _date(self, value: str) -> Passages:
        """Take documents by their own date, or else by the day on which they were imported."""
        days, own = read_days(value), self._own_dates()
        return self._whole(
            row
            for row in self._sources.documents.values()
            if own.get(row.id, local_time(row.added).date()) in days
        )

    def _own_dates(self) -> dict[int, date]:
        """Return the dates that documents have as an attribute of theirs: the one that is called
        so, or else the only one there is.
        """
        with self._project.reading() as view:
            values = cases.read_values(view, AttributeTarget.DOCUMENT)
            dated = [known for known in cases.list_attributes(view) if _is_date(known)]
        named = [known for known in dated if known.name.casefold() in OWN_DATE]
        own = [known.id for known in named or (dated if len(dated) == 1 else [])]
        return {
            owner: date.fromisoformat(cells[known])
            for owner, cells in values.items()
            for known in own
            if known in cells
        }

    def _compare(self, query: Compare) -> Passages:
        """Take what is said in documents, and by cases, whose attribute has such a value."""
        fits_name = name_fits(query.name)
        found: list[DocumentId] = []
        links: list[CaseLink] = []
        with self._project.reading() as view:
            known = [one for one in cases.list_attributes(view) if fits_name(one.name)]
            for attribute in known:
                fits = value_fits(attribute, query)
                owners = {
                    owner
                    for owner, cells in cases.read_values(view, attribute.target).items()
                    if attribute.id in cells and fits(cells[attribute.id])
                }
                if attribute.target is AttributeTarget.DOCUMENT:
                    found += map(DocumentId, owners)
                else:
                    links += [
                        link
                        for case in cases.list_cases(view)
                        if case.id in owners
                        for link in case.links
                    ]
        if not known:
            raise UserError("query_attribute_unknown", attribute=query.name)
        spans = dict(self._documents(found).spans)
        for number, said in self._said(links).items():
            spans[number] = [*spans.get(number, ()), *said]
        return Passages(spans)

    # -- people

    def _speaker(self, value: str) -> Passages:
        fits = name_fits(value)
        spans = {}
        for row in self._sources.documents.values():
            names = {name for name in row.speakers if fits(name)}
            if names:
                spans[row.id] = self._turns(row.id, names)
        return Passages(spans)

    def _turns(self, number: DocumentId, names: Collection[str]) -> list[Span]:
        turns = self._project.text(number).layout.turns
        return [Span(turn.start, turn.end) for turn in turns if turn.speaker in names]

    def _case(self, value: str) -> Passages:
        """Take what a case says, and the memos on it."""
        fits = name_fits(value)
        with self._project.reading() as view:
            found = [known for known in cases.list_cases(view) if fits(known.name)]
        if not found:
            raise UserError("case_unknown", case=value)
        wanted = {MemoLink(case=known.id) for known in found}
        return Passages(
            self._said(link for known in found for link in known.links), self._memos_on(wanted)
        )

    def _said(self, links: Iterable[CaseLink]) -> dict[DocumentId, list[Span]]:
        """Return the passages that cases are linked to: whole documents, or a speaker's turns."""
        names: dict[DocumentId, set[str | None]] = defaultdict(set)
        for link in links:
            if link.document in self._sources.documents:
                names[link.document].add(link.speaker)
        return {
            number: [Span(0, self._sources.documents[number].length)]
            if None in wanted
            else self._turns(number, {name for name in wanted if name is not None})
            for number, wanted in names.items()
        }

    def _coder(self, value: str) -> Passages:
        """Take what a coder has coded, and the coder's memos."""
        fits = name_fits(value)
        with self._project.reading() as view:
            found = {known.id for known in coders.list_coders(view) if fits(known.name)}
        if not found and value != "*":  # of any coder there may be none yet
            raise UserError("coder_unknown", coder=value)
        memos = [memo.id for memo in self._sources.memos.values() if memo.coder in found]
        return Passages(self._coded(coders=found), memos)

    # -- codes and memos

    def _code(self, value: str) -> Passages:
        return self._with_codes(self._codes(value))

    def _subcodes(self, value: str) -> Passages:
        codebook = self._sources.codebook
        return self._with_codes(
            {below for code in self._codes(value) for below in codebook.subtree(code)}
        )

    def _codes(self, value: str) -> set[CodeId]:
        """Return the code of this path or name; with stars, all that fit."""
        if "*" not in value:
            return {find_code(self._project, value).id}
        fits, codebook = name_fits(value), self._sources.codebook
        found = {
            code.id
            for code in codebook.codes.values()
            if fits(code.name) or fits(codebook.path(code.id))
        }
        if not found:
            raise UserError("code_unknown", code=value)
        return found

    def _with_codes(self, codes: Collection[CodeId]) -> Passages:
        """Take the segments of codes, and the memos on the codes."""
        wanted = {MemoLink(code=code) for code in codes}
        return Passages(self._coded(codes=codes), self._memos_on(wanted))

    def _coded(
        self, *, codes: Collection[CodeId] | None = None, coders: Collection[CoderId] | None = None
    ) -> dict[DocumentId, list[Span]]:
        spans: dict[DocumentId, list[Span]] = defaultdict(list)
        with self._project.reading() as view:
            for segment in segments.find_segments(view, codes=codes, coders=coders):
                spans[segment.document].append(segment.span)
        return spans

    def _memos_on(self, links: set[MemoLink]) -> list[MemoId]:
        return [
            memo.id for memo in self._sources.memos.values() if not links.isdisjoint(memo.links)
        ]

    def _memo(self, value: str) -> Passages:
        """Take the passages with a memo that has these words; a star alone means any memo."""
        found = self._memos_that_say(value)
        spans: dict[DocumentId, list[Span]] = defaultdict(list)
        wanted = set()
        for link in (link for memo in found for link in memo.links):
            if link.span is not None and link.document is not None:
                spans[link.document].append(link.span)
            elif link.segment is not None:
                wanted.add(link.segment)
        with self._project.reading() as view:
            for segment in segments.get_segments(view, sorted(wanted)):
                spans[segment.document].append(segment.span)
        return Passages(spans)

    def _memos_that_say(self, value: str) -> list[Memo]:
        every = list(self._sources.memos.values())
        if not has_word(value):
            return every
        marker, language = Marker(_words(value)), self._sources.language
        return [memo for memo in every if marker.matches(memo_text(memo), language)]


def _is_date(known: Attribute) -> bool:
    return known.target is AttributeTarget.DOCUMENT and known.type is AttributeType.DATE


def _words(value: str) -> TextLeaf:
    """Return what is looked for in memos: a word in every form, or words as they are written."""
    try:
        query = parse(value)
    except UserError:
        return Phrase(value)
    return query if isinstance(query, TextLeaf) else Phrase(value)
