"""Cases, attributes of cases and documents, and sets of documents in the store."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, func, select

from qcode.model.collation import sort_key
from qcode.model.document import (
    Attribute,
    AttributeId,
    AttributeTarget,
    AttributeType,
    Case,
    CaseId,
    CaseLink,
    DocumentId,
    DocumentSet,
    SetId,
)

from .schema import attribute, attribute_value, case, case_link, document_set, set_member
from .unit import Unit, batches

# -- cases


def list_cases(connection: Connection) -> list[Case]:
    """Return all cases with their links, by name."""
    links: dict[int, list[CaseLink]] = defaultdict(list)
    for row in connection.execute(select(case_link).order_by(case_link.c.id)):
        links[row.case_id].append(CaseLink(DocumentId(row.document_id), row.speaker or None))
    rows = sorted(connection.execute(select(case)), key=lambda row: sort_key(row.name))
    return [
        Case(CaseId(row.id), row.guid, row.name, row.description, tuple(links[row.id]))
        for row in rows
    ]


def add_case(unit: Unit, name: str, description: str) -> CaseId:
    """Add a case without links."""
    return CaseId(unit.add(case, name=name, description=description))


def set_case(unit: Unit, case_id: CaseId, **values: object) -> bool:
    """Change columns of a case; return whether anything differed."""
    return unit.set(case, case_id, **values)


def set_case_links(unit: Unit, case_id: CaseId, links: Iterable[CaseLink]) -> None:
    """Make the links of a case exactly these."""
    wanted = {(link.document, link.speaker or "") for link in links}
    query = select(case_link).where(case_link.c.case_id == case_id).order_by(case_link.c.id)
    there = {(row.document_id, row.speaker): row.id for row in unit.connection.execute(query)}
    unit.drop(case_link, [row_id for key, row_id in there.items() if key not in wanted])
    unit.add_many(
        case_link,
        [
            {"case_id": case_id, "document_id": document_id, "speaker": speaker}
            for document_id, speaker in sorted(wanted - there.keys())
        ],
    )


def drop_case(unit: Unit, case_id: CaseId) -> None:
    """Delete a case with its links and values; memos on it must have been released."""
    set_case_links(unit, case_id, ())
    _drop_values(unit, "case_id", case_id)
    unit.drop(case, [case_id])


# -- attributes


def list_attributes(connection: Connection) -> list[Attribute]:
    """Return all attributes in the order in which they were made."""
    rows = connection.execute(select(attribute).order_by(attribute.c.id))
    return [
        Attribute(
            AttributeId(row.id),
            row.guid,
            row.name,
            AttributeTarget(row.target),
            AttributeType(row.type),
            tuple(json.loads(row.choices or "[]")),
        )
        for row in rows
    ]


def read_values(
    connection: Connection, target: AttributeTarget
) -> dict[int, dict[AttributeId, str]]:
    """Return the values of all documents, or of all cases, by their ids."""
    column = attribute_value.c[f"{target.value}_id"]
    query = select(column, attribute_value.c.attribute_id, attribute_value.c.value)
    values: dict[int, dict[AttributeId, str]] = defaultdict(dict)
    for owner, attribute_id, value in connection.execute(query.where(column.is_not(None))):
        values[owner][AttributeId(attribute_id)] = value
    return dict(values)


def add_attribute(unit: Unit, values: Mapping[str, object]) -> AttributeId:
    """Add an attribute; `choices` is a list of texts."""
    return AttributeId(unit.add(attribute, **_attribute_columns(values)))


def set_attribute(unit: Unit, attribute_id: AttributeId, **values: object) -> bool:
    """Change columns of an attribute; return whether anything differed."""
    return unit.set(attribute, attribute_id, **_attribute_columns(values))


def drop_attribute(unit: Unit, attribute_id: AttributeId) -> None:
    """Delete an attribute with all its values."""
    _drop_values(unit, "attribute_id", attribute_id)
    unit.drop(attribute, [attribute_id])


def put_values(
    unit: Unit, target: AttributeTarget, cells: Mapping[tuple[int, AttributeId], str]
) -> int:
    """Set values by owner and attribute, "" takes one away; return how many differ now."""
    column = f"{target.value}_id"
    there = _value_rows(unit.connection, target, {attribute_id for _owner, attribute_id in cells})
    gone: list[int] = []
    changed: dict[int, dict[str, object]] = {}
    new: list[dict[str, object]] = []
    for (owner, attribute_id), value in cells.items():
        row_id, before = there.get((owner, attribute_id), (0, ""))
        if value == before:
            continue
        if not value:
            gone.append(row_id)
        elif row_id:
            changed[row_id] = {"value": value}
        else:
            new.append({"attribute_id": attribute_id, column: owner, "value": value})
    unit.drop(attribute_value, gone)
    unit.set_many(attribute_value, changed)
    unit.add_many(attribute_value, new)
    return len(gone) + len(changed) + len(new)


def _value_rows(
    connection: Connection, target: AttributeTarget, attributes: Collection[AttributeId]
) -> dict[tuple[int, AttributeId], tuple[int, str]]:
    """Return the row and the value of each cell of some columns that is filled in."""
    table = attribute_value
    column = table.c[f"{target.value}_id"]
    query = select(table.c.id, column, table.c.attribute_id, table.c.value).where(
        table.c.attribute_id.in_(attributes), column.is_not(None)
    )
    return {
        (owner, AttributeId(attribute_id)): (row_id, value)
        for row_id, owner, attribute_id, value in connection.execute(query)
    }


def _attribute_columns(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: json.dumps(value, ensure_ascii=False) if name == "choices" else value
        for name, value in values.items()
    }


def _drop_values(unit: Unit, column: str, owner: int) -> None:
    query = select(attribute_value.c.id).where(attribute_value.c[column] == owner).order_by("id")
    unit.drop(attribute_value, unit.connection.execute(query).scalars().all())


# -- sets


def list_sets(connection: Connection) -> list[DocumentSet]:
    """Return all sets of documents, by name."""
    members: dict[int, list[DocumentId]] = defaultdict(list)
    for row in connection.execute(select(set_member).order_by(set_member.c.id)):
        members[row.set_id].append(DocumentId(row.document_id))
    rows = sorted(connection.execute(select(document_set)), key=lambda row: sort_key(row.name))
    return [DocumentSet(SetId(row.id), row.guid, row.name, tuple(members[row.id])) for row in rows]


def add_set(unit: Unit, name: str) -> SetId:
    """Add an empty set."""
    return SetId(unit.add(document_set, name=name))


def set_set(unit: Unit, set_id: SetId, **values: object) -> bool:
    """Change columns of a set; return whether anything differed."""
    return unit.set(document_set, set_id, **values)


def set_members(unit: Unit, set_id: SetId, documents: Collection[DocumentId]) -> None:
    """Make the members of a set exactly these."""
    query = select(set_member).where(set_member.c.set_id == set_id).order_by(set_member.c.id)
    there = {row.document_id: row.id for row in unit.connection.execute(query)}
    unit.drop(set_member, [row_id for key, row_id in there.items() if key not in documents])
    unit.add_many(
        set_member,
        [{"set_id": set_id, "document_id": key} for key in documents if key not in there],
    )


def drop_set(unit: Unit, set_id: SetId) -> None:
    """Delete a set; its documents stay."""
    set_members(unit, set_id, ())
    unit.drop(document_set, [set_id])


def release_document(unit: Unit, document_id: DocumentId) -> None:
    """Take a document that is about to go out of sets and cases, and drop its values."""
    for table in (set_member, case_link):
        query = select(table.c.id).where(table.c.document_id == document_id).order_by("id")
        unit.drop(table, unit.connection.execute(query).scalars().all())
    _drop_values(unit, "document_id", document_id)


def count_on_documents(
    connection: Connection, documents: Collection[DocumentId]
) -> tuple[int, int, int]:
    """Return how many links of cases, attribute values and places in sets documents have."""
    counts = [0, 0, 0]
    for batch in batches(sorted(documents)):
        for place, table in enumerate((case_link, attribute_value, set_member)):
            query = select(func.count()).where(table.c.document_id.in_(batch))
            counts[place] += connection.execute(query).scalar_one()
    return counts[0], counts[1], counts[2]


def value_rows(
    connection: Connection,
) -> dict[tuple[AttributeTarget, int, int], tuple[int, str]]:
    """Return the row and text of each value, by what it describes: its owner and attribute."""
    found: dict[tuple[AttributeTarget, int, int], tuple[int, str]] = {}
    for row in connection.execute(select(attribute_value)):
        if row.document_id is None:
            key = (AttributeTarget.CASE, row.case_id, row.attribute_id)
        else:
            key = (AttributeTarget.DOCUMENT, row.document_id, row.attribute_id)
        found[key] = row.id, row.value
    return found
