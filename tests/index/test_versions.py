"""Two versions of QCode and one project: each has its own index, and both can be made to forget."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.index import ledger
from qcode.index.search import SearchIndex
from qcode.index.units import SourceUnits
from qcode.index.versions import UNUSED, VersionFolder
from qcode.model.query_parser import parse

MakeSource = Callable[..., SourceUnits]


@pytest.fixture
def other_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """Be another version of QCode, or this one again."""
    ours = ledger.versions()

    def be(other: bool) -> None:
        told = ours | {"format": 0} if other else ours
        for module in ("ledger", "versions"):
            monkeypatch.setattr(f"qcode.index.{module}.versions", lambda: told)

    return be


def opened(place: Path) -> SearchIndex:
    return SearchIndex.open(VersionFolder(place), project="p")


def age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_each_version_finds_its_own_index_as_it_left_it(
    tmp_path: Path, source: MakeSource, other_version: Callable[[bool], None]
) -> None:
    opened(tmp_path).update([source(1, "ett")], operation=1)
    other_version(True)
    assert opened(tmp_path).last_operation == 0
    opened(tmp_path).update([source(1, "ett"), source(2, "ett")], operation=2)
    other_version(False)
    assert opened(tmp_path).last_operation == 1
    assert len(opened(tmp_path).search(parse("ett"))) == 1
    other_version(True)
    assert opened(tmp_path).last_operation == 2
    assert len(list(tmp_path.iterdir())) == 2


def test_what_is_not_used_for_a_month_goes_whatever_it_is(
    tmp_path: Path, source: MakeSource, other_version: Callable[[bool], None]
) -> None:
    opened(tmp_path).update([source(1, "hemligt")])
    (ours,) = tmp_path.iterdir()
    (tmp_path / "ledger.json").write_text("hemligt")  # of a version that had no folders
    (tmp_path / "elsewhere").symlink_to(tmp_path.parent, target_is_directory=True)
    other_version(True)
    age(ours, UNUSED - 60)
    opened(tmp_path)
    assert ours.is_dir()
    age(ours, UNUSED + 60)
    age(tmp_path / "ledger.json", UNUSED + 60)
    opened(tmp_path)
    assert not ours.exists()
    assert not (tmp_path / "ledger.json").exists()
    other_version(False)
    assert opened(tmp_path).last_operation == 0


def test_a_version_that_is_only_searched_counts_as_used(
    tmp_path: Path, other_version: Callable[[bool], None]
) -> None:
    opened(tmp_path)
    (ours,) = tmp_path.iterdir()
    age(ours, UNUSED + 60)
    opened(tmp_path)
    other_version(True)
    opened(tmp_path)
    assert ours.is_dir()


def test_what_one_version_clears_no_other_keeps(
    tmp_path: Path, source: MakeSource, other_version: Callable[[bool], None]
) -> None:
    (tmp_path / "old.wrd").write_text("hemligt")
    opened(tmp_path).update([source(1, "hemligt")])
    other_version(True)
    index = opened(tmp_path)
    index.update([source(1, "hemligt")])
    index.clear()
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.parent for path in left} == {index.storage.folder}
    assert not any(b"hemligt" in path.read_bytes() for path in left)


def test_what_cannot_be_removed_stops_nobody(
    tmp_path: Path, source: MakeSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    age(tmp_path / "other", UNUSED + 60)

    def refuse(*_given: object) -> None:
        raise PermissionError(13, "refused")

    monkeypatch.setattr("qcode.index.versions._remove", refuse)
    monkeypatch.setattr("qcode.index.versions.os.utime", refuse)
    index = opened(tmp_path)
    index.update([source(1, "ett")])
    assert len(index.search(parse("ett"))) == 1
    with pytest.raises(PermissionError):
        index.clear()
    assert not index.sources
