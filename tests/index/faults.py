"""A folder of an index in which a step on the disk fails: the first of them, or the tenth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from qcode.index.storage import FolderStorage

Fault = Callable[[], BaseException]


class Killed(BaseException):
    """The process ended here."""


class Faulty(FolderStorage):
    """A folder in which one step fails, or every step from that one on."""

    def __init__(self, folder: Path, fault: Fault, *, at: int, for_good: bool) -> None:
        super().__init__(folder)
        self._fault = fault
        self._failing = range(at, 10**9 if for_good else at + 1)
        self.steps = 0

    def step(self) -> None:
        self.steps += 1
        if self.steps in self._failing:
            raise self._fault()

    def _create(self, name: str) -> BinaryIO:
        self.step()
        return File(self, (self.folder / name).open("wb", buffering=0))

    def _open(self, name: str) -> BinaryIO:
        self.step()
        return File(self, (self.folder / name).open("rb", buffering=0))

    def list(self) -> Sequence[str]:
        self.step()
        return super().list()

    def file_length(self, name: str) -> int:
        self.step()
        return super().file_length(name)

    def delete_file(self, name: str) -> None:
        self.step()
        super().delete_file(name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        self.step()
        super().rename_file(oldname, newname)


class File:
    """A file whose writes stop in the middle when they fail."""

    def __init__(self, storage: Faulty, file: BinaryIO) -> None:
        self._storage = storage
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.close = file.close

    def read(self, size: int = -1) -> bytes:
        self._storage.step()
        return self._file.read(size)

    def readline(self) -> bytes:
        return self._file.readline()

    def write(self, data: bytes) -> int:
        half = len(data) // 2
        self._file.write(data[:half])
        self._storage.step()
        return half + self._file.write(data[half:])
