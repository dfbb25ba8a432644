"""Which passage of the project a comment in a Word report is on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from qcode.formats.docx_comments import WordComment
from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.segment import Segment, SegmentId
from qcode.model.text import Paragraphs, Span

from .projects import Project
from .retrieval import find_segments

_MARKS = " \t\n\u2028“”„»«\"'‘’"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: a segment in an excerpt, or a span in a transcript."""

    document: DocumentId
    name: str
    span: Span
    words: str
    segment: SegmentId | None


class _Coded(Protocol):
    @property
    def author(self) -> str: ...
    @property
    def code(self) -> CodeId | None: ...


class PassageFinder:
    """Finds passages; reads each text once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._segments = {segment.guid: segment for segment in find_segments(project)}
        self._documents = {row.guid: row for row in project.documents()}
        self._names = {row.id: row.name for row in self._documents.values()}
        self._texts: dict[DocumentId, str] = {}

    @property
    def guids(self) -> frozenset[str]:
        """The GUIDs of all segments."""
        return frozenset(self._segments)

    @cached_property
    def _coded(self) -> frozenset[tuple[DocumentId, Span, CodeId, str]]:
        names = {coder.id: coder.name for coder in self._project.coders()}
        every = self._segments.values()
        return frozenset((s.document, s.span, s.code, names[s.coder]) for s in every)

    def is_coded(self, span: Span, document: DocumentId, by: _Coded) -> bool:
        """Tell whether a passage has the code that a comment names, from the same coder."""
        return by.code is not None and (document, span, by.code, by.author) in self._coded

    def find(self, comment: WordComment) -> Passage | None:
        """Return the passage; None where it is gone from the project."""
        _program, kind, guid = comment.mark.split(":", 2)
        if kind == "excerpt":
            segment = self._segments.get(guid)
            return None if segment is None else self._in_excerpt(comment, segment)
        document = self._documents.get(guid)
        return None if document is None else self._in_transcript(comment, document.id)

    def _text(self, document: DocumentId) -> str:
        if document not in self._texts:
            self._texts[document] = self._project.text(document).text
        return self._texts[document]

    def _passage(
        self, document: DocumentId, span: Span, segment: SegmentId | None = None
    ) -> Passage:
        words = self._text(document)[span.start : span.end]
        return Passage(document, self._names[document], span, words, segment)

    def _in_excerpt(self, comment: WordComment, segment: Segment) -> Passage:
        """Return the commented words of a segment, all of it where they are not in it."""
        text = self._text(segment.document)[segment.start : segment.end]
        start, end = _trimmed(comment)
        at = comment.piece.find(text)
        if at >= 0:
            first, last = max(start - at, 0), min(end - at, len(text))
        else:  # the report shows it in other lines, or its author has edited it
            words = comment.piece[start:end]
            first = text.find(words) if words else -1
            last = first + len(words)
        if first < 0 or first >= last:
            first, last = 0, len(text)
        span = Span(segment.start + first, segment.start + last)
        return self._passage(segment.document, span, segment.id)

    def _in_transcript(self, comment: WordComment, document: DocumentId) -> Passage | None:
        """Return the commented words: paragraphs are numbered there, so each is found again."""
        paragraphs = Paragraphs(self._text(document))
        start, end = _trimmed(comment)
        first = self._position(comment.piece, paragraphs, start, document)
        last = self._position(comment.piece, paragraphs, end, document)
        if first is None or last is None:
            return None
        if first >= last:  # no words are marked: the paragraph is meant
            first, last = paragraphs.span(paragraphs.number_at(first))
        return self._passage(document, Span(first, last))

    def _position(
        self, piece: str, paragraphs: Paragraphs, offset: int, document: DocumentId
    ) -> int | None:
        line_start = piece.rfind("\n", 0, offset) + 1
        number, tab, shown = piece[line_start:].partition("\n")[0].partition("\t")
        if not tab or not number.isdecimal() or not 0 < int(number) <= len(paragraphs):
            return None
        span = paragraphs.span(int(number))
        if self._text(document)[span.start : span.end] != shown:
            return None
        return span.start + max(offset - line_start - len(number) - 1, 0)


def _trimmed(comment: WordComment) -> tuple[int, int]:
    """Return the commented words without spaces and quotation marks around them."""
    start, end, piece = comment.start, comment.end, comment.piece
    while start < end and piece[start] in _MARKS:
        start += 1
    while end > start and piece[end - 1] in _MARKS:
        end -= 1
    return start, end
