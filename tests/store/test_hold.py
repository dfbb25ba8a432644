"""A project that is open stays locked for other processes, whoever looks into its files here."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from qcode.model.changes import Op
from qcode.store import schema
from qcode.store.file import COMPANIONS, Store
from qcode.store.unit import Unit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks are a handle's there")

READER = (
    "import sys, pathlib; from qcode.store.file import open_store\n"
    "with open_store(pathlib.Path(sys.argv[1]), read_only=True) as store:\n"
    "    print(store.last_operation())\n"
)
STRANGER = (
    "import sys, sqlite3\n"
    "raw = sqlite3.connect(sys.argv[1])\n"
    "print(raw.execute('SELECT max(id) FROM operation').fetchone()[0])\n"
    "raw.close()\n"
)


def look_into(path: Path) -> None:
    """Open what lies there and close it, as a file dialog does to see of what kind it is."""
    for suffix in ("", *COMPANIONS):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.open("rb").close()


def beside(script: str, path: Path) -> str:
    """Do something with the project in another process, and return what it says."""
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def add_code(unit: Unit) -> None:
    unit.add(schema.code, name="Oro", position=1, color="#112233")


def test_a_reader_does_not_disturb_an_operation_whose_locks_are_lost(
    store: Store, path: Path
) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint")  # so that the log begins anew with what is written
    with store.writing(Op.ADD_CODE, coder="Anna") as unit:
        look_into(path)
        assert beside(READER, path) == "4"
        add_code(unit)
    assert store.last_operation() == 5


def test_a_stranger_does_not_take_the_log_of_a_project_that_was_looked_into(
    store: Store, path: Path
) -> None:
    look_into(path)
    store.last_operation()
    assert beside(STRANGER, path) == "4"
    with store.writing(Op.ADD_CODE, coder="Anna") as unit:
        add_code(unit)
    assert beside(STRANGER, path) == "5"
    store.close()
    assert list(path.parent.iterdir()) == [path]
