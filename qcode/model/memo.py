"""Memos: titled notes that stand alone or are linked to something."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from .codebook import CodeId
from .document import CaseId, DocumentId
from .segment import CoderId, SegmentId
from .text import Span

MemoId = NewType("MemoId", int)


class MemoKind(StrEnum):
    """What a memo is for, as far as QCode has a word for it; users add kinds of their own."""

    NOTE = "note"
    THEORY = "theory"
    METHOD = "method"
    REFLECTION = "reflection"
    SUMMARY = "summary"
    TODO = "todo"


def kind_of(text: str) -> str:
    """Return the kind that is stored as `text`: a `MemoKind`, or one of the user's own as it is."""
    try:
        return MemoKind(text)
    except ValueError:
        return text


class MemoTarget(StrEnum):
    """What a memo can be linked to."""

    PROJECT = "project"
    DOCUMENT = "document"
    CODE = "code"
    CASE = "case"
    SEGMENT = "segment"
    SPAN = "span"


@dataclass(frozen=True, slots=True)
class MemoLink:
    """One link of a memo: to the project, or to exactly one thing (a span has its document)."""

    document: DocumentId | None = None
    code: CodeId | None = None
    case: CaseId | None = None
    segment: SegmentId | None = None
    span: Span | None = None

    @property
    def target(self) -> MemoTarget:
        """What kind of thing is linked."""
        if self.segment is not None:
            return MemoTarget.SEGMENT
        if self.code is not None:
            return MemoTarget.CODE
        if self.case is not None:
            return MemoTarget.CASE
        if self.document is not None:
            return MemoTarget.DOCUMENT if self.span is None else MemoTarget.SPAN
        return MemoTarget.PROJECT


@dataclass(frozen=True, slots=True)
class Memo:
    """A note with a title; `text` is Markdown; times are UTC, ISO 8601."""

    id: MemoId
    guid: str
    title: str
    text: str
    kind: str  # a MemoKind, or a word of the user's own
    coder: CoderId
    created: str
    changed: str
    links: tuple[MemoLink, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoPlace:
    """Where in a document a memo stands: at a segment, or at a span of its own.

    `text` is the beginning of its Markdown, enough to tell what it is about.
    """

    memo: MemoId
    title: str
    text: str
    segment: SegmentId | None = None
    span: Span | None = None
