from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from qcode.index.search import SearchIndex, build
from qcode.index.units import Source, SourceKey, SourceUnits
from qcode.model.courtesy import courteous
from qcode.model.errors import Cancelled
from qcode.model.query_parser import parse

MakeSource = Callable[..., SourceUnits]
Find = Callable[[SearchIndex, str], list[tuple[int, int]]]


def test_a_source_put_again_replaces_what_was_there(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update([source(1, "gammal", "rest"), source(2, "annan")], operation=1)
    index.update([source(1, "ny")], operation=2)
    assert find(index, "gammal") == find(index, "rest") == []
    assert find(index, "ny") == [(1, 0)]
    assert find(index, "annan") == [(2, 0)]
    assert find(index, "NOT annan") == [(1, 0)]
    assert index.sources[SourceKey(Source.DOCUMENT, 1)].units == 1


def test_two_versions_in_one_update_leave_the_last(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update([source(1, "ett"), source(1, "två")])
    assert find(index, "ett") == []
    assert find(index, "två") == [(1, 0)]


def test_a_version_that_comes_back_is_the_one_found(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update([source(1, "ett")])
    index.update([source(1, "två"), source(1, "ett")])
    assert find(index, "ett") == [(1, 0)]
    assert find(index, "två") == []


def test_a_source_put_after_it_was_removed_is_found(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    key = SourceKey(Source.DOCUMENT, 1)
    index.update([source(1, "ett")])
    index.update([source(1, "ett")], removed=[key])
    assert find(index, "ett") == [(1, 0)]
    index.update([], removed=[key])
    assert find(index, "ett") == []
    assert not index.sources


def test_another_language_is_a_change(index: SearchIndex, source: MakeSource, find: Find) -> None:
    one = source(1, "barnen")
    index.update([one])
    assert find(index, "barn") == [(1, 0)]
    index.update([SourceUnits(one.key, one.content_hash, "en", one.units)])
    assert find(index, "barn") == []


def test_the_same_again_writes_nothing_but_the_operation(
    index: SearchIndex, source: MakeSource
) -> None:
    index.update([source(1, "ett")], operation=1)
    before = {path.name for path in index.storage.folder.iterdir()}
    index.update([source(1, "ett")], removed=[SourceKey(Source.MEMO, 7)], operation=2)
    assert {path.name for path in index.storage.folder.iterdir()} == before
    assert index.last_operation == 2
    assert SearchIndex.open(index.storage.folder, project="p").last_operation == 2


def test_sources_without_words_or_units_are_in_the_index(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    index.update([source(1), source(2, "", "–", "ord")])
    assert index.sources[SourceKey(Source.DOCUMENT, 1)].units == 0
    assert find(index, "NOT ord") == [(2, 0), (2, 1)]


def test_many_small_updates_stay_few_files(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    sources = [source(n, f"ord nummer{n}", "ord igen") for n in range(60)]
    files = []
    for one in sources:
        index.update([one])
        files.append(len(list(index.storage.folder.glob("*.wrd"))))
    assert max(files) < 10
    # None has to join many on its own.
    assert max(before - now for before, now in pairwise(files)) < 4
    assert len(index.search(parse("ord"))) == 120
    while index.tidy():
        pass
    assert len(list(index.storage.folder.glob("*.wrd"))) == 1
    assert len(index.search(parse("ord"))) == 120
    assert find(index, "nummer7") == [(7, 0)]


def test_what_a_build_wrote_last_is_joined_with_all_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: MakeSource, find: Find
) -> None:
    monkeypatch.setattr("qcode.index.search._BATCH", 7000)
    monkeypatch.setattr("qcode.index.writer._SMALL", 1)
    long = [source(n, "ord " * 2000, f"lång{n}") for n in range(3)]
    build(tmp_path, [*long, source(3, "ord kort")], project="p", operation=1)
    index = SearchIndex.open(tmp_path, project="p")
    assert len(list(tmp_path.glob("*.wrd"))) == 1
    assert find(index, "ord") == [(n, 0) for n in range(4)]
    assert find(index, "lång* OR kort") == [(0, 1), (1, 1), (2, 1), (3, 0)]


def test_tidying_leaves_removed_words_behind(index: SearchIndex, source: MakeSource) -> None:
    index.update([source(n, f"hemligt{n} " * 50) for n in range(20)])
    index.update([], removed=[SourceKey(Source.DOCUMENT, n) for n in range(19)])
    while index.tidy():
        pass
    content = b"".join(path.read_bytes() for path in index.storage.folder.iterdir())
    assert b"hemligt19" in content
    assert b"hemligt18" not in content


def test_a_cancelled_update_changes_nothing(
    index: SearchIndex, source: MakeSource, find: Find
) -> None:
    class Impatient:
        def progress(self, done: int, total: int, detail: str = "") -> None: ...

        def check(self) -> None:
            raise Cancelled

    index.update([source(1, "ett")], operation=1)
    before = {path.name for path in index.storage.folder.iterdir()}
    with pytest.raises(Cancelled):
        index.update([source(1, "två")], operation=2, job=Impatient())
    assert {path.name for path in index.storage.folder.iterdir()} == before
    assert find(index, "ett") == [(1, 0)]
    assert index.last_operation == 1


def test_a_build_that_was_stopped_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: MakeSource, find: Find
) -> None:
    monkeypatch.setattr("qcode.index.search._BATCH", 1)
    sources = [source(n, f"ord{n}") for n in range(5)]

    def stopped():
        yield from sources[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, stopped(), project="p", operation=7)
    index = SearchIndex.open(tmp_path, project="p")
    assert index.last_operation == 0
    done = len(index.sources)
    assert 0 < done < 5
    build(tmp_path, sources, project="p", operation=7)
    assert index.refresh()
    assert index.last_operation == 7
    assert find(index, "ord*") == [(n, 0) for n in range(5)]


def test_others_go_first_while_one_long_text_is_indexed(
    index: SearchIndex, source: MakeSource
) -> None:
    turns: list[int] = []
    with courteous(lambda: turns.append(1)):
        index.update([source(1, *(f"stycke ord{number}" for number in range(100)))], operation=1)
    assert len(turns) > 4 * 100  # each paragraph is read and put in, each word written and listed
