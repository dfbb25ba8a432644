"""When rows were made, as the journal has it. The rows themselves need not be there any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from .schema import change, metadata, operation
from .unit import batches


def made_at(connection: Connection, table: str, rows: Iterable[int]) -> dict[int, str]:
    """Return when each of some rows was first made: UTC, ISO 8601. Unknown rows are left out.

    One that was undone and redone was made when it was first done; one that came from elsewhere
    when it was made there, where that is known.
    """
    found: dict[int, str] = {}
    for batch in batches(sorted(rows)):
        first = (
            select(change.c.row_id, func.min(change.c.operation_id).label("number"))
            .where(
                change.c.table_name == table, change.c.row_id.in_(batch), change.c.before.is_(None)
            )
            .group_by(change.c.row_id)
            .subquery()
        )
        query = select(first.c.row_id, operation.c.time).join(
            operation, operation.c.id == first.c.number
        )
        found.update((row.row_id, row.time) for row in connection.execute(query))
        found.update(_made_elsewhere(connection, table, batch))
    return found


def _made_elsewhere(
    connection: Connection, table: str, rows: Sequence[int]
) -> Iterator[tuple[int, str]]:
    columns = metadata.tables[table].c
    if "made" in columns:
        query = select(columns.id, columns.made).where(columns.id.in_(rows), columns.made != "")
        yield from ((row.id, row.made) for row in connection.execute(query))


def made_since(connection: Connection, table: str, since: datetime) -> frozenset[int]:
    """Return the rows that were first made at a moment or later, also those that are gone."""
    written = since.astimezone(UTC).isoformat(timespec="milliseconds")
    moment = written.replace("+00:00", "Z")  # as the journal writes it, to be compared as texts
    start = connection.execute(
        select(func.min(operation.c.id)).where(operation.c.time >= moment)
    ).scalar()
    if start is None:
        return frozenset()
    query = select(change.c.row_id).where(
        change.c.operation_id >= start, change.c.table_name == table, change.c.before.is_(None)
    )
    added = frozenset(connection.execute(query).scalars())
    times = made_at(connection, table, added)
    return frozenset(row for row in added if times[row] >= moment)


def newest_row(connection: Connection, table: str) -> int:
    """Return the highest number that a row of a table ever had, 0 if there was none."""
    query = select(func.max(change.c.row_id)).where(change.c.table_name == table)
    return connection.execute(query).scalar() or 0
