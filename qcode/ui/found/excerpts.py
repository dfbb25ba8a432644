"""Excerpts as rows: grouped by code in the order of the tree, or by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum

from qcode.model.codebook import Codebook, CodeId
from qcode.model.document import DocumentId
from qcode.model.segment import Excerpt
from qcode.services.words import clock, paragraphs_shown

from .parts import one_line
from .rows import Chip, Heading, Passage, Row


class Grouping(StrEnum):
    """How excerpts are put together."""

    CODE = "code"
    DOCUMENT = "document"


def rows_of(found: Sequence[Excerpt], codebook: Codebook, grouping: Grouping) -> list[Row]:
    """Return headings and passages; `found` is in the order of documents and of the text."""
    if grouping is Grouping.CODE:
        return _by_code(found, codebook)
    return _by_document(found, codebook)


def _by_code(found: Sequence[Excerpt], codebook: Codebook) -> list[Row]:
    groups: dict[CodeId, list[Excerpt]] = defaultdict(list)
    for excerpt in found:
        groups[excerpt.segment.code].append(excerpt)
    rows: list[Row] = []
    for _depth, code in codebook.walk():
        members = groups.get(code.id, [])
        if members:
            path = " › ".join(codebook.names(code.id))
            rows.append(Heading(path, str(len(members)), code.color))
            rows += (_passage(excerpt, codebook, path, document=True) for excerpt in members)
    return rows


def _by_document(found: Sequence[Excerpt], codebook: Codebook) -> list[Row]:
    groups: dict[DocumentId, list[Excerpt]] = defaultdict(list)
    for excerpt in found:
        groups[excerpt.segment.document].append(excerpt)
    rows: list[Row] = []
    for members in groups.values():
        name = members[0].document_name
        rows.append(Heading(name, str(len(members))))
        rows += (_passage(excerpt, codebook, name, document=False) for excerpt in members)
    return rows


def _passage(excerpt: Excerpt, codebook: Codebook, group: str, *, document: bool) -> Passage:
    codes = list(excerpt.others) if document else [excerpt.segment.code, *excerpt.others]
    known = [codebook[code] for code in codes if code in codebook]
    return Passage(
        key=excerpt.segment.id,
        text=one_line(excerpt.text),
        place=place_of(excerpt, document=document),
        chips=tuple(Chip(code.name, code.color) for code in known),
        memo=bool(excerpt.memo),
        spoken=group,
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
