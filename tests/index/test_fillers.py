from __future__ import annotations

import pytest

from qcode.index.analysis import words
from qcode.index.fillers import passed_over
from qcode.index.marker import matches
from qcode.model.query_parser import parse
from qcode.model.search_options import SearchOptions

SPOKEN = SearchOptions(fillers=True)


def passed(text: str, language: str = "sv") -> list[str]:
    found = words(text)
    over = passed_over(text, found, language)
    return [word for word, gone in zip(found, over, strict=True) if gone]


def marked(text: str, query: str, options: SearchOptions = SPOKEN) -> list[str]:
    return [text[start:end] for start, end in matches(text, "sv", parse(query), options)]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("vi, eh, (paus) går ut", ["eh", "paus"]),
        ("vi vi går … ut", ["vi"]),
        ("vi- vi går", ["vi", "vi"]),
        ("gå- går", ["gå"]),
        ("för- och nackdelar", []),
        ("det är liksom typ bra", ["liksom", "typ"]),
        ("vi [skratt] går ((ohörbart)) ut <suckar>", ["skratt", "ohörbart", "suckar"]),
        ("så #00:12:03-4# sa hon", ["00", "12", "03", "4"]),
        ("på nåt sätt går det", ["på", "nåt", "sätt"]),
        ("(det här är en hel mening som någon har satt inom parentes, och ingen anmärkning)", []),
    ],
)
def test_what_says_nothing_is_known(text: str, gone: list[str]) -> None:
    assert passed(text) == gone


def test_each_language_hesitates_in_its_own_way() -> None:
    assert passed("you know, like, well", "en") == ["you", "know", "like", "well"]
    assert passed("you know, liksom", "nb") == ["liksom"]
    assert passed("you know, uhm", "fi") == ["uhm"]


@pytest.mark.parametrize(
    "text",
    [
        "vi går ut",
        "vi, eh, (paus) går ut",
        "vi vi går … ut",
        "Vi gå- går, typ, ut",
        "vi [skratt] går ((ohörbart)) ut",
    ],
)
def test_a_phrase_passes_over_fillers_when_told_to(text: str) -> None:
    assert marked(text, '"vi går ut"') == [text]


def test_a_phrase_passes_over_nothing_unless_told_to_but_pauses_and_marks() -> None:
    plain = SearchOptions()
    assert marked("vi … går, (.) ut", '"vi går ut"', plain) == ["vi … går, (.) ut"]
    assert marked("vi eh går ut", '"vi går ut"', plain) == []
    assert marked("vi aldrig går ut", '"vi går ut"') == []


def test_fillers_can_be_looked_for_themselves() -> None:
    assert marked("ja, eh liksom typ", '"eh liksom typ"') == ["eh liksom typ"]
    assert marked("ja, eh, men typ bra", "typ") == ["typ"]


def test_a_filler_may_be_a_word_of_the_phrase_or_passed_over() -> None:
    assert marked("ja, va, vad hem", '"ja va* hem"') == ["ja, va, vad hem"]
    assert marked("ja ja eh ja ja nej", '"ja ja nej"') == ["ja ja eh ja ja nej"]


def test_words_that_are_no_phrase_stay_together() -> None:
    assert marked("en e, öh, post", "e-post") == []
    assert marked("en e-post", "e-post") == ["e-post"]


def test_capitals_matter_in_letters_with_accents_too() -> None:
    assert marked("elan Elan élan", "=Élan", SearchOptions(case=True)) == ["Elan"]
