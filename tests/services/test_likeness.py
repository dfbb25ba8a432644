"""More like a passage: by the words it shares with others, the rarest first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qcode.model.errors import UserError
from qcode.services import importing, projects
from qcode.services.hit_list import HitList, Wish
from qcode.services.hit_order import Order
from qcode.services.likeness import MOST, like_query
from qcode.services.projects import Project
from qcode.services.searching import Searcher

TEXT = """\
A: Lyktorna på torget lyser och nattvandrarna kommer.
B: Torget är mörkt.
A: Nattvandrarna går förbi lyktorna varje fredag.
B: Vi fikar på torget.
A: Torget, torget, alltid torget.
B: Fredag är bra.
"""


@pytest.fixture
def lamps(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with projects.create_project(tmp_path / "p.qcode", coder="Kim") as made:
        importing.import_paths(made, [tmp_path / "a.txt"], language="sv")
        yield made


@pytest.fixture
def searcher(lamps: Project) -> Iterator[Searcher]:
    made = Searcher(lamps)
    yield made
    made.close()


def test_the_rarest_shared_words_come_first_and_common_ones_are_left_out(
    searcher: Searcher,
) -> None:
    passage = "Lyktorna på torget lyser och nattvandrarna kommer."
    assert like_query(searcher, passage, "sv") == "lyktorna OR nattvandrarna OR torget"


def test_the_likest_passage_is_listed_first(searcher: Searcher) -> None:
    query = like_query(searcher, "Lyktorna och nattvandrarna på torget", "sv")
    found = HitList(searcher, Wish(query, order=Order.RELEVANCE))
    texts = [hit.text for hit in found.hits(0, 3)]
    assert "lyktorna" in texts[0].lower()
    assert "nattvandrarna" in texts[0].lower()
    assert "fredag" in texts[1] or "fredag" in texts[0]


@pytest.mark.parametrize("passage", ["", "och på", "zebrafinken", "  … "])
def test_where_no_word_leads_elsewhere_it_is_said(searcher: Searcher, passage: str) -> None:
    with pytest.raises(UserError) as caught:
        like_query(searcher, passage, "sv")
    assert caught.value.code == "like_nothing"


def test_a_long_passage_gives_a_query_of_few_words(searcher: Searcher) -> None:
    query = like_query(searcher, TEXT * 3, "sv")
    assert query.count(" OR ") < MOST
