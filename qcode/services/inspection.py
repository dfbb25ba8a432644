"""What an inspector tells about one thing: a coding, a code, a document or a memo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qcode.model.codebook import Code, CodeId
from qcode.model.document import AttributeTarget, Document, DocumentCounts, DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import Memo, MemoId, MemoLink
from qcode.model.segment import CoderId, SegmentId
from qcode.model.text import Span
from qcode.store import cases, documents, memos

from . import codes
from .facts import SegmentFacts, facts_of
from .memos import get_memo
from .projects import Project, of_one_state
from .retrieval import PlaceFinder
from .words import clock, paragraphs_shown


@dataclass(frozen=True, slots=True)
class InspectedSegment:
    """A coding, where it stands in words, what it says, and the memos on it, oldest first."""

    facts: SegmentFacts
    names: tuple[str, ...]  # of the code, from the top of the tree down
    place: str
    text: str
    memos: Sequence[Memo]


@dataclass(frozen=True, slots=True)
class InspectedCode:
    """A code with how often it is used. `total` counts the segments of its subcodes too."""

    code: Code
    names: tuple[str, ...]
    segments: int
    documents: int
    total: int
    memos: Sequence[Memo]


@dataclass(frozen=True, slots=True)
class InspectedDocument:
    """A document, what was done in it, and its attributes as pairs of name and value."""

    document: Document
    counts: DocumentCounts
    attributes: Sequence[tuple[str, str]]
    memos: Sequence[Memo]


@dataclass(frozen=True, slots=True)
class InspectedMemo:
    """A memo and who wrote it."""

    memo: Memo
    coder: str


Inspected = InspectedSegment | InspectedCode | InspectedDocument | InspectedMemo


@of_one_state
def inspect_segment(project: Project, segment: SegmentId) -> InspectedSegment:
    """Return what is known of a coding. Unknown id: `UserError("segment_unknown")`."""
    found = facts_of(project, [segment])
    if not found:
        raise UserError("segment_unknown", segment=segment)
    facts = found[0]
    codebook = project.codebook()
    if facts.code not in codebook:  # it has just gone, and the coding with it
        raise UserError("segment_unknown", segment=segment)
    names = codebook.names(facts.code)
    place = PlaceFinder(project.text(facts.document))
    with project.reading() as view:
        on = memos.memos_on(view, "segment", [segment]).get(segment, [])
    text = place.text[facts.span.start : facts.span.end]
    return InspectedSegment(facts, names, _place(place, facts.span), text, on)


def _place(place: PlaceFinder, span: Span) -> str:
    parts = [place.document.name]
    speaker, time = place.speaker(span), place.time_ms(span.start)
    if speaker:
        parts.append(speaker)
    parts.append(paragraphs_shown(*place.paragraphs.numbers(span)))
    if time is not None:
        parts.append(clock(time))
    return ", ".join(parts)


@of_one_state
def inspect_code(project: Project, code: CodeId) -> InspectedCode:
    """Return what is known of a code. Unknown id: `UserError("code_unknown")`."""
    codebook = project.codebook()
    if code not in codebook:
        raise UserError("code_unknown", code=code)
    uses = codes.code_uses(project)
    use = uses.get(code, codes.CodeUse())
    total = sum(uses[each].segments for each in codebook.subtree(code) if each in uses)
    with project.reading() as view:
        on = memos.memos_on(view, "code", [code]).get(code, [])
    return InspectedCode(
        codebook[code], codebook.names(code), use.segments, use.documents, total, on
    )


@of_one_state
def inspect_document(project: Project, document: DocumentId) -> InspectedDocument:
    """Return what is known of a document. Unknown id: `UserError("document_unknown")`."""
    with project.reading() as view:
        row = documents.get_document(view, document)
        counts = documents.count_work(view).get(document, DocumentCounts(0, 0))
        values = cases.read_values(view, AttributeTarget.DOCUMENT).get(document, {})
        attributes = [
            (known.name, values[known.id])
            for known in cases.list_attributes(view)
            if known.target is AttributeTarget.DOCUMENT and values.get(known.id)
        ]
        every = memos.memos_on(view, "document", [document]).get(document, [])
    whole = MemoLink(document=document)
    on = [memo for memo in every if whole in memo.links]  # and not on a passage of it
    return InspectedDocument(row, counts, attributes, on)


@of_one_state
def inspect_memo(project: Project, memo: MemoId) -> InspectedMemo:
    """Return what is known of a memo. Unknown id: `UserError("memo_unknown")`."""
    found = get_memo(project, memo)
    names: dict[CoderId, str] = {coder.id: coder.name for coder in project.coders()}
    return InspectedMemo(found, names.get(found.coder, ""))
