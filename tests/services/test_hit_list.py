"""Lists of hits: complete in every order, narrowed, folded, and read page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qcode.model.collation import sort_key
from qcode.model.document import DocumentId
from qcode.model.errors import Cancelled
from qcode.model.search_options import SearchOptions
from qcode.model.text import Span
from qcode.services import coding, importing, memos, projects
from qcode.services.hit_list import HitList, Wish, Within
from qcode.services.hit_order import Order, rarity
from qcode.services.hits import Source, SourceKey
from qcode.services.kwic import KwicLine
from qcode.services.projects import Project
from qcode.services.query_history import KEPT, earlier_queries, forget_queries, remember_query
from qcode.services.searching import Searcher
from qcode.services.settings import forget_projects

TEXTS = {
    "Ada": "I: En trygg gata?\nA: Ängen är trygg. En trygg ö, en trygg and.\n",
    "Bo": "B: Aldrig trygg ute.\nB: Trygg Öster om ån, trygg åker och trygg ärta.\n",
    "Cia": "C: Trygg.\nC: Otrygg är trygg trygg trygg gata kiosk.\n",
}


@pytest.fixture
def searcher(tmp_path: Path) -> Iterator[Searcher]:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    paths = [tmp_path / f"{name}.txt" for name in TEXTS]
    with projects.create_project(tmp_path / "p.qcode", coder="Kim") as project:
        importing.import_paths(project, paths, language="sv")
        memos.add_memo(project, "Om trygg", "En tanke")
        made = Searcher(project)
        made.update()
        yield made
        made.close()


def listed(searcher: Searcher, wish: Wish) -> HitList:
    return HitList(searcher, wish)


def lines(searcher: Searcher, order: Order, query: str = "=trygg") -> list[KwicLine]:
    found = listed(searcher, Wish(query, order=order, lines=True))
    every = found.lines(0, found.rows)
    by_page = [line for at in range(found.rows) for line in found.lines(at, at + 1)]
    assert every == by_page
    return every


@pytest.mark.parametrize("order", Order)
def test_every_order_has_every_match_once(searcher: Searcher, order: Order) -> None:
    answer = searcher.search("=trygg", limit=None)
    wanted = {(hit.source, hit.source_id, m) for hit in answer.hits for m in hit.matches}
    found = lines(searcher, order)
    assert len(found) == len(wanted)
    assert {(line.hit.source, line.hit.source_id, line.span) for line in found} == wanted
    passages = listed(searcher, Wish("=trygg", order=order))
    units = [hit.unit for hit in passages.hits(0, passages.rows)]
    assert sorted(units) == sorted(hit.unit for hit in answer.hits)


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def collated(words: list[str]) -> list[tuple[str, str]]:
    return [sort_key(word) for word in words[:4]]


def test_words_to_the_right_stand_as_in_a_word_list_with_a_ring_a_and_o_last(
    searcher: Searcher,
) -> None:
    after = [words_of(line.right) for line in lines(searcher, Order.RIGHT)]
    assert {"gata", "ute", "åker", "ärta", "öster"} <= {words[0] for words in after if words}
    assert after == sorted(after, key=collated)


def test_words_to_the_left_are_compared_from_the_match_outwards(searcher: Searcher) -> None:
    before = [words_of(line.left)[::-1] for line in lines(searcher, Order.LEFT)]
    assert {"aldrig", "och", "är"} <= {words[0] for words in before if words}
    assert before == sorted(before, key=collated)


def test_relevance_puts_more_matches_and_rarer_words_first(searcher: Searcher) -> None:
    found = listed(searcher, Wish("=trygg OR kiosk", order=Order.RELEVANCE))
    best, *_others = found.hits(0, found.rows)
    assert "kiosk" in best.text
    assert rarity(1, 100) > rarity(50, 100) > rarity(100, 100) > 0
    alone = listed(searcher, Wish("=trygg", order=Order.RELEVANCE))
    many = [len(hit.matches) for hit in alone.hits(0, alone.rows)]
    assert many == sorted(many, reverse=True)


def test_folded_groups_are_counted_and_not_listed(searcher: Searcher) -> None:
    whole = listed(searcher, Wish("=trygg"))
    group = SourceKey(Source.DOCUMENT, searcher.project.documents()[1].id)
    folded = listed(searcher, Wish("=trygg", folded=frozenset({group})))
    assert folded.counts == whole.counts
    assert folded.rows == whole.rows - whole.counts[group]
    assert all(hit.unit.key != group for hit in folded.hits(0, 99))
    only = listed(searcher, Wish("=trygg", only=group))
    assert {hit.unit.key for hit in only.hits(0, 99)} == {group}
    memo_group = listed(searcher, Wish("=trygg", folded=frozenset({SourceKey(Source.MEMO, 0)})))
    assert all(hit.source is not Source.MEMO for hit in memo_group.hits(0, 99))


def test_hits_are_narrowed_to_active_documents_and_codings(searcher: Searcher) -> None:
    project = searcher.project
    first, second, _third = (row.id for row in project.documents())
    text = project.text(second).text
    at = text.index("Öster")
    coding.apply_path(project, second, Span(at, at + 3), "Plats")
    code = next(iter(project.codebook().codes))
    documents = listed(searcher, Wish("=trygg", within=Within(documents=frozenset({first}))))
    assert {hit.source_id for hit in documents.hits(0, 99)} == {first}
    coded = listed(searcher, Wish("=trygg", within=Within(codes=frozenset({code}))))
    (hit,) = coded.hits(0, 99)
    assert hit.text.startswith("B: Trygg Öster")
    neither = Within(documents=frozenset({first}), codes=frozenset({code}))
    assert not listed(searcher, Wish("=trygg", within=neither)).units


def test_units_are_read_in_the_order_of_places_and_all_matches_of_a_document(
    searcher: Searcher,
) -> None:
    found = listed(searcher, Wish("=trygg", order=Order.RIGHT))
    units = [spot.unit for spot in found.spots(0)]
    assert [hit.unit for hit in found.read(units)] == sorted(
        set(units), key=lambda unit: (found.order.index(unit.key), unit.number)
    )
    number = searcher.project.documents()[1].id
    text = searcher.project.text(number).text
    words = [text[start:end] for start, end in found.matches_in(number)]
    assert words == ["trygg", "Trygg", "trygg", "trygg"]


def test_sorting_tells_how_far_it_is_and_can_be_stopped(searcher: Searcher) -> None:
    class Watch:
        def __init__(self, patience: int) -> None:
            self.told: list[tuple[int, int]] = []
            self.patience = patience

        def progress(self, done: int, total: int, detail: str = "") -> None:
            self.told.append((done, total))

        def check(self) -> None:
            if len(self.told) > self.patience:
                raise Cancelled

    watch = Watch(99)
    found = HitList(searcher, Wish("=trygg", order=Order.LEFT), job=watch)
    assert watch.told
    assert all(done < total == len(found.units) for done, total in watch.told)
    with pytest.raises(Cancelled):
        HitList(searcher, Wish("=trygg", order=Order.LEFT), job=Watch(1))


def test_units_of_texts_that_have_changed_are_told_apart(searcher: Searcher) -> None:
    before = listed(searcher, Wish("=trygg"))
    memos.add_memo(searcher.project, "Ny", "trygg")
    after = listed(searcher, Wish("=trygg"))
    assert set(before.order) <= after.same_texts(before)
    assert not any(key.source is Source.MEMO for key in after.order if key not in before.order) or (
        after.same_texts(before) < set(after.order)
    )


def test_earlier_queries_are_kept_by_project_and_forgotten_on_request(project: Project) -> None:
    for number in range(KEPT + 5):
        remember_query(project, f"ord{number}")
    remember_query(project, "ord9 ")
    kept = earlier_queries(project)
    assert kept[:2] == ("ord9", f"ord{KEPT + 4}")
    assert len(kept) == len(set(kept)) == KEPT
    forget_queries(project)
    assert earlier_queries(project) == ()
    remember_query(project, "känsligt")
    forget_projects()
    assert earlier_queries(project) == ()


def test_documents_are_named_and_other_groups_are_not(searcher: Searcher) -> None:
    found = listed(searcher, Wish("trygg"))
    names = [found.name_of(group) for group in found.counts]
    assert names == ["Ada", "Bo", "Cia", ""]
    assert found.found().documents == 3
    assert DocumentId(found.order[0].id) == searcher.project.documents()[0].id


def test_options_hold_for_the_list_and_its_relevance(searcher: Searcher) -> None:
    plain = listed(searcher, Wish("=trygg"))
    case = listed(searcher, Wish("=Trygg", SearchOptions(case=True), order=Order.RELEVANCE))
    assert 0 < len(case.units) < len(plain.units)
    words = {hit.text[m.start : m.end] for hit in case.hits(0, case.rows) for m in hit.marks}
    assert words == {"Trygg"}


def test_beside_a_place_every_match_is_come_to_and_then_the_first_again(
    searcher: Searcher,
) -> None:
    found = listed(searcher, Wish("=trygg"))
    hits = found.hits(0, found.rows)
    every = [(hit.unit, at) for hit in hits for at in range(max(len(hit.matches), 1))]
    texts = [hit for hit in hits if hit.source is Source.DOCUMENT]
    document = DocumentId(texts[0].source_id)
    assert found.beside(document, Span(0, 0), -1) == found.end(-1)  # around, to the memo
    for by in (1, -1):
        walked = every[::by]
        for hit in texts:
            for at, match in enumerate(hit.matches):
                near = found.beside(DocumentId(hit.source_id), match, by)
                assert near is not None
                number = walked.index((hit.unit, at)) + 1
                assert (near.hit.unit, near.match) == walked[number % len(walked)]
                assert found.spots(near.row, near.row + 1) == [near.spot]
                assert near.around is (number == len(walked))


def test_beside_a_place_in_a_text_without_hits_is_one_of_the_next_text(searcher: Searcher) -> None:
    found = listed(searcher, Wish("kiosk"))
    (hit,) = found.hits(0, 1)
    for document in (1, 2):
        near = found.beside(DocumentId(document), Span(0, 0), 1)
        assert near is not None and (near.hit, near.around) == (hit, False)
    near = found.beside(DocumentId(3), Span(hit.end, hit.end), 1)
    assert near is not None and (near.hit, near.around) == (hit, True)
    none = listed(searcher, Wish("finnsinte"))
    assert none.beside(DocumentId(1), Span(0, 0), 1) is None and none.end(1) is None
