"""Where the media of a project from outside come to lie: small ones in it, large ones beside it.

What is in the project goes wherever that goes, and into every backup; hours of sound would make
each of those slow. Files beside it are never replaced, and gone again when the import fails.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from qcode.model.errors import UserError
from qcode.store import file
from qcode.store.content import content_hash

KEPT = 8 << 20  # bytes of a file that is kept in the project
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.I)
_FOLDER = " media"
_LONGEST = 120  # characters of a file's name


def media_folder(project: Path) -> Path:
    """Return the folder beside a project file that its media lie in; it may not be there."""
    return project.with_name(f"{project.stem}{_FOLDER}")


def safe_name(name: str) -> str:
    """Return the last part of a name as a file can be called on every system."""
    last = _UNSAFE.sub("_", PurePosixPath(name.replace("\\", "/")).name).strip(" .")
    if not last or _RESERVED.match(last):
        last = f"_{last}"
    stem, dot, suffix = last.rpartition(".")
    if not dot or len(suffix) > 10:
        return last[:_LONGEST]
    return f"{stem[: _LONGEST - len(suffix) - 1]}.{suffix}"


class Beside:
    """Writes files beside a project. Leaving with an error takes away what was written."""

    def __init__(self, project: Path) -> None:
        self._folder = media_folder(project)
        self._written: list[Path] = []
        self._made = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if kind is None:
            return
        for path in self._written:
            with suppress(OSError):
                path.unlink()
        if self._made:
            with suppress(OSError):
                self._folder.rmdir()

    def put(self, name: str, data: bytes) -> str:
        """Write a file, unless it is there already; return its path from the project's folder.

        Raises `UserError`: "folder_not_writable", "file_not_written".
        """
        try:
            return self._put(safe_name(name), data)
        except PermissionError as error:
            raise UserError("folder_not_writable", path=str(self._folder)) from error
        except OSError as error:
            raise UserError("file_not_written", path=str(self._folder / name)) from error

    def _put(self, name: str, data: bytes) -> str:
        if not file.exists(self._folder):
            self._folder.mkdir(mode=0o700)
            self._made = True
        digest = content_hash(data)
        path, number = self._folder / name, 2
        while path.is_symlink() or file.exists(path):
            if path.is_file() and not path.is_symlink() and _has(path, data, digest):
                return self._named(path)
            path = self._folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
            number += 1
        partial = path.with_name(f".{path.name}.part")
        partial.unlink(missing_ok=True)
        self._written.append(partial)
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        self._written.append(path)
        partial.replace(path)
        return self._named(path)

    def _named(self, path: Path) -> str:
        return f"{self._folder.name}/{path.name}"


def _has(path: Path, data: bytes, digest: str) -> bool:
    return path.stat().st_size == len(data) and content_hash(path.read_bytes()) == digest


def lies_beside(project: Path, path: str) -> Path | None:
    """Return the file of a medium if it lies in a folder of media beside the project.

    A path that comes from elsewhere may name any file of this machine: none of those is read. The
    folder keeps its name when the project gets another.
    """
    parts = PurePosixPath(path).parts
    if len(parts) != 2 or not parts[0].endswith(_FOLDER) or parts[1] == "..":
        return None
    folder = project.parent / parts[0]
    found = folder / parts[1]
    if folder.is_symlink() or found.is_symlink() or not file.is_file(found):
        return None
    return found


def read_beside(path: Path, sha256: str) -> bytes:
    """Return the bytes of a medium beside the project.

    Only what it is known to hold: a project that somebody sent could name another file there.
    Raises `UserError`: "file_not_readable", "file_changed".
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError("file_not_readable", path=str(path)) from error
    if content_hash(data) != sha256:
        raise UserError("file_changed", name=path.name)
    return data
