"""The table of attributes is read whole and filled in blocks, each block one operation."""

from __future__ import annotations

import pytest

from qcode.model.document import AttributeId, AttributeTarget, AttributeType, CaseId, DocumentId
from qcode.model.errors import UserError
from qcode.services import attribute_table, cases, history
from qcode.services.attribute_table import NewColumn
from qcode.services.projects import Project

DOCUMENT, CASE = AttributeTarget.DOCUMENT, AttributeTarget.CASE


@pytest.fixture
def age(project: Project) -> AttributeId:
    return cases.add_attribute(project, "Ålder", DOCUMENT, kind=AttributeType.NUMBER)


@pytest.fixture
def place(project: Project) -> AttributeId:
    return cases.add_attribute(project, "Plats", DOCUMENT)


def stored(project: Project, target: AttributeTarget = DOCUMENT) -> dict[str, dict[str, str]]:
    table = attribute_table.read_table(project, target)
    names = {each.id: each.name for each in table.attributes}
    return {
        owner.name: {names[key]: v for key, v in table.values.get(owner.id, {}).items()}
        for owner in table.owners
    }


def test_a_block_is_one_operation_and_one_undo(
    project: Project, first: DocumentId, second: DocumentId, age: AttributeId, place: AttributeId
) -> None:
    before = project.last_operation()
    cells = {(first, age): "44", (first, place): "Torget", (second, age): "1,5"}
    changes = attribute_table.fill(project, DOCUMENT, cells)
    assert project.last_operation() == before + 1
    assert history.describe(changes) == "Fill in 3 values of “Ålder, Plats”"
    assert stored(project) == {"Anna": {"Ålder": "44", "Plats": "Torget"}, "Bo": {"Ålder": "1.5"}}
    attribute_table.fill(project, DOCUMENT, {(first, age): "", (first, place): "Hamnen"})
    assert stored(project)["Anna"] == {"Plats": "Hamnen"}
    project.undo()
    project.undo()
    assert stored(project) == {"Anna": {}, "Bo": {}}


def test_what_is_there_already_leaves_no_trace(
    project: Project, first: DocumentId, age: AttributeId
) -> None:
    attribute_table.fill(project, DOCUMENT, {(first, age): "44"})
    before = project.last_operation()
    assert not attribute_table.fill(project, DOCUMENT, {(first, age): " 44 "})
    assert project.last_operation() == before


def test_one_value_that_does_not_fit_stops_them_all(
    project: Project, first: DocumentId, second: DocumentId, age: AttributeId
) -> None:
    with pytest.raises(UserError, match="value_unfit"):
        attribute_table.fill(project, DOCUMENT, {(first, age): "44", (second, age): "gammal"})
    assert stored(project) == {"Anna": {}, "Bo": {}}


def test_unknown_rows_and_columns_are_refused(
    project: Project, first: DocumentId, age: AttributeId
) -> None:
    with pytest.raises(UserError, match="document_unknown"):
        attribute_table.fill(project, DOCUMENT, {(99, age): "44"})
    with pytest.raises(UserError, match="attribute_unknown"):
        attribute_table.fill(project, DOCUMENT, {(first, AttributeId(99)): "44"})
    with pytest.raises(UserError, match="case_unknown"):
        number = cases.add_attribute(project, "Kön", CASE)
        attribute_table.fill(project, CASE, {(99, number): "kvinna"})


def test_new_columns_and_new_cases_come_in_the_same_operation(project: Project) -> None:
    role = cases.add_attribute(project, "Roll", CASE)
    ines = cases.add_case(project, "Ines")
    before = project.last_operation()
    attribute_table.fill(
        project,
        CASE,
        {(ines, role): "värd"},
        columns=[NewColumn("Ålder", AttributeType.NUMBER, {ines: "44", "Amina": "31"})],
        new_cases={"Amina": {role: "gäst"}},
    )
    assert project.last_operation() == before + 1
    assert stored(project, CASE) == {
        "Amina": {"Roll": "gäst", "Ålder": "31"},
        "Ines": {"Roll": "värd", "Ålder": "44"},
    }
    project.undo()
    assert stored(project, CASE) == {"Ines": {}}
    with pytest.raises(UserError, match="case_exists"):
        attribute_table.fill(project, CASE, {}, new_cases={"Ines": {}})
    with pytest.raises(UserError, match="attribute_exists"):
        attribute_table.fill(project, CASE, {}, columns=[NewColumn("Roll")])


def test_another_type_converts_the_values_or_is_refused(
    project: Project, first: DocumentId, place: AttributeId
) -> None:
    attribute_table.fill(project, DOCUMENT, {(first, place): "3,50"})
    cases.edit_attribute(project, place, kind=AttributeType.NUMBER)
    assert stored(project)["Anna"] == {"Plats": "3.5"}
    with pytest.raises(UserError, match="value_unfit"):
        cases.edit_attribute(project, place, kind=AttributeType.DATE)
    project.undo()
    assert stored(project)["Anna"] == {"Plats": "3,50"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2025-5-2", "2025-05-02"),
        ("2025/05/02", "2025-05-02"),
        ("2.5.2025", "2025-05-02"),
        ("31/12/2025", "2025-12-31"),
        ("12/31/2025", "2025-12-31"),
        ("5/5/2025", "2025-05-05"),
        ("20250502", "2025-05-02"),
        ("3/4/2025", None),
        ("31.2.2025", None),
        ("2025-05/02", None),
        ("5-5-2025", None),
    ],
)
def test_dates_are_read_unless_they_could_be_two_days(
    project: Project, first: DocumentId, written: str, kept: str | None
) -> None:
    number = cases.add_attribute(project, "Datum", DOCUMENT, kind=AttributeType.DATE)
    if kept is None:
        with pytest.raises(UserError, match="value_unfit"):
            cases.set_value(project, number, first, written)
    else:
        cases.set_value(project, number, first, written)
        assert stored(project)["Anna"] == {"Datum": kept}


def test_links_of_a_case_come_with_the_table(project: Project, first: DocumentId) -> None:
    number = cases.add_case(project, "Anna")
    (owner,) = attribute_table.read_table(project, CASE).owners
    assert (owner.id, owner.case and owner.case.id) == (number, CaseId(number))


def test_the_history_says_yes_and_no_as_people_do(project: Project, first: DocumentId) -> None:
    number = cases.add_attribute(project, "Inspelad", DOCUMENT, kind=AttributeType.BOOLEAN)
    for value, said in (("true", "Set “Inspelad” to “Yes”"), ("", "Empty “Inspelad”")):
        changes = attribute_table.fill(project, DOCUMENT, {(first, number): value})
        assert history.describe(changes) == said
