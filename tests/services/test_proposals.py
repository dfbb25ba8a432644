"""What the user decides about a file before it goes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.model.document import AttributeTarget, AttributeType, DocumentId, DocumentKind
from qcode.model.errors import UserError
from qcode.services import cases, documents, importing, proposals
from qcode.services.importing import Candidate
from qcode.services.projects import Project

DRIFTING = """\
Intervjuare: Hur länge har du bott här?
Anna: Sedan jag var liten.
intervjuare: Och nu?
Anna: Nu också.
Intervjuare: Tack.
Anna: Tack själv.
"""


@pytest.fixture
def drifting(tmp_path: Path) -> Candidate:
    path = tmp_path / "Drift.txt"
    path.write_bytes(DRIFTING.encode("cp1252"))
    return importing.read_file(path)


def test_a_file_read_again_keeps_what_was_decided_about_it(drifting: Candidate) -> None:
    decided = importing.described(
        drifting, name="Första", kind=DocumentKind.FIELD_NOTE, language="da"
    )
    again = proposals.reread(decided, encoding="mac-roman", turn_dialect="none")
    assert (again.name, again.kind, again.language) == ("Första", DocumentKind.FIELD_NOTE, "da")
    assert again.imported.encoding == "mac-roman"
    assert again.imported.layout.turns == ()
    assert again.imported.text != drifting.imported.text


def test_labels_that_drift_are_proposed_and_united_by_the_most_frequent(
    drifting: Candidate,
) -> None:
    groups = proposals.same_speakers(drifting)
    assert groups == (("Intervjuare", "intervjuare"),)
    united = proposals.unite_speakers(drifting, groups)
    assert united.imported.layout.speakers() == ("Intervjuare", "Anna")
    assert united.imported.text == drifting.imported.text
    assert drifting.imported.layout.speakers() == ("Intervjuare", "Anna", "intervjuare")


def test_an_original_file_comes_back_byte_for_byte(
    project: Project, first: DocumentId, tmp_path: Path
) -> None:
    out = documents.save_source(project, first, tmp_path / "again.txt")
    assert out.read_bytes() == (tmp_path / "Anna.txt").read_bytes()
    with pytest.raises(UserError) as caught:
        documents.save_source(project, first, tmp_path / "no folder" / "again.txt")
    assert caught.value.code == "folder_missing"


def test_several_documents_get_a_kind_in_one_operation(project: Project) -> None:
    before = project.last_operation()
    every = [document.id for document in project.documents()]
    documents.edit_documents(project, every, kind=DocumentKind.SURVEY)
    assert {document.kind for document in project.documents()} == {DocumentKind.SURVEY}
    project.undo()
    assert DocumentKind.SURVEY not in {document.kind for document in project.documents()}
    assert project.last_operation() == before + 2


def test_values_go_in_together_or_not_at_all(project: Project, first: DocumentId) -> None:
    place = cases.add_attribute(project, "Plats", AttributeTarget.DOCUMENT)
    day = cases.add_attribute(project, "Dag", AttributeTarget.DOCUMENT, kind=AttributeType.DATE)
    with pytest.raises(UserError) as caught:
        cases.set_values(project, AttributeTarget.DOCUMENT, first, {place: "Torget", day: "i maj"})
    assert caught.value.code == "value_unfit"
    assert cases.attribute_values(project, AttributeTarget.DOCUMENT) == {}
    before = project.last_operation()
    cases.set_values(project, AttributeTarget.DOCUMENT, first, {place: "Torget", day: "2025-05-02"})
    values = cases.attribute_values(project, AttributeTarget.DOCUMENT)
    assert values == {first: {place: "Torget", day: "2025-05-02"}}
    assert project.last_operation() == before + 1
    with pytest.raises(UserError):
        cases.set_values(project, AttributeTarget.CASE, 1, {place: "Torget"})
