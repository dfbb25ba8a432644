"""Databases in memory are copies of one pattern, and have nothing else of one another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Connection, func, insert, select

from qcode.store import schema
from qcode.store.file import Store
from qcode.store.memory import memory_database


def definitions(connection: Connection) -> set[tuple[str, str]]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(name, sql) for name, sql in rows}


def counters() -> int:
    """Fill one, and count what it held before."""
    with memory_database() as database:
        found = database.scalar(select(func.count()).select_from(schema.counter))
        database.execute(insert(schema.counter), [{"name": "x", "value": 1}])
        database.execute(insert(schema.content), [{"hash": "x", "size": 1, "data": b"x"}])
        return found or 0


def test_it_defines_what_a_project_does(store: Store) -> None:
    with memory_database() as database, store.reading() as view:
        assert definitions(database) == definitions(view)


def test_each_is_empty_whatever_others_were_given_at_the_same_time() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _number: counters(), range(40)))
    assert set(found) == {len(schema.JOURNALLED) + 1}
