"""Saved queries in the store."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from qcode.model.saved_query import QueryId, SavedQuery
from qcode.model.segment import CoderId

from .schema import saved_query
from .unit import Unit, now


def list_queries(connection: Connection) -> list[SavedQuery]:
    """Return all saved queries, by name."""
    return [_query(row) for row in connection.execute(select(saved_query).order_by("name", "id"))]


def add_query(unit: Unit, name: str, *, text: str, options: str, coder: CoderId) -> QueryId:
    """Save a query."""
    moment = now()
    return QueryId(
        unit.add(
            saved_query,
            name=name,
            text=text,
            options=options,
            coder_id=coder,
            created=moment,
            changed=moment,
        )
    )


def set_query(unit: Unit, query_id: QueryId, **values: object) -> bool:
    """Change columns of a saved query and its time of change; return whether anything differed."""
    row = select(saved_query).where(saved_query.c.id == query_id)
    before = unit.connection.execute(row).mappings().one()
    if all(before[name] == value for name, value in values.items()):
        return False
    return unit.set(saved_query, query_id, changed=now(), **values)


def drop_query(unit: Unit, query_id: QueryId) -> None:
    """Delete a saved query."""
    unit.drop(saved_query, [query_id])


def _query(row: Row[Any]) -> SavedQuery:
    return SavedQuery(
        QueryId(row.id),
        row.guid,
        row.name,
        row.text,
        row.options,
        CoderId(row.coder_id),
        row.created,
        row.changed,
    )
