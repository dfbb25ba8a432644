"""The ledger beside the index: what it is an index of, and which state of it is whole.

Whoosh writes a new table of contents first; only when the ledger names it is it the index. A commit
that was cut short leaves the one before it.
"""

from __future__ import annotations

import json
import os
import sys
import time
import unicodedata
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from .files import Damaged

NAME = "ledger.json"
FORMAT = 1


def versions() -> dict[str, object]:
    """Return what an index depends on besides the texts: another value, another index."""
    return {
        "format": FORMAT,
        "unicode": unicodedata.unidata_version,  # decides what a letter is
        "byteorder": sys.byteorder,
    }


@dataclass(frozen=True, slots=True)
class Ledger:
    """One whole state of an index; `contents` is the hash of its table of contents."""

    project: str
    operation: int
    generation: int
    contents: str


def toc_name(generation: int) -> str:
    """Return the name of the file with a table of contents."""
    return f"_MAIN_{generation}.toc"


def contents_hash(folder: Path, generation: int) -> str:
    """Return the hash of a table of contents."""
    return sha256((folder / toc_name(generation)).read_bytes()).hexdigest()


def read_ledger(folder: Path, project: str) -> Ledger:
    """Return the ledger of an index.

    Raises `Damaged` if it is missing or of something else, and `FileNotFoundError` if the table of
    contents is: a commit may have replaced both meanwhile.
    """
    try:
        data = json.loads((folder / NAME).read_bytes())
        if data.pop("seal") != _seal(data):
            raise Damaged(NAME)
        if data.pop("versions") != versions() or data["project"] != project:
            raise Damaged(NAME)
        ledger = Ledger(**data)
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Damaged(NAME) from error
    if contents_hash(folder, ledger.generation) != ledger.contents:
        raise Damaged(toc_name(ledger.generation))
    return ledger


def _seal(data: object) -> str:
    return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Replace the ledger, whole or not at all."""
    new = folder / f"{NAME}.{os.getpid()}"
    data = {"versions": versions(), **asdict(ledger)}
    new.write_text(json.dumps({**data, "seal": _seal(data)}), encoding="utf-8")
    for patience in (0.01, 0.05, 0.2, 0.5):
        try:
            new.replace(folder / NAME)
        except PermissionError:  # Windows, while someone reads the old one
            time.sleep(patience)
        else:
            return
    new.replace(folder / NAME)


def stamp(folder: Path) -> tuple[int, int, int] | None:
    """Return something that changes with every commit, None without a ledger."""
    try:
        status = (folder / NAME).stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size
