"""What the tests of the index share: sources made of a few words."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from qcode.index.search import SearchIndex
from qcode.index.units import Source, SourceKey, SourceUnits, Unit
from qcode.model.query_parser import parse

MakeSource = Callable[..., SourceUnits]
Find = Callable[[SearchIndex, str], list[tuple[int, int]]]


@pytest.fixture
def source() -> MakeSource:
    """Make a source with these texts as its units."""

    def make(number: int, *texts: str, language: str = "sv", kind: str = "document") -> SourceUnits:
        starts = [0]
        for text in texts:
            starts.append(starts[-1] + len(text) + 1)
        units = tuple(Unit(start, text) for start, text in zip(starts, texts, strict=False))
        content = sha256("\0".join(texts).encode()).hexdigest()
        return SourceUnits(SourceKey(Source(kind), number), content, language, units)

    return make


@pytest.fixture
def find() -> Find:
    """Ask an index; the answer is sources and units by number."""

    def ask(index: SearchIndex, text: str) -> list[tuple[int, int]]:
        return sorted((unit.key.id, unit.number) for unit in index.search(parse(text)))

    return ask


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex.open(tmp_path / "index", project="p")
