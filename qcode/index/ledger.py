"""The ledger beside the index: what it is an index of, and which state of it is whole.

Whoosh writes a new table of contents first; only when the ledger names it is it the index. A commit
that was cut short leaves the one before it.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from dataclasses import asdict, dataclass
from hashlib import sha256

from .analysis import TOKENS
from .files import Damaged, read_all, write_all
from .fillers import VERSION as FILLERS
from .storage import Storage

NAME = "ledger.json"
FORMAT = 8


def versions() -> dict[str, object]:
    """Return what an index depends on besides the texts: another value, another index."""
    return {
        "format": FORMAT,
        "tokens": TOKENS,
        "fillers": FILLERS,
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


def read_ledger(storage: Storage, project: str) -> Ledger:
    """Return the ledger of an index.

    Raises `Damaged` if it is missing or of something else.
    """
    try:
        data = json.loads(read_all(storage, NAME))
        if data.pop("seal") != _seal(data):
            raise Damaged(NAME)
        if data.pop("versions") != versions() or data["project"] != project:
            raise Damaged(NAME)
        return Ledger(**data)
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Damaged(NAME) from error


def _seal(data: object) -> str:
    return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def write_ledger(storage: Storage, ledger: Ledger) -> None:
    """Replace the ledger, whole or not at all."""
    new = f"{NAME}.{os.getpid()}"
    data = {"versions": versions(), **asdict(ledger)}
    write_all(storage, new, json.dumps({**data, "seal": _seal(data)}).encode())
    storage.rename_file(new, NAME)
