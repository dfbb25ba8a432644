from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.index import swedish
from qcode.index.stems import stemmer

HERE = Path(__file__).parent


def lines() -> list[list[str]]:
    text = (HERE / "swedish_forms.txt").read_text("utf-8")
    return [line.split() for line in text.splitlines() if line and line[0] not in "#["]


def pairs(groups: list[list[str]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(set(group), 2)}


def test_forms_of_a_swedish_word_find_one_another_and_little_else() -> None:
    by_stem: dict[str, list[str]] = {}
    for word in {word for line in lines() for word in line}:
        by_stem.setdefault(swedish.stem(word), []).append(word)
    wanted, found = pairs(lines()), pairs(list(by_stem.values()))
    assert len(wanted) > 1000
    assert len(wanted & found) / len(wanted) > 0.99
    assert len(wanted & found) / len(found) > 0.99


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("trygghet", "tryggheten"),
        ("trygghet", "trygghetens"),
        ("samhälle", "samhället"),
        ("barn", "barnet"),
        ("bok", "böckerna"),
        ("böcker", "boken"),
        ("man", "männen"),
        ("fot", "fötter"),
        ("hand", "händerna"),
        ("stad", "städer"),
        ("tjänsteman", "tjänstemännens"),
        ("handböcker", "handbok"),
        ("gå", "gick"),
        ("förstå", "förstod"),
        ("beskriver", "beskrev"),
        ("politisk", "politiskt"),
        ("öppen", "öppna"),
        ("fågel", "fåglarna"),
        ("fåglar", "fågeln"),
    ],
)
def test_a_swedish_word_finds_its_forms(word: str, form: str) -> None:
    assert stemmer("sv").alike(word, form)
    assert stemmer("sv-FI").alike(form, word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("trygghet", "trygg"),
        ("trygghet", "otrygghet"),
        ("tillit", "till"),
        ("mena", "men"),
        ("svart", "svar"),
        ("vänta", "vän"),
        ("vård", "vår"),
        ("marknad", "mark"),
        ("år", "ar"),
        ("mål", "mal"),
    ],
)
def test_a_swedish_word_does_not_find_what_only_looks_alike(word: str, other: str) -> None:
    assert not stemmer("sv").alike(word, other)
    assert not stemmer("sv").alike(other, word)


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("trust", "trusted"),
        ("child", "children"),
        ("men", "man"),
        ("women", "woman"),
        ("study", "studies"),
        ("happy", "happiness"),
        ("hope", "hoping"),
        ("die", "dying"),
        ("sky", "skies"),
        ("try", "tries"),
        ("use", "using"),
        ("possible", "possibly"),
        ("went", "go"),
    ],
)
def test_an_english_word_finds_its_forms(word: str, form: str) -> None:
    assert stemmer("en").alike(word, form)
    assert stemmer("en").alike(form, word)


def test_norwegian_danish_and_german_have_forms_and_other_languages_have_none() -> None:
    assert stemmer("nb").alike("trygghet", "tryggheten")
    assert stemmer("da").alike("tryghed", "trygheden")
    assert stemmer("de").alike("haus", "häuser")
    assert not stemmer("xx").alike("trygghet", "tryggheten")
    assert not stemmer("").alike("trust", "trusted")
    assert stemmer("").alike("trust", "trust")


letters = st.text("abdeghiklmnoprstuvyåäö", min_size=1, max_size=14)
ENDINGS = "en et ar arna ade at are ast er erna or s mm el eln len in an it de te "
ENDINGS += "dde na t a e ing ies ability ation"
endings = st.sampled_from(ENDINGS.split())


@given(st.sampled_from(["sv", "en", "nb"]), st.builds(str.__add__, letters, endings) | letters)
def test_every_word_begins_with_a_beginning_of_its_stem(language: str, word: str) -> None:
    forms = stemmer(language)
    assert word.startswith(forms.beginnings(forms.stem(word)))
    assert forms.alike(word, word)


@given(st.sampled_from(["sv", "en"]), letters, endings, endings)
def test_being_a_form_goes_both_ways(language: str, base: str, one: str, other: str) -> None:
    alike = stemmer(language).alike
    assert alike(base + one, base + other) == alike(base + other, base + one)


def test_listed_swedish_words_begin_with_a_beginning_of_their_stem() -> None:
    forms = stemmer("sv")
    for word in {word for line in lines() for word in line} | set(swedish._IRREGULAR):
        assert word.startswith(forms.beginnings(forms.stem(word))), word
