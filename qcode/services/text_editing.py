"""Editing the text of a document after it has been coded, and looking at what was edited.

Whatever stands on the text is carried along in the same operation: segments, anchors of memos,
turns with their times, formats, pages and notes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qcode.model.changes import Changes, Op, Operation, OperationId
from qcode.model.courtesy import giving_way
from qcode.model.document import DocumentId
from qcode.model.edits import Fate, TextChange
from qcode.model.errors import UserError
from qcode.model.hunks import Hunk, hunks
from qcode.model.layout import Layout
from qcode.model.layout_edits import map_layout
from qcode.model.segment import Segment, SegmentId
from qcode.model.text import Span
from qcode.store import documents, journal, memos, segments
from qcode.store.reader import Reader
from qcode.store.unit import Unit

from .memo_links import carry_links
from .projects import Project, of_one_state


@dataclass(frozen=True, slots=True)
class TextEdit:
    """What an edit of a text would do to the segments in it.

    `changed` keep a part of their words and get others; `vanishing` lose all of them.
    """

    changed: tuple[Segment, ...]
    vanishing: tuple[Segment, ...]


@of_one_state
def edit_of(project: Project, document: DocumentId, change: TextChange) -> TextEdit:
    """Say what `edit_text` would do, before it is done; it raises the same errors."""
    with project.reading() as view:
        found = segments.find_segments(view, documents=[document])
    _applied(project, document, change)  # after them, or they may be those of a later text
    change = change.refined()
    fates = [(item, change.map_span(item.span).fate) for item in giving_way(found)]
    return TextEdit(
        tuple(item for item, fate in fates if fate is Fate.CHANGED),
        tuple(item for item, fate in fates if fate is Fate.GONE),
    )


def edit_text(
    project: Project,
    document: DocumentId,
    change: TextChange,
    *,
    drop_vanishing: bool = False,
    origin: object = None,
) -> Changes:
    """Change the text of a document; segments, memo anchors, turns and formats move with it.

    Segments whose whole passage is deleted go only if `drop_vanishing` says so, else
    `UserError("segments_would_vanish")`; see `edit_of`. Memos on them stay with the document.
    A change that was made for another text than the present one: `UserError("text_is_another")`.
    """
    opened, text = project.text(document), _applied(project, document, change)
    change = change.refined()
    layout = map_layout(opened.layout, change, text)
    with project.operation(Op.EDIT_TEXT, origin=origin, document=opened.document.name) as unit:
        put_text(unit, document, change, text, layout, drop_vanishing=drop_vanishing)
    return unit.changes


def put_text(
    unit: Unit,
    document: DocumentId,
    change: TextChange,
    text: str,
    layout: Layout,
    *,
    drop_vanishing: bool = False,
) -> None:
    """Give a document the text that a change makes, with its layout, within an operation.

    What stands on the text is moved by the change as it is; errors as `edit_text`.
    """
    grows = len(text) > change.length
    if grows:
        _set_text(unit, document, text, layout)
    _carry_segments(unit, document, change, drop_vanishing)
    _carry_memos(unit, document, change)
    if not grows:
        _set_text(unit, document, text, layout)


def _applied(project: Project, document: DocumentId, change: TextChange) -> str:
    opened = project.text(document)
    try:
        return change.apply(opened.text)
    except ValueError as error:
        raise UserError("text_is_another", document=opened.document.name) from error


def _carry_segments(
    unit: Unit, document: DocumentId, change: TextChange, drop_vanishing: bool
) -> None:
    found = segments.find_segments(unit.connection, documents=[document])
    moved: dict[SegmentId, Span] = {}
    vanished: list[SegmentId] = []
    for segment in giving_way(found):
        span, fate = change.map_span(segment.span)
        if fate is Fate.GONE:
            vanished.append(segment.id)
        elif span != segment.span:
            moved[segment.id] = span
    if vanished and not drop_vanishing:
        raise UserError("segments_would_vanish", segments=len(vanished))
    memos.keep_on_document(unit, vanished)
    segments.drop_segments(unit, vanished)
    segments.move_segments(unit, [item for item in found if item.id not in vanished], moved)


def _carry_memos(unit: Unit, document: DocumentId, change: TextChange) -> None:
    moved: dict[int, Span | None] = {}
    for link, before in memos.span_links(unit.connection, document).items():
        span, fate = change.map_span(before)
        moved[link] = None if fate is Fate.GONE else span
    memos.set_link_spans(unit, moved)
    carry_links(unit, documents.get_document(unit.connection, document), change)


def _set_text(unit: Unit, document: DocumentId, text: str, layout: Layout) -> None:
    documents.set_document(unit, document, **documents.text_values(unit, text, layout))


# -- what was edited


def edits_of(project: Project, document: DocumentId) -> list[Operation]:
    """Return the operations that changed the text of a document, the newest first.

    Undoing and redoing such a change is one too.
    """
    with project.reading() as view:
        edits = {number for number, _before, _after in _versions(view, document)}
        every = journal.operations_on(view, "document", document)
    return [operation for operation in every if operation.id in edits]


def hunks_of(project: Project, document: DocumentId, operation: OperationId) -> list[Hunk]:
    """Return where an operation changed the text of a document, in the order of the text.

    Paragraphs are those of the text before. Unknown operation: `UserError("operation_unknown")`.
    """
    with project.reading() as view:
        for number, before, after in _versions(view, document):
            if number == operation:
                old, new = documents.read_text(view, before), documents.read_text(view, after)
                return hunks(old, TextChange.between(old, new))
    raise UserError("operation_unknown", operation=operation)


def _versions(view: Reader, document: DocumentId) -> Iterator[tuple[OperationId, str, str]]:
    """Yield the operations on a text with its hashes before and after, the newest first."""
    for number, before, after in journal.images_on(view, "document", document):
        if before is not None and after is not None and "text_hash" in after:
            yield number, str(before["text_hash"]), str(after["text_hash"])
