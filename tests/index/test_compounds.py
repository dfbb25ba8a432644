from __future__ import annotations

import pytest
from golden_lists import parts_score, sections
from hypothesis import given
from hypothesis import strategies as st

from qcode.index.word_forms import WordForms


def has_part(word: str, other: str, language: str = "sv") -> bool:
    return WordForms(word, language).has_part(other)


@pytest.mark.parametrize(("compounds", "traps"), [("known", "not"), ("held out", "not held out")])
def test_swedish_compounds_are_found_by_their_parts_and_by_little_else(
    compounds: str, traps: str
) -> None:
    lists = sections("swedish_compounds.txt")
    score = parts_score("sv", lists[compounds], lists[traps])
    assert score.recall > 0.9, score.missed
    assert score.precision > 0.9, score.wrong


@pytest.mark.parametrize(
    ("word", "compound"),
    [
        ("trygghet", "trygghetsdialogerna"),
        ("tryggheten", "trygghetsarbetets"),
        ("kyrka", "kyrkogården"),
        ("flickor", "flickskolan"),
        ("personal", "vårdpersonalens"),
        ("barn", "barnbarnsbarn"),
        ("säkerhet", "trafiksäkerhetsarbete"),
        ("covid", "covidpandemi"),
        ("ide", "affärsidéer"),
        ("tåg", "nattåget"),
        ("natt", "nattåget"),
        ("mat", "matlagningen"),
        ("makt", "maktutövning"),
        ("pengar", "pengabristen"),
        ("språk", "språkcaféet"),
    ],
)
def test_a_word_is_found_inside_of_others(word: str, compound: str) -> None:
    assert has_part(word, compound)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("al", "normal"),
        ("rot", "protest"),
        ("sal", "salt"),
        ("tro", "trots"),
        ("arm", "larm"),
        ("ras", "rasism"),
        ("trygghet", "otrygghet"),
        ("trygg", "trygghetsdialog"),
        ("kommun", "kommunikation"),
        ("man", "mandel"),
        ("arbete", "sommarbete"),
        ("barn", "barnet"),
        ("barn", "barn"),
    ],
)
def test_a_word_is_not_found_where_its_letters_stand_by_chance(word: str, other: str) -> None:
    assert not has_part(word, other)


@pytest.mark.parametrize(
    ("language", "word", "compound"),
    [
        ("nb", "trygghet", "trygghetsfølelse"),
        ("nb", "barn", "barnehage"),
        ("nn", "skule", "grunnskule"),
        ("nn", "gard", "gardsbruket"),
        ("no", "arbeid", "arbeidsplassen"),
        ("da", "tryghed", "tryghedsskabende"),
        ("da", "arbejde", "arbejdspladser"),
    ],
)
def test_norwegian_and_danish_have_compounds_too(language: str, word: str, compound: str) -> None:
    assert has_part(word, compound, language)
    assert not has_part(word, compound, "en")


@pytest.mark.parametrize("language", ["nb", "da"])
def test_norwegian_and_danish_compounds_are_found_by_their_parts(language: str) -> None:
    lists = sections("nordic_compounds.txt")
    score = parts_score(language, lists[language], lists[f"not {language}"])
    assert score.recall > 0.95, score.missed
    assert score.precision > 0.95, score.wrong


@given(
    st.text("abdeghiklmnoprstuvyåäö", min_size=1, max_size=12),
    st.sampled_from(["arbete", "tid", "barn", "kyrka", "ö", "sal", "trygghet", "år"]),
    st.text("abdeghiklmnoprstuvyåäö", max_size=12),
)
def test_every_compound_of_a_word_holds_one_of_its_needles(head: str, word: str, tail: str) -> None:
    forms = WordForms(word, "sv")
    if forms.has_part(head + word + tail):
        assert any(needle in head + word + tail for needle in forms.needles)


def test_very_long_words_cost_no_time() -> None:
    assert not has_part("barn", "barn" * 10_000)
