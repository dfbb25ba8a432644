"""Immutable content found by its hash: texts, layouts and the files that were imported.

The journal holds hashes and not the books. What nothing refers to any more stays, so that undo
can always bring it back.
"""

from __future__ import annotations

import hashlib
import zlib

from sqlalchemy import Connection, bindparam, insert, select

from qcode.model.errors import UserError

from .prepared import Prepared
from .schema import content

# A project comes from anybody: no more is unpacked than the largest file that can be imported.
LARGEST = 512 << 20
# Fast rather than small: an import of a hundred interviews waits for this.
_LEVEL = 1


def content_hash(data: bytes) -> str:
    """Return the name of some content: its SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def pack(data: bytes) -> bytes:
    """Return the bytes as they are kept in the file."""
    return zlib.compress(data, _LEVEL)


def unpack(data: bytes, expected_hash: str) -> bytes:
    """Return the original bytes, or raise `UserError("content_damaged")` when they are not."""
    unpacking = zlib.decompressobj()
    try:
        original = unpacking.decompress(data, LARGEST + 1)
    except zlib.error:
        raise UserError("content_damaged", hash=expected_hash) from None
    if not unpacking.eof or content_hash(original) != expected_hash:
        raise UserError("content_damaged", hash=expected_hash)
    return original


_DATA = Prepared(select(content.c.data).where(content.c.hash == bindparam("name")))
_KNOWN = Prepared(select(content.c.size).where(content.c.hash == bindparam("name")))


def read_content(connection: Connection, name: str) -> bytes:
    """Return content by its hash, checked. Missing or altered: `UserError("content_damaged")`."""
    found = _DATA.run(connection, {"name": name})
    if not found:
        raise UserError("content_damaged", hash=name)
    return unpack(found[0][0], name)


def read_sizes(connection: Connection) -> dict[str, int]:
    """Return how many bytes each content has, by its hash."""
    return {
        row.hash: row.size for row in connection.execute(select(content.c.hash, content.c.size))
    }


def keep_content(connection: Connection, data: bytes) -> str:
    """Store bytes unless they are there already; return their hash. For `Unit` only."""
    name = content_hash(data)
    if not _KNOWN.run(connection, {"name": name}):
        connection.execute(insert(content).values(hash=name, size=len(data), data=pack(data)))
    return name
