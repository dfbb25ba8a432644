"""Editing the text of a coded document: what stands on it goes along, and what changed is kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qcode.model.changes import Op
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import coding, documents, memos, retrieval, text_editing
from qcode.services.projects import Project
from qcode.services.units import document_units

Find = Callable[[DocumentId, str], Span]


def test_segments_turns_and_memos_follow_an_edit_of_the_text(
    project: Project, first: DocumentId, span: Find
) -> None:
    passage = span(first, "tilliten har fått")
    segment, _changes = coding.apply_path(project, first, passage, "Tillit")
    memos.add_memo(project, "här", "…", links=[MemoLink(document=first, span=passage)])
    text = project.text(first).text
    change = TextChange.replacing(text, [(3, 6, "Vad exakt"), (text.index("Nja, "), 108, "")])
    text_editing.edit_text(project, first, change)
    (excerpt,) = retrieval.excerpts(project)
    assert excerpt.segment.id == segment
    assert excerpt.text.endswith("har fått")
    opened = project.text(first)
    assert [turn.speaker for turn in opened.layout.turns] == ["I", "IP1", "I", "IP1"]
    (link,) = memos.list_memos(project)[0].links
    assert link.span == excerpt.segment.span
    project.undo()
    assert project.text(first).text == text
    assert [e.text for e in retrieval.excerpts(project)] == ["tilliten har fått"]


def test_a_segment_never_vanishes_in_an_edit_unasked(
    project: Project, first: DocumentId, span: Find
) -> None:
    passage = span(first, "tilliten")
    segment, _changes = coding.apply_path(project, first, passage, "Tillit", memo="viktigt")
    change = TextChange.replace(project.text(first).text, passage.start - 2, passage.end + 2, "")
    assert [s.id for s in text_editing.edit_of(project, first, change).vanishing] == [segment]
    with pytest.raises(UserError, match="segments_would_vanish"):
        text_editing.edit_text(project, first, change)
    text_editing.edit_text(project, first, change, drop_vanishing=True)
    assert coding.segments_of(project, first) == []
    assert [m.text for m in memos.memos_in_document(project, first)] == ["viktigt"]


def test_what_an_edit_would_do_is_said_before_it_is_done(
    project: Project, first: DocumentId, span: Find
) -> None:
    kept, _changes = coding.apply_path(project, first, span(first, "någon kommer"), "Kommer")
    changed, _changes = coding.apply_path(project, first, span(first, "tilliten har"), "Tillit")
    at = span(first, "tilliten")
    change = TextChange.replace(project.text(first).text, *at, "förtroendet")
    effect = text_editing.edit_of(project, first, change)
    assert [segment.id for segment in effect.changed] == [changed]
    assert effect.vanishing == ()
    text_editing.edit_text(project, first, change)
    words = {excerpt.segment.id: excerpt.text for excerpt in retrieval.excerpts(project)}
    assert words == {kept: "någon kommer", changed: "förtroendet har"}


def test_an_edit_of_another_text_than_the_present_one_is_refused(
    project: Project, first: DocumentId
) -> None:
    change = TextChange.replace(project.text(first).text, 0, 1, "Intervjuare")
    text_editing.edit_text(project, first, change)
    before = project.last_operation()
    with pytest.raises(UserError, match="text_is_another"):
        text_editing.edit_text(project, first, change)
    assert project.last_operation() == before


def test_every_edit_of_a_text_can_be_looked_at_later(project: Project, first: DocumentId) -> None:
    text = project.text(first).text
    assert text_editing.edits_of(project, first) == []
    text_editing.edit_text(project, first, TextChange.replace(text, 0, 1, "Intervjuare"))
    documents.rename_document(project, first, "Anna A")
    project.undo()
    project.undo()
    kinds = [operation.kind for operation in text_editing.edits_of(project, first)]
    assert kinds == [Op.UNDO, Op.EDIT_TEXT]
    undone, edited = (
        text_editing.hunks_of(project, first, operation.id)
        for operation in text_editing.edits_of(project, first)
    )
    assert [hunk.after[:12] for hunk in edited] == ["Intervjuare:"]
    assert [hunk.before for hunk in undone] == [hunk.after for hunk in edited]
    with pytest.raises(UserError, match="operation_unknown"):
        text_editing.hunks_of(project, first, project.last_operation() - 2)


def test_others_go_first_while_many_codings_are_carried_along(
    project: Project, first: DocumentId, asked_in: Callable[[Callable[[], object]], int]
) -> None:
    text = project.text(first).text
    spans = [Span(at, at + 3) for at in range(20, 70)]
    for span in spans:
        coding.apply_path(project, first, span, "Tillit")
    change = TextChange.replace(text, 0, 0, "Nytt. ")
    assert asked_in(lambda: text_editing.edit_of(project, first, change)) > len(spans)
    # Each is found, mapped, known, placed, ordered, given values, compared, changed and noted.
    assert asked_in(lambda: text_editing.edit_text(project, first, change)) > 9 * len(spans)


def test_others_go_first_while_a_long_text_is_divided(
    project: Project, first: DocumentId, asked_in: Callable[[Callable[[], object]], int]
) -> None:
    change = TextChange.replace(project.text(first).text, 0, 0, "Ja.\n" * 100)
    text_editing.edit_text(project, first, change)
    assert len(document_units(project.text(first)).units) > 100
    assert asked_in(lambda: document_units(project.text(first))) > 2 * 100
