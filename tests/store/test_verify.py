"""`verify` finds what is wrong, whoever did it; here it is done behind the program's back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qcode.model.changes import Op
from qcode.store import schema
from qcode.store.file import Store, open_store
from qcode.store.verify import verify


@pytest.fixture
def closed(store: Store, path: Path, columns: Callable[..., dict[str, object]]) -> Path:
    """A sound project with a segment, closed."""
    with store.writing(Op.APPLY_CODE, coder="Anna") as unit:
        unit.add(schema.segment, **columns(10, 20))
    assert verify(store) == []
    store.close()
    return path


def tamper(path: Path, *statements: str) -> set[str]:
    """Change a project with another program and return the kinds of findings."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.execute("PRAGMA ignore_check_constraints=ON")
        names = raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall()
        for (name,) in names:
            raw.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            raw.execute(statement)
        raw.commit()
    with open_store(path, read_only=True) as store:
        return {finding.code for finding in verify(store)}


@pytest.mark.parametrize(
    ("statement", "kinds"),
    [
        ("UPDATE code SET name = 'Annat'", {"journal"}),
        ("DELETE FROM segment", {"journal"}),
        ('UPDATE segment SET "end" = 500', {"span", "journal"}),
        ("UPDATE segment SET start = -4", {"span", "journal", "database"}),
        ("UPDATE content SET data = x'00'", {"content"}),
        ("DELETE FROM coder", {"dangling", "journal"}),
        ("UPDATE document SET length = 99", {"length", "journal"}),
        ("UPDATE change SET after = NULL WHERE seq = 0 AND operation_id = 5", {"journal"}),
        ("DELETE FROM change", {"journal"}),
    ],
)
def test_what_was_changed_behind_the_journal_is_found(
    closed: Path, statement: str, kinds: set[str]
) -> None:
    found = tamper(closed, statement)
    assert found
    assert found & kinds
    assert found <= kinds


def test_a_page_overwritten_with_noise_is_found(closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    at = data.index(b"Tillit") // 4096 * 4096
    data[at : at + 200] = bytes(range(200))
    closed.write_bytes(data)
    with open_store(closed, read_only=True) as store:
        assert verify(store)
