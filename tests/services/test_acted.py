"""Undo and redo say where they acted."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.model.acted import Acted
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import codes, coding, documents, importing, memos, text_editing
from qcode.services.acted import where_acted
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
