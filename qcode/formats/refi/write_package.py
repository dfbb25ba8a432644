"""The zip package of a project: `project.qde`, and the files of its sources in `sources/`.

Equal projects give equal bytes: members have a fixed time and stand in the order in which they are
added. What is packed already is stored as it is.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Protocol

from qcode.model.job import Job

PROJECT = "project.qde"
SOURCES = "sources/"
INTERNAL = "internal://"
MAX_MEMBER = (1 << 31) - 1  # bytes of a file inside, by the standard
_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that zip can say
_PACKED_SUFFIXES = """
    .docx .odt .pptx .xlsx .zip .pdf .jpg .jpeg .png .gif .webp
    .mp3 .m4a .aac .ogg .oga .opus .wma .flac
    .mp4 .m4v .mov .mkv .webm .avi .wmv .mpg .mpeg .3gp .ogv
"""
_PACKED = frozenset(_PACKED_SUFFIXES.split())
_CHUNK = 1 << 16  # characters of XML that are encoded at a time


class Package(Protocol):
    """Where the members of a package go."""

    is_trial: bool

    def add(self, name: str, data: bytes) -> str:
        """Add a file of a source under a name of its own; return its path as the XML says it."""
        ...

    def add_project(self, lines: Iterable[str]) -> str:
        """Add the description of the project; return the SHA-256 of its bytes, hexadecimal."""
        ...


class Trial:
    """A package that is written nowhere, to find out what would get lost."""

    is_trial = True

    def __init__(self, job: Job) -> None:
        self._job = job

    def add(self, name: str, _data: bytes) -> str:
        """Return the path that the XML would say."""
        self._job.check()
        return f"{INTERNAL}{name}"

    def add_project(self, lines: Iterable[str]) -> str:
        """Go through the description."""
        for _line in lines:
            self._job.check()
        return ""


class PackageWriter:
    """Writes the members of one package."""

    is_trial = False

    def __init__(self, path: Path, job: Job) -> None:
        self._job = job
        self._zip = zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED)
        self._names: set[str] = set()

    def __enter__(self) -> PackageWriter:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def add(self, name: str, data: bytes) -> str:
        """Add a file of a source under a name of its own; return its path as the XML says it."""
        self._job.check()
        if name.lower() in self._names:
            raise ValueError(f"two files called {name}")
        self._names.add(name.lower())
        self._zip.writestr(_member(SOURCES + name), data)
        return f"{INTERNAL}{name}"

    def add_project(self, lines: Iterable[str]) -> str:
        """Add the description of the project; return the SHA-256 of its bytes, hexadecimal."""
        digest = hashlib.sha256()
        with self._zip.open(_member(PROJECT), "w") as file:
            for data in _encoded(lines):
                self._job.check()
                digest.update(data)
                file.write(data)
        return digest.hexdigest()


def _encoded(lines: Iterable[str]) -> Iterable[bytes]:
    waiting: list[str] = []
    size = 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= _CHUNK:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def _member(name: str) -> zipfile.ZipInfo:
    about = zipfile.ZipInfo(name, _TIME)
    packed = PurePosixPath(name).suffix.lower() in _PACKED
    about.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    about.create_system = 3  # the same on every system
    about.external_attr = 0o644 << 16
    return about
