"""The table of contents of an index: which segments it has, as Whoosh writes it down."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from whoosh.index import TOC

from .codec import UnitSegment, schema
from .files import Damaged, read_all, write_all
from .ledger import Ledger
from .storage import MemoryStorage, Storage

INDEX_NAME = "MAIN"


def toc_name(generation: int) -> str:
    """Return the name of the file with a table of contents."""
    return f"_{INDEX_NAME}_{generation}.toc"


def latest_generation(storage: Storage) -> int:
    """Return the highest generation of which there is a table of contents, or 0."""
    return max(int(TOC._latest_generation(storage, INDEX_NAME)), 0)


def write_contents(storage: Storage, generation: int, segments: Sequence[UnitSegment]) -> str:
    """Write a table of contents, in place of one that no ledger names; return its hash."""
    desk = MemoryStorage()
    TOC(schema(), list(segments), generation).write(desk, INDEX_NAME)
    content = read_all(desk, toc_name(generation))
    write_all(storage, toc_name(generation), content)
    return sha256(content).hexdigest()


def read_contents(storage: Storage, ledger: Ledger) -> list[UnitSegment]:
    """Return the segments of the table of contents that a ledger names.

    Nothing is unpickled but what the ledger vouches for. Raises `Damaged` if it is another, and
    `FileNotFoundError` if it is gone: a commit may have replaced both meanwhile.
    """
    name = toc_name(ledger.generation)
    content = read_all(storage, name)
    if sha256(content).hexdigest() != ledger.contents:
        raise Damaged(name)
    desk = MemoryStorage()
    desk.keep(name, content)
    try:
        return list(TOC.read(desk, INDEX_NAME, gen=ledger.generation).segments)
    except Exception as error:
        raise Damaged(name) from error
