"""The table of the page on what a word finds, held against the search."""

from __future__ import annotations

from pathlib import Path

import pytest

from qcode.index.marker import matches
from qcode.model.query import Word

ROOT = Path(__file__).parents[2]


def rows(language: str) -> list[tuple[str, ...]]:
    page = (ROOT / "resources" / "docs" / language / "words.md").read_text("utf-8")
    lines = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| `")]
    return [tuple(cell.strip() for cell in line) for line in lines]


def words(cell: str) -> list[str]:
    return [word.strip(" `") for word in cell.split(",") if word.strip()]


def is_found(word: str, text: str) -> bool:
    return any(bool(matches(text, language, Word(word))) for language in ("sv", "en"))


def test_the_page_is_the_same_in_both_languages() -> None:
    assert rows("sv") == rows("en")


@pytest.mark.parametrize("row", rows("sv"), ids=lambda row: row[0])
def test_what_the_page_says_is_so(row: tuple[str, ...]) -> None:
    asked, found, apart = map(words, row)
    for text in found:
        assert any(is_found(word, text) for word in asked), text
    for text in apart:
        assert not any(is_found(word, text) for word in asked), text
