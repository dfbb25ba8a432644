"""Small files with a seal: whoever reads one gets what was written, or `Damaged`."""

from __future__ import annotations

import struct
from array import array
from zlib import crc32

from .storage import Storage

_HEAD = struct.Struct("<IQ")
_LENGTH = struct.Struct("<Qc")  # of what follows in bytes, and the type code of an array
_BYTES = b"s"


class Damaged(Exception):  # noqa: N818 - a state; the index is dropped and built again
    """A file of the index is not what was written."""


def write_sealed(storage: Storage, name: str, data: bytes, *arrays: array[int]) -> None:
    """Write bytes and arrays, with a checksum, into a file."""
    parts = [_LENGTH.pack(len(data), _BYTES), data]
    for one in arrays:
        parts += (_LENGTH.pack(len(one) * one.itemsize, one.typecode.encode()), one.tobytes())
    body = b"".join(parts)
    write_all(storage, name, _HEAD.pack(crc32(body), len(body)), body)


def read_sealed(storage: Storage, name: str) -> tuple[bytes, list[array[int]]]:
    """Return the bytes and the arrays of a sealed file, each of the type that was written.

    Raises `Damaged` if they are not as written, `FileNotFoundError` if there is no file.
    """
    content = read_all(storage, name)
    body = memoryview(content)[_HEAD.size :]
    if len(content) < _HEAD.size or _HEAD.unpack_from(content) != (crc32(body), len(body)):
        raise Damaged(name)
    data = b""
    arrays: list[array[int]] = []
    at = 0
    while at < len(body):
        length, code = _LENGTH.unpack_from(body, at)
        at += _LENGTH.size
        if code == _BYTES:
            data = bytes(body[at : at + length])
        else:
            arrays.append(array(code.decode()))
            arrays[-1].frombytes(body[at : at + length])
        at += length
    return data, arrays


def read_all(storage: Storage, name: str) -> bytes:
    """Return the content of a file."""
    file = storage.open_file(name)
    try:
        content: bytes = file.read()
        return content
    finally:
        file.close()


def write_all(storage: Storage, name: str, *parts: bytes) -> None:
    """Write a file, one part after another."""
    file = storage.create_file(name)
    try:
        for part in parts:
            file.write(part)
    finally:
        file.close()
