"""Losing nothing: automatic backups, copies on request, restoring, migrating, verifying."""

from __future__ import annotations

import shutil
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qcode.model.changes import OperationId
from qcode.model.errors import UserError
from qcode.model.finding import Finding
from qcode.model.job import SILENT, Job
from qcode.store import backup as copies
from qcode.store import file, lock, migrate, project_row, unit, verify
from qcode.store.file import Store

from .folders import backup_folder

# An automatic backup is due after so many operations, or when there is anything new and the last
# one is this old: so opening a project backs it up, and a script of a hundred commands does not
# make a hundred copies. Nor does one that does thousands of things in a minute: copying and
# checking a large project takes longer than the hundred operations.
OPERATIONS = 100
APART = timedelta(minutes=1)
AGE = timedelta(minutes=10)
# When a project opens, its window has much to read and to show: the backup that is due then waits
# so many seconds, unless something is to be changed or the project closes before that.
SETTLED = 5.0
_PATIENCE = 5.0  # seconds that a change waits for a backup to begin, at most: disks can hang


class BackupKeeper:
    """Makes automatic backups of one open project, in a thread of its own."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wanted, self._begun = threading.Event(), threading.Event()  # of that thread
        newest = copies.list_backups(folder)[-1:] if file.is_folder(folder) else []
        self._operation = newest[0].operation if newest else OperationId(0)
        self._made = newest[0].made if newest else datetime.min.replace(tzinfo=UTC)
        self.failure: UserError | None = None

    def consider(self, operation: OperationId, *, after: float = 0) -> None:
        """Have a backup made if one is due now that `operation` is the newest. Returns at once.

        It begins `after` some seconds, or when it is wanted: see `before_change` and `close`.
        """
        with self._guard:
            # A restored project may be older than its newest backup: that is news too.
            news = abs(operation - self._operation)
            age = datetime.now(UTC) - self._made
            due = age >= AGE or (news >= OPERATIONS and age >= APART)
            running = self._thread is not None and self._thread.is_alive()
            if running or news <= 0 or not due:
                return
            self._operation, self._made = operation, datetime.now(UTC)
            self._wanted, self._begun = threading.Event(), threading.Event()
            waits = (after, self._wanted, self._begun)
            self._thread = threading.Thread(target=self._back_up, args=waits, name="backup")
            self._thread.start()

    def before_change(self) -> None:
        """Let a backup that is due begin: it is to have the project as it is now."""
        if self._thread is not None and self._thread.is_alive():
            self._wanted.set()
            self._begun.wait(_PATIENCE)

    def close(self) -> None:
        """Wait for a backup that is due or under way."""
        if self._thread is not None:
            self._wanted.set()
            self._thread.join()

    def _back_up(self, after: float, wanted: threading.Event, begun: threading.Event) -> None:
        wanted.wait(after)
        # A backup that fails must not stop the work; the window and `verify` show it.
        try:
            copies.add_backup(self._store, self._folder, begun.set)
            for old in copies.superfluous(copies.list_backups(self._folder), datetime.now(UTC)):
                with suppress(OSError):
                    old.path.unlink()
            self.failure = None
        except UserError as error:
            self.failure = error
        except OSError:
            self.failure = UserError("backup_failed", path=str(self._folder))
        finally:
            begun.set()  # nobody waits for what has failed


def keeper_of(store: Store) -> BackupKeeper:
    """Return the keeper of an open project's automatic backups."""
    return BackupKeeper(store, backup_folder(_guid(store), make=False))


def _guid(store: Store) -> str:
    with store.reading() as view:
        return project_row.read_info(view).guid


def migrate_when_older(path: Path, *, coder: str, force: bool = False) -> None:
    """Back up and migrate a project of an older schema; leave any other alone."""
    if not migrate.is_older(path):
        return
    stamp = f"{datetime.now(UTC):%Y-%m-%d %H%M%S}"
    kept = path.with_name(f"{path.stem} (before update {stamp}){file.SUFFIX}")
    copies.copy_file(path, kept)
    try:
        migrate.migrate(path, coder=coder, force=force)
    except BaseException:  # the file is as it was
        kept.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was written and checked: its file and the SHA-256 of that."""

    path: Path
    sha256: str


def back_up(path: Path, out: Path | None = None) -> Copy:
    """Write a whole, checked copy of a project, open or not.

    Without `out` it goes to the numbered automatic backups. An existing file is never replaced:
    `UserError("file_exists")`.
    """
    with file.open_store(file.named(path), read_only=True) as store:
        if out is None:
            made = _add_backup(store)
            return Copy(made.path, copies.file_hash(made.path))
        if file.exists(out):
            raise UserError("file_exists", path=str(out))
        if not file.is_folder(out.parent):
            raise UserError("folder_missing", path=str(out.parent))
        return Copy(out, copies.copy(store, out))


def restore(backup: Path, path: Path) -> Copy:
    """Put a backup in the place of a project; what was there is kept as a backup of its own.

    The project must not be open: `UserError("project_locked")`. Written whole or not at all.
    """
    backup, path = file.named(backup), file.named(path)
    if not file.exists(path):
        path = file.with_suffix(path)
    copies.check_copy(backup)
    given, path = path, path.resolve()  # a link stays one
    if not file.is_folder(path.parent):
        raise UserError("folder_missing", path=str(path.parent))
    if file.exists(path) and not path.is_file():
        raise UserError("file_exists", path=str(path))
    held = lock.acquire(path, since=unit.now())
    try:
        _keep_old(path)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".restore-") as folder:
            written = Path(folder, "project.qcode")
            with file.open_store(backup, read_only=True) as source:
                source.check_rows()
                digest = copies.copy(source, written)
            for companion in file.COMPANIONS:
                path.with_name(path.name + companion).unlink(missing_ok=True)
            written.replace(path)
    except OSError as error:
        raise UserError("file_not_written", path=str(path)) from error
    finally:
        held.release()
    return Copy(given, digest)


def _keep_old(path: Path) -> None:
    """Keep what a restore replaces: as a numbered backup, or byte for byte when it is damaged."""
    if not file.exists(path):
        return
    try:
        with file.open_store(path, read_only=True) as old:
            _add_backup(old)
    except UserError:
        kept = f"{path.stem} (replaced {datetime.now(UTC):%Y-%m-%d %H%M%S}){path.suffix}"
        shutil.copy2(path, path.with_name(kept))


def _add_backup(store: Store) -> copies.Backup:
    folder = backup_folder(_guid(store), make=False)
    try:
        return copies.add_backup(store, folder)
    except OSError as error:
        raise UserError("backup_failed", path=str(folder)) from error


def verify_store(store: Store, job: Job = SILENT) -> list[Finding]:
    """Check the file, the texts, the spans and the journal; return what is wrong."""
    return verify.verify(store, job)
