"""Where the files of an index lie: in a folder, or in memory. No byte goes another way."""

from __future__ import annotations

import io
import itertools
import os
import threading
import time
from abc import abstractmethod
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from whoosh.filedb import filestore
from whoosh.filedb.structfile import StructFile
from whoosh.util.filelock import FileLock, try_for

_LOCK = "MAIN_WRITELOCK"
_DELAY = 0.05  # seconds between two looks at a lock


class IndexBusy(Exception):  # noqa: N818 - a state, not a fault
    """Another window or process is writing to this index; try again later."""


class Storage(filestore.Storage):
    """The files of one index by name, for us and for Whoosh. Safe to use from several threads.

    One that keeps them encrypted needs no more than these methods, and from them:

    - stretches: `open_file` is read here and there, so a file is enciphered in pages, each sealed
      with its number and the name of its file, lest pages change places unseen;
    - `rename_file` replaces a file whole or not at all, for that is what makes a commit;
    - a lock and a stamp that other processes share, if any of them may come;
    - no file elsewhere: `temp_storage` is memory.

    Names say nothing of the texts, lengths say how much of them there is. The key belongs to the
    project, and the place to the user's own cache: a table of contents is unpickled, so it must
    never come with a project that somebody sent.
    """

    def create_file(self, name: str) -> StructFile:
        """Make a file, in place of another of this name; it is whole once it is closed."""
        return StructFile(self._create(name), name=name)

    def open_file(self, name: str) -> StructFile:
        """Open a file for reading. Raises `FileNotFoundError`."""
        return StructFile(self._open(name), name=name)

    def temp_storage(self, name: str | None = None) -> Storage:
        """Return a place for what must not last."""
        return MemoryStorage()

    @abstractmethod
    def _create(self, name: str) -> BinaryIO: ...

    @abstractmethod
    def _open(self, name: str) -> BinaryIO: ...

    @abstractmethod
    def list(self) -> Sequence[str]:
        """Return the names of all files, none if there is no such place yet."""

    @abstractmethod
    def file_exists(self, name: str) -> bool:
        """Return whether there is a file of this name."""

    @abstractmethod
    def file_length(self, name: str) -> int:
        """Return the length of a file in bytes. Raises `FileNotFoundError`."""

    @abstractmethod
    def delete_file(self, name: str) -> None:
        """Remove a file. Raises `FileNotFoundError`."""

    @abstractmethod
    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Put a file in place of another, whole or not at all."""

    @abstractmethod
    def stamp(self, name: str) -> Hashable | None:
        """Return something that changes with every new file of this name, None without one."""

    @abstractmethod
    def prepare(self) -> None:
        """Make the place, if need be."""

    def forget_others(self) -> None:
        """Remove what other versions of QCode keep of the same project: nothing, if it is alone."""

    @abstractmethod
    def _locked(self, patience: float) -> Any:
        """Return a lock that was taken, None if another had it for so many seconds."""

    @contextmanager
    def writing(self, patience: float) -> Iterator[None]:
        """Hold the lock that lets one thread of one process write.

        Waits for `patience` seconds. Raises `IndexBusy`, `OSError`.
        """
        self.prepare()
        lock = self._locked(patience)
        if lock is None:
            raise IndexBusy(repr(self))
        try:
            yield
        finally:
            lock.release()


class FolderStorage(Storage):
    """Files in a folder that is theirs alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __repr__(self) -> str:
        return f"FolderStorage({str(self.folder)!r})"

    def prepare(self) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def _create(self, name: str) -> BinaryIO:
        return (self.folder / name).open("wb")

    def _open(self, name: str) -> BinaryIO:
        # Putting paths together takes as long as opening the file.
        return io.FileIO(f"{self.folder}{os.sep}{name}")

    def list(self) -> Sequence[str]:
        """Return the names in the folder, none if there is no folder yet."""
        try:
            return [path.name for path in self.folder.iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def file_exists(self, name: str) -> bool:
        """Return whether there is a file of this name."""
        return (self.folder / name).exists()

    def file_length(self, name: str) -> int:
        """Return the length of a file in bytes."""
        return (self.folder / name).stat().st_size

    def delete_file(self, name: str) -> None:
        """Remove a file."""
        (self.folder / name).unlink()

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Put a file in place of another; patiently, for Windows keeps one that someone reads."""
        old, new = self.folder / oldname, self.folder / newname
        for patience in (0.01, 0.05, 0.2, 0.5):
            try:
                old.replace(new)
            except PermissionError:
                time.sleep(patience)
            else:
                return
        old.replace(new)

    def stamp(self, name: str) -> Hashable | None:
        """Return the time, number and length of a file."""
        try:
            # Asked at every question, and putting paths together takes longer.
            status = os.stat(f"{self.folder}{os.sep}{name}")  # noqa: PTH116
        except FileNotFoundError:
            return None
        return status.st_mtime_ns, status.st_ino, status.st_size

    def _locked(self, patience: float) -> Any:
        lock = FileLock(str(self.folder / _LOCK))
        return lock if try_for(lock.acquire, timeout=patience, delay=_DELAY) else None


class MemoryStorage(Storage):
    """Files that end with the program: for a project whose texts must not be on the disk."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[int, bytes]] = {}
        self._numbers = itertools.count()
        self._lock = threading.Lock()

    def prepare(self) -> None:
        """Do nothing: memory is there."""

    def _create(self, name: str) -> BinaryIO:
        return _Kept(self, name)

    def _open(self, name: str) -> BinaryIO:
        return io.BytesIO(self._content(name))

    def _content(self, name: str) -> bytes:
        try:
            return self._files[name][1]
        except KeyError:
            raise FileNotFoundError(name) from None

    def keep(self, name: str, content: bytes) -> None:
        """Put a whole file in."""
        self._files[name] = next(self._numbers), content

    def list(self) -> Sequence[str]:
        """Return the names of the files."""
        return list(self._files)

    def file_exists(self, name: str) -> bool:
        """Return whether there is a file of this name."""
        return name in self._files

    def file_length(self, name: str) -> int:
        """Return the length of a file in bytes."""
        return len(self._content(name))

    def delete_file(self, name: str) -> None:
        """Let a file go."""
        if self._files.pop(name, None) is None:
            raise FileNotFoundError(name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Put a file in place of another."""
        self.keep(newname, self._content(oldname))
        self.delete_file(oldname)

    def stamp(self, name: str) -> Hashable | None:
        """Return the number of a file: each has another."""
        known = self._files.get(name)
        return None if known is None else known[0]

    def _locked(self, patience: float) -> Any:
        return self._lock if self._lock.acquire(timeout=patience) else None

    def destroy(self) -> None:
        """Forget all."""
        self._files.clear()


class _Kept(io.BytesIO):
    """A file being written to memory."""

    def __init__(self, storage: MemoryStorage, name: str) -> None:
        super().__init__()
        self._storage = storage
        self._name = name

    def close(self) -> None:
        if not self.closed:
            self._storage.keep(self._name, self.getvalue())
        super().close()
