"""How large things may be, and the one way to a file's bytes. Every breach is a `UserError`."""

from __future__ import annotations

import errno
import stat
from pathlib import Path
from typing import BinaryIO

from qcode.model.errors import UserError

MEGABYTE = 1 << 20

MAX_TEXT_BYTES = 64 * MEGABYTE  # plain text, Markdown and HTML files
MAX_RICH_BYTES = 256 * MEGABYTE  # rich text, which holds pictures as text
MAX_FILE_BYTES = 512 * MEGABYTE  # packages and PDF, which may hold pictures that are not read
MAX_PART_BYTES = 64 * MEGABYTE  # one part of a package, unpacked
MAX_PACKAGE_BYTES = 128 * MEGABYTE  # all parts that are read from one package, unpacked
MAX_DIRECTORY_BYTES = 4 * MEGABYTE  # the list of parts in a package
MAX_MARKUP = 4_000_000  # tags and attributes in one part: what a tree of them costs in memory
MAX_COUNT = 1_000  # spaces in a row, columns, depths: what a file may say in a number
MAX_CHARACTERS = 20_000_000  # code points of a document: some forty thick books


def open_file(path: Path, limit: int = MAX_FILE_BYTES) -> BinaryIO:
    """Open a regular file of at most `limit` bytes that is not empty, for reading."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise UserError("file_is_folder", name=path.name)
        if not stat.S_ISREG(about.st_mode):
            raise UserError("file_not_regular", name=path.name)
        if not about.st_size:
            raise UserError("file_empty", name=path.name)
        if about.st_size > limit:
            raise too_large(path, about.st_size, limit)
        return path.open("rb")
    except FileNotFoundError as error:
        raise UserError("file_missing", name=path.name) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise _unreadable(path, error) from error


def read_bytes(path: Path, limit: int = MAX_TEXT_BYTES) -> bytes:
    """Return the bytes of a file of at most `limit` bytes, counted as they are read."""
    with open_file(path, limit) as file:
        try:
            data = file.read(limit + 1)
        except OSError as error:
            raise _unreadable(path, error) from error
    if len(data) > limit:
        raise too_large(path, len(data), limit)
    return data


def read_head(path: Path, size: int = 4096) -> bytes:
    """Return the first bytes of a file."""
    with open_file(path) as file:
        return file.read(size)


def too_large(path: Path, size: int, limit: int) -> UserError:
    """Return the error for a file of `size` bytes where `limit` are allowed."""
    return UserError(
        "file_too_large", name=path.name, megabytes=-(-size // MEGABYTE), limit=limit // MEGABYTE
    )


def check_length(path: Path, characters: int) -> None:
    """Refuse a text of more code points than a document may have."""
    if characters > MAX_CHARACTERS:
        raise UserError(
            "text_too_long", name=path.name, characters=characters, limit=MAX_CHARACTERS
        )


def damaged(path: Path, kind: str) -> UserError:
    """Return the error for a file that is cut short or is not what it says it is."""
    return UserError("file_damaged", name=path.name, format=kind)


def _unreadable(path: Path, error: Exception) -> UserError:
    number = getattr(error, "errno", None)
    if number in (errno.EACCES, errno.EPERM):
        return UserError("file_not_allowed", name=path.name)
    reason = getattr(error, "strerror", None) or str(error)
    return UserError("file_unreadable", name=path.name, reason=reason)


def whole(value: str | None, default: int = 0) -> int:
    """Return a count that a file gives, at most `MAX_COUNT`; `default` for no number."""
    if value is None or not (value.isascii() and value.isdigit()):
        return default
    return MAX_COUNT if len(value) > 4 else min(int(value), MAX_COUNT)
