"""Writing a file whole or not at all: beside its place first, then moved there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from qcode.model.errors import UserError
from qcode.store import file

T = TypeVar("T")


def check_place(out: Path, *, overwrite: bool) -> None:
    """Refuse a place where no file can come.

    Raises `UserError`: "folder_missing", "file_exists" (unless `overwrite`), "file_protected".
    """
    if not file.is_folder(out.parent):
        raise UserError("folder_missing", path=str(out.parent))
    if file.is_folder(out) or (file.exists(out) and not overwrite):
        raise UserError("file_exists", path=str(out))
    if file.exists(out) and not os.access(out, os.W_OK):
        raise UserError("file_protected", path=str(out))


def write_whole(out: Path, write: Callable[[Path], T]) -> tuple[Path, T]:
    """Let `write` make a file and put it in its place; return where it is, and what `write` did.

    Where another program holds the old file open, the new one comes beside it. Raises
    `UserError`: "folder_not_writable", "file_not_written".
    """
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".export-") as folder:
            partial = Path(folder, out.name)
            result = write(partial)
            return _put(partial, out), result
    except PermissionError as error:
        raise UserError("folder_not_writable", path=str(out.parent)) from error
    except OSError as error:
        raise UserError("file_not_written", path=str(out)) from error


def _put(partial: Path, out: Path) -> Path:
    """Move a file to its place, or beside it where another program holds the old one open."""
    with partial.open("rb+") as opened:
        os.fsync(opened.fileno())
    try:
        partial.replace(out)
    except PermissionError:  # Windows: Word has it open
        if not file.exists(out):
            raise
        free = _free(out)
        partial.replace(free)
        return free
    return out


def _free(out: Path) -> Path:
    """Return a name like `out` that no file has: "report (2).docx"."""
    number = 2
    while file.exists(beside := out.with_name(f"{out.stem} ({number}){out.suffix}")):
        number += 1
    return beside
