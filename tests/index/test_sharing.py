"""Several threads, windows and processes at one index."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from qcode.index.search import IndexBusy, SearchIndex
from qcode.index.units import SourceUnits
from qcode.index.writer import write_lock
from qcode.model.query_parser import parse

MakeSource = Callable[..., SourceUnits]
Find = Callable[[SearchIndex, str], list[tuple[int, int]]]

BUILD = """
import sys
from pathlib import Path
from qcode.index.search import build
from qcode.index.units import Source, SourceKey, SourceUnits, Unit
sources = [
    SourceUnits(SourceKey(Source.DOCUMENT, n), "x", "sv", (Unit(0, f"ord nummer{n}"),))
    for n in range(50)
]
build(Path(sys.argv[1]), sources, project="p", operation=9)
"""


def test_one_window_sees_what_another_wrote(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    other = SearchIndex.open(index.storage.folder, project="p")
    assert not other.refresh()
    index.update([source(1, "ett")], operation=1)
    assert find(other, "ett") == [(1, 0)]
    assert other.last_operation == 1
    other.update([source(2, "ett")], operation=2)
    assert index.refresh()
    assert find(index, "ett") == [(1, 0), (2, 0)]
    index.update([source(3, "ett")], operation=3)
    while other.tidy():
        pass
    assert find(index, "ett") == [(1, 0), (2, 0), (3, 0)]


def test_two_windows_that_follow_the_same_journal_do_not_double(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    other = SearchIndex.open(index.storage.folder, project="p")
    index.update([source(1, "ett"), source(2, "två")], operation=1)
    other.update([source(1, "ett"), source(2, "två")], operation=1)
    assert len(list(index.storage.folder.glob("*.wrd"))) == 1
    assert find(index, "ett OR två") == [(1, 0), (2, 0)]


def test_a_build_in_another_process_is_seen(index: SearchIndex, find: Find) -> None:
    index.search(parse("ord"))
    subprocess.run([sys.executable, "-c", BUILD, str(index.storage.folder)], check=True)
    assert len(find(index, "ord")) == 50
    assert find(index, "nummer7") == [(7, 0)]
    assert index.last_operation == 9


def test_whoever_comes_second_is_told_that_someone_writes(
    index: SearchIndex, source: MakeSource, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qcode.index.writer.PATIENCE", 0.05)
    index.update([source(1, "ett")])
    with write_lock(index.storage):
        with pytest.raises(IndexBusy):
            index.update([source(1, "två")])
        with pytest.raises(IndexBusy):
            index.clear()
        assert find(index, "ett") == [(1, 0)]
    index.update([source(1, "två")])
    assert find(index, "två") == [(1, 0)]


def test_clearing_leaves_nothing_on_the_disk(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update([source(1, "hemligt")], operation=4)
    index.clear()
    assert find(index, "hemligt") == []
    assert index.last_operation == 0
    assert b"hemligt" not in b"".join(path.read_bytes() for path in index.storage.folder.iterdir())


def test_a_closed_index_knows_nothing_and_stops_nobody(
    index: SearchIndex, source: MakeSource
) -> None:
    index.update([source(1, "ett")], operation=4)
    index.close()
    answer = index.ask(parse("ett"))
    assert not answer.units
    assert not answer.sources


def test_readers_in_threads_see_whole_commits_only(index: SearchIndex, source: MakeSource) -> None:
    def state(number: int) -> list[SourceUnits]:
        return [source(n, f"läge{number} gemensamt", "gemensamt") for n in range(10)]

    hashes = [{one.content_hash for one in state(number)} for number in range(25)]
    index.update(state(0), operation=0)
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            answer = index.ask(parse("gemensamt"))
            if len(answer.units) != 20 or len(index.search(parse("läge*"))) != 10:
                wrong.append(answer)
            told = index.ask(parse(f"läge{answer.operation}"))
            if len(told.units) != (10 if told.operation == answer.operation else 0):
                wrong.append(told)
            if {one.content_hash for one in told.sources.values()} != hashes[told.operation]:
                wrong.append(told)

    readers = [threading.Thread(target=read) for _reader in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 25):
        index.update(state(number), operation=number)
        if number % 5 == 0:
            index.tidy()
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert len(index.search(parse("läge24"))) == 10
