"""Bringing older project files to the present schema.

A step changes the tables from one version to the next. When all steps are done, one operation of
kind "migrate" stores every row as it now is: undo does not reach past it, and the journal can be
replayed from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, insert, select
from sqlalchemy.exc import DatabaseError

from qcode.model.changes import Op
from qcode.model.errors import UserError

from . import constraints, journal, lock, schema, soundness
from .file import address, explained, read_version
from .unit import Unit, now

Step = Callable[[Connection], None]


def _add_saved_queries(connection: Connection) -> None:
    schema.saved_query.create(connection)
    constraints.create_name_rule(connection, "saved_query")
    connection.execute(insert(schema.counter), {"name": "saved_query", "value": 0})


def _add_report_presets(connection: Connection) -> None:
    schema.report_preset.create(connection)
    constraints.create_name_rule(connection, "report_preset")
    connection.execute(insert(schema.counter), {"name": "report_preset", "value": 0})


def _add_what_came_along(connection: Connection) -> None:
    """Add media and preserved parts, when a coding was made elsewhere, and codes not to code with.

    Columns come at the end of their tables, as the schema has them.
    """
    for table in (schema.media, schema.preserved, schema.preserved_file):
        table.create(connection)
        connection.execute(insert(schema.counter), {"name": table.name, "value": 0})
    connection.exec_driver_sql("ALTER TABLE code ADD COLUMN codable INTEGER")
    connection.exec_driver_sql("ALTER TABLE segment ADD COLUMN made TEXT DEFAULT '' NOT NULL")


# From each version to the next. A step says what was new then, and stays so when tables change on.
STEPS: dict[int, Step] = {
    1: _add_saved_queries,
    2: _add_report_presets,
    3: _add_what_came_along,
}


def is_older(path: Path) -> bool:
    """Whether a project file must be migrated before it can be opened."""
    return read_version(path) < schema.VERSION


def migrate(
    path: Path,
    *,
    coder: str,
    force: bool = False,
    steps: Mapping[int, Step] = STEPS,
    version: int = schema.VERSION,
) -> None:
    """Migrate a file in one transaction: to the end, or not at all. Back it up before.

    Raises `UserError`: "project_too_old" where a step is missing, "project_damaged" where it is
    not what its version says, and what the disk does.
    """
    held = lock.acquire(path, since=now(), force=force)
    engine = create_engine(address(path, "rw"), connect_args={"timeout": 10})

    @event.listens_for(engine, "connect")
    def _by_hand(raw: object, _record: object) -> None:
        raw.isolation_level = None  # type: ignore[attr-defined]
        raw.execute("PRAGMA trusted_schema=OFF")  # type: ignore[attr-defined]

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.begin() as connection:
            soundness.check_schema(connection, path, older=True)
            start = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            for number in range(start, version):
                if number not in steps:
                    raise UserError("project_too_old", path=str(path))
                steps[number](connection)
            connection.exec_driver_sql(f"PRAGMA user_version={version}")
            _record_baseline(connection, coder, start, version)
    except DatabaseError as error:
        found = explained(error, path)
        if found is error:  # nothing of the disk: it is not what its version says
            found = UserError("project_damaged", path=str(path))
        raise found from error
    finally:
        engine.dispose()
        held.release()


def _record_baseline(connection: Connection, coder: str, start: int, version: int) -> None:
    unit = Unit(connection, Op.MIGRATE, coder=coder, origin=None)
    unit.params.update({"from": start, "to": version})
    for table in schema.JOURNALLED:
        rows = connection.execute(select(table).order_by(table.c.id)).mappings()
        unit.record(table, [dict(row) for row in rows])
    unit.finish(journal.links_of_new(connection, Op.MIGRATE, quiet=False))
