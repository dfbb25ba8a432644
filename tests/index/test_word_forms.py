from __future__ import annotations

import pytest
from golden_lists import forms_score, sections
from hypothesis import given
from hypothesis import strategies as st

from qcode.index import danish, english, norwegian, swedish
from qcode.index.stems import stemmer
from qcode.index.word_forms import WordForms


@pytest.mark.parametrize("part", ["known", "unseen"])
def test_forms_of_a_swedish_word_find_one_another_and_little_else(part: str) -> None:
    score = forms_score("sv", sections("swedish_forms.txt")[part])
    assert score.wanted > 300
    assert score.recall > 0.98, score.missed
    assert score.precision > 0.99, score.wrong


@pytest.mark.parametrize("part", ["sv", "sv, later", "en", "nb", "nn", "da"])
def test_forms_that_are_not_regular_find_one_another(part: str) -> None:
    score = forms_score(part[:2], sections("more_forms.txt")[part])
    assert score.recall > 0.98, score.missed
    assert score.precision > 0.98, score.wrong


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


@pytest.mark.parametrize(
    ("word", "one", "other"),
    [
        ("drog", "drar", "drogerna"),
        ("steg", "stiger", "stegen"),
        ("låg", "ligger", "låga"),
        ("händer", "händerna", "hände"),
        ("satt", "sitter", "sätter"),
        ("unge", "unga", "ungar"),
    ],
)
def test_a_word_that_is_a_form_of_two_finds_both_and_is_found_by_both(
    word: str, one: str, other: str
) -> None:
    alike = stemmer("sv").alike
    assert all(alike(word, form) and alike(form, word) for form in (one, other))
    assert not alike(one, other)


def test_a_word_that_is_asked_for_without_its_accent_is_found_in_all_forms() -> None:
    kafe = WordForms("kafe", "sv")
    assert all(map(kafe.is_form, ("kafé", "kaféet", "kaféer", "kafeer")))
    assert not WordForms("arm", "sv").is_form("armé")


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


def test_listed_words_begin_with_a_beginning_of_their_stem() -> None:
    listed = {
        "sv": swedish._IRREGULAR,
        "en": english._LISTED._listed,
        "nb": norwegian._LISTED._listed,
        "da": danish._LISTED._listed,
    }
    for language, words in listed.items():
        forms = stemmer(language)
        for word in words:
            assert word.startswith(forms.beginnings(forms.stem(word))), word
