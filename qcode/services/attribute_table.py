"""The table of attributes: documents or cases as rows, attributes as columns, written in blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qcode.model.changes import Changes, Op
from qcode.model.document import (
    Attribute,
    AttributeId,
    AttributeTarget,
    AttributeType,
    Case,
    CaseId,
    DocumentKind,
)
from qcode.model.errors import UserError
from qcode.model.names import clean_name
from qcode.store import cases as rows
from qcode.store import documents
from qcode.store.unit import Unit

from .cases import checked_value
from .projects import Project

Cells = Mapping[tuple[int, AttributeId], str]  # by owner and attribute; "" takes a value away


@dataclass(frozen=True, slots=True)
class Owner:
    """A row: a document or a case. `kind` is a document's, `case` the case itself."""

    id: int
    name: str
    kind: DocumentKind | None = None
    case: Case | None = None


@dataclass(frozen=True, slots=True)
class AttributeTable:
    """Documents in their order, or cases by name, with all their values as they are stored."""

    target: AttributeTarget
    owners: tuple[Owner, ...]
    attributes: tuple[Attribute, ...]
    values: Mapping[int, Mapping[AttributeId, str]]


@dataclass(frozen=True, slots=True)
class NewColumn:
    """An attribute to be added, with values by owner, and by the name of a case to be added."""

    name: str
    type: AttributeType = AttributeType.TEXT
    values: Mapping[int | str, str] | None = None


def read_table(project: Project, target: AttributeTarget) -> AttributeTable:
    """Return the whole table of documents or of cases."""
    with project.reading() as view:
        known = tuple(each for each in rows.list_attributes(view) if each.target is target)
        values = rows.read_values(view, target)
        owners = (
            tuple(Owner(d.id, d.name, kind=d.kind) for d in documents.list_documents(view))
            if target is AttributeTarget.DOCUMENT
            else tuple(Owner(c.id, c.name, case=c) for c in rows.list_cases(view))
        )
    return AttributeTable(target, owners, known, values)


def fill(
    project: Project,
    target: AttributeTarget,
    cells: Cells,
    *,
    columns: Sequence[NewColumn] = (),
    new_cases: Mapping[str, Mapping[AttributeId, str]] | None = None,
    origin: object = None,
) -> Changes:
    """Set many values in one operation, with new attributes and new cases if there are any.

    Raises `UserError`: "value_unfit" when one does not fit (then none is set), "attribute_exists",
    "case_exists", "attribute_unknown", "case_unknown", "document_unknown".
    """
    table = read_table(project, target)
    checked = _checked(table, cells)
    added = {clean_name(name): values for name, values in (new_cases or {}).items()}
    if any(owner.name in added for owner in table.owners):
        raise UserError("case_exists", case=next(o.name for o in table.owners if o.name in added))
    with project.operation(Op.SET_ATTRIBUTE, origin=origin) as unit:
        numbers: dict[int | str, int] = {owner.id: owner.id for owner in table.owners}
        for name, values in added.items():
            number = rows.add_case(unit, name, "")
            numbers[name] = number
            checked |= _checked(
                table, {(number, key): value for key, value in values.items()}, new=number
            )
        for column in columns:
            checked |= _add_column(unit, table, column, numbers)
        count = rows.put_values(unit, target, checked)
        unit.params.update(_params(table, cells, columns, checked), cells=count)
    return unit.changes


def _checked(
    table: AttributeTable, cells: Cells, *, new: CaseId | None = None
) -> dict[tuple[int, AttributeId], str]:
    """Return the cells as they are stored; all of them are of the table."""
    known = {each.id: each for each in table.attributes}
    owners = {owner.id for owner in table.owners} | {new}
    checked = {}
    for (owner, number), value in cells.items():
        if number not in known:
            raise UserError("attribute_unknown", attribute=number)
        if owner not in owners:
            noun = table.target.value
            raise UserError(f"{noun}_unknown", **{noun: owner})
        checked[owner, number] = checked_value(known[number], value)
    return checked


def _add_column(
    unit: Unit, table: AttributeTable, column: NewColumn, numbers: Mapping[int | str, int]
) -> dict[tuple[int, AttributeId], str]:
    """Add an attribute and return its cells."""
    name = clean_name(column.name)
    if any(each.name == name for each in table.attributes):
        raise UserError("attribute_exists", attribute=name)
    values: dict[str, object] = {
        "name": name,
        "target": table.target.value,
        "type": column.type.value,
        "choices": [],
    }
    number = rows.add_attribute(unit, values)
    made = Attribute(number, "", name, table.target, column.type)
    return {
        (numbers[owner], number): checked_value(made, value)
        for owner, value in (column.values or {}).items()
        if owner in numbers
    }


def _params(
    table: AttributeTable,
    cells: Cells,
    columns: Iterable[NewColumn],
    checked: Mapping[tuple[int, AttributeId], str],
) -> dict[str, object]:
    """Return what the sentence of the operation is filled from."""
    used = {number for _owner, number in cells}
    names = [each.name for each in table.attributes if each.id in used]
    names += [column.name for column in columns]
    only = next(iter(checked.values())) if len(checked) == 1 else ""
    return {"attribute": ", ".join(names), "value": only}
