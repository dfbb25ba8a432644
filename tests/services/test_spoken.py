"""Phrases in speech: with and without the fillers, by the index and by reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qcode.model.search_options import PLAIN, SearchOptions
from qcode.services import importing
from qcode.services.projects import Project
from qcode.services.searching import Searcher

SPOKEN = """\
I: Vad gör ni på kvällen?
IP3: Vi, eh, (paus) går ut. Vi går ut, typ.
IP4: Vi går aldrig ut. Ut går vi vi inte.
IP5: Ja, vi vi går … ut och in, på kyrkogården.
"""
FILLERS = SearchOptions(fillers=True)


@pytest.fixture(params=["read", "indexed"])
def searcher(
    project: Project, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Searcher]:
    (tmp_path / "Grupp.txt").write_text(SPOKEN, encoding="utf-8")
    importing.import_paths(project, [tmp_path / "Grupp.txt"], language="sv")
    made = Searcher(project)
    if request.param == "indexed":
        made.update()
    yield made
    made.close()


def marked(searcher: Searcher, query: str, options: SearchOptions = PLAIN) -> list[str]:
    found = searcher.search(query, limit=None, options=options)
    assert found.missing == 0
    return [hit.text[a:b] for hit in found.hits for a, b in hit.marks]


def test_a_phrase_passes_over_fillers_only_when_told_to(searcher: Searcher) -> None:
    assert marked(searcher, '"vi går ut"') == ["Vi går ut", "vi går … ut"]
    assert marked(searcher, '"vi går ut"', FILLERS) == [
        "Vi, eh, (paus) går ut",
        "Vi går ut",
        "vi vi går … ut",
    ]
    case = SearchOptions(fillers=True, case=True)
    assert marked(searcher, '"Vi går u*"', case) == ["Vi, eh, (paus) går ut", "Vi går ut"]


def test_what_has_such_a_phrase_can_be_left_out(searcher: Searcher) -> None:
    found = searcher.search('går NOT "vi går ut"', options=FILLERS)
    assert ["aldrig" in hit.text for hit in found.hits] == [True]
    found = searcher.search('NOT (NOT "vi går ut")', options=FILLERS)
    assert found.total == 2


def test_a_word_finds_its_compounds_unless_it_is_told_not_to(searcher: Searcher) -> None:
    assert marked(searcher, "kyrka") == ["kyrkogården"]
    assert marked(searcher, "kyrka", SearchOptions(parts=False)) == []
    assert marked(searcher, "=kyrka") == []


def test_the_family_of_a_word_is_told_by_the_index(searcher: Searcher) -> None:
    found = {one.word: one.count for one in searcher.family("kyrka")}
    assert found == ({"kyrkogården": 1} if searcher.behind() == 0 else {})
