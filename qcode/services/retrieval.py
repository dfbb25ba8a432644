"""Retrieving: segments as excerpts, with all a reader needs to see each one in place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from qcode.model.codebook import Codebook, CodeId
from qcode.model.document import Document, DocumentId, DocumentText
from qcode.model.layout import Turn
from qcode.model.ranges import SpanIndex
from qcode.model.segment import CoderId, Excerpt, Segment, SegmentId
from qcode.model.text import Paragraphs, Span
from qcode.store import memos, segments
from qcode.store.reader import Reader

from .projects import Project, of_one_state


@dataclass(frozen=True, slots=True)
class Selection:
    """Which segments are wanted; None means any. `subcodes` takes in the codes below `codes`."""

    codes: frozenset[CodeId] | None = None
    documents: frozenset[DocumentId] | None = None
    coders: frozenset[CoderId] | None = None
    subcodes: bool = False


EVERYTHING = Selection()


def find_segments(project: Project, selection: Selection = EVERYTHING) -> list[Segment]:
    """Return the segments of a selection in the order of documents and of the text."""
    with project.reading() as view:
        return _find(view, project.codebook(view), selection)


def _find(view: Reader, codebook: Codebook, selection: Selection) -> list[Segment]:
    return segments.find_segments(
        view,
        documents=selection.documents,
        codes=_wanted_codes(codebook, selection),
        coders=selection.coders,
    )


def _wanted_codes(codebook: Codebook, selection: Selection) -> frozenset[CodeId] | None:
    """Return the codes of a selection, with their subcodes if it asks for them."""
    if selection.codes is None or not selection.subcodes:
        return selection.codes
    return frozenset(
        member for code in selection.codes if code in codebook for member in codebook.subtree(code)
    )


def excerpts(project: Project, selection: Selection = EVERYTHING) -> Iterator[Excerpt]:
    """Yield the excerpts of a selection, document by document."""
    with project.reading() as view:
        codebook = project.codebook(view)
        found = _find(view, codebook, selection)
    whole = selection.codes is None and selection.coders is None
    return _excerpts(project, codebook, found, whole=whole)


@of_one_state
def excerpts_of(project: Project, wanted: Iterable[SegmentId]) -> list[Excerpt]:
    """Return segments, given by id, as excerpts."""
    with project.reading() as view:
        codebook = project.codebook(view)
        found = segments.get_segments(view, wanted)
    return list(_excerpts(project, codebook, found, whole=False))


def _excerpts(
    project: Project, codebook: Codebook, found: Sequence[Segment], *, whole: bool
) -> Iterator[Excerpt]:
    """Yield segments as excerpts; `whole`: of each document with any, all segments are given."""
    by_document: dict[DocumentId, list[Segment]] = defaultdict(list)
    for segment in found:
        by_document[segment.document].append(segment)
    paths = {code: codebook.path(code) for code in {segment.code for segment in found}}
    names = {coder.id: coder.name for coder in project.coders()}
    for document, members in by_document.items():
        place = PlaceFinder(project.text(document))
        with project.reading() as view:
            near = members if whole else _near(view, document, members)
            notes = memos.memos_on(view, "segment", [segment.id for segment in members])
        around = SpanIndex(near)
        for segment in members:
            yield Excerpt(
                segment=segment,
                document_name=place.document.name,
                text=place.text[segment.start : segment.end],
                code_path=paths[segment.code],
                coder_name=names[segment.coder],
                memo="\n\n".join(memo.text for memo in notes.get(segment.id, ())),
                speaker=place.speaker(segment.span),
                paragraph=place.paragraphs.number_at(segment.start),
                last_paragraph=place.paragraphs.number_at(segment.end - 1),
                time_ms=place.time_ms(segment.start),
                others=_others(segment, around),
            )


def _near(view: Reader, document: DocumentId, members: Sequence[Segment]) -> list[Segment]:
    """Return all segments of a document that lie where the members do, or between them."""
    first = min(member.start for member in members)
    reach = Span(first, max(member.end for member in members))
    return segments.find_segments(view, documents=[document], span=reach)


def _others(segment: Segment, around: SpanIndex[Segment]) -> tuple[CodeId, ...]:
    touching = around.query(segment.start, segment.end)
    return tuple(sorted({other.code for other in touching} - {segment.code}))


class PlaceFinder:
    """Tells paragraph, speaker and time of positions in one document, each in O(log n)."""

    def __init__(self, opened: DocumentText) -> None:
        self.document: Document = opened.document
        self.text = opened.text
        self._turns = opened.layout.turns
        self._starts = [turn.start for turn in self._turns]

    @cached_property
    def paragraphs(self) -> Paragraphs:
        """Where the paragraphs are."""
        return Paragraphs(self.text)

    def ready(self) -> PlaceFinder:
        """Find the paragraphs now, which takes its time in a long text, and return itself."""
        self.paragraphs.number_at(0)
        return self

    def turn_at(self, position: int) -> Turn | None:
        """Return the turn at a position, None between and outside turns."""
        at = bisect_right(self._starts, position) - 1
        if at < 0 or position >= self._turns[at].end:
            return None
        return self._turns[at]

    def turns_in(self, span: Span) -> Sequence[Turn]:
        """Return the turns that share at least one character with a span."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_right(self._starts, span.end - 1)
        return [turn for turn in self._turns[first:last] if turn.end > span.start]

    def turns_beside(self, turn: Turn, around: int) -> Sequence[Turn]:
        """Return a turn of the document with so many before and after it, as far as there are."""
        at = bisect_left(self._starts, turn.start)
        return self._turns[max(at - around, 0) : at + around + 1]

    def speaker(self, span: Span) -> str | None:
        """Return who speaks in a span: one name, several joined by commas, or None."""
        names = dict.fromkeys(turn.speaker for turn in self.turns_in(span) if turn.speaker)
        return ", ".join(names) or None

    def times_ms(self, span: Span) -> tuple[int | None, int | None]:
        """Return the last time of the recording given when a span begins, and the one behind it."""
        first = bisect_right(self._starts, span.start)
        behind = bisect_left(self._starts, span.end)
        given = (t.start_ms for t in reversed(self._turns[:first]) if t.start_ms is not None)
        after = (t.start_ms for t in self._turns[behind:] if t.start_ms is not None)
        return next(given, None), next(after, None)

    def position_of(self, time_ms: int) -> int | None:
        """Return where the turn begins in which a time of the recording lies, if any is timed."""
        timed = [t for t in self._turns if t.start_ms is not None and t.start_ms <= time_ms]
        return timed[-1].start if timed else None

    def time_ms(self, position: int) -> int | None:
        """Return the beginning of the turn at a position, in milliseconds of the recording."""
        turn = self.turn_at(position)
        return None if turn is None else turn.start_ms
