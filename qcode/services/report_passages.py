"""Which passages a report prints, in which order, and under which sub-headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qcode.model.codebook import CodeId
from qcode.model.collation import sort_key
from qcode.model.document import Case, Document, DocumentId, DocumentKind
from qcode.model.report import Group, Order, Overlap, Repeat, ReportOptions, Starred
from qcode.model.segment import CoderId, Segment
from qcode.model.text import Span

from .language import Catalogue
from .report_people import People
from .words import kind_name


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document under one code: one segment, or several that share words.

    `segments` are in the order of the text.
    """

    code: CodeId
    document: DocumentId
    span: Span
    segments: tuple[Segment, ...]

    @property
    def first(self) -> Segment:
        """The segment that gives the passage its identity."""
        return self.segments[0]

    @property
    def weight(self) -> int | None:
        """The greatest weight of the segments."""
        weights = [each.weight for each in self.segments if each.weight is not None]
        return max(weights, default=None)

    @property
    def condensed(self) -> str:
        """The short wordings, joined."""
        return " ".join(each.condensed for each in self.segments if each.condensed)


def passages(found: Iterable[Segment], options: ReportOptions) -> list[Passage]:
    """Return the passages of segments in the order of documents and text."""
    single = [
        Passage(segment.code, segment.document, segment.span, (segment,)) for segment in found
    ]
    if options.overlap is Overlap.JOINED:
        single = _joined(single)
    if options.starred is Starred.ONLY:
        single = [passage for passage in single if is_starred(passage, options)]
    return single


def is_starred(passage: Passage, options: ReportOptions) -> bool:
    """Tell whether a passage weighs enough to be one of the best."""
    return passage.weight is not None and passage.weight >= options.starred_from


def _joined(single: Sequence[Passage]) -> list[Passage]:
    """Join passages of one code that share a character; each stands where its first one stood."""
    open_ones: dict[tuple[CodeId, DocumentId], int] = {}
    result: list[Passage] = []
    for passage in single:
        key = (passage.code, passage.document)
        at = open_ones.get(key)
        if at is not None and passage.span.start < result[at].span.end:
            known = result[at]
            span = Span(known.span.start, max(known.span.end, passage.span.end))
            result[at] = Passage(*key, span, known.segments + passage.segments)
        else:
            open_ones[key] = len(result)
            result.append(passage)
    return result


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage in its place under a code: sub-heading ("" for none), and number from 1."""

    passage: Passage
    group: str
    number: int


_Key = Callable[[Passage], tuple[Any, ...]]


class Arranger:
    """Sorts the passages of a code as the options ask, and names the groups."""

    def __init__(
        self,
        options: ReportOptions,
        *,
        people: People,
        documents: Mapping[DocumentId, Document],
        coders: Mapping[CoderId, str],
        words: Catalogue,
    ) -> None:
        self._options, self._people, self._words = options, people, words
        self._documents, self._coders = documents, coders
        by = options.group is Group.ATTRIBUTE
        self._attributes = people.attribute(options.group_attribute) if by else []

    def placed(
        self,
        members: Sequence[Passage],
        *,
        time: Callable[[Passage], int | None],
        who: Callable[[Passage], Sequence[Case]],
    ) -> list[Placed]:
        """Return the passages of one code in their order, numbered."""
        options = self._options
        ordered = sorted(members, key=self._order(time))
        if options.starred is Starred.FIRST:
            ordered.sort(key=lambda passage: not is_starred(passage, options))
        groups = [self._group(passage, who) for passage in ordered]
        places = sorted(range(len(ordered)), key=lambda at: groups[at][0])
        return [Placed(ordered[at], groups[at][1], number) for number, at in enumerate(places, 1)]

    def _order(self, time: Callable[[Passage], int | None]) -> _Key:
        def by_time(passage: Passage) -> tuple[Any, ...]:
            moment = time(passage)
            return moment is None, moment or 0

        orders: Mapping[Order, _Key] = {
            Order.DOCUMENT: lambda _passage: (),
            Order.TIME: by_time,
            Order.CODED: lambda passage: (passage.first.id,),
            Order.CODER: lambda passage: sort_key(self._coders[passage.first.coder]),
            Order.WEIGHT: lambda passage: (1 if passage.weight is None else -passage.weight,),
        }
        return orders[self._options.order]

    def _group(
        self, passage: Passage, who: Callable[[Passage], Sequence[Case]]
    ) -> tuple[tuple[Any, ...], str]:
        """Return what groups are sorted by, and the heading."""
        document = self._documents[passage.document]
        match self._options.group:
            case Group.DOCUMENT:
                return (document.position, document.id), document.name
            case Group.KIND:
                return (list(DocumentKind).index(document.kind),), kind_name(
                    document.kind, self._words
                )
            case Group.CODER:
                name = self._coders[passage.first.coder]
                return sort_key(name), name
            case Group.ATTRIBUTE:
                return self._by_attribute(passage, who(passage))
        return (), ""

    def _by_attribute(self, passage: Passage, who: Sequence[Case]) -> tuple[tuple[Any, ...], str]:
        for attribute in self._attributes:
            if value := self._people.value(attribute, passage.document, who):
                return (
                    self._people.rank(attribute, value),
                    f"{attribute.name}: {self._people.shown(attribute, value)}",
                )
        missing = self._words.tr("{attribute}: not known", attribute=self._attributes[0].name)
        return (9, 0, ("", "")), missing


def seen_before(
    chapters: Iterable[tuple[CodeId, Sequence[Placed]]], options: ReportOptions
) -> dict[tuple[CodeId, Span, DocumentId], tuple[CodeId, Placed]]:
    """Return, for each passage that is only referred to, where it stands in full."""
    if options.repeat is not Repeat.REFERENCED:
        return {}
    full: dict[tuple[DocumentId, Span], tuple[CodeId, Placed]] = {}
    again: dict[tuple[CodeId, Span, DocumentId], tuple[CodeId, Placed]] = {}
    for code, members in chapters:
        for placed in members:
            passage = placed.passage
            key = (passage.document, passage.span)
            if key in full:
                again[code, passage.span, passage.document] = full[key]
            else:
                full[key] = code, placed
    return again


def by_code(every: Iterable[Passage]) -> dict[CodeId, list[Passage]]:
    """Return passages by their code."""
    found: dict[CodeId, list[Passage]] = defaultdict(list)
    for passage in every:
        found[passage.code].append(passage)
    return found
