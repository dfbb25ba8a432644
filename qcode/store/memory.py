"""A database in memory with the schema of a project, for replaying a journal or planning on."""

from __future__ import annotations

import atexit
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, create_engine

from .compiled import share
from .file import create_tables


@contextmanager
def memory_database() -> Iterator[Connection]:
    """Give an empty database in memory with the schema of a project."""
    engine = share(create_engine("sqlite://"))
    try:
        with engine.begin() as connection:
            _pattern().backup(_of_driver(connection))
            yield connection
    finally:
        engine.dispose()


@cache
def _pattern() -> sqlite3.Connection:
    """Return one to copy, which takes SQLite a fiftieth of what defining all tables takes."""
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    atexit.register(kept.close)
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        create_tables(connection)
        raw = _of_driver(connection)
        raw.commit()
        raw.backup(kept)
    engine.dispose()
    return kept


def _of_driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
