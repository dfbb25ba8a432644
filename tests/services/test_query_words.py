from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given

from qcode.model.query import Query
from qcode.model.query_parser import parse
from qcode.services.language import current_language, set_language
from qcode.services.query_words import sentence_of

from ..model.test_query import queries

SAID = {
    "trygghet": "“trygghet” in any form",
    "=trygg": "Exactly “trygg”",
    "trygg[+otrygg -trygga]": "“trygg” (also “otrygg”, not “trygga”)",
    "trygg*": "Words that begin with “trygg”",
    "*vakt*": "Words of the form “*vakt*”",
    "kisok~": "Words like “kisok” with at most one letter changed",
    "kisok~2": "Words like “kisok” with at most two letters changed",
    '"litar på"': "The words “litar på” in this order",
    '"a b"~0': "The words “a b” side by side in any order",
    '"a b"~1': "The words “a b” in any order with at most one other between",
    '"a b"~5': "The words “a b” in any order with at most five others between",
    "/a.b/": "What the expression /a.b/ matches",
    "a b": "“a” and “b” in the same turn or paragraph",
    "a b NOT c": "“a” and “b” in the same turn or paragraph without “c”",
    "a OR b OR c": "“a”, “b” or “c”",
    "(a OR b) c": "(“a” or “b”) and “c” in the same turn or paragraph",
    "NOT a": "Everything without “a”",
    "NOT speaker:Anna": "Everything but what Anna says",
    "a NOT speaker:Anna": "“a” but not where Anna speaks",
    "a speaker:Anna kind:interview": "“a” where Anna speaks in documents of the kind Interview",
    "speaker:Anna code:Tillit": "What Anna says where Tillit is coded",
    'code:"Tillit till staden"': "Passages coded “Tillit till staden”",
    "code>:Tillit": "Passages coded Tillit or with a code below it",
    "memo:*": "Passages with a memo",
    "a memo:*": "“a” where there is a memo",
    "date:2024": "Documents of 2024",
    "date:>=2024-05": "Documents since 2024-05",
    "date:2024-05..2024-06": "Documents from 2024-05 to 2024-06",
    "Age=30..40": "Documents and cases where Age is from 30 to 40",
    "Age!=30": "Documents and cases where Age is not 30",
    "code:Tillit NEAR/2 code:Platser": (
        "Passages coded Tillit within two paragraphs of passages coded Platser"
    ),
    "a NEAR/0 code:B": "“a” in the same paragraph as passages coded B",
    "a WITHIN code:B": "“a” inside passages coded B",
    "code:A OVERLAPS code:B": "Passages coded A overlapping passages coded B",
    "speaker:I FOLLOWED BY code:B": "What I says followed within one paragraph by passages coded B",
    "speaker:I FOLLOWED BY/12 (a b)": (
        "What I says followed within 12 paragraphs by (“a” and “b” in the same turn or paragraph)"
    ),
}


@pytest.fixture
def swedish() -> Iterator[None]:
    before = current_language()
    set_language("sv")
    yield
    set_language(before)


@pytest.mark.parametrize("query", SAID)
def test_a_query_is_said_in_one_sentence(query: str) -> None:
    assert sentence_of(parse(query)) == SAID[query]


def test_it_is_said_in_swedish_too(swedish: None) -> None:
    query = parse("code:Tillit NEAR/2 code:Platser")
    assert (
        sentence_of(query) == "Ställen kodade Tillit högst två stycken från ställen kodade Platser"
    )
    query = parse("kiosken kind:interview NOT speaker:Jonas")
    assert sentence_of(query) == "”kiosken” i dokument av typen Intervju men inte där Jonas talar"


@given(queries)
def test_any_query_has_a_sentence(query: Query) -> None:
    sentence = sentence_of(query)
    assert sentence.strip()
    assert sentence[0] == sentence[0].upper()
    assert sentence.count("“") == sentence.count("”") or "“" in str(query) or "”" in str(query)
