"""The files of a project of QualCoder: where each lies in the folder, and what kind it is.

The database says "/images/square.jpg" for a file in the folder and "images:C:/square.jpg" for one
elsewhere. Only what lies in the folder is ever opened.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from .exchange import Held
from .limits import MAX_FILE_BYTES, read_bytes


class FileKind(Enum):
    """What a source is, with the word of the database for it and the folder of its files."""

    TEXT = ("docs", "documents")
    PICTURE = ("images", "images")
    AUDIO = ("audio", "audio")
    VIDEO = ("video", "video")

    @property
    def folder(self) -> str:
        """The folder in a project that files of this kind lie in."""
        return self.value[1]


class SourceFile(NamedTuple):
    """The file of a source: `held` if it is in the folder, `path` as the project names it."""

    kind: FileKind
    name: str
    path: str
    held: Held | None


def source_file(folder: Path, media_path: str, called: str) -> SourceFile:
    """Return the file of a source from what the database says of it."""
    for kind in FileKind:
        word = kind.value[0]
        if media_path.startswith(f"/{word}/"):
            return _inside(folder, kind, media_path[len(word) + 2 :])
        if media_path.startswith(f"{word}:"):
            path = media_path[len(word) + 1 :]
            return SourceFile(kind, PureWindowsPath(path).name, path, None)
    return _inside(folder, FileKind.TEXT, called)


def _inside(folder: Path, kind: FileKind, called: str) -> SourceFile:
    path = f"{kind.folder}/{called}"
    if not called or PurePosixPath(called).name != called or PureWindowsPath(called).name != called:
        return SourceFile(kind, "", "", None)
    place = folder / kind.folder / called
    try:
        home = folder.resolve()
        # A link could lead anywhere.
        if not place.is_file() or home not in place.resolve().parents:
            return SourceFile(kind, called, path, None)
        size = place.stat().st_size
    except (OSError, ValueError):
        return SourceFile(kind, called, path, None)
    return SourceFile(
        kind, called, path, Held(called, size, lambda: read_bytes(place, MAX_FILE_BYTES))
    )
