"""Documents: found, edited with everything on them, deleted with everything said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.model.document import (
    AttributeTarget,
    AttributeType,
    CaseLink,
    DocumentId,
    DocumentKind,
    SetId,
)
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import cases, coding, documents, importing, memos
from qcode.services.documents import DocumentRemoval
from qcode.services.projects import Project
from qcode.store import documents as document_rows

Find = Callable[[DocumentId, str], Span]


def test_a_document_is_found_by_name_by_number_and_without_case(
    project: Project, first: DocumentId
) -> None:
    for wanted in ("Anna", "anna", "1"):
        assert documents.find_document(project, wanted).id == first
    with pytest.raises(UserError, match="document_unknown"):
        documents.find_document(project, "Cia")


def test_names_that_differ_in_case_only_must_be_given_exactly(
    project: Project, second: DocumentId
) -> None:
    documents.rename_document(project, second, "ANNA")
    assert documents.find_document(project, "ANNA").id == second
    with pytest.raises(UserError) as caught:
        documents.find_document(project, "anna")
    assert caught.value.params["candidates"] == "Anna (1), ANNA (2)"


def test_documents_are_read_again_only_when_one_has_changed(
    project: Project, first: DocumentId, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []
    read = document_rows.list_documents
    monkeypatch.setattr(
        document_rows, "list_documents", lambda view: (reads.append(1), read(view))[1]
    )
    project.documents().clear()  # a list of one's own
    before = project.documents()
    coding.apply_path(project, first, Span(0, 4), "A")
    assert project.documents() == before
    assert len(reads) <= 1
    documents.rename_document(project, first, "Annika")
    assert "Annika" in [document.name for document in project.documents()]
    project.undo()
    assert project.documents() == before
    assert [row.document for row in documents.list_documents(project)] == before


def test_deleting_a_document_says_and_takes_its_segments_and_own_memos(
    project: Project, first: DocumentId, second: DocumentId
) -> None:
    coding.apply_path(project, first, Span(0, 4), "A", memo="på segmentet")
    both = [MemoLink(document=first), MemoLink(document=second)]
    shared = memos.add_memo(project, "delad", "…", links=both)
    documents.save_set(project, "Norr", [first, second])
    cases.add_case(project, "Anna", links=[CaseLink(first), CaseLink(first, "IP1")])
    age = cases.add_attribute(project, "Ålder", AttributeTarget.DOCUMENT, kind=AttributeType.NUMBER)
    cases.set_value(project, age, first, "51")
    assert documents.removal_of(project, [first]) == DocumentRemoval(
        documents=1, segments=1, memos=1, links=1, cases=2, values=1, sets=1
    )
    assert documents.removal_of(project, [second]).links == 1
    documents.delete_documents(project, [first])
    assert [d.id for d in project.documents()] == [second]
    assert [m.id for m in memos.list_memos(project)] == [shared]
    project.undo()
    assert [d.id for d in project.documents()] == [first, second]
    assert len(coding.segments_of(project, first)) == 1


def test_the_imported_file_comes_back_byte_for_byte(project: Project, tmp_path: Path) -> None:
    raw = "I: Hej\r\nIP: Å\r\n".encode("cp1252")
    (tmp_path / "rå.txt").write_bytes(raw)
    result = importing.import_paths(project, [tmp_path / "rå.txt"])
    document = result.imported[0].document
    assert document.encoding == "cp1252"
    assert documents.read_source(project, document.id) == raw


def test_a_set_is_saved_again_under_its_name(
    project: Project, first: DocumentId, second: DocumentId
) -> None:
    number = documents.save_set(project, "Norr", [first, second])
    assert documents.save_set(project, "Norr", [second]) == number
    (found,) = documents.list_sets(project)
    assert found.documents == (second,)
    documents.delete_documents(project, [second])
    assert documents.list_sets(project)[0].documents == ()


def test_the_order_of_documents_is_theirs(
    project: Project, first: DocumentId, second: DocumentId
) -> None:
    documents.order_documents(project, [second])
    assert [d.id for d in project.documents()] == [second, first]
    documents.edit_document(project, first, kind=DocumentKind.SURVEY, language="en")
    row = documents.list_documents(project)[1].document
    assert (row.kind, row.language) == (DocumentKind.SURVEY, "en")


def test_the_coded_share_counts_overlapping_segments_once(
    project: Project, first: DocumentId, second: DocumentId
) -> None:
    for start, end, code in ((0, 10, "A"), (5, 12, "B"), (0, 10, "B"), (20, 21, "A")):
        coding.apply_path(project, first, Span(start, end), code)
    memos.add_memo(project, "m", "…", links=[MemoLink(document=first), MemoLink(document=first)])
    counts = {row.document.id: row.counts for row in documents.list_documents(project)}
    assert (counts[first].segments, counts[first].coded, counts[first].memos) == (4, 13, 1)
    assert counts[second].coded == 0
    assert documents.work_in(project, [first, second]) == counts


def test_a_set_gains_and_loses_documents_without_being_named_again(
    project: Project, first: DocumentId, second: DocumentId
) -> None:
    number = documents.save_set(project, "Norr", [first])
    documents.change_set(project, number, add=[second, first])
    assert documents.list_sets(project)[0].documents == (first, second)
    documents.change_set(project, number, remove=[first])
    assert documents.list_sets(project)[0].documents == (second,)
    project.undo()
    assert documents.list_sets(project)[0].documents == (first, second)
    with pytest.raises(UserError, match="document_unknown"):
        documents.change_set(project, number, add=[DocumentId(99)])
    with pytest.raises(UserError, match="set_unknown"):
        documents.change_set(project, SetId(99), add=[first])


def test_sets_and_cases_are_listed_as_a_reader_looks_them_up(
    project: Project, first: DocumentId
) -> None:
    for name in ("Östra", "berg 10", "Åsa", "Berg 2", "zoo", "Ängen"):
        documents.save_set(project, name, [first])
        cases.add_case(project, name)
    order = ["Berg 2", "berg 10", "zoo", "Åsa", "Ängen", "Östra"]
    assert [each.name for each in documents.list_sets(project)] == order
    assert [each.name for each in cases.list_cases(project)] == order
