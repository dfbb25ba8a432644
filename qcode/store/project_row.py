"""The one row that describes the project itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from .schema import project
from .unit import Unit


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """What a project is called and about, the language of its codebook, when it was made (UTC)."""

    guid: str
    name: str
    language: str
    description: str
    created: str


def read_info(connection: Connection) -> ProjectInfo:
    """Return the description of the project."""
    row = connection.execute(select(project)).one()
    return ProjectInfo(row.guid, row.name, row.language, row.description, row.created)


def set_info(unit: Unit, **values: object) -> bool:
    """Change columns of the project; return whether anything differed."""
    number = unit.connection.execute(select(project.c.id)).scalar_one()
    return unit.set(project, number, **values)
