"""What one database had to put into words, another need not."""

from __future__ import annotations

import pytest
from sqlalchemy import Select, select
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from qcode.store import schema
from qcode.store.memory import memory_database


def test_a_statement_is_put_into_words_once_for_all_databases(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def asked(name: str) -> Select[tuple[int]]:
        return select(schema.counter.c.value).where(schema.counter.c.name == name)

    with memory_database() as one:
        assert one.scalar(asked("code")) == 0
    monkeypatch.setattr(SQLiteDialect, "statement_compiler", None)
    with memory_database() as another:
        assert another.scalar(asked("memo")) == 0
        assert another.scalar(asked("nothing")) is None
