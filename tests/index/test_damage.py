"""Whatever happens to the folder of the index: a right answer in the end, and never a wrong one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qcode.index import ledger as ledger_module
from qcode.index.scan import scan
from qcode.index.search import IndexDamaged, SearchIndex
from qcode.index.units import SourceUnits, UnitSet
from qcode.model.query_parser import parse

QUERIES = [parse(text) for text in ("ord", "trygghet", "try*", '"ett ord"', "NOT ett", "ord OR x")]

MakeSource = Callable[..., SourceUnits]
Damage = Callable[[Path], None]


@pytest.fixture
def sources(source: MakeSource) -> list[SourceUnits]:
    """Sources with a word so common that its units are kept as bits."""
    return [
        source(n, *["ett ord till"] * 40, f"nummer{n} tryggheten", "trygg", f"ord {n}")
        for n in range(6)
    ]


@pytest.fixture
def folder(tmp_path: Path, sources: list[SourceUnits]) -> Path:
    """An index of two segments, in one of which a source is gone."""
    index = SearchIndex.open(tmp_path / "index", project="p")
    index.update(sources[:4], operation=1)
    index.update([*sources[4:], sources[0]], removed=[sources[0].key], operation=2)
    return index.storage.folder


def shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def halve(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def flip_each(path: Path) -> Iterator[None]:
    """Change one byte after another, some of them, each back again."""
    content = path.read_bytes()
    for at in range(0, len(content), max(1, len(content) // 15)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])
        yield
    path.write_bytes(content)


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.endswith("LOCK"))


def answers(index: SearchIndex, sources: list[SourceUnits]) -> list[UnitSet]:
    """Answer as a service does: what the index cannot answer is scanned."""
    found = []
    for query in QUERIES:
        try:
            if index.last_operation == 2:
                found.append(index.search(query))
                continue
        except IndexDamaged:
            assert index.last_operation in (0, 2)
        found.append(scan(sources, query))
    return found


def rebuilt(folder: Path, sources: list[SourceUnits]) -> list[UnitSet]:
    """Open, bring up to date if behind, and answer from the index alone."""
    index = SearchIndex.open(folder, project="p")
    if index.last_operation < 2:
        index.update(sources, operation=2)
    return [index.search(query) for query in QUERIES]


@pytest.fixture
def right(sources: list[SourceUnits]) -> list[UnitSet]:
    return [scan(sources, query) for query in QUERIES]


@pytest.mark.parametrize("damage", [shorten, halve, empty, lengthen, Path.unlink])
def test_a_file_that_is_damaged_before_opening_costs_no_answer(
    folder: Path,
    sources: list[SourceUnits],
    right: list[UnitSet],
    damage: Damage,
    tmp_path: Path,
) -> None:
    for path in files(folder):
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        damage(copy / path.name)
        assert answers(SearchIndex.open(copy, project="p"), sources) == right, path.name
        assert rebuilt(copy, sources) == right, path.name
        shutil.rmtree(copy)


@pytest.mark.parametrize("damage", [shorten, halve, empty, lengthen, Path.unlink])
def test_a_file_that_is_damaged_while_open_costs_no_answer(
    folder: Path,
    sources: list[SourceUnits],
    right: list[UnitSet],
    damage: Damage,
    tmp_path: Path,
) -> None:
    for path in files(folder):
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)
        index = SearchIndex.open(copy, project="p")
        damage(copy / path.name)
        assert answers(index, sources) == right, path.name
        try:
            index.update(sources, operation=2)
        except IndexDamaged:
            index.update(sources, operation=2)
        assert rebuilt(copy, sources) == right, path.name
        shutil.rmtree(copy)


def test_a_changed_byte_anywhere_is_noticed_or_does_not_matter(
    folder: Path, sources: list[SourceUnits], right: list[UnitSet], tmp_path: Path
) -> None:
    for path in files(folder):
        for _byte in flip_each(path):
            copy = tmp_path / "copy"
            shutil.copytree(folder, copy)
            assert answers(SearchIndex.open(copy, project="p"), sources) == right, path.name
            shutil.rmtree(copy)


def test_a_folder_that_is_removed_while_open_is_made_again(
    folder: Path, sources: list[SourceUnits], right: list[UnitSet]
) -> None:
    index = SearchIndex.open(folder, project="p")
    shutil.rmtree(folder)
    with pytest.raises(IndexDamaged):
        index.search(QUERIES[0])
    assert index.last_operation == 0
    assert not index.sources
    index.update(sources, operation=2)
    assert [index.search(query) for query in QUERIES] == right


@pytest.mark.parametrize(
    "change",
    [
        {"project": "q"},
        {"versions": {"format": 0}},
        {"operation": "x", "surplus": 1},
        {"generation": 77},
        {"contents": "0"},
    ],
)
def test_an_index_of_something_else_is_dropped(folder: Path, change: dict[str, object]) -> None:
    path = folder / ledger_module.NAME
    data = json.loads(path.read_text()) | change
    del data["seal"]
    path.write_text(json.dumps(data | {"seal": ledger_module._seal(data)}))
    index = SearchIndex.open(folder, project="p")
    assert index.last_operation == 0
    assert not index.sources
    assert len(files(folder)) == 2


@pytest.mark.parametrize("content", ["", "[]", "null", "{", '{"versions": 1}', "\x00"])
def test_a_ledger_that_says_nothing_is_dropped(folder: Path, content: str) -> None:
    (folder / ledger_module.NAME).write_text(content)
    assert SearchIndex.open(folder, project="p").last_operation == 0


def test_files_that_are_not_of_the_index_are_let_be(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    (folder / ledger_module.NAME).unlink()
    SearchIndex.open(folder, project="p")
    assert (folder / "notes.txt").read_text() == "mine"
