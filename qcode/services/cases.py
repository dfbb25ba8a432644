"""Cases, and the attributes of cases and documents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from math import isfinite

from qcode.model.changes import Changes, Op
from qcode.model.document import (
    Attribute,
    AttributeId,
    AttributeTarget,
    AttributeType,
    Case,
    CaseId,
    CaseLink,
    DocumentId,
)
from qcode.model.errors import UserError
from qcode.model.names import clean_name
from qcode.store import cases, documents, memos
from qcode.store.reader import Reader
from qcode.store.unit import Unit

from .projects import Project


def list_cases(project: Project) -> list[Case]:
    """Return all cases with their links, by name."""
    with project.reading() as view:
        return cases.list_cases(view)


def add_case(
    project: Project,
    name: str,
    *,
    description: str = "",
    links: Iterable[CaseLink] = (),
    origin: object = None,
) -> CaseId:
    """Add a case; `UserError("case_exists")` if the name is taken."""
    name = clean_name(name)
    if any(known.name == name for known in list_cases(project)):
        raise UserError("case_exists", case=name)
    with project.operation(Op.EDIT_CASE, origin=origin, case=name) as unit:
        number = cases.add_case(unit, name, description)
        cases.set_case_links(unit, number, _checked_links(unit.connection, links))
        return number


def edit_case(
    project: Project,
    number: CaseId,
    *,
    name: str | None = None,
    description: str | None = None,
    links: Iterable[CaseLink] | None = None,
    origin: object = None,
) -> Changes:
    """Change what is given of a case; the rest stays."""
    every = {known.id: known for known in list_cases(project)}
    if number not in every:
        raise UserError("case_unknown", case=number)
    values: dict[str, object] = {}
    if name is not None:
        values["name"] = clean_name(name)
        if any(known.name == values["name"] and known.id != number for known in every.values()):
            raise UserError("case_exists", case=name)
    if description is not None:
        values["description"] = description
    with project.operation(Op.EDIT_CASE, origin=origin, case=every[number].name) as unit:
        cases.set_case(unit, number, **values)
        if links is not None:
            cases.set_case_links(unit, number, _checked_links(unit.connection, links))
    return unit.changes


def _checked_links(view: Reader, links: Iterable[CaseLink]) -> Iterator[CaseLink]:
    for link in links:
        documents.get_document(view, link.document)
        yield link


def _check_owner(view: Reader, target: AttributeTarget, owner: int) -> None:
    if target is AttributeTarget.DOCUMENT:
        documents.get_document(view, DocumentId(owner))
    elif all(known.id != owner for known in cases.list_cases(view)):
        raise UserError("case_unknown", case=owner)


def delete_case(project: Project, number: CaseId, *, origin: object = None) -> Changes:
    """Delete a case with its links, values and the memos only on it."""
    name = next((known.name for known in list_cases(project) if known.id == number), None)
    if name is None:
        raise UserError("case_unknown", case=number)
    with project.operation(Op.EDIT_CASE, origin=origin, case=name) as unit:
        memos.release(unit, "case", [number])
        cases.drop_case(unit, number)
    return unit.changes


def list_attributes(project: Project, target: AttributeTarget | None = None) -> list[Attribute]:
    """Return the attributes of documents or of cases (None: both)."""
    with project.reading() as view:
        every = cases.list_attributes(view)
    return [known for known in every if target in (None, known.target)]


def attribute_values(
    project: Project, target: AttributeTarget
) -> dict[int, dict[AttributeId, str]]:
    """Return all values of the attributes of documents or cases, by the owner's id."""
    with project.reading() as view:
        return cases.read_values(view, target)


def add_attribute(
    project: Project,
    name: str,
    target: AttributeTarget,
    *,
    kind: AttributeType = AttributeType.TEXT,
    choices: Collection[str] = (),
    origin: object = None,
) -> AttributeId:
    """Add an attribute; `UserError("attribute_exists")` if the target has one of this name."""
    name = clean_name(name)
    if any(known.name == name for known in list_attributes(project, target)):
        raise UserError("attribute_exists", attribute=name)
    values = {
        "name": name,
        "target": target.value,
        "type": kind.value,
        "choices": [clean_name(choice) for choice in choices],
    }
    with project.operation(Op.EDIT_ATTRIBUTE, origin=origin, attribute=name) as unit:
        return cases.add_attribute(unit, values)


def edit_attribute(
    project: Project,
    number: AttributeId,
    *,
    name: str | None = None,
    kind: AttributeType | None = None,
    choices: Collection[str] | None = None,
    origin: object = None,
) -> Changes:
    """Rename an attribute, change its type or its choices; what is not given stays.

    With another type its values are converted: `UserError("value_unfit")` if one does not fit.
    """
    known = _known(project, number)
    values: dict[str, object] = {}
    if name is not None:
        values["name"] = clean_name(name)
        others = list_attributes(project, known.target)
        if any(other.name == values["name"] and other.id != number for other in others):
            raise UserError("attribute_exists", attribute=name)
    if choices is not None:
        values["choices"] = [clean_name(choice) for choice in choices]
    if kind is not None:
        values["type"] = kind.value
    with project.operation(Op.EDIT_ATTRIBUTE, origin=origin, attribute=known.name) as unit:
        if kind is not None and kind is not known.type:
            _convert(unit, known, replace(known, type=kind, choices=tuple(choices or ())))
        cases.set_attribute(unit, number, **values)
    return unit.changes


def _convert(unit: Unit, known: Attribute, wanted: Attribute) -> None:
    """Bring the values of an attribute into the form of another type."""
    every = cases.read_values(unit.connection, known.target)
    cells = {
        (owner, known.id): checked_value(wanted, values[known.id])
        for owner, values in every.items()
        if known.id in values
    }
    cases.put_values(unit, known.target, cells)


def delete_attribute(project: Project, number: AttributeId, *, origin: object = None) -> Changes:
    """Delete an attribute with all its values."""
    known = _known(project, number)
    with project.operation(Op.EDIT_ATTRIBUTE, origin=origin, attribute=known.name) as unit:
        cases.drop_attribute(unit, number)
    return unit.changes


def set_value(
    project: Project, number: AttributeId, owner: int, value: str, *, origin: object = None
) -> Changes:
    """Set the value of an attribute of one document or case; "" takes it away.

    Raises `UserError("value_unfit")` when it does not fit the attribute's type.
    """
    known = _known(project, number)
    value = checked_value(known, value)
    with project.operation(Op.SET_ATTRIBUTE, origin=origin, attribute=known.name) as unit:
        unit.params["value"] = value
        _check_owner(unit.connection, known.target, owner)
        cases.put_values(unit, known.target, {(owner, number): value})
    return unit.changes


def set_values(
    project: Project,
    target: AttributeTarget,
    owner: int,
    values: Mapping[AttributeId, str],
    *,
    origin: object = None,
) -> Changes:
    """Set some attributes of one document or case in one operation; "" takes a value away.

    Raises `UserError("value_unfit")` when one does not fit; then none is set.
    """
    every = {known.id: known for known in list_attributes(project, target)}
    missing = next((number for number in values if number not in every), None)
    if missing is not None:
        raise UserError("attribute_unknown", attribute=missing)
    checked = {number: checked_value(every[number], value) for number, value in values.items()}
    with project.operation(Op.SET_ATTRIBUTE, origin=origin) as unit:
        unit.params["attribute"] = ", ".join(every[number].name for number in checked)
        unit.params["value"] = ", ".join(checked.values())
        _check_owner(unit.connection, target, owner)
        cells = {(owner, number): value for number, value in checked.items()}
        cases.put_values(unit, target, cells)
    return unit.changes


def checked_value(attribute: Attribute, value: str) -> str:
    """Return a value as it is stored: numbers with a point, dates as ISO 8601, "true"/"false"."""
    value = " ".join(value.split())
    if not value:
        return ""
    try:
        return _converted(attribute, value)
    except ValueError:
        raise UserError("value_unfit", value=value, attribute=attribute.name) from None


def _converted(attribute: Attribute, value: str) -> str:
    match attribute.type:
        case AttributeType.NUMBER:
            plain = value.replace(",", ".").replace(" ", "").replace("\N{MINUS SIGN}", "-")
            number = float(plain)
            if "_" in plain or not isfinite(number):
                raise ValueError(value)
            return str(int(plain)) if plain.lstrip("+-").isdecimal() else str(number)
        case AttributeType.DATE:
            return _date(value).isoformat()
        case AttributeType.BOOLEAN:
            if value.casefold() in ("true", "1", "yes", "ja", "sant"):
                return "true"
            if value.casefold() in ("false", "0", "no", "nej", "falskt"):
                return "false"
            raise ValueError(value)
        case AttributeType.CHOICE if attribute.choices and value not in attribute.choices:
            raise ValueError(value)
        case _:
            return value


_DATE = re.compile(r"(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})")


def _date(value: str) -> date:
    """Return a date as people and spreadsheets write it; ValueError where it could be two days."""
    parts = _DATE.fullmatch(value)
    if parts is None:
        return date.fromisoformat(value)
    first, mark, second, third = parts.groups()
    if len(first) == 4:
        return date(int(first), int(second), int(third))
    if len(third) != 4 or mark == "-":
        raise ValueError(value)
    day, month = int(first), int(second)
    if mark == "/" and month > 12:
        day, month = month, day
    elif mark == "/" and day <= 12 and day != month:
        raise ValueError(value)  # 3/4 is in March here and in April there
    return date(int(third), month, day)


def _known(project: Project, number: AttributeId) -> Attribute:
    for known in list_attributes(project):
        if known.id == number:
            return known
    raise UserError("attribute_unknown", attribute=number)
