"""Recordings and other files that a document was made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from .document import DocumentId

MediaId = NewType("MediaId", int)


@dataclass(frozen=True, slots=True)
class Media:
    """A file beside a document's text.

    `path` is from the folder of the project file, or absolute; "" where it lies nowhere but in
    the project, under `content_hash`. `sha256` is "" and `size`, in bytes, 0 where nobody knows.
    """

    id: MediaId
    guid: str
    document: DocumentId
    name: str
    path: str
    sha256: str
    size: int
    content_hash: str | None
    position: int


class State(StrEnum):
    """What is known of where a recording is."""

    HERE = "here"
    INSIDE = "inside"  # the project itself
    MOVED = "moved"  # it was found elsewhere
    CHANGED = "changed"  # where it was lies a file with other bytes
    MISSING = "missing"
