"""Undo and redo say where they acted."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.model.acted import Acted, ActedOn
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import codes, coding, documents, importing, memos, text_editing
from qcode.services.acted import acted_on, where_acted
from qcode.services.projects import Project

ANNA = DocumentId(1)
WHERE = Span(4, 9)


@pytest.fixture
def project(project: Project, tmp_path: Path) -> Project:
    (tmp_path / "Anna.txt").write_text("One two three four five.", encoding="utf-8")
    importing.import_paths(project, [tmp_path / "Anna.txt"])
    coding.apply_code(project, ANNA, WHERE, codes.add_path(project, "Trust"))
    return project


def undone(project: Project) -> tuple[Acted, ...]:
    return where_acted(project, project.undo())


def redone(project: Project) -> tuple[Acted, ...]:
    return where_acted(project, project.redo())


def test_a_coding_that_goes_and_comes_again(project: Project) -> None:
    assert undone(project) == (Acted(ANNA, (WHERE,)),)
    assert redone(project) == (Acted(ANNA, (WHERE,)),)


def test_a_coding_that_is_given_another_code_is_where_it_stands(project: Project) -> None:
    [segment] = coding.segments_of(project, ANNA)
    coding.recode(project, [segment.id], codes.add_path(project, "Doubt"))
    assert undone(project) == (Acted(ANNA, (WHERE,)),)


def test_an_end_that_was_moved(project: Project) -> None:
    [segment] = coding.segments_of(project, ANNA)
    coding.move_segment(project, segment.id, Span(4, 13))
    [acted] = undone(project)
    assert WHERE in acted.spans


def test_a_text_that_was_edited_and_not_the_codings_that_moved_along(project: Project) -> None:
    change = TextChange.replace(project.text(ANNA).text, 0, 3, "Twenty-one")
    text_editing.edit_text(project, ANNA, change)
    assert undone(project) == (Acted(ANNA, (Span(0, 3),), anew=True),)
    assert redone(project) == (Acted(ANNA, (Span(0, 10),), anew=True),)


def test_a_memo_on_a_passage_or_a_coding(project: Project) -> None:
    [segment] = coding.segments_of(project, ANNA)
    memos.add_memo(project, "Here", "", links=[MemoLink(document=ANNA, span=Span(10, 14))])
    assert undone(project) == (Acted(ANNA, (Span(10, 14),)),)
    memos.add_memo(project, "On it", "", links=[MemoLink(segment=segment.id)])
    assert undone(project) == (Acted(ANNA, (WHERE,)),)


def test_what_has_no_place_in_a_text_has_none(project: Project) -> None:
    codes.add_path(project, "Elsewhere")
    assert undone(project) == ()
    documents.delete_documents(project, [ANNA])
    assert redone_after_undo(project) == ()


def redone_after_undo(project: Project) -> tuple[Acted, ...]:
    project.undo()
    return redone(project)


def test_a_memo_whose_text_was_edited(project: Project) -> None:
    memo = memos.add_memo(project, "Doubt", "First.")
    other = memos.add_memo(project, "Hope", "Second.")
    memos.edit_memo(project, memo, text="Third.")
    changes = project.undo()
    assert acted_on(project, changes) == ActedOn("memo", memo)
    assert where_acted(project, changes) == ()
    assert acted_on(project, project.undo()) is None  # the other one is not there any more
    assert acted_on(project, project.redo()) == ActedOn("memo", other)


def test_a_code_and_a_document_that_were_renamed(project: Project) -> None:
    [code] = project.codebook().codes
    codes.rename_code(project, code, "Confidence")
    assert acted_on(project, project.undo()) == ActedOn("code", code)
    documents.rename_document(project, ANNA, "Anne")
    assert acted_on(project, project.undo()) == ActedOn("document", ANNA)
    assert acted_on(project, project.redo()) == ActedOn("document", ANNA)


def test_a_code_that_was_moved_and_not_those_that_made_room_for_it(project: Project) -> None:
    [trust] = project.codebook().codes
    _second, third, _fourth = (codes.add_path(project, name) for name in ("Two", "Three", "Four"))
    codes.move_codes(project, [third], trust)
    assert acted_on(project, project.undo()) == ActedOn("code", third)


def test_what_is_no_memo_code_or_document(project: Project) -> None:
    assert acted_on(project, project.undo()) is None  # a coding
