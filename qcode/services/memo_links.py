"""Links in memos to passages: what they lead to now, writing them, and carrying them along."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qcode.model.document import Document, DocumentId
from qcode.model.edits import Fate, TextChange
from qcode.model.memo_links import Target, map_targets, write_link
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.store import memos, segments
from qcode.store.unit import Unit

from .coding import get_segment
from .projects import Project
from .retrieval import PlaceFinder
from .words import paragraphs_shown


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a link leads, in words; without a span to the document as a whole."""

    name: str
    document: DocumentId
    span: Span | None
    segment: SegmentId | None = None


def find_goals(project: Project, targets: Collection[Target]) -> Mapping[Target, Goal]:
    """Return where links lead now. Those whose goal is gone are left out."""
    guids = {target.segment for target in targets if target.segment}
    with project.reading() as view:
        every = project.documents(view)
        found = {segment.guid: segment for segment in segments.find_guids(view, guids)}
    by_id = {document.id: document for document in every}
    by_guid = {document.guid: document for document in every}
    places: dict[DocumentId, PlaceFinder] = {}
    goals: dict[Target, Goal] = {}
    for target in targets:
        segment = None
        if target.segment:
            segment = found.get(target.segment)
            document = None if segment is None else by_id[segment.document]
            span = None if segment is None else segment.span
        else:
            document, span = by_guid.get(target.document), target.span
        if document is not None and (span is None or span.end <= document.length):
            name = _name(project, document, span, places)
            number = None if segment is None else segment.id
            goals[target] = Goal(name, document.id, span, number)
    return goals


def _name(
    project: Project,
    document: Document,
    span: Span | None,
    places: dict[DocumentId, PlaceFinder],
) -> str:
    if span is None:
        return document.name
    if document.id not in places:
        places[document.id] = PlaceFinder(project.text(document.id))
    paragraphs = places[document.id].paragraphs
    return f"{document.name}, {paragraphs_shown(*paragraphs.numbers(span))}"


def link_to_segment(project: Project, segment: SegmentId) -> str:
    """Return a link to a segment as Markdown; it follows the segment wherever that is moved."""
    return _link(project, Target(segment=get_segment(project, segment).guid))


def link_to_passage(project: Project, document: DocumentId, span: Span | None) -> str:
    """Return a link to a document, or to a passage of it, as Markdown."""
    guid = project.text(document).document.guid
    return _link(project, Target(document=guid, span=span))


def _link(project: Project, target: Target) -> str:
    goals = find_goals(project, [target])
    return write_link(goals[target].name if target in goals else str(target), target)


def carry_links(unit: Unit, document: Document, change: TextChange) -> None:
    """Move the passages that memos link to through a change of a document's text.

    A link whose passage is deleted whole leads to the document from then on.
    """

    def moved(target: Target) -> Target:
        if target.document != document.guid or target.span is None:
            return target
        if target.span.end > change.length:
            return target
        span, fate = change.map_span(target.span)
        return Target(document=target.document, span=None if fate is Fate.GONE else span)

    texts = memos.texts_with(unit.connection, f"document/{document.guid}#")
    new = {memo: map_targets(text, moved) for memo, text in texts.items()}
    memos.set_texts(unit, {memo: text for memo, text in new.items() if text != texts[memo]})
