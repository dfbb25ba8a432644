"""Ways to spoil a database: its cells, rows, tables and pages, and what it would have run."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from mutate import ODD_NUMBERS, ODD_TEXTS, spoil_bytes

_VALUES: tuple[object, ...] = (
    *ODD_TEXTS,
    *ODD_NUMBERS,
    *(None, 0, -1, 1, 7, 1 << 62, -(1 << 63), 1.5, float("inf"), b"", b"\xff\xfe\0", bytes(50_000)),
)
_SCHEMES = (
    "CREATE VIEW fuzz_view AS SELECT * FROM {table}",
    "CREATE TRIGGER fuzz_trigger AFTER INSERT ON {table} BEGIN DELETE FROM {other}; END",
    "CREATE TRIGGER fuzz_trigger BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END",
    "CREATE VIRTUAL TABLE fuzz_fts USING fts5(x)",
    "CREATE TABLE fuzz_table AS SELECT * FROM {table}",
    "CREATE INDEX fuzz_index ON {table} ({column})",
    "ALTER TABLE {table} RENAME TO fuzz_gone",
    "ALTER TABLE {table} RENAME COLUMN {column} TO fuzz_column",
    "ALTER TABLE {table} ADD COLUMN fuzz_column AS (1 + 1)",
    "DROP TABLE {table}",
    "ALTER TABLE {table} DROP COLUMN {column}",
    "PRAGMA user_version=99",
    "PRAGMA user_version=0",
    "PRAGMA application_id=1",
)


def spoil_database(data: bytes, dice: Random) -> bytes:
    """Return a database with other cells, rows, tables or pages."""
    if dice.random() < 0.25:
        return _spoil_pages(data, dice)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "base")
        path.write_bytes(data)
        with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(path)) as base:
            base.execute("PRAGMA foreign_keys=OFF")
            base.execute("PRAGMA ignore_check_constraints=ON")
            for _ in range(dice.choice((1, 1, 2, 5))):
                with suppress(sqlite3.Error, OverflowError):
                    _change(base, dice)
            base.commit()
            base.execute("PRAGMA journal_mode=DELETE")
        return path.read_bytes()


def _change(base: sqlite3.Connection, dice: Random) -> None:
    query = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
    tables = sorted(row[0] for row in base.execute(query))
    full = [each for each in tables if base.execute(f'SELECT 1 FROM "{each}" LIMIT 1').fetchone()]
    table = dice.choice(full or tables)
    columns = [row[1] for row in base.execute(f'PRAGMA table_info("{table}")')]
    column = dice.choice(columns)
    count = base.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    place = dice.randrange(max(count, 1))
    where = f'rowid = (SELECT rowid FROM "{table}" LIMIT 1 OFFSET {place})'
    match dice.randrange(10):
        case 0:
            base.execute(f'DELETE FROM "{table}" WHERE {where}')
        case 1:
            scheme = dice.choice(_SCHEMES)
            base.execute(scheme.format(table=table, other=dice.choice(tables), column=column))
        case 2:
            other = dice.choice(columns)
            base.execute(f'UPDATE "{table}" SET "{column}" = "{other}" WHERE {where}')
        case 3:
            value = base.execute(f'SELECT "{column}" FROM "{table}" WHERE {where}').fetchone()[0]
            spoilt: object = spoil_bytes(str(value).encode(), dice).decode("utf-8", "replace")
            if isinstance(value, bytes):
                spoilt = spoil_bytes(value, dice)
            base.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (spoilt,))
        case 4:
            base.execute(f'UPDATE "{table}" SET "{column}" = ?', (dice.choice(_VALUES),))
        case _:
            value = dice.choice(_VALUES)
            base.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (value,))


def _spoil_pages(data: bytes, dice: Random) -> bytes:
    made = bytearray(data)
    size = int.from_bytes(data[16:18]) or 4096
    size = 65536 if size == 1 else size
    for _ in range(dice.choice((1, 2, 5))):
        at = dice.randrange(len(made)) if dice.random() < 0.7 else dice.randrange(100)
        match dice.randrange(4):
            case 0:
                made[at] = dice.randrange(256)
            case 1:
                one, two = (dice.randrange(max(len(made) // size, 1)) * size for _ in range(2))
                made[one : one + size] = made[two : two + size]
            case 2:
                page = dice.randrange(max(len(made) // size, 1)) * size
                made[page : page + 12] = dice.randbytes(12)
            case _:
                made = bytearray(spoil_bytes(bytes(made), dice)) or made
    return bytes(made)
