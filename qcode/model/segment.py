"""Segments: one code applied to one span by one coder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from .codebook import CodeId
from .document import DocumentId
from .text import Span

SegmentId = NewType("SegmentId", int)
CoderId = NewType("CoderId", int)


@dataclass(frozen=True, slots=True)
class Coder:
    """Someone who codes. `color` is "#rrggbb"."""

    id: CoderId
    guid: str
    name: str
    color: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One code on one span by one coder. `start, end` are code points; `weight` is 0 to 100."""

    id: SegmentId
    guid: str
    document: DocumentId
    code: CodeId
    coder: CoderId
    start: int
    end: int
    weight: int | None = None
    condensed: str = ""

    @property
    def span(self) -> Span:
        """The passage that is coded."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A segment with all that a reader needs to see it in place.

    `memo` joins the texts of the memos on the segment; `paragraph` counts from 1; `time_ms` is
    the beginning of the turn in the recording; `others` are the other codes that touch it.
    """

    segment: Segment
    document_name: str
    text: str
    code_path: str
    coder_name: str
    memo: str
    speaker: str | None
    paragraph: int
    last_paragraph: int
    time_ms: int | None
    others: tuple[CodeId, ...] = ()
