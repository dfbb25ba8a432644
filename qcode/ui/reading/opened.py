"""What the reading pane loads for a document, and what it fetches again after a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qcode.model.changes import Changes, OperationId
from qcode.model.codebook import Code, Codebook, CodeId, shown_names
from qcode.model.courtesy import giving_way
from qcode.model.document import DocumentId, DocumentText
from qcode.model.segment import CoderId, Segment, SegmentId
from qcode.services import coding
from qcode.services.drafts import Draft, draft_of
from qcode.services.projects import Project, of_one_state
from qcode.services.retrieval import PlaceFinder
from qcode.ui.coding.codings import Codings
from qcode.ui.coding.painted import PaintedCode, PaintedSegment


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with everything that is painted on it."""

    after: OperationId  # the newest of those that are surely in it
    text: DocumentText
    place: PlaceFinder
    segments: tuple[PaintedSegment, ...]
    codes: dict[CodeId, PaintedCode]
    coders: Mapping[CoderId, str]
    codings: Codings  # all of these, each in its lane of the margin
    draft: Draft | None = None  # an edit of its text that was not finished

    def shown(self, passed: Sequence[PaintedSegment]) -> Iterable[PaintedSegment]:
        """Return segments that have passed a filter; where all have, arranged already."""
        return self.codings if len(passed) == len(self.segments) else passed


@of_one_state
def load(project: Project, document: DocumentId) -> Opened:
    """Read a document with its codings."""
    after = project.last_operation()
    names, text = _names(project), project.text(document)
    segments = tuple(_painted(coding.segments_of(project, document), names))
    codes = paint_codes(project.codebook())
    codings = Codings(text.text, segments, codes)
    codings.complete()
    return Opened(
        after,
        text,
        PlaceFinder(text).ready(),
        segments,
        codes,
        names,
        codings,
        draft_of(project, text),
    )


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Segments that were touched: those that are in the document now, and those that are not.

    `codes` are all there are, where these were asked for.
    """

    there: tuple[PaintedSegment, ...]
    gone: tuple[SegmentId, ...]
    coders: Mapping[CoderId, str]
    codes: Mapping[CodeId, PaintedCode] = field(default_factory=dict)


def refresh(
    project: Project, document: DocumentId, touched: Iterable[int], *, codes: bool = False
) -> Refreshed:
    """Read the segments that an operation touched, and the codes if they changed too."""
    ids = [SegmentId(number) for number in touched]
    found = [s for s in coding.find_segments_by_id(project, ids) if s.document == document]
    names = _names(project)
    there = tuple(_painted(found, names))
    known = {segment.id for segment in there}
    gone = tuple(number for number in ids if number not in known)
    return Refreshed(there, gone, names, paint_codes(project.codebook()) if codes else {})


def told(changes: Changes, document: DocumentId, coders: Mapping[CoderId, str]) -> Refreshed | None:
    """Return what the news of an operation say of its segments; None if they must be read."""
    left = coding.segments_left(changes)
    if left is None or changes.touched("coder"):
        return None
    here = [each for each in left.values() if each is not None and each.document == document]
    if any(each.coder not in coders for each in here):
        return None
    there = tuple(_painted(here, coders))
    return Refreshed(there, tuple(left.keys() - {each.id for each in there}), coders)


def paint_codes(codebook: Codebook) -> dict[CodeId, PaintedCode]:
    """Return what is shown of every code."""
    uses = Counter(code.name for code in codebook.codes.values())

    def name(code: Code) -> str:
        namesake = uses[code.name] > 1  # by itself it would not tell which of them is meant
        return shown_names(codebook.names(code.id)[-2:]) if namesake else code.name

    return {
        code.id: PaintedCode(code.id, codebook.shown(code.id), name(code), code.color)
        for code in giving_way(codebook.codes.values())
    }


def _names(project: Project) -> dict[CoderId, str]:
    return {coder.id: coder.name for coder in project.coders()}


def _painted(found: Sequence[Segment], names: Mapping[CoderId, str]) -> Iterable[PaintedSegment]:
    for segment in giving_way(found):
        yield PaintedSegment(
            segment.id, segment.start, segment.end, segment.code, names.get(segment.coder, "")
        )
