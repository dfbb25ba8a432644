"""What is not there is the user's case, and never a broken rule of the file."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.model.codebook import CodeId
from qcode.model.document import (
    AttributeTarget,
    AttributeType,
    CaseId,
    CaseLink,
    DocumentId,
    SetId,
)
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import cases, coders, codes, coding, documents, importing, memos, projects
from qcode.services.projects import Project

NO_DOCUMENT, NO_CODE, NO_CASE = DocumentId(99), CodeId(99), CaseId(99)


def _memo(link: MemoLink) -> Callable[[Project], object]:
    return lambda project: memos.add_memo(project, "Titel", "text", links=[link])


def _value(project: Project) -> None:
    number = cases.add_attribute(project, "Ålder", AttributeTarget.CASE)
    before = project.last_operation()
    try:
        cases.set_value(project, number, NO_CASE, "30")
    finally:
        assert project.last_operation() == before
        project.undo()


@pytest.mark.parametrize(
    ("code", "attempt"),
    [
        ("document_unknown", _memo(MemoLink(document=NO_DOCUMENT))),
        ("code_unknown", _memo(MemoLink(code=NO_CODE))),
        ("case_unknown", _memo(MemoLink(case=NO_CASE))),
        ("segment_unknown", _memo(MemoLink(segment=SegmentId(99)))),
        ("span_outside", _memo(MemoLink(document=DocumentId(1), span=Span(5, 9999)))),
        ("span_empty", _memo(MemoLink(document=DocumentId(1), span=Span(5, 5)))),
        ("set_unknown", lambda project: documents.delete_set(project, SetId(99))),
        ("set_unknown", lambda project: documents.rename_set(project, SetId(99), "Namn")),
        ("document_unknown", lambda project: documents.save_set(project, "S", [NO_DOCUMENT])),
        ("document_unknown", lambda project: documents.order_documents(project, [NO_DOCUMENT])),
        (
            "document_unknown",
            lambda project: cases.add_case(project, "Anna", links=[CaseLink(NO_DOCUMENT)]),
        ),
        ("case_unknown", lambda project: cases.delete_case(project, NO_CASE)),
        ("case_unknown", _value),
        ("code_unknown", lambda project: codes.move_codes(project, [], NO_CODE)),
        ("color_unknown", lambda project: coders.add_coder(project, "Mia", color="röd")),
    ],
)
def test_what_is_not_there_is_said_and_nothing_changes(
    project: Project, code: str, attempt: Callable[[Project], object]
) -> None:
    before = len(project.coders()), project.documents(), cases.list_cases(project)
    with pytest.raises(UserError) as caught:
        attempt(project)
    assert caught.value.code == code
    assert (len(project.coders()), project.documents(), cases.list_cases(project)) == before


@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "1_000", "--3", "tre"])
def test_what_is_no_number_does_not_fit(project: Project, first: DocumentId, value: str) -> None:
    number = cases.add_attribute(project, "År", AttributeTarget.DOCUMENT, kind=AttributeType.NUMBER)
    with pytest.raises(UserError, match="value_unfit"):
        cases.set_value(project, number, first, value)


def test_a_renaming_of_a_coder_can_be_undone_after_others_took_the_name(
    project: Project, first: DocumentId
) -> None:
    coding.apply_path(project, first, Span(0, 3), "Tillit")
    coders.edit_coder(project, coders.find_coder(project, "Kim").id, name="Kai")
    segment, _changes = coding.apply_path(project, first, Span(0, 5), "Tillit")
    assert [coder.name for coder in project.coders()] == ["Kai", "Kim"]
    project.undo()
    project.undo()
    assert [coder.name for coder in project.coders()] == ["Kim"]
    project.redo()
    project.redo()
    assert [coder.name for coder in project.coders()] == ["Kai", "Kim"]
    assert coding.get_segment(project, segment).coder == coders.find_coder(project, "Kim").id


def test_half_a_character_becomes_a_replacement_character(project: Project) -> None:
    memo = memos.add_memo(project, "\ud83d", "x\ud800y\0")
    assert memos.get_memo(project, memo).text == "x\ufffdy\ufffd"
    code = codes.add_path(project, "A\udc80", texts={"definition": "\ud800"})
    assert project.codebook()[code].name == "A\ufffd"


def test_a_file_with_a_very_long_name_goes_in(project: Project, tmp_path: Path) -> None:
    path = tmp_path / f"{'x' * 230}.txt"
    path.write_text("Hej hopp", encoding="utf-8")
    (one,) = importing.import_paths(project, [path]).imported
    assert one.document.name == "x" * 200


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_no_unicode_goes_in(project: Project, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("Hej hopp", encoding="utf-8")
    (one,) = importing.import_paths(project, [path]).imported
    assert one.document.source_name == "caf\ufffd.txt"
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/projekt\xe9.qcode"))
    with projects.create_project(odd, coder="Kim") as made:
        assert made.info.name == "projekt\ufffd"


def test_a_project_that_cannot_be_opened_lets_go_of_its_lock(project: Project) -> None:
    path = project.path
    project.close()
    with pytest.raises(UserError, match="name_empty"):
        projects.open_project(path, coder="  ")
    with projects.open_project(path, coder="Kim") as again:
        assert not again.read_only
