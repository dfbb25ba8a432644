"""Every step on the disk fails once: by a kill, a full disk or a file that cannot be read.

What is found afterwards is right, and the next update leaves the whole index.
"""

from __future__ import annotations

import itertools
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from faults import Faulty, Killed

from qcode.index.scan import scan
from qcode.index.search import IndexBusy, IndexDamaged, SearchIndex
from qcode.index.storage import FolderStorage
from qcode.index.units import SourceUnits, UnitSet
from qcode.model.query_parser import parse

QUERIES = [parse(text) for text in ("ord", "trygghet", "try*", '"ett ord"', "NOT ett", "ny")]

KILLS = 10

MakeSource = Callable[..., SourceUnits]


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
    return list(_answers(tuple(sources)))


@cache
def _answers(sources: tuple[SourceUnits, ...]) -> tuple[UnitSet, ...]:
    return tuple(scan(sources, query) for query in QUERIES)


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
    segment = {".src", ".plc", ".wrd", ".prs", ".cap", ".pst"}
    return kinds - segment - {".toc", ".json", "MAIN_WRITELOCK"}


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
@pytest.mark.parametrize("number", [28, 13])  # only a refusal is told from others
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


BUILD = """
import sys
from pathlib import Path
from qcode.index import search
from qcode.index.units import Source, SourceKey, SourceUnits, Unit
search._BATCH = 20_000
print("ready", flush=True)
search.build(Path(sys.argv[1]), (
    SourceUnits(SourceKey(Source.DOCUMENT, n), "x", "sv", (Unit(0, f"ord nummer{n} " * 200),))
    for n in range(300)
), project="p", operation=9)
"""


def building(folder: Path) -> subprocess.Popen[str]:
    """Start a build in a process of its own; return when it is about to begin."""
    command = [sys.executable, "-c", BUILD, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


@pytest.mark.slow
def test_a_build_that_is_killed_again_and_again_goes_on_where_it_was(tmp_path: Path) -> None:
    dice = random.Random(4)
    known = -1
    for _kill in range(KILLS):
        with building(tmp_path) as process:
            time.sleep(dice.uniform(0, 0.25))
            process.kill()
        index = SearchIndex.open(tmp_path, project="p")
        found = {unit.key for unit in index.search(parse("ord"))}
        assert found == index.sources.keys()
        assert len(found) >= known
        known = len(found)
    with building(tmp_path) as process:
        assert process.wait() == 0
    index = SearchIndex.open(tmp_path, project="p")
    assert index.last_operation == 9
    assert len(index.search(parse("ord"))) == 300
    assert len(index.search(parse('"nummer7 ord"'))) == 1


@pytest.mark.slow
def test_two_processes_that_build_the_same_index_make_one(tmp_path: Path) -> None:
    with building(tmp_path) as one, building(tmp_path) as other:
        index = SearchIndex.open(tmp_path, project="p")
        while one.poll() is None or other.poll() is None:
            answer = index.ask(parse("ord"))
            assert {unit.key for unit in answer.units} == answer.sources.keys()
    assert (one.returncode, other.returncode) == (0, 0)
    assert len(SearchIndex.open(tmp_path, project="p").search(parse("ord"))) == 300
