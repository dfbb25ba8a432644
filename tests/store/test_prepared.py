"""A prepared statement gives the rows and the errors that SQLAlchemy gives."""

from __future__ import annotations

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from qcode.store import schema
from qcode.store.memory import memory_database
from qcode.store.prepared import Prepared

counter = schema.counter
TAKEN = Prepared(insert(counter))
LARGE = select(counter.c.name, counter.c.value).where(counter.c.value > bindparam("least"))


def test_rows_are_those_of_the_statement() -> None:
    query = LARGE.order_by(counter.c.name.desc()).limit(2)
    with memory_database() as database:
        Prepared(insert(counter)).run_many(
            database, [{"name": f"å{number}", "value": number} for number in range(9)]
        )
        expected = [tuple(row) for row in database.execute(query, {"least": 3})]
        assert expected == [("å8", 8), ("å7", 7)]
        prepared = Prepared(query)
        assert prepared.run(database, {"least": 3}) == expected
        assert prepared.run(database, {"least": 7}) == [("å8", 8)]


def test_what_returns_nothing_has_no_rows() -> None:
    statement = Prepared(update(counter).values(value=bindparam("to")))
    with memory_database() as database:
        assert statement.run(database, {"to": 4}) == []
        assert set(database.execute(select(counter.c.value)).scalars()) == {4}


def test_errors_are_those_of_sqlalchemy_and_tell_no_values() -> None:
    with memory_database() as database:
        with pytest.raises(IntegrityError) as failed:
            TAKEN.run_many(database, [{"name": "hemligt", "value": 1}] * 2)
        assert "hemligt" not in str(failed.value)
        with pytest.raises(DBAPIError, match="no such table"):
            database.exec_driver_sql("DROP TABLE counter")
            Prepared(LARGE).run(database, {"least": 0})


def test_a_value_that_is_missing_is_a_fault() -> None:
    with memory_database() as database, pytest.raises(KeyError, match="value"):
        TAKEN.run(database, {"name": "x"})
