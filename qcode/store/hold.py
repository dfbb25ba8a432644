"""Keeps a project that is open locked as SQLite locked it, whoever looks into its files here.

On POSIX systems a lock is the process's: closing any descriptor of a file lets go of all that the
process has locked in it. File dialogs open the files that they show, to tell of what kind they
are, and SQLite's locks of a project in that folder are gone without its knowing. Another process
then takes itself for the only one, and empties the shared memory of the log, or removes the log.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from pathlib import Path

# What a connection holds for as long as it is open, as SQLite's os_unix.c has it: bytes and number.
_SHARED = (0x40000002, 510)  # of the file: it is in use
_ATTACHED = (128, 1)  # of the shared memory: it is in use


class Hold:
    """The locks that a file with a write-ahead log needs for as long as it is open.

    With `kept` false, and on Windows, where locks are a handle's, there is nothing to do.
    """

    def __init__(self, path: Path, *, kept: bool) -> None:
        memory = path.with_name(f"{path.name}-shm")
        kept = kept and sys.platform != "win32"
        self._locked = ((path, _SHARED), (memory, _ATTACHED)) if kept else ()
        # Of both files, and never closed before the end: that would unlock what it is to lock.
        self._descriptors: dict[Path, int] = {}
        self._replaced: list[int] = []
        self._guard = threading.Lock()

    def renew(self) -> None:
        """Take back what is lost, while a connection is open. Costs a few microseconds."""
        with self._guard:
            for path, (start, length) in self._locked:
                with suppress(OSError):  # not there yet, or just being locked by another
                    _share(self._open(path), start, length)

    def _open(self, path: Path) -> int:
        there, known = path.stat(), self._descriptors.get(path)
        if known is not None and os.path.samestat(there, os.fstat(known)):
            return known
        if known is not None:  # SQLite made another one
            self._replaced.append(known)
        self._descriptors[path] = made = os.open(path, os.O_RDONLY)
        return made

    def release(self) -> None:
        """Let go, once no connection is open."""
        with self._guard:
            for descriptor in (*self._replaced, *self._descriptors.values()):
                os.close(descriptor)
            self._replaced.clear()
            self._descriptors.clear()


if sys.platform == "win32":

    def _share(_descriptor: int, _start: int, _length: int) -> None:
        """Do nothing."""

else:
    import fcntl

    def _share(descriptor: int, start: int, length: int) -> None:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, length, start)
