"""Excerpts as rows: grouped by code in the order of the tree, or by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from qcode.model.codebook import Codebook, CodeId
from qcode.model.document import DocumentId
from qcode.model.segment import Excerpt, SegmentId
from qcode.services.contexts import Context
from qcode.services.words import clock, paragraphs_shown

from .parts import in_paragraphs
from .rows import Chip, Heading, Passage, Row


class Grouping(StrEnum):
    """How excerpts are put together."""

    CODE = "code"
    DOCUMENT = "document"


class Order(StrEnum):
    """How the excerpts of a group are sorted."""

    TEXT = "text"
    NEWEST = "newest"
    LONGEST = "longest"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How excerpts are listed."""

    grouping: Grouping = Grouping.CODE
    order: Order = Order.TEXT


Contexts = Mapping[SegmentId, Context]  # what stands around passages, where that is shown
_Maker = Callable[[Excerpt], Passage]


def rows_of(
    found: Sequence[Excerpt],
    codebook: Codebook,
    arranged: Arrangement,
    contexts: Contexts = MappingProxyType({}),
    kept: Mapping[SegmentId, Passage] = MappingProxyType({}),
) -> list[Row]:
    """Return headings and passages; `found` is in the order of documents and of the text.

    Of those `kept` the row is known already.
    """
    ordered, grouping = _sorted(found, arranged.order), arranged.grouping

    def row(excerpt: Excerpt) -> Passage:
        number = excerpt.segment.id
        known = kept.get(number)
        return known or passage_of(excerpt, codebook, grouping, contexts.get(number))

    if grouping is Grouping.CODE:
        return _by_code(ordered, codebook, row)
    return _by_document(found, ordered, row)


def _sorted(found: Sequence[Excerpt], order: Order) -> Sequence[Excerpt]:
    match order:
        case Order.NEWEST:
            return sorted(found, key=lambda excerpt: -excerpt.segment.id)
        case Order.LONGEST:
            return sorted(found, key=lambda excerpt: -len(excerpt.text))
        case Order.WEIGHT:  # those without a weight last
            return sorted(
                found,
                key=lambda e: -1 if e.segment.weight is None else e.segment.weight,
                reverse=True,
            )
        case Order.TEXT:
            return found


def _by_code(found: Sequence[Excerpt], codebook: Codebook, row: _Maker) -> list[Row]:
    groups: dict[CodeId, list[Excerpt]] = defaultdict(list)
    for excerpt in found:
        groups[excerpt.segment.code].append(excerpt)
    rows: list[Row] = []
    for _depth, code in codebook.walk():
        members = groups.get(code.id, [])
        if members:
            path = codebook.shown(code.id)
            rows.append(Heading(path, str(len(members)), code.color))
            rows += map(row, members)
    return rows


def _by_document(
    found: Sequence[Excerpt],
    ordered: Sequence[Excerpt],
    row: _Maker,
) -> list[Row]:
    groups: dict[DocumentId, list[Excerpt]] = {each.segment.document: [] for each in found}
    for excerpt in ordered:
        groups[excerpt.segment.document].append(excerpt)
    rows: list[Row] = []
    for members in groups.values():
        name = members[0].document_name
        rows.append(Heading(name, str(len(members))))
        rows += map(row, members)
    return rows


def passage_of(
    excerpt: Excerpt, codebook: Codebook, grouping: Grouping, context: Context | None
) -> Passage:
    """Return an excerpt as a row of a group; what stands around it is shown if it is given."""
    document = grouping is Grouping.CODE
    codes = list(excerpt.others) if document else [excerpt.segment.code, *excerpt.others]
    known = [codebook[code] for code in codes if code in codebook]
    group = excerpt.document_name
    if document:
        group = codebook.shown(excerpt.segment.code)
    return Passage(
        key=excerpt.segment.id,
        text=in_paragraphs(excerpt.text),
        place=place_of(excerpt, document=document),
        chips=tuple(Chip(code.name, code.color) for code in known),
        memo=bool(excerpt.memo),
        spoken=group,
        before="" if context is None else in_paragraphs(context.before),
        after="" if context is None else in_paragraphs(context.after),
        opens=True,
    )


def place_of(excerpt: Excerpt, *, document: bool) -> str:
    """Return where an excerpt stands: "Anna, IP1, ¶ 23, 00:14:05 · AN", or without "Anna"."""
    parts = [excerpt.document_name] if document else []
    if excerpt.speaker:
        parts.append(excerpt.speaker)
    parts.append(paragraphs_shown(excerpt.paragraph, excerpt.last_paragraph))
    if excerpt.time_ms is not None:
        parts.append(clock(excerpt.time_ms))
    return f"{', '.join(parts)} · {excerpt.coder_name}"
