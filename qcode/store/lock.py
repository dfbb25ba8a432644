"""Who has a project open for writing: a lock beside the file that names its holder.

The lock file holds a line of JSON for people and other machines to read; that its holder lives is
shown by an advisory lock of the operating system, which falls when the process ends, however it
ends. A lock left by another machine cannot be tested and is believed.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import socket
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from qcode.model.errors import UserError

# Windows: locked far behind the text, so that others can still read who holds the file.
_BYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: login name, machine, process, and since when (UTC, ISO 8601)."""

    user: str
    host: str
    process: int
    since: str


def lock_path(project: Path) -> Path:
    """Return the path of a project's lock file: one for a file, by whichever link it is opened."""
    real = project.resolve()
    return real.with_name(f".{real.name}.lock")


def login_name() -> str:
    """Return the user's login name, or "user" where there is none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "user"


class Lock:
    """A held lock. Made by `acquire`; `release` removes the file."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Give the lock back. Harmless when it was given back before."""
        if self._descriptor is None:
            return
        # The name goes first: who opens the file after us must make a new one.
        with contextlib.suppress(OSError):
            self._path.unlink()
        os.close(self._descriptor)
        self._descriptor = None
        with contextlib.suppress(OSError):  # Windows deletes an open file only now
            self._path.unlink(missing_ok=True)


def acquire(project: Path, *, since: str, force: bool = False) -> Lock:
    """Take the lock, or raise `UserError("project_locked")` naming who holds it.

    `force` takes over a lock that another machine left behind; a live one on this machine stays.
    """
    path = lock_path(project)
    for _attempt in range(3):
        descriptor = _open(path, project)
        if descriptor is None:
            continue
        if not _lock_byte(descriptor):
            os.close(descriptor)
            raise _held(path)
        if _replaced(path, descriptor):
            os.close(descriptor)
            continue
        left = read_holder(path)
        if left and left.host != socket.gethostname() and not force:
            os.close(descriptor)
            raise _held(path)
        held = Lock(path, descriptor)
        holder = Holder(login_name(), socket.gethostname(), os.getpid(), since)
        try:
            _write_holder(descriptor, holder)
        except OSError as error:
            held.release()
            code = "disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "disk_error"
            raise UserError(code, path=str(project)) from error
        return held
    raise _held(path)


def _open(path: Path, project: Path) -> int | None:
    """Open the lock file, made if need be; None when what lay in the way has been removed."""
    # Others may read who holds the project, and a link to another file is never followed.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags, 0o644)
    except OSError as error:
        try:
            if path.is_symlink() or (path.is_file() and _is_left(path)):
                path.unlink()
                return None
        except OSError:
            pass
        else:
            if path.is_file():
                raise _held(path) from error
        raise UserError("folder_not_writable", path=str(project.parent)) from error


def _is_left(path: Path) -> bool:
    """Whether another user's lock, which we may read only, was left by a dead process here."""
    left = read_holder(path)
    if left is None or left.host != socket.gethostname():
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return _lock_byte(descriptor)
    finally:
        os.close(descriptor)


def read_holder(path: Path) -> Holder | None:
    """Return whom a lock file names, None when there is none or it cannot be read."""
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def is_elsewhere(host: str) -> bool:
    """Whether a lock was taken on another machine, by the name that it gives."""
    return host not in ("?", socket.gethostname())


def _held(path: Path) -> UserError:
    holder = read_holder(path)
    return UserError(
        "project_locked",
        user=holder.user if holder else "?",
        host=holder.host if holder else "?",
        since=holder.since if holder else "?",
    )


def _replaced(path: Path, descriptor: int) -> bool:
    """Whether the former holder removed the file between our opening and locking it."""
    try:
        return not os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return True


def _write_holder(descriptor: int, holder: Holder) -> None:
    line = json.dumps(asdict(holder)).encode()
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, line)
    os.fsync(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock_byte(descriptor: int) -> bool:
        os.lseek(descriptor, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    # Open-file-description semantics: two openings in one process exclude each other too.
    def _lock_byte(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
