"""Every step on the disk fails once: by a kill, a full disk or a file that cannot be read.

What is found afterwards is right, and the next update leaves the whole index.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pytest

from qcode.index.scan import scan
from qcode.index.search import IndexBusy, IndexDamaged, SearchIndex
from qcode.index.storage import FolderStorage
from qcode.index.units import SourceUnits, UnitSet
from qcode.model.query_parser import parse

QUERIES = [parse(text) for text in ("ord", "trygghet", "try*", '"ett ord"', "NOT ett", "ny")]

MakeSource = Callable[..., SourceUnits]
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


@pytest.fixture
def before(source: MakeSource) -> list[SourceUnits]:
    texts = ["ett ord till"] * 40
    return [source(n, *texts, f"nummer{n} tryggheten", "trygg", f"ord {n}") for n in range(4)]


@pytest.fixture
def after(source: MakeSource, before: list[SourceUnits]) -> list[SourceUnits]:
    return [*before[:2], source(2, "ett ord", "tryggheten ny"), source(9, "en ny")]


@pytest.fixture
def folder(tmp_path: Path, before: list[SourceUnits]) -> Path:
    """An index of two segments."""
    index = SearchIndex.open(tmp_path / "index", project="p")
    index.update(before[:2], operation=1)
    index.update(before[2:], operation=2)
    return tmp_path / "index"


def answers(sources: list[SourceUnits]) -> list[UnitSet]:
    return [scan(sources, query) for query in QUERIES]


def work(storage: FolderStorage, sources: list[SourceUnits], removed: SourceUnits) -> None:
    """What a window does: open, ask, bring up to date, tidy, ask."""
    index = SearchIndex.open(storage, project="p")
    index.search(QUERIES[0])
    index.update(sources, removed=[removed.key], operation=3)
    while index.tidy():
        pass
    index.search(QUERIES[1])


def copies(folder: Path, tmp_path: Path) -> Iterator[tuple[int, Path]]:
    for number in itertools.count(1):
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        yield number, copy
        shutil.rmtree(copy)


def finished(index: SearchIndex, after: list[SourceUnits], removed: SourceUnits) -> None:
    """Bring an index up to date and see that it is."""
    index.update(after, removed=[removed.key], operation=3)
    assert index.last_operation == 3
    assert [index.search(query) for query in QUERIES] == answers(after)


def leftovers(folder: Path) -> set[str]:
    kinds = {path.suffix or path.name for path in folder.iterdir()}
    return kinds - {".toc", ".src", ".wrd", ".prs", ".pst", ".json", "MAIN_WRITELOCK"}


def test_a_kill_at_any_step_leaves_the_state_before_or_after(
    folder: Path, tmp_path: Path, before: list[SourceUnits], after: list[SourceUnits]
) -> None:
    seen = []
    for at, copy in copies(folder, tmp_path):
        storage = Faulty(copy, Killed, at=at, for_good=True)
        try:
            work(storage, after, before[3])
        except Killed:
            pass
        else:
            break
        index = SearchIndex.open(copy, project="p")
        seen.append(index.last_operation)
        known = {2: before, 3: after}[index.last_operation]
        assert [index.search(query) for query in QUERIES] == answers(known), at
        finished(index, after, before[3])
        index.update([after[0], before[3]])  # whatever the kill left goes with the next commit
        assert not leftovers(copy), at
    assert len(seen) > 50
    assert seen == sorted(seen)
    assert set(seen) == {2, 3}


@pytest.mark.parametrize("for_good", [False, True])
@pytest.mark.parametrize("number", [28, 5, 13])
def test_a_disk_that_fails_at_any_step_costs_no_right_answer(
    folder: Path,
    tmp_path: Path,
    before: list[SourceUnits],
    after: list[SourceUnits],
    number: int,
    for_good: bool,
) -> None:
    for at, copy in copies(folder, tmp_path):
        storage = Faulty(copy, lambda: OSError(number, "fault"), at=at, for_good=for_good)
        with suppress(OSError, IndexDamaged, IndexBusy):
            work(storage, after, before[3])
        if storage.steps < at:
            break
        index = SearchIndex.open(copy, project="p")
        known = {0: [], 2: before, 3: after}[index.last_operation]
        if known or index.sources:
            assert [index.search(query) for query in QUERIES] == answers(known), at
        finished(index, after, before[3])


@pytest.mark.parametrize("for_good", [False, True])
def test_an_open_index_that_met_a_fault_answers_right_or_says_that_it_cannot(
    folder: Path,
    tmp_path: Path,
    before: list[SourceUnits],
    after: list[SourceUnits],
    for_good: bool,
) -> None:
    for at, copy in copies(folder, tmp_path):
        index = SearchIndex.open(copy, project="p")
        faulty = Faulty(copy, lambda: OSError(5, "fault"), at=at, for_good=for_good)
        index.storage = faulty
        for one in index._snapshot.segments:
            one.storage = faulty
        for query in QUERIES:
            try:
                found = index.search(query)
            except IndexDamaged:
                continue
            assert found in (scan(before, query), UnitSet())
            assert found == scan(before, query) or not index.sources
        if faulty.steps < at:
            break
        index.storage = FolderStorage(copy)
        finished(SearchIndex.open(copy, project="p"), after, before[3])
