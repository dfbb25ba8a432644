from __future__ import annotations

import sys
import unicodedata

import naive
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from qcode.index.analysis import (
    _origins,
    is_usual,
    tidy,
    word_places,
    word_spans,
    words,
    words_of_units,
)
from qcode.index.units import Unit
from qcode.model.emoji import has_emoji

# Text with all that can go wrong: marks, ligatures, jamo, invisible characters, emoji, final sigma.
awkward = st.text(
    st.sampled_from(
        "aåäöéÅÖßİıΣσςﬁ 1²_-\n\u2028'’.\n\u00ad\u200b\u200d\ufeff\u0301\u0308\u030a\u0323"
    )
    | st.sampled_from("q\u0958\u0915\u093c\u09c7\u09be\u1100\u1161\u11a8가각😀\u212b\u0344")
    | st.characters(exclude_categories=["Cs"])
)


def test_a_word_is_letters_and_digits_in_lower_case() -> None:
    assert words("I Å, e-post_x 10:30 R2D2 … O'Brien") == [
        "i", "å", "e", "post", "x", "10", "30", "r2d2", "o", "brien",
    ]  # fmt: skip
    assert words("") == words(" – … → ✓ •") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hej😀😀", ["hej", "😀", "😀"]),
        ("❤️ och ❤", ["❤", "och", "❤"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("vi 👩‍👩‍👧‍👦, hon 👩🏽‍⚕️", ["vi", "👩‍👩‍👧‍👦", "hon", "👩🏽‍⚕"]),
        ("🇸🇪🇳🇴 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏳️‍🌈", ["🇸🇪", "🇳🇴", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🏳‍🌈"]),
        ("ord\u200d 👩\u200d \u200d👩", ["ord", "👩", "👩"]),
        ("🙂‍↔️ ↔️", ["🙂‍↔"]),
    ],
)
def test_an_emoji_is_a_word_whatever_it_is_made_of(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert words(unicodedata.normalize("NFD", text)) == found
    places = list(word_spans(text))
    assert [word for word, _span in places] == found
    for word, (start, end) in places:
        assert text[start:end].lower().replace("\ufe0f", "") == word
        assert text[end : end + 1] != "\ufe0f"
    assert [token.word for token in naive.tokens(text)] == found


def test_what_says_how_a_sign_is_shown_belongs_to_it() -> None:
    text = "hel❤️, 1️⃣ och ❤\ufe0e\ufe0f ❤"
    assert [text[start:end] for start, end in word_places(text)] == [
        "hel", "❤️", "1️⃣", "och", "❤\ufe0e", "❤",
    ]  # fmt: skip
    assert [(each.start, each.end) for each in naive.tokens(text)] == word_places(text)


def test_invisible_characters_and_decomposed_letters_do_not_part_words() -> None:
    assert words("trygg\u00adhe\u200bten") == ["tryggheten"]
    assert words(unicodedata.normalize("NFD", "Överåriga")) == ["överåriga"]
    assert words("a\u030a") == ["å"]


@given(awkward)
@example("İstanbul ΟΔΟΣ\u00ad Σ")
@example("a\u00ad\u030a")
def test_words_with_places_are_the_words_and_the_places_show_them(text: str) -> None:
    found = list(word_spans(text))
    assert [word for word, _span in found] == words(text)
    end = 0
    for word, (start, stop) in found:
        assert end <= start < stop <= len(text)
        end = stop
        assert word in words(text[start:stop])


@given(awkward)
def test_every_tidy_character_knows_where_it_came_from(text: str) -> None:
    origins = _origins(text)
    assert len(origins) == len(tidy(text))
    assert all(0 <= start < end <= len(text) for start, end in origins)
    assert [start for start, _end in origins] == sorted(start for start, _end in origins)


@given(st.lists(awkward | st.just("a\0b")))
def test_the_words_of_many_units_are_those_of_each(texts: list[str]) -> None:
    units = [Unit(0, text) for text in texts]
    assert words_of_units(units) == [words(text) for text in texts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trygg-\nhet", ["trygghet"]),
        ("trygg-\u2028het", ["trygghet"]),
        ("trygg\u00ad\nhet", ["trygghet"]),
        ("till fördel-\naktig tid", ["till", "fördelaktig", "tid"]),
        ("IT-\nstöd", ["it", "stöd"]),
        ("Malmö-\nLund", ["malmö", "lund"]),
        ("för-\noch nackdelar", ["för", "och", "nackdelar"]),
        ("1990-\n2000", ["1990", "2000"]),
        ("ja -\nnej", ["ja", "nej"]),
        ("l'homme, it's", ["l", "homme", "it", "s"]),
        ("1 000 och 1,5 § 5 @anna #tagg", ["1", "000", "och", "1", "5", "5", "anna", "tagg"]),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_whole(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert [word for word, _span in word_spans(text)] == found


def test_the_place_of_a_broken_word_is_all_of_it() -> None:
    text = "stor trygg-\nhet här"
    assert [text[start:end] for _word, (start, end) in word_spans(text)][1] == "trygg-\nhet"


def test_most_texts_are_usual_ones() -> None:
    assert is_usual("Vi går ut – “kanske” … på ett kafé för 5 €!")
    assert not any(map(is_usual, ["a\u00ad", "a\u030a", "İ", "Σ", "👩", "☺", "a\u200bb", "\u2028"]))


def test_every_usual_character_stays_what_and_where_it_is() -> None:
    usual = [letter for letter in map(chr, range(sys.maxunicode + 1)) if is_usual(letter)]
    assert len(usual) > 700
    for letter in usual:
        assert tidy(letter) == letter == unicodedata.normalize("NFC", letter)
        assert len(letter.lower()) == 1
        assert letter.lower().isalnum() == letter.isalnum()
        assert not has_emoji(letter)


@given(st.text(st.characters(max_codepoint=0x2FF) | st.sampled_from("–…“€"), max_size=8))
def test_usual_characters_leave_their_neighbours_alone(text: str) -> None:
    assume(is_usual(text))
    assert unicodedata.is_normalized("NFC", text)
    assert text.lower() == "".join(letter.lower() for letter in text)
