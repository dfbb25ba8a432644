"""Statements that run in every operation, compiled once and given to the driver as they are.

SQLAlchemy looks each statement up anew whenever it runs, which takes longer than SQLite needs to
carry it out. What is written and how stays with SQLAlchemy Core; errors are the same too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import islice
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.exc import DBAPIError

from qcode.model.courtesy import give_way

Row = Mapping[str, Any]  # parameters by name
_NO_VALUES: Row = {}
_AT_ONCE = 1_000  # rows; between them others may go first


class Prepared:
    """One statement whose parameters are numbers and texts, which a driver takes as they are.

    Rows come as the driver's tuples, in the order of the columns that are selected.
    """

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, Row, tuple[str, ...] | None]] = {}  # by dialect

    def run(self, connection: Connection, values: Row = _NO_VALUES) -> list[tuple[Any, ...]]:
        """Carry it out and return all its rows."""
        sql, given, order = self._on(connection)
        return _carried_out(connection, "execute", sql, _ordered(given, values, order))

    def run_many(self, connection: Connection, rows: Iterable[Row]) -> None:
        """Carry it out for each of these rows."""
        sql, given, order = self._on(connection)
        rest = iter(rows)
        while part := list(islice(rest, _AT_ONCE)):
            _carried_out(connection, "executemany", sql, _all_ordered(given, part, order))

    def _on(self, connection: Connection) -> tuple[str, Row, tuple[str, ...] | None]:
        dialect = connection.dialect
        found = self._compiled.get(dialect.name)
        if found is None:
            compiled: Any = self._statement.compile(dialect=dialect)
            order = tuple(compiled.positiontup) if compiled.positional else None
            given = {name: value for name, value in compiled.params.items() if value is not None}
            found = self._compiled[dialect.name] = (str(compiled), given, order)
        return found


def run_plain(connection: Connection, sql: str) -> list[tuple[Any, ...]]:
    """Carry out a statement without parameters, such as the one that begins a transaction.

    Returns the rows that it asks for.
    """
    return _carried_out(connection, "execute", sql, ())


def _all_ordered(given: Row, every: list[Row], order: tuple[str, ...] | None) -> list[Any]:
    """Return the parameters of many rows; where each says everything, at one go."""
    if order is not None and len(order) > 1:
        with suppress(KeyError):
            return list(map(itemgetter(*order), every))
    return [_ordered(given, row, order) for row in every]


def _ordered(given: Row, values: Row, order: tuple[str, ...] | None) -> Any:
    """Return parameters as the driver wants them: in their order, or by name."""
    if order is None:
        return {**given, **values}
    return [values[name] if name in values else given[name] for name in order]


def _carried_out(connection: Connection, how: str, sql: str, values: Any) -> list[tuple[Any, ...]]:
    give_way()
    cursor = connection.connection.cursor()
    try:
        getattr(cursor, how)(sql, values)
        return cast("list[tuple[Any, ...]]", cursor.fetchall() if cursor.description else [])
    except Exception as error:
        base: Any = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(sql, None, error, base, hide_parameters=True) from error
    finally:
        cursor.close()
