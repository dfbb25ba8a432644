"""Coders in the store."""

from __future__ import annotations

from sqlalchemy import Connection, select

from qcode.model.segment import Coder, CoderId

from .schema import coder
from .unit import Unit


def list_coders(connection: Connection) -> list[Coder]:
    """Return all coders in the order in which they came."""
    rows = connection.execute(select(coder).order_by(coder.c.id))
    return [Coder(CoderId(row.id), row.guid, row.name, row.color) for row in rows]


def find_coder(connection: Connection, name: str) -> CoderId | None:
    """Return the coder of this name, if there is one."""
    found = connection.execute(select(coder.c.id).where(coder.c.name == name)).scalar()
    return None if found is None else CoderId(found)


def add_coder(unit: Unit, name: str, color: str) -> CoderId:
    """Add a coder."""
    return CoderId(unit.add(coder, name=name, color=color))


def set_coder(unit: Unit, coder_id: CoderId, **values: object) -> bool:
    """Change columns of a coder; return whether anything differed."""
    return unit.set(coder, coder_id, **values)
