"""The journal: undo, redo, the audit trail, and the project rebuilt from it.

History only grows: undo is a new operation that applies the before-images of an old one. What
undo and redo would take back next is part of history too: each operation carries the tops of the
two stacks after it, as linked lists (`undo_top → undo_below`, `redo_top → redo_below`), so that
finding them never means reading the journal.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, func, select

from qcode.model.changes import Changes, Op, Operation, OperationId
from qcode.model.courtesy import giving_way, let_go
from qcode.model.errors import UserError

from .prepared import Prepared
from .schema import JOURNALLED, change, document, metadata, operation
from .unit import Image, Unit

# Operations that undo never reaches past: there is nothing, or another schema, before them.
BARRIERS = frozenset({Op.CREATE_PROJECT, Op.MIGRATE})


@dataclass(frozen=True, slots=True)
class Stacks:
    """What undo and redo would take back now."""

    undo: OperationId | None
    redo: OperationId | None


_STACKS = Prepared(
    select(operation.c.undo_top, operation.c.redo_top).order_by(operation.c.id.desc()).limit(1)
)


_LAST = Prepared(select(func.max(operation.c.id)))


def last_operation(connection: Connection) -> OperationId:
    """Return the number of the newest operation, 0 in an empty journal."""
    ((number,),) = _LAST.run(connection)
    return OperationId(number or 0)


_TOUCHED = Prepared(
    select(change.c.table_name).where(change.c.operation_id > bindparam("number")).distinct()
)


def touched_since(connection: Connection, number: OperationId) -> frozenset[str]:
    """Return the tables that operations after this one changed rows of."""
    return frozenset(name for (name,) in _TOUCHED.run(connection, {"number": number}))


_NEWER = Prepared(
    select(change.c.table_name, change.c.row_id)
    .where(change.c.operation_id > bindparam("number"))
    .distinct()
)
_NEWER_DOCUMENTS = Prepared(
    select(change.c.row_id, change.c.before, change.c.after).where(
        change.c.operation_id > bindparam("number"), change.c.table_name == "document"
    )
)
_DOCUMENTS = Prepared(select(document.c.id))


def news_after(connection: Connection, number: OperationId) -> Changes | None:
    """Return what all operations after this one changed, as one; None where there are none.

    For whoever only reads what another program writes. Every document counts as touched where a
    coding or a memo is: to find out which are would take longer than to look at them again.
    """
    last = last_operation(connection)
    if last <= number:
        return None
    rows: dict[str, set[int]] = defaultdict(set)
    for table, row in giving_way(_NEWER.run(connection, {"number": number})):
        rows[table].add(row)
    touched = rows.keys() & {"segment", "memo_link"}
    documents = [row for (row,) in _DOCUMENTS.run(connection)] if touched else []
    texts = {
        row
        for row, *images in giving_way(_NEWER_DOCUMENTS.run(connection, {"number": number}))
        if None in images or any("_hash" in each for each in images)
    }
    newest = get_operation(connection, last)
    return Changes(
        last,
        newest.kind,
        {table: frozenset(found) for table, found in rows.items()},
        frozenset(documents),
        frozenset(texts),
        params=newest.params,
    )


def stacks(connection: Connection) -> Stacks:
    """Return what undo and redo would take back now."""
    rows = _STACKS.run(connection)
    return Stacks(*rows[0]) if rows else Stacks(None, None)


def links_of_new(connection: Connection, kind: Op, *, quiet: bool) -> dict[str, object]:
    """Return the undo links of a new operation ("self" stands for its own number).

    A quiet operation, such as noting a coder's name, is not a step of undo; it ends redo.
    """
    top = stacks(connection).undo
    if kind in BARRIERS:
        return {"undo_top": None}
    if quiet:
        return {"undo_top": top}
    return {"undo_top": "self", "undo_below": top}


def links_of_undo(connection: Connection, target: OperationId) -> dict[str, object]:
    """Return the links of the operation that takes `target` back."""
    row = _row(connection, target)
    return {
        "inverts": target,
        "subject": row.subject or target,
        "undo_top": row.undo_below,
        "redo_top": "self",
        "redo_below": stacks(connection).redo,
    }


def links_of_redo(connection: Connection, target: OperationId) -> dict[str, object]:
    """Return the links of the operation that takes the undo `target` back."""
    row = _row(connection, target)
    return {
        "inverts": target,
        "subject": row.subject,
        "undo_top": "self",
        "undo_below": stacks(connection).undo,
        "redo_top": row.redo_below,
    }


def params_of_inverse(connection: Connection, target: OperationId) -> dict[str, object]:
    """Return what an undo or redo stores: the first operation's params, and its kind as "of"."""
    row = _row(connection, target)
    params: dict[str, object] = json.loads(row.params)
    return params if "of" in params else {"of": row.kind, **params}


def _row(connection: Connection, number: OperationId) -> Row[Any]:
    return connection.execute(select(operation).where(operation.c.id == number)).one()


def invert(unit: Unit, target: OperationId) -> None:
    """Apply the before-images of `target`, last row first."""
    rows = unit.connection.execute(
        select(change).where(change.c.operation_id == target).order_by(change.c.seq.desc())
    )
    for table, images in _runs((row.table_name, row.row_id, row.after, row.before) for row in rows):
        unit.apply_images(table, images)
        let_go(images)


def _runs(
    rows: Iterable[tuple[str, int, str | None, str | None]],
) -> Iterator[tuple[Table, list[Image]]]:
    """Yield stretches of images of one table and one shape (add, change, delete)."""

    def shape(row: tuple[str, int, str | None, str | None]) -> tuple[str, bool, bool]:
        return row[0], row[2] is None, row[3] is None

    for (name, _adds, _deletes), run in groupby(giving_way(rows), key=shape):
        yield (
            metadata.tables[name],
            [(row_id, _parse(before), _parse(after)) for _name, row_id, before, after in run],
        )


def _parse(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)


def has_kind(connection: Connection, kind: Op) -> bool:
    """Whether an operation of this kind was ever done."""
    query = select(operation.c.id).where(operation.c.kind == kind.value).limit(1)
    return connection.execute(query).first() is not None


def get_operation(connection: Connection, number: OperationId) -> Operation:
    """Return one operation. Unknown number: `UserError("operation_unknown")`."""
    found = _operations(
        connection,
        connection.execute(select(operation).where(operation.c.id == number)).all(),
    )
    if not found:
        raise UserError("operation_unknown", operation=number)
    return found[0]


def history(
    connection: Connection, *, limit: int | None = None, before: OperationId | None = None
) -> list[Operation]:
    """Return operations, newest first."""
    query = select(operation).order_by(operation.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(operation.c.id < before)
    return _operations(connection, connection.execute(query).all())


def operations_of(connection: Connection, kind: Op) -> list[Operation]:
    """Return the operations of one kind, newest first."""
    rows = connection.execute(
        select(operation).where(operation.c.kind == kind.value).order_by(operation.c.id.desc())
    )
    return _operations(connection, rows.all())


def steps_to(connection: Connection, target: OperationId) -> list[OperationId] | None:
    """Return what undo takes back, newest first, until `target` is the last thing that was done.

    None where undo never gets there: `target` is undone, or lies before the last barrier.
    """
    steps: list[OperationId] = []
    at = stacks(connection).undo
    while at is not None:
        row = _row(connection, at)
        if (row.subject or at) == target:
            return steps
        steps.append(at)
        at = row.undo_below
    return None


def operations_on(connection: Connection, table: str, row_id: int) -> list[Operation]:
    """Return the operations that touched one row, newest first."""
    numbers = select(change.c.operation_id).where(
        change.c.table_name == table, change.c.row_id == row_id
    )
    rows = connection.execute(
        select(operation).where(operation.c.id.in_(numbers)).order_by(operation.c.id.desc())
    )
    return _operations(connection, rows.all())


def operations_naming(
    connection: Connection, kinds: Collection[Op], columns: Mapping[str, str], row_id: int
) -> list[Operation]:
    """Return the operations of some kinds in which a row named `row_id`, before or after it.

    `columns` gives the column that names it, by table. Newest first.
    """
    images = connection.execute(
        select(change.c.operation_id, change.c.table_name, change.c.before, change.c.after)
        .join(operation, operation.c.id == change.c.operation_id)
        .where(operation.c.kind.in_(kinds), change.c.table_name.in_(columns))
    )
    numbers = {
        number
        for number, table, *pair in images
        if any((_parse(image) or {}).get(columns[table]) == row_id for image in pair)
    }
    rows = connection.execute(
        select(operation).where(operation.c.id.in_(numbers)).order_by(operation.c.id.desc())
    )
    return _operations(connection, rows.all())


def images_on(
    connection: Connection, table: str, row_id: int
) -> list[tuple[OperationId, dict[str, Any] | None, dict[str, Any] | None]]:
    """Return what operations did to one row, newest first: number, image before, image after."""
    rows = connection.execute(
        select(change)
        .where(change.c.table_name == table, change.c.row_id == row_id)
        .order_by(change.c.operation_id.desc(), change.c.seq.desc())
    )
    return [(OperationId(row.operation_id), _parse(row.before), _parse(row.after)) for row in rows]


def images_of(
    connection: Connection, number: OperationId, tables: Sequence[str], *, most: int
) -> list[tuple[str, int, dict[str, Any] | None, dict[str, Any] | None]]:
    """Return what an operation did to rows of tables: table, row, image before, image after.

    The first `most` of them, in the order in which it was done.
    """
    rows = connection.execute(
        select(change)
        .where(change.c.operation_id == number, change.c.table_name.in_(tables))
        .order_by(change.c.seq)
        .limit(most)
    )
    return [(row.table_name, row.row_id, _parse(row.before), _parse(row.after)) for row in rows]


def _operations(connection: Connection, rows: Sequence[Row[Any]]) -> list[Operation]:
    undone = _undone(connection, [row.id for row in rows])
    return [
        Operation(
            OperationId(row.id),
            row.guid,
            Op(row.kind),
            json.loads(row.params),
            row.coder,
            row.time,
            row.inverts,
            row.id in undone,
        )
        for row in giving_way(rows)
    ]


def _undone(connection: Connection, numbers: Sequence[int]) -> frozenset[int]:
    """Return those operations whose last undo or redo was an undo."""
    if not numbers:
        return frozenset()
    latest = (
        select(func.max(operation.c.id))
        .where(operation.c.subject.between(min(numbers), max(numbers)))
        .group_by(operation.c.subject)
    )
    rows = connection.execute(
        select(operation.c.subject).where(
            operation.c.id.in_(latest), operation.c.kind == Op.UNDO.value
        )
    )
    return frozenset(rows.scalars()) & frozenset(numbers)


def replay(source: Connection, target: Connection) -> None:
    """Rebuild all journalled rows in `target`, an empty database of the same schema.

    Starts at the last migration, whose operation holds the whole project as it was then.
    """
    start = source.execute(
        select(func.max(operation.c.id)).where(operation.c.kind == Op.MIGRATE.value)
    ).scalar()
    rows = source.execute(
        select(change)
        .where(change.c.operation_id >= (start or 0))
        .order_by(change.c.operation_id, change.c.seq)
    )
    builder = Unit(target, Op.MIGRATE, coder="", origin=None)
    for table, images in _runs((row.table_name, row.row_id, row.before, row.after) for row in rows):
        builder.apply_images(table, images, log=False)


@cache
def _all_of(table: Table) -> Prepared:
    return Prepared(select(table).order_by(table.c.id))


def snapshot(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return every journalled row, by table, in the order of ids: for comparing projects."""
    return {table.name: _all_of(table).run(connection) for table in JOURNALLED}
