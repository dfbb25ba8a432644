"""The file or folder that a project comes in: its list of members, and their bytes when wanted.

A project with its recordings may have many gigabytes, so nothing is unpacked before it is asked
for, and never to the disk. What the package says of its sizes is not believed. Members are found
by name alone; a name that leads elsewhere leads nowhere.
"""

from __future__ import annotations

import bz2
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote

from qcode.formats.exchange import Held
from qcode.formats.limits import (
    MAX_FILE_BYTES,
    MAX_PART_BYTES,
    MEGABYTE,
    damaged,
    open_file,
    read_bytes,
)
from qcode.formats.package import Package
from qcode.model.courtesy import give_way
from qcode.model.errors import UserError

KIND = "REFI-QDA"
PROJECT_SUFFIX = ".qde"
_PACKED = (".qdpx", ".qdp")
MAX_PROJECT_BYTES = 1 << 40  # the package as a whole; it is never read as a whole
MAX_TEXT_TOTAL = 512 * MEGABYTE  # all texts of a project, unpacked

_SOURCES = ("sources", "Sources")
_HEADER = struct.Struct("<4s5H3L2H")
_SIGNATURE = b"PK\x03\x04"
_LOCKED = 1
_PIECE = 1 << 16  # packed bytes that are unpacked in one go


@dataclass(frozen=True, slots=True)
class _Member:
    """Where a member is: in the package, or as a file beside the project."""

    name: str
    size: int
    info: zipfile.ZipInfo | None = None
    path: Path | None = None


class Container:
    """What a project file brings. `project` is the name of its XML."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: BinaryIO | None = None
        self._members: dict[str, _Member] = {}
        self._by_name: dict[str, list[_Member]] = {}
        self.packed = zipfile.is_zipfile(path)
        if self.packed:
            for info in _infos(path):
                name = info.filename.replace("\\", "/")
                if not name.endswith("/"):
                    self._add(_Member(name, info.file_size, info=info))
        else:
            for name, file in _beside(path):
                self._add(_Member(name, file.stat().st_size, path=file))
        self.project = self._project()

    def _add(self, member: _Member) -> None:
        key = member.name.casefold()
        if key not in self._members:
            self._members[key] = member
            self._by_name.setdefault(key.rpartition("/")[2], []).append(member)

    def _project(self) -> str:
        if not self.packed:
            return self.path.name
        found = [
            each.name
            for key, each in self._members.items()
            if key.endswith(PROJECT_SUFFIX) and not key.rpartition("/")[2].startswith("._")
        ]
        if not found:
            inner = (each.name for key, each in self._members.items() if key.endswith(_PACKED))
            if name := next(inner, ""):
                last = name.rpartition("/")[2]
                raise UserError("project_packed", name=self.path.name, inner=last)
            raise damaged(self.path, KIND)
        return min(found, key=_depth)

    def xml(self) -> bytes:
        """Return the XML of the project."""
        if not self.packed:
            return read_bytes(self.path, MAX_PART_BYTES)
        return self._read(self._members[self.project.casefold()], MAX_PART_BYTES)

    def find(self, path: str) -> Held | None:
        """Return the member that a path of a source means; None if the file does not bring it.

        The scheme `internal://` may be missing, and the folder be another; what is outside of
        the package (`relative://`, `absolute://`) is not looked for.
        """
        scheme, _, rest = path.replace("\\", "/").rpartition("://")
        if scheme and scheme.casefold() != "internal":
            return None
        member = self._found(rest.strip("/")) or self._found(unquote(rest).strip("/"))
        if member is None:
            return None
        reading = partial(self._read, member, MAX_FILE_BYTES)
        return Held(member.name.rpartition("/")[2], member.size, reading)

    def _found(self, path: str) -> _Member | None:
        key = path.casefold()
        folder = self.project.casefold().rpartition("/")[0]
        under = f"{folder}/" if folder else ""
        for name in (f"{under}sources/{key}", under + key, key):
            if name in self._members and name != self.project.casefold():
                return self._members[name]
        same = self._by_name.get(key.rpartition("/")[2], [])
        return same[0] if len(same) == 1 and same[0].name != self.project else None

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Keep the package open, for many members one after the other."""
        if not self.packed:
            yield
            return
        with open_file(self.path, MAX_PROJECT_BYTES) as file:
            self._open = file
            try:
                yield
            finally:
                self._open = None

    def _read(self, member: _Member, limit: int) -> bytes:
        if member.path is not None:
            return read_bytes(member.path, limit)
        if member.info is None:
            raise damaged(self.path, KIND)
        if self._open is not None:
            return self._unpacked(self._open, member.info, limit)
        with open_file(self.path, MAX_PROJECT_BYTES) as file:
            return self._unpacked(file, member.info, limit)

    def _unpacked(self, file: BinaryIO, info: zipfile.ZipInfo, limit: int) -> bytes:
        """Return the bytes of a member, counted as they are unpacked."""
        if info.flag_bits & _LOCKED:
            raise UserError("password_protected", name=self.path.name)
        if info.file_size > limit or info.compress_size > limit + MEGABYTE:
            raise UserError("file_expands", name=self.path.name)
        try:
            file.seek(info.header_offset)
            header = _HEADER.unpack(file.read(_HEADER.size))
            if header[0] != _SIGNATURE:
                raise damaged(self.path, KIND)
            file.seek(header[9] + header[10], 1)
            data = file.read(info.compress_size)
            if info.compress_type == zipfile.ZIP_DEFLATED:
                data = _inflated(data, info.file_size + 1)
            elif info.compress_type == zipfile.ZIP_BZIP2:
                data = bz2.BZ2Decompressor().decompress(data, info.file_size + 1)
            elif info.compress_type != zipfile.ZIP_STORED:
                raise damaged(self.path, KIND)
        except (OSError, ValueError, OverflowError, struct.error, zlib.error) as error:
            raise damaged(self.path, KIND) from error
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            raise damaged(self.path, KIND)
        return data


def _depth(name: str) -> tuple[int, bool]:
    """Return how deep a project lies in a package, those of the usual name first."""
    path = PurePosixPath(name)
    return len(path.parts), path.stem.casefold() != "project"


def _infos(path: Path) -> list[zipfile.ZipInfo]:
    """Return the list of members, after its size was looked at."""
    with Package(path, KIND, MAX_PROJECT_BYTES) as package:
        return package.infos()


def _beside(path: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files in the folder of sources beside a bare project, by their names there."""
    for name in _SOURCES:
        folder = path.parent / name
        try:
            if folder.is_symlink() or not folder.is_dir():
                continue
            for file in folder.iterdir():
                if stat.S_ISREG(file.lstat().st_mode):
                    yield f"sources/{file.name}", file
        except OSError:  # what cannot be looked at is not there
            continue


def _inflated(data: bytes, most: int) -> bytes:
    """Return unpacked bytes, at most so many, letting others go first in between.

    In one go what was unpacked would be put together at the end, with nobody else at work.
    """
    unpacking, found = zlib.decompressobj(-zlib.MAX_WBITS), BytesIO()
    packed = memoryview(data)
    for at in range(0, len(data), _PIECE):
        give_way()
        left = most - found.tell()
        if left <= 0:
            break
        found.write(unpacking.decompress(packed[at : at + _PIECE], left))
    return found.getvalue()
