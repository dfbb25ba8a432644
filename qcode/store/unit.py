"""One unit of work: one thing the user did, one transaction, one line of the journal.

Rows change through a `Unit` and nowhere else: connections refuse writes unless a unit is open.
The unit keeps each row's before- and after-image and, at the end, says what it touched.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from qcode.model.changes import LEFT, LEFT_AT_MOST, Changes, Op, OperationId, Row
from qcode.model.courtesy import give_way, giving_way, let_go

from . import schema
from .content import keep_content
from .prepared import Prepared

Image = tuple[int, Row | None, Row | None]  # row id, before, after

# SQLite takes 32,766 parameters in a statement; PostgreSQL as many. Stay well below.
BATCH = 10_000
# Rows in a statement where their order is nothing: SQLAlchemy makes one with many parameters in
# one go, for which a window would have to wait.
FEW = 500

# Columns whose images always travel with the row: they say which document it concerns.
_DOCUMENT_COLUMN = {"segment": "document_id", "memo_link": "document_id", "document": "id"}


def now() -> str:
    """Return the time as the journal writes it: UTC, ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_guid() -> str:
    """Return a new GUID in lower case."""
    return str(uuid.uuid4())


def batches(items: Sequence[Any], size: int = BATCH) -> Iterator[Sequence[Any]]:
    """Cut a long list into pieces that fit into one statement."""
    for at in giving_way(range(0, len(items), size)):
        yield items[at : at + size]


def image(values: Row | None) -> str | None:
    """Return a row, or the changed part of one, as the journal keeps it."""
    if values is None:
        return None
    return _encode(values)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_TAKE = Prepared(
    update(schema.counter)
    .where(schema.counter.c.name == bindparam("of"))
    .values(value=schema.counter.c.value + bindparam("count"))
    .returning(schema.counter.c.value)
)
_INSERT_OPERATION = Prepared(insert(schema.operation))
_INSERT_CHANGES = Prepared(insert(schema.change))
_NO_LINKS: dict[str, object] = dict.fromkeys(
    ("inverts", "subject", "undo_top", "undo_below", "redo_top", "redo_below")
)


def take_numbers(connection: Connection, name: str, count: int = 1) -> int:
    """Reserve `count` numbers that were never used before; return the first of them."""
    ((last,),) = _TAKE.run(connection, {"of": name, "count": count})
    return int(last) - count + 1


@cache
def _insertion(table: Table) -> Prepared:
    """Return what adds a row that has every column."""
    return Prepared(insert(table))


@cache
def _change(table: Table, columns: tuple[str, ...]) -> Prepared:
    """Return what gives these columns of a row, `of_id`, other values: each `to_` its name."""
    changed = update(table).where(table.c.id == bindparam("of_id"))
    return Prepared(changed.values({name: bindparam(f"to_{name}") for name in columns}))


@cache
def _deletion(table: Table) -> Prepared:
    """Return what deletes a row, `of_id`."""
    return Prepared(delete(table).where(table.c.id == bindparam("of_id")))


@cache
def _selection(table: Table) -> Prepared:
    """Return what asks for a row, `of_id`, with every column."""
    return Prepared(select(table).where(table.c.id == bindparam("of_id")))


@cache
def _defaults(table: Table) -> Row:
    """Return what the columns of a table hold when a row does not say: "" or nothing."""
    return {column.name: None if column.server_default is None else "" for column in table.columns}


class Unit:
    """The only way to change rows. `Store.writing` opens one and commits or rolls it back.

    A unit that changes nothing leaves no trace in the journal; its `changes` are then false.
    """

    def __init__(self, connection: Connection, kind: Op, *, coder: str, origin: object) -> None:
        self.connection = connection
        self.kind = kind
        self.coder = coder
        self.params: dict[str, object] = {}
        self.changes = Changes(OperationId(0), kind, origin=origin)
        self._origin = origin
        self._log: list[dict[str, object]] = []
        self._documents: set[int] = set()
        self._texts: set[int] = set()
        self._left: dict[str, dict[int, Row | None]] = {name: {} for name in LEFT}

    # -- rows

    def add(self, table: Table, **values: object) -> int:
        """Insert one row and return its id."""
        return self.add_many(table, [values])[0]

    def add_many(self, table: Table, rows: Iterable[Row]) -> list[int]:
        """Insert rows with new ids and, unless they bring one, new GUIDs; return the ids.

        What a row leaves out takes the column's default, so that every image is complete.
        """
        defaults = _defaults(table)
        values = [{**defaults, **row} for row in giving_way(rows)]
        if not values:
            return []
        first = take_numbers(self.connection, table.name, len(values))
        for number, row in enumerate(giving_way(values), first):
            row["id"] = number
            if row["guid"] is None:
                row["guid"] = new_guid()
        _insertion(table).run_many(self.connection, values)
        for row in giving_way(values):
            self._note(table, row["id"], None, row)
            self._leave(table, row["id"], row)
        numbers = [row["id"] for row in values]
        let_go(values)
        return numbers

    def set(self, table: Table, row_id: int, **values: object) -> bool:
        """Change columns of one row; return whether anything differed."""
        return self.set_many(table, {row_id: values}) == 1

    def set_many(self, table: Table, rows: Mapping[int, Row]) -> int:
        """Change columns of rows given by id, the same columns in each; count those that differ."""
        before = self._fetch(table, list(rows))
        changed: dict[int, dict[str, object]] = {}
        for row_id, values in giving_way(rows.items()):
            old = before[row_id]
            differing = {name: value for name, value in values.items() if old[name] != value}
            if differing:
                changed[row_id] = differing
        self._update(table, changed.items())
        for row_id, values in giving_way(changed.items()):
            old = before[row_id]
            context = self._context(table, old)
            self._note(
                table, row_id, context | {name: old[name] for name in values}, context | values
            )
            self._leave(table, row_id, old | values)
        return len(changed)

    def drop(self, table: Table, row_ids: Iterable[int]) -> None:
        """Delete rows by id. Rows that refer to them must have gone before."""
        ids = list(row_ids)
        before = self._fetch(table, ids)
        self._delete(table, ids)
        for row_id in ids:
            self._note(table, row_id, before[row_id], None)
            self._leave(table, row_id, None)

    def keep(self, data: bytes) -> str:
        """Store immutable content and return its hash."""
        return keep_content(self.connection, data)

    # -- the end

    def finish(self, links: Row) -> None:
        """Write the journal: the operation with its undo `links` and the images of its rows."""
        if not self._log:
            return
        number = OperationId(take_numbers(self.connection, "operation"))
        resolved = {name: number if value == "self" else value for name, value in links.items()}
        values: dict[str, object] = {
            "id": number,
            "guid": new_guid(),
            "kind": self.kind.value,
            "params": image(self.params),
            "coder": self.coder,
            "time": now(),
        }
        _INSERT_OPERATION.run(self.connection, _NO_LINKS | values | resolved)
        for seq, entry in enumerate(giving_way(self._log)):
            entry["operation_id"], entry["seq"] = number, seq
        _INSERT_CHANGES.run_many(self.connection, self._log)
        self.changes = self._sum_up(number)
        let_go(self._log)

    def record(self, table: Table, rows: Iterable[Row]) -> None:
        """Note rows as if they had just been added: the baseline after a migration."""
        for row in rows:
            self._note(table, row["id"], None, row)

    def _sum_up(self, number: OperationId) -> Changes:
        rows: dict[str, set[int]] = defaultdict(set)
        for entry in giving_way(self._log):
            rows[str(entry["table_name"])].add(int(str(entry["row_id"])))
        return Changes(
            number,
            self.kind,
            {name: frozenset(ids) for name, ids in rows.items()},
            frozenset(self._documents),
            frozenset(self._texts),
            {name: rows for name, rows in self._left.items() if len(rows) <= LEFT_AT_MOST},
            MappingProxyType(dict(self.params)),
            self._origin,
        )

    # -- images of the journal, for undo, redo and replay

    def apply_images(self, table: Table, images: Sequence[Image], *, log: bool = True) -> None:
        """Bring rows from their before- to their after-images, in order; all of one shape.

        An image is `(row id, before, after)`: a row to add has no before, one to delete no after.
        """
        _first_id, before, after = images[0]
        if before is None:
            defaults = _defaults(table)
            rows = ({**defaults, **(new or {})} for _id, _old, new in images)
            _insertion(table).run_many(self.connection, rows)
        elif after is None:
            self._delete(table, [row_id for row_id, _old, _new in images])
        else:
            self._update(table, [(row_id, new or {}) for row_id, _old, new in images])
        if log:
            for row_id, old, new in images:
                self._note(table, row_id, old, new)
                if old is None or new is None:
                    self._leave(table, row_id, new)
                else:
                    self._left.get(table.name, {}).pop(row_id, None)

    # -- inside

    def _fetch(self, table: Table, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        if len(ids) == 1:
            one = _selection(table).run(self.connection, {"of_id": ids[0]})
            whole = (dict(zip(table.columns.keys(), row, strict=True)) for row in one)
            return {row["id"]: row for row in whole}
        found: dict[int, dict[str, Any]] = {}
        for batch in batches(ids, FEW):
            rows = self.connection.execute(select(table).where(table.c.id.in_(batch)))
            found.update((row["id"], dict(row)) for row in giving_way(rows.mappings()))
        return found

    def _delete(self, table: Table, ids: Sequence[int]) -> None:
        if len(ids) == 1:
            _deletion(table).run(self.connection, {"of_id": ids[0]})
            return
        for batch in batches(ids, FEW):  # together: codes may be below one another
            self.connection.execute(delete(table).where(table.c.id.in_(batch)))

    def _update(self, table: Table, rows: Iterable[tuple[int, Row]]) -> None:
        """Update rows in their order, one statement for each run of rows with the same columns."""
        run: list[dict[str, object]] = []
        columns: tuple[str, ...] = ()
        for row_id, values in giving_way(rows):
            names = tuple(values)
            if run and names != columns:
                _change(table, columns).run_many(self.connection, run)
                run = []
            columns = names
            run.append({"of_id": row_id} | {f"to_{name}": value for name, value in values.items()})
        if run:
            _change(table, columns).run_many(self.connection, run)

    def _context(self, table: Table, row: Row) -> dict[str, object]:
        column = _DOCUMENT_COLUMN.get(table.name)
        return {column: row[column]} if column and column != "id" else {}

    def _leave(self, table: Table, row_id: int, row: Row | None) -> None:
        """Keep a whole row as it is now (None: it is gone), for whoever shows it."""
        rows = self._left.get(table.name)
        if rows is not None and len(rows) <= LEFT_AT_MOST:
            rows[row_id] = row

    def _note(self, table: Table, row_id: int, before: Row | None, after: Row | None) -> None:
        give_way()
        self._log.append(
            {
                "table_name": table.name,
                "row_id": row_id,
                "before": image(before),
                "after": image(after),
            }
        )
        column = _DOCUMENT_COLUMN.get(table.name)
        if column is None:
            return
        for row in (before, after):
            if row is None:
                continue
            if table.name == "document":
                if (
                    before is None
                    or after is None
                    or not {"text_hash", "layout_hash"}.isdisjoint(row)
                ):
                    self._texts.add(row_id)
            elif row.get(column) is not None:
                self._documents.add(row[column])


def count_rows(connection: Connection, table: Table) -> int:
    """Return how many rows a table holds."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
