"""A file of a segment that is read record by record, and opened only when the first one is."""

from __future__ import annotations

from typing import Any, Self

from .files import Damaged
from .storage import Storage


class RecordFile:
    """Use it in a `with` statement.

    Reading raises `Damaged` for a record that is cut short, and `FileNotFoundError` when a later
    commit has removed the segment.
    """

    def __init__(self, storage: Storage, segment: Any, extension: str) -> None:
        self._storage = storage
        self._name = segment.make_filename(extension)
        self._file: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; it is opened again when needed."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _read(self, start: int, length: int) -> bytes:
        if self._file is None:
            # Without what is put around it for Whoosh, which takes as long as the reading.
            self._file = self._storage.open_file(self._name).raw_file()
        self._file.seek(start)
        data: bytes = self._file.read(length)
        if len(data) != length:
            raise Damaged(self._name)
        return data
