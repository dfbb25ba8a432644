"""Regular expressions, relations and case: the same with and without an index, and exact."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qcode.index import regexes
from qcode.index.search import SearchIndex
from qcode.model.document import DocumentId
from qcode.model.errors import Cancelled, UserError
from qcode.model.job import Silent
from qcode.model.memo import MemoLink
from qcode.model.query_parser import parse
from qcode.model.search_options import PLAIN, SearchOptions
from qcode.model.text import Span
from qcode.services import coding, hit_coding, memos
from qcode.services.answering import Answering
from qcode.services.messages import sentence
from qcode.services.projects import Project
from qcode.services.searching import Searcher
from qcode.services.sources import Sources

Find = Callable[[DocumentId, str], Span]


@pytest.fixture(params=["read", "indexed"])
def searcher(project: Project, request: pytest.FixtureRequest) -> Iterator[Searcher]:
    made = Searcher(project)
    if request.param == "indexed":
        made.update()
    yield made
    made.close()


@pytest.fixture
def coded(project: Project, first: DocumentId, second: DocumentId, span: Find) -> None:
    """Two codings in the first document, one in the second."""
    coding.apply_path(project, first, span(first, "Att någon kommer"), "Närvaro")
    coding.apply_path(project, first, span(first, "tilliten har fått sig en törn"), "Tillit")
    coding.apply_path(project, second, span(second, "lamporna lyser"), "Ljus")


def marked(searcher: Searcher, query: str, options: SearchOptions = PLAIN) -> list[str]:
    """The words that are marked in documents, in order."""
    found = searcher.search(query, limit=None, options=options)
    assert found.missing == 0
    assert found.total == len(found.hits)
    return [hit.text[a:b] for hit in found.hits for a, b in hit.marks if hit.source == "document"]


def test_a_regular_expression_finds_places_in_the_text_as_it_is_shown(searcher: Searcher) -> None:
    assert marked(searcher, "/trygg\\w+/") == ["trygghet", "Trygghet", "tryggt"]
    assert marked(searcher, "/^(nja|hur)/") == ["Nja", "Hur"]  # behind the speaker's name
    assert marked(searcher, "/IP\\d/") == []
    assert marked(searcher, "/törn 😀/") == ["törn 😀"]
    assert marked(searcher, "/x*/") == []  # nothing is no match
    assert marked(searcher, "/Trygg/", SearchOptions(case=True)) == ["Trygg"]
    assert marked(searcher, "/lampor(na)?/ document:Anna") == []
    assert marked(searcher, "trygghet NOT /dig/") == ["Trygghet"]
    assert len(marked(searcher, "NOT /a/ OR speaker:I")) == 0


def test_a_regular_expression_is_looked_for_in_memos_too(
    project: Project, searcher: Searcher
) -> None:
    memos.add_memo(project, "Kväll", "På k-v-ä-l-l-e-n")
    found = searcher.search("/k(-.)+/")
    assert [hit.source.value for hit in found.hits] == ["memo"]


@pytest.mark.parametrize(
    "pattern", [r"/(\w+\W*)+:::/", r"/(.|[^:])*\d\d\d\d/", r"/(.*.*.*.*)*x{9}/"]
)
def test_a_pattern_without_end_is_stopped(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    monkeypatch.setattr(regexes, "PATIENCE", 0.3)
    with pytest.raises(UserError) as caught:
        searcher.search("kommer " + pattern)
    assert caught.value.code == "query_regex_slow"
    assert caught.value.params["position"] == 7


def test_a_pattern_can_be_stopped_by_hand(searcher: Searcher) -> None:
    class Impatient(Silent):
        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        searcher.search(r"/(\w+\W*)+:::/", job=Impatient())


def test_a_pattern_that_matches_everywhere_is_refused(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qcode.index.regexes.MOST", 10)
    with pytest.raises(UserError, match="query_regex_wide"):
        searcher.search("/./")


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("code:Tillit NEAR/3 code:Närvaro", ["tilliten har fått sig en törn"]),
        ("code:Tillit NEAR/2 code:Närvaro", ["tilliten har fått sig en törn"]),
        ("code:Tillit NEAR code:Närvaro", []),
        ("code:Tillit NEAR code:Ljus", []),  # in another document
        ("trygghet NEAR/0 code:Närvaro", ["Trygghet"]),
        ("trygghet NEAR code:Närvaro", ["trygghet", "Trygghet"]),
        ("törn WITHIN code:Tillit", ["törn"]),
        ("kiosken WITHIN code:Tillit", []),
        ("(törn OR kiosken) WITHIN code:Tillit", ["törn"]),
        ("code:Tillit OVERLAPS tilliten", ["tilliten har fått sig en törn"]),
        ("code:Tillit WITHIN (speaker:IP1 kiosken)", ["tilliten har fått sig en törn"]),
        ("code:Tillit WITHIN (speaker:IP1 trygghet)", []),
        ("code:Närvaro FOLLOWED BY/2 code:Tillit", ["Att någon kommer"]),
        ("code:Tillit FOLLOWED BY/2 code:Närvaro", []),
        ("=vad FOLLOWED BY trygghet", ["Vad"]),
        ('"på torget" FOLLOWED BY /lam\\w+/', ["på torget"]),
        ("/lam\\w+/ OVERLAPS code:Ljus", ["lamporna"]),
        ("(trygghet NEAR code:Närvaro) WITHIN speaker:IP1", ["Trygghet"]),
        ("trygghet NEAR/1 code:Närvaro NOT speaker:I", ["Trygghet"]),
        ("lamporna WITHIN document:Bo", ["lamporna"]),
        ("trygg* WITHIN NOT speaker:IP1", ["trygghet"]),
        ("NOT (code:Tillit NEAR/9 trygghet) kiosken", []),
    ],
)  # fmt: skip
def test_passages_are_related(searcher: Searcher, query: str, words: list[str]) -> None:
    assert marked(searcher, query) == words


@pytest.mark.usefixtures("coded")
def test_a_relation_is_coded_by_its_passages(
    project: Project, searcher: Searcher, first: DocumentId, span: Find
) -> None:
    found = hit_coding.passages(searcher, "trygghet NEAR/0 code:Närvaro")
    assert [each.span for each in found[first]] == [span(first, "Trygghet")]
    assert list(found) == [first]


def test_capitals_matter_on_request(searcher: Searcher) -> None:
    case = SearchOptions(case=True)
    assert marked(searcher, "trygghet", case) == ["trygghet"]
    assert marked(searcher, "Trygghet", case) == ["Trygghet"]
    assert marked(searcher, "Otrygg*", case) == ["Otryggt"]
    assert marked(searcher, "O?rygg*", case) == ["Otryggt"]
    assert marked(searcher, "o?rygg*", case) == []
    assert marked(searcher, '"hur är"', case) == []
    assert marked(searcher, '"Hur är"', case) == ["Hur är"]
    assert marked(searcher, "Trygghte~", case) == ["Trygghet"]
    assert marked(searcher, "trygghet[+Otryggt]", case) == ["trygghet", "Otryggt"]
    assert marked(searcher, "kommer NOT trygghet", case) == ["kommer"]
    assert marked(searcher, "kommer NOT Trygghet", case) == []


def test_exact_words_on_request(searcher: Searcher) -> None:
    assert marked(searcher, "lampa OR lamporna", SearchOptions(exact=True)) == ["lamporna"]
    assert marked(searcher, "torg") == ["torget"]
    assert marked(searcher, "torg", SearchOptions(exact=True)) == []


def test_fields_of_memos(
    project: Project, searcher: Searcher, first: DocumentId, span: Find
) -> None:
    segment = coding.apply_path(project, first, span(first, "kiosken brann"), "Brand")
    del segment
    place = span(first, "Att någon kommer")
    memos.add_memo(project, "Nära", "Om grannar", links=[MemoLink(document=first, span=place)])
    memos.add_memo(project, "Allt", "Om grannar också", links=[MemoLink(document=first)])
    assert searcher.search("memo:granne").total == 1
    assert searcher.search("memo:*").total == 1
    assert searcher.search("memo:grann* trygghet").total == 1
    assert searcher.search('memo:"om grannar"').total == 1
    assert searcher.search("memo:polis").total == 0
    assert searcher.search("trygghet WITHIN memo:granne").total == 0
    assert searcher.search("någon WITHIN memo:granne").total == 1


LEAVES = (
    "trygghet", "=Trygghet", "trygg*", "*trygg*", "tr?ggt", "kiosk~", '"på torget"', "lampa", "är",
    '"du kommunen"~3', "kommer", "törn", "speaker:IP1", "speaker:I", "document:Bo", "code:Tillit",
    "code:Närvaro", "kind:interview", "coder:Kim", "trygghet[+Otryggt -trygghet]", "memo:*", "på",
    "date:>2000",
)  # fmt: skip
LINKS = ("NEAR", "NEAR/0", "NEAR/3", "WITHIN", "OVERLAPS", "FOLLOWED BY", "FOLLOWED BY/2")


def random_query(dice: random.Random, depth: int = 0) -> str:
    kind = dice.randrange(9 if depth < 3 else 3)
    if kind < 3:
        return dice.choice(LEAVES)
    one, other = random_query(dice, depth + 1), random_query(dice, depth + 1)
    if kind < 6:
        return f"({one}) {dice.choice(LINKS)} ({other})"
    return (f"NOT ({one})", f"({one}) ({other})", f"({one}) OR ({other})")[kind - 6]


@pytest.mark.usefixtures("coded")
@pytest.mark.parametrize("seed", range(6))
def test_random_queries_are_answered_alike_with_and_without_an_index(
    project: Project, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    now = Sources.of(project)
    index = SearchIndex.open(tmp_path / "index", project="p")
    index.update(now.read(project, now.hashes), operation=now.operation)
    units = {source.key: source for source in now.read(project, now.hashes)}
    for _query in range(40):
        text = random_query(dice)
        options = SearchOptions(
            exact=dice.random() < 0.2, case=dice.random() < 0.3, fillers=dice.random() < 0.2
        )
        asked = [Answering(project, now, each, options) for each in (index, None)]
        by_index, by_reading = (each.answer(parse(text)) for each in asked)
        assert by_index == by_reading, (text, options)
        for key in by_index.sources():
            for number in by_index.numbers(key):
                marks = [
                    each.marker(parse(text)).matches(key, units[key].units[number], "sv")
                    for each in asked
                ]
                assert marks[0] == marks[1], (text, options)


@pytest.mark.parametrize(
    "query",
    [
        "(" * 100 + "a" + ")" * 100,
        "NOT " * 99 + "trygghet",
        " OR ".join(["trygghet", "kiosken"] * 500),
        "trygghet " * 1100,
        '"' + "trygghet " * 1100 + '"',
        '"' + "trygghet " * 30 + '"~9999',
        "x" * 10_000,
        "*" + "a*" * 400,
        "*" + "?*" * 400 + "a",
        "\u202etehggyrt\u202c",
        "🎈 😀 trygghet 👩‍👩‍👧",
        "trygghet" + "[+a -b]" + "é́́́́",
        "/" + "(?:" * 60 + "a" + ")" * 60 + "/",
    ],
)
def test_what_no_one_would_write_is_answered_all_the_same(searcher: Searcher, query: str) -> None:
    assert searcher.search(query).missing == 0


@pytest.mark.parametrize(
    "query", ["(" * 5000, "a AND " * 2000, '"' * 9999, "[+" * 3000, "/(" * 900]
)
def test_what_cannot_be_read_is_said_in_one_sentence(searcher: Searcher, query: str) -> None:
    with pytest.raises(UserError) as caught:
        searcher.search(query)
    assert "position" in caught.value.params
    assert len(sentence(caught.value)) > 10
