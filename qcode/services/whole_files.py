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


def check_place(out: Path, *, replace: bool) -> None:
    """Refuse a place where no file can come.

    Raises `UserError`: "folder_missing", "file_exists" (unless `replace`), "file_protected".
    """
    if not file.is_folder(out.parent):
        raise UserError("folder_missing", path=str(out.parent))
    if file.is_folder(out) or (file.exists(out) and not replace):
        raise UserError("file_exists", path=str(out))
    if file.exists(out) and not os.access(out, os.W_OK):
        raise UserError("file_protected", path=str(out))


def write_whole(out: Path, write: Callable[[Path], T]) -> T:
    """Let `write` make a file, put it in its place, and return what `write` returned.

    Raises `UserError`: "folder_not_writable", "file_in_use", "file_not_written".
    """
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".export-") as folder:
            partial = Path(folder, out.name)
            result = write(partial)
            _put(partial, out)
    except PermissionError as error:
        raise UserError("folder_not_writable", path=str(out.parent)) from error
    except OSError as error:
        raise UserError("file_not_written", path=str(out)) from error
    return result


def _put(partial: Path, out: Path) -> None:
    with partial.open("rb+") as written:
        os.fsync(written.fileno())
    try:
        partial.replace(out)
    except PermissionError as error:  # Windows: another program holds the old file open
        raise UserError("file_in_use", path=str(out)) from error
