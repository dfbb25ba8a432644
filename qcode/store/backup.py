"""Whole copies of a project: made with SQLite's backup, checked, numbered, kept by age."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qcode.model.changes import OperationId
from qcode.model.errors import UserError

from .file import COMPANIONS, SUFFIX, Store, open_store, read_version, uri

_NAME = re.compile(r"(\d{8}T\d{6})Z-(\d+)\.qcode")
_ABANDONED = 24 * 3600  # seconds
_STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A numbered backup: when it was made (UTC), the last operation in it, and its file."""

    made: datetime
    operation: OperationId
    path: Path


def list_backups(folder: Path) -> list[Backup]:
    """Return the numbered backups in a folder, oldest first."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        match = _NAME.fullmatch(path.name)
        if match:
            made = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(made, OperationId(int(match[2])), path))
    return sorted(found)


def _nothing() -> None:
    """Whoever makes a copy need not be told when it has begun."""


def add_backup(store: Store, folder: Path, begun: Callable[[], object] = _nothing) -> Backup:
    """Add a numbered, checked backup of the project to a folder, which is made if need be.

    What is written after `begun` was called is not in it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep(folder)
    made = datetime.now(UTC)
    with _partial(folder) as target:
        try:
            _write(store, target, begun)
        except UserError as error:
            raise UserError("backup_failed", path=str(folder)) from error
        with open_store(target, read_only=True) as written:
            number = written.last_operation()
        path = folder / f"{made.strftime(_STAMP)}Z-{number}{SUFFIX}"
        target.replace(path)
    return Backup(made.replace(microsecond=0), number, path)


def copy(store: Store, target: Path) -> str:
    """Write a checked copy of the project as it is now to a file; return its SHA-256.

    Whole or not at all: `UserError("backup_failed")`.
    """
    try:
        with _partial(target.parent) as partial:
            _write(store, partial, _nothing)
            digest = file_hash(partial)
            partial.replace(target)
    except (OSError, UserError) as error:
        raise UserError("backup_failed", path=str(target)) from error
    return digest


@contextmanager
def _partial(folder: Path) -> Iterator[Path]:
    """Give the name of a file for what is not whole yet; it is gone at the end."""
    path = folder / f".{uuid.uuid4().hex}.partial"
    try:
        yield path
    finally:
        for companion in ("", *COMPANIONS):
            with suppress(OSError):
                path.with_name(path.name + companion).unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Remove what a process that was killed had begun, once nobody can be writing it still."""
    for path in folder.glob(".*.partial*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED:
                path.unlink()


def _write(store: Store, target: Path, begun: Callable[[], object]) -> None:
    try:
        store.backup_to(target, begun)
        _sync(target)
        check_copy(target)
    except (OSError, sqlite3.Error, UserError) as error:
        raise UserError("backup_failed", path=str(target)) from error


def copy_file(path: Path, target: Path) -> None:
    """Write a checked copy of a project of any version, with what its log may hold still."""
    with (
        closing(sqlite3.connect(uri(path, "ro"), uri=True)) as source,
        closing(sqlite3.connect(target)) as made,
    ):
        source.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")
    _sync(target)
    check_copy(target)


def check_copy(path: Path) -> None:
    """Raise `UserError("project_damaged")` unless a file is a sound project database."""
    read_version(path)
    try:
        with closing(sqlite3.connect(uri(path, "ro"), uri=True)) as database:
            database.execute("PRAGMA trusted_schema=OFF")
            sound = database.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        sound = False
    if not sound:
        raise UserError("project_damaged", path=str(path))


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def superfluous(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Return the backups to delete: all of a day are kept, then one a day for a month, then one
    a month for ever. The newest always stays.
    """
    kept: set[Backup] = set(backups[-1:])
    kept |= {backup for backup in backups if now - backup.made < timedelta(days=1)}
    recent = [backup for backup in backups if now - backup.made < timedelta(days=31)]
    kept |= _last_of_each(recent, "%Y%m%d") | _last_of_each(backups, "%Y%m")
    return [backup for backup in backups if backup not in kept]


def _last_of_each(backups: Iterable[Backup], period: str) -> set[Backup]:
    return set({backup.made.strftime(period): backup for backup in backups}.values())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
