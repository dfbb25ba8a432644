"""What came along from other programs and has no place in QCode, kept to be given back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

PreservedId = NewType("PreservedId", int)


@dataclass(frozen=True, slots=True)
class PreservedFile:
    """A member of the package that a preserved part speaks of; `size` is in bytes."""

    name: str
    content_hash: str
    size: int


@dataclass(frozen=True, slots=True)
class Preserved:
    """A part of a file of some `format`, such as "qdpx"; `kind` is that format's word for it."""

    id: PreservedId
    guid: str
    format: str
    kind: str
    name: str
    data_hash: str
    position: int
    files: tuple[PreservedFile, ...] = ()
