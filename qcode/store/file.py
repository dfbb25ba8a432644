"""A project file: making, opening and closing it, and the two ways in, reading and writing.

What is promised and how it is kept:
- an operation that was acknowledged survives `kill -9` and, as far as the disk keeps its word,
  power loss: `synchronous=FULL` with the write-ahead log, `EXTRA` with the rollback journal (it
  also syncs the folder), `fullfsync` on macOS where plain fsync stays in the drive's cache;
- nothing is written outside a unit: every connection is `query_only` but one, which only units
  have;
- a closed project is one file: closing empties the log into it;
- one writer: a lock beside the file, see `lock`.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, insert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from qcode.model.changes import Changes, Op, OperationId
from qcode.model.courtesy import give_way
from qcode.model.errors import UserError

from . import constraints, journal, lock, schema, soundness
from .compiled import share
from .hold import Hold
from .place import Place, judge
from .prepared import run_plain
from .unit import Unit, now

SUFFIX = ".qcode"
BUSY_SECONDS = 10
_STEPS_AT_ONCE = 5_000  # of SQLite's machine, a part of a millisecond; then others may go first
COMPANIONS = ("-wal", "-shm", "-journal")
_HEADER = b"SQLite format 3\x00"


class Store:
    """An open project file. Safe to use from several threads; units wait for each other."""

    def __init__(self, path: Path, *, held: lock.Lock | None, place: Place) -> None:
        self.path = path
        self.place = place
        self._lock = held
        self._writing = threading.RLock()
        self._unit_open = False
        self._closed = False
        self._engine = _engine(path, read_only=held is None, place=place)
        self._writer: Connection | None = None  # kept for the next unit
        logs = held is not None and place.journal_mode == "WAL"
        self._hold = Hold(path.resolve(), kept=logs)

    @property
    def read_only(self) -> bool:
        """Whether the project was opened for reading only."""
        return self._lock is None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the project for as long as it is open.

        Raises `UserError` for what the disk or the file does: see `explained`.
        """
        try:
            with self._engine.connect() as connection, connection.begin():
                self._hold.renew()
                yield connection
        except DatabaseError as error:
            raise explained(error, self.path, reading=True) from error

    @contextmanager
    def writing(
        self,
        kind: Op,
        *,
        coder: str,
        origin: object = None,
        before: Callable[[Unit], None] | None = None,
    ) -> Iterator[Unit]:
        """Open a unit; commit it at the end, or roll all of it back on any error.

        `before` may note the coder in a quiet operation of its own, which undo passes over, in
        the same transaction. `unit.changes` holds what was done after the block. Raises
        `UserError("read_only")`.
        """
        with self._transaction() as connection:
            if before is not None:
                noted = Unit(connection, Op.ADD_CODER, coder=coder, origin=origin)
                before(noted)
                noted.finish(journal.links_of_new(connection, Op.ADD_CODER, quiet=True))
            unit = Unit(connection, kind, coder=coder, origin=origin)
            yield unit
            unit.finish(journal.links_of_new(connection, kind, quiet=False))

    def undo(self, *, coder: str, origin: object = None) -> Changes:
        """Take back the newest operation that stands; `UserError("nothing_to_undo")`."""
        with self._transaction() as connection:
            target = journal.stacks(connection).undo
            if target is None:
                raise UserError("nothing_to_undo")
            unit = Unit(connection, Op.UNDO, coder=coder, origin=origin)
            unit.params.update(journal.params_of_inverse(connection, target))
            journal.invert(unit, target)
            unit.finish(journal.links_of_undo(connection, target))
        return unit.changes

    def redo(self, *, coder: str, origin: object = None) -> Changes:
        """Do again what was last undone; `UserError("nothing_to_redo")`."""
        with self._transaction() as connection:
            target = journal.stacks(connection).redo
            if target is None:
                raise UserError("nothing_to_redo")
            unit = Unit(connection, Op.REDO, coder=coder, origin=origin)
            unit.params.update(journal.params_of_inverse(connection, target))
            journal.invert(unit, target)
            unit.finish(journal.links_of_redo(connection, target))
        return unit.changes

    def check_rows(self) -> None:
        """Raise `UserError("project_damaged")` for rows that no operation can have written."""
        with self.reading() as connection:
            soundness.check_rows(connection, self.path)

    def backup_to(self, target: Path, begun: Callable[[], object]) -> None:
        """Copy a consistent state into a new file with SQLite's backup, whatever goes on.

        What is written after `begun` was called is not in it.
        """
        with (
            closing(sqlite3.connect(uri(self.path, "ro"), uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_schema").fetchall()  # which settles the state
            begun()
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")

    def last_operation(self) -> OperationId:
        """Return the number of the newest operation."""
        with self.reading() as connection:
            return journal.last_operation(connection)

    def let_pages_go(self) -> None:
        """Give back the memory of the pages that idle connections keep of the file."""
        idle = [self._engine.raw_connection() for _ in range(self._idle())]
        for connection in idle:
            connection.cursor().execute("PRAGMA shrink_memory")
            connection.close()
        if self._writing.acquire(blocking=False):
            try:
                if self._writer is not None and not self._unit_open:
                    self._writer.connection.cursor().execute("PRAGMA shrink_memory")
            finally:
                self._writing.release()

    def _idle(self) -> int:
        """Return how many connections wait for a reader."""
        pool = self._engine.pool
        assert isinstance(pool, QueuePool)
        return pool.checkedin()

    def close(self) -> None:
        """Empty the log into the file, close it and give the lock back. Once is enough."""
        if self._closed:
            return
        try:
            self._let_go()
            if self._lock is not None:
                _fold_log(self.path)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Let go of a file that cannot be written any more, and give the lock back."""
        self._closed = True
        self._let_go()
        if self._lock is not None:
            self._lock.release()

    def _let_go(self) -> None:
        self._drop_writer()
        self._engine.dispose()
        self._hold.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if self.read_only:
            raise UserError("read_only", path=str(self.path))
        with self._writing:
            if self._unit_open:
                raise RuntimeError("a unit is open already: one operation cannot contain another")
            self._unit_open = True
            try:
                if self._writer is None:
                    self._writer = self._open_writer()
                with self._writer.begin():
                    self._hold.renew()
                    yield self._writer
            except DatabaseError as error:
                self._drop_writer()  # whatever state it is in
                raise explained(error, self.path) from error
            finally:
                self._unit_open = False

    def _open_writer(self) -> Connection:
        """Open the connection of the units. It is never among those that readers get."""
        connection = self._engine.connect().execution_options(writes=True)
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA query_only=OFF")
        connection.detach()
        return connection

    def _drop_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()


def create_store(path: Path, values: Mapping[str, object], *, coder: str) -> Store:
    """Make a new project file with one row in `project`, and leave it open.

    What cannot be made whole is taken away again. Raises `UserError`: "project_exists",
    "folder_missing", "folder_not_writable", "disk_full".
    """
    if not is_folder(path.parent):
        raise UserError("folder_missing", path=str(path.parent))
    _check_new(path)
    held = lock.acquire(path, since=now())
    try:
        _check_new(path)  # somebody may have made it until the lock was ours
        try:
            return _filled(path, values, coder, held)
        except BaseException as error:
            for suffix in ("", *COMPANIONS):
                with suppress(OSError):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
            if isinstance(error, DatabaseError):
                raise explained(error, path) from error
            raise
    except BaseException:
        held.release()
        raise


def _check_new(path: Path) -> None:
    if exists(path) or path.is_symlink():
        raise UserError("project_exists", path=str(path))


def _filled(path: Path, values: Mapping[str, object], coder: str, held: lock.Lock) -> Store:
    place = judge(path)
    _create_schema(path, place)
    store = Store(path, held=held, place=place)
    try:
        with store.writing(Op.CREATE_PROJECT, coder=coder) as unit:
            unit.params["name"] = values.get("name", "")
            unit.add(schema.project, created=now(), **values)
    except BaseException:
        store.abandon()
        raise
    return store


def open_store(path: Path, *, read_only: bool = False, force: bool = False) -> Store:
    """Open a project file of the present schema.

    What a file defines must be ours; its rows are only looked at by `check_rows`. Raises
    `UserError`: "project_missing", "not_a_project", "project_newer", "project_older" (call
    `migrate` first), "project_locked" (unless `read_only`), "project_damaged",
    "project_not_writable", "project_not_closed" (reading what a crash left where it cannot be
    mended), "project_busy".
    """
    version = read_version(path)
    if version > schema.VERSION:
        raise UserError("project_newer", path=str(path))
    if version < schema.VERSION:
        raise UserError("project_older", path=str(path))
    if not read_only:
        if not os.access(path, os.W_OK):
            raise UserError("project_not_writable", path=str(path))
        return _opened(path, lock.acquire(path, since=now(), force=force))
    try:
        return _opened(path, None)
    except UserError as error:
        if error.code != "project_not_closed":
            raise
        # What a crash left can only be mended by writing; afterwards anybody can read.
        with suppress(UserError):
            open_store(path).close()
        return _opened(path, None)


def _opened(path: Path, held: lock.Lock | None) -> Store:
    """Open a store and look into it; give the lock back if that cannot be."""
    try:
        store = Store(path, held=held, place=judge(path))
    except BaseException:
        if held is not None:
            held.release()
        raise
    try:
        with store.reading() as connection:
            soundness.check_schema(connection, path)
        store.last_operation()
    except BaseException as error:
        store.abandon()
        # The driver cannot even read what SQLite says of a schema that is garbled.
        if isinstance(error, (DatabaseError, UnicodeDecodeError)):
            raise UserError("project_damaged", path=str(path)) from error
        raise
    return store


def read_version(path: Path) -> int:
    """Return the schema version of a project file, after checking that it is one."""
    if not exists(path):
        raise UserError("project_missing", path=str(path))
    if not path.is_file():  # a pipe would never end
        raise UserError("project_not_file", path=str(path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise UserError("file_not_readable", path=str(path)) from error
    if header[:16] != _HEADER or int.from_bytes(header[68:72]) != schema.APPLICATION_ID:
        raise UserError("not_a_project", path=str(path))
    if soundness.deletes_another_file(path.with_name(path.name + "-journal")):
        raise UserError("project_damaged", path=str(path))
    return int.from_bytes(header[60:64])


def _fold_log(path: Path) -> None:
    """Empty the log into the file and leave it without one, so that it is a single file again.

    Whoever reads the closed project then makes no log either. While somebody reads it now, the
    log stays as it is, and the next who closes the project folds it.
    """
    # Whoever took the file away while it was open does not get an empty one in its place.
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(uri(path, "rw"), timeout=0.5, uri=True)) as raw,
    ):
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute("PRAGMA journal_mode=DELETE")


def create_tables(connection: Connection) -> None:
    """Create tables, constraints and counters in an empty database."""
    for statement in (*schema.definitions(connection.dialect.name), *constraints.statements()):
        run_plain(connection, statement)
    names = [table.name for table in schema.JOURNALLED] + ["operation"]
    connection.execute(insert(schema.counter), [{"name": name, "value": 0} for name in names])


def _create_schema(path: Path, place: Place) -> None:
    # The driver would commit, and wait for the disk, after each table.
    engine = share(create_engine(address(path, "rwc"), connect_args={"isolation_level": None}))
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={schema.VERSION}")
            create_tables(connection)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA journal_mode={place.journal_mode}")
    finally:
        engine.dispose()


def exists(path: Path) -> bool:
    """Whether there is a file or folder that can be seen: in a closed folder, nothing is."""
    try:
        return path.exists()
    except OSError:  # also a name longer than the system allows
        return False


def is_file(path: Path) -> bool:
    """Whether there is a file that can be seen, itself or through a link."""
    return exists(path) and path.is_file()


def with_suffix(path: Path) -> Path:
    """Return the path with `.qcode` at the end."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def named(path: Path) -> Path:
    """Return the project file that a path names, with its suffix or without."""
    return path if is_file(path) or not is_file(with_suffix(path)) else with_suffix(path)


def is_folder(path: Path) -> bool:
    """Whether there is a folder that can be seen."""
    return exists(path) and path.is_dir()


def uri(path: Path, mode: str) -> str:
    """Return a file as SQLite names it: whatever the bytes of its name; mode "ro", "rw", "rwc"."""
    # Who only reads must not empty a shared memory that seems to be nobody's, see `hold`.
    more = "&readonly_shm=1" if mode == "ro" else ""
    return f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}{more}"


def address(path: Path, mode: str) -> str:
    """Return the address of a file for SQLAlchemy."""
    return f"sqlite:///{uri(path, mode)}&uri=true"


def _engine(path: Path, *, read_only: bool, place: Place) -> Engine:
    engine = create_engine(
        address(path, "ro" if read_only else "rw"),
        poolclass=QueuePool,
        pool_size=4,
        pool_use_lifo=True,  # the one used last knows most pages
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _prepare(raw: Any, _record: object) -> None:
        # Transactions are begun below, by hand: the driver would begin them too late for reads.
        raw.isolation_level = None
        raw.set_progress_handler(give_way, _STEPS_AT_ONCE)
        if not read_only:
            raw.execute(f"PRAGMA journal_mode={place.journal_mode}")
            raw.execute(f"PRAGMA synchronous={'FULL' if place.journal_mode == 'WAL' else 'EXTRA'}")
            if sys.platform == "darwin":
                raw.execute("PRAGMA fullfsync=ON")
        raw.execute("PRAGMA foreign_keys=ON")
        raw.execute("PRAGMA trusted_schema=OFF")  # a project may come from anybody
        raw.execute("PRAGMA cache_size=-16000")
        raw.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        run_plain(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

    return share(engine)


# What SQLite's primary result codes say, for a file that is written.
_CASES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_BUSY: "project_busy",
    sqlite3.SQLITE_LOCKED: "project_busy",
    sqlite3.SQLITE_READONLY: "project_not_writable",
    sqlite3.SQLITE_IOERR: "disk_error",
    sqlite3.SQLITE_CANTOPEN: "project_not_writable",
    sqlite3.SQLITE_PERM: "project_not_writable",
    sqlite3.SQLITE_CORRUPT: "project_damaged",
    sqlite3.SQLITE_NOTADB: "project_damaged",
}


# What is missing, and text that is none: SQLite has no code of its own for these.
_NOT_AS_WRITTEN = ("no such table", "no such column", "Could not decode to UTF-8")


def explained(error: DatabaseError, path: Path, *, reading: bool = False) -> Exception:
    """Return the user's case behind an error of the disk or the file, or the error itself."""
    code = getattr(error.orig, "sqlite_errorcode", 0)
    found = _CASES.get(code & 0xFF)
    if str(error.orig).startswith(_NOT_AS_WRITTEN):
        found = "project_damaged"
    # A reader that writes is a fault of ours; one that must mend a log first finds it cannot.
    if found is None or (reading and code == sqlite3.SQLITE_READONLY):
        return error
    if reading and found == "project_not_writable":
        found = "project_not_closed"
    return UserError(found, path=str(path))
