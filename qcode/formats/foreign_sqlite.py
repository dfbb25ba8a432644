"""Databases of other programs (SQLite), read as untrusted files: the one place here with sqlite3.

The file is opened for reading only and never changed: nothing it defines is run (no views,
triggers, virtual tables or extensions), no lock is taken, and what it gives is counted. Which
tables there are, and what they mean, is known to the modules of the programs.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from qcode.model.courtesy import give_way
from qcode.model.errors import Cancelled, UserError
from qcode.model.job import SILENT, Job

from .limits import MEGABYTE, damaged, open_file, too_large

Value = str | int | float | bytes | None
_WORDS = (str, bytes)

MAX_DATABASE_BYTES = 2048 * MEGABYTE
MAX_VALUE_BYTES = 256 * MEGABYTE  # one text or blob
MAX_ROWS = 5_000_000  # in all that is read of one database
_HEADER = b"SQLite format 3\0"
_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"  # how a journal begins that must be rolled back
_STEPS_BETWEEN_CHECKS = 100_000  # of the virtual machine: about a millisecond
_ROWS_BETWEEN_CHECKS = 2_000
_SETTINGS = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "query_only=ON")
# Messages of a damaged database quote its schema, which may be no text.
_BROKEN = (sqlite3.Error, UnicodeDecodeError)
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 500),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 3),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
)


def is_database(path: Path) -> bool:
    """Whether a file begins as an SQLite database does. Raises nothing."""
    try:
        with open_file(path, MAX_DATABASE_BYTES) as file:
            return file.read(len(_HEADER)) == _HEADER
    except (OSError, UserError):
        return False


@contextmanager
def foreign_database(path: Path, program: str, job: Job = SILENT) -> Iterator[ForeignDatabase]:
    """Open a database that `program` made. Raises `UserError` for what is none, or is damaged.

    What was written beside the file and not yet into it (a write-ahead log) is read, too, on a
    copy that goes when this ends. Within it, `Cancelled` comes as soon as the job says so.
    """
    with open_file(path, MAX_DATABASE_BYTES) as file:
        size = file.seek(0, 2)
        file.seek(0)
        if file.read(len(_HEADER)) != _HEADER:
            raise UserError("not_that_project", name=path.name, program=program)
    _refuse_unfinished(path, program)
    log = path.with_name(path.name + "-wal")
    if not _size(log):
        yield from _opened(path, "mode=ro&immutable=1", program, size, job)
        return
    if _size(log) > MAX_DATABASE_BYTES:
        raise too_large(log, _size(log), MAX_DATABASE_BYTES)
    with TemporaryDirectory(prefix="qcode-") as folder:
        copy = Path(folder, "copy.sqlite3")
        try:
            shutil.copyfile(path, copy)
            shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
        except OSError as error:
            raise UserError("file_unreadable", name=path.name, reason=error.strerror) from error
        yield from _opened(copy, "mode=rw", program, size + _size(log), job, named=path)


def _opened(
    path: Path, mode: str, program: str, size: int, job: Job, named: Path | None = None
) -> Iterator[ForeignDatabase]:
    address = f"{path.absolute().as_uri()}?{mode}"
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, cached_statements=0)
    except _BROKEN as error:
        raise damaged(named or path, program) from error
    try:
        for number, limit in _LIMITS:
            connection.setlimit(number, limit)
        database = ForeignDatabase(connection, named or path, program, size, job)
        yield database
    finally:
        connection.close()


class ForeignDatabase:
    """What is in a database, table by table; made by `foreign_database`."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, program: str, size: int, job: Job
    ) -> None:
        self._connection, self._path, self._program, self._job = connection, path, program, job
        self._cancelled = False
        self._rows_left = MAX_ROWS
        # Every value is stored somewhere; far more than the file holds is a page used many times.
        self._characters_left = 4 * size + MEGABYTE
        # A text that is no UTF-8 is damaged, but the rest of it can be read.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        connection.set_progress_handler(self._stop, _STEPS_BETWEEN_CHECKS)
        for setting in _SETTINGS:
            self._run(f"PRAGMA {setting}")
        self._tables = self._columns()

    def _stop(self) -> bool:
        try:
            self._job.check()
        except Cancelled:
            self._cancelled = True
        return self._cancelled

    def has(self, table: str, *columns: str) -> bool:
        """Whether there is a table, with at least these columns."""
        return table in self._tables and self._tables[table].issuperset(columns)

    def columns(self, table: str) -> frozenset[str]:
        """Return the columns of a table, none if it is not there."""
        return frozenset(self._tables.get(table, ()))

    def need(self, table: str, *columns: str) -> None:
        """Raise `UserError("project_of_other_version")` unless a table has these columns."""
        if not self.has(table, *columns):
            raise UserError("project_of_other_version", name=self._path.name, program=self._program)

    def check(self) -> None:
        """Look through the whole database; raises `UserError` if it is damaged anywhere."""
        found = self._run("PRAGMA quick_check(1)").fetchone()
        if found is None or found[0] != "ok":
            raise damaged(self._path, self._program)

    def rows(
        self, table: str, columns: Sequence[str], *, order: Sequence[str] = (), only: str = ""
    ) -> Iterator[tuple[Value, ...]]:
        """Yield the rows of a table; None for columns that it lacks, none if it is not there.

        `order` names columns. `only` names one that must not be NULL.
        """
        there = self._tables.get(table)
        if there is None or (only and only not in there):
            return
        wanted = ", ".join(_quoted(each) if each in there else "NULL" for each in columns)
        sorting = ", ".join(_quoted(each) for each in order if each in there)
        query = f"SELECT {wanted} FROM {_quoted(table)}"
        query += f" WHERE {_quoted(only)} IS NOT NULL" if only else ""
        query += f" ORDER BY {sorting}" if sorting else ""
        try:
            for number, row in enumerate(self._run(query)):
                if not number % _ROWS_BETWEEN_CHECKS:
                    self._job.check()
                give_way()
                self._count(row)
                yield row
        except _BROKEN as error:
            raise self._fault() from error

    def cell(self, table: str, column: str, key: str, value: int) -> Value:
        """Return a column of the row in which column `key` is `value`, None if there is none."""
        if not self.has(table, column, key):
            return None
        query = f"SELECT {_quoted(column)} FROM {_quoted(table)} WHERE {_quoted(key)} = ?"
        found = self._run(query, value).fetchone()
        return found[0] if found else None

    def count(self, table: str) -> int:
        """Return how many rows a table has, 0 if it is not there."""
        if table not in self._tables:
            return 0
        found = self._run(f"SELECT count(*) FROM {_quoted(table)}").fetchone()
        return int(found[0])

    def _count(self, row: tuple[Value, ...]) -> None:
        self._rows_left -= 1
        for value in row:
            if isinstance(value, _WORDS):
                self._characters_left -= len(value)
        if self._rows_left < 0:
            raise UserError("project_too_large", name=self._path.name, limit=MAX_ROWS)
        if self._characters_left < 0:
            raise damaged(self._path, self._program)

    def _columns(self) -> dict[str, set[str]]:
        """Return the columns of each real table; views and virtual tables could run anything."""
        made = self._run("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        tables: dict[str, set[str]] = {}
        try:
            for name, sql in made.fetchmany(1_000):
                words = str(sql or "").upper().split(None, 2)
                if not isinstance(name, str) or words[:2] != ["CREATE", "TABLE"]:
                    continue
                about = self._run(f"PRAGMA table_xinfo({_quoted(name)})")
                # A column that is computed would run what the file says.
                tables[name] = {str(row[1]) for row in about if not row[6]}
        except _BROKEN as error:
            raise self._fault() from error
        return tables

    def _run(self, statement: str, *values: int) -> sqlite3.Cursor:
        try:
            return self._connection.execute(statement, values)
        except _BROKEN as error:
            raise self._fault() from error

    def _fault(self) -> Exception:
        return Cancelled() if self._cancelled else damaged(self._path, self._program)


def _refuse_unfinished(path: Path, program: str) -> None:
    """Refuse a database that a program is writing, or was when it ended.

    Only the program itself may roll back: a journal can name other files, to be deleted.
    """
    try:
        with path.with_name(path.name + "-journal").open("rb") as journal:
            if journal.read(len(_JOURNAL)) != _JOURNAL:
                return
    except OSError:
        return
    raise UserError("project_not_finished", name=path.name, program=program)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
