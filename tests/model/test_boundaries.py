"""Visible characters, words and sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.boundaries import (
    grapheme_end,
    grapheme_start,
    is_grapheme_boundary,
    sentences,
    snap_to_graphemes,
    word_at,
)
from qcode.model.text import Span

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
FLAG = "🏳\ufe0f\u200d🌈"
WALES = "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
WHOLE = [
    "å",
    "a\u030a",
    "e\u0301\u0323",
    "👍🏽",
    "❤\ufe0f",
    FAMILY,
    FLAG,
    WALES,
    "🇸🇪",
    "1\ufe0f\u20e3",
    "각",
    "\u1112\u1161\u11ab",
    "नि",
    "\r\n",
    "\u200b",
    "\ud83d\ude00",
]
MIXED = st.lists(st.sampled_from([*WHOLE, "a", " ", "\n", "\u0301", "\u200d", "🇸"])).map("".join)


@pytest.mark.parametrize("character", WHOLE)
def test_a_visible_character_is_not_cut(character: str) -> None:
    text = f"x{character}x"
    boundaries = [at for at in range(len(text) + 1) if is_grapheme_boundary(text, at)]
    assert boundaries == [0, 1, len(text) - 1, len(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("🇸🇪🇫🇮🇳", ["🇸🇪", "🇫🇮", "🇳"]),
        ("a🇸🇪", ["a", "🇸🇪"]),
        ("👍👍🏽", ["👍", "👍🏽"]),
        ("\n\u0301a", ["\n", "\u0301", "a"]),
        ("a\u200db", ["a\u200d", "b"]),
        ("a\u200d🇸🇪", ["a\u200d", "🇸🇪"]),
        ("한국", ["한", "국"]),
        ("\u1100\u1100\u1161\u11a8\u1100", ["\u1100\u1100\u1161\u11a8", "\u1100"]),
        ("中文", ["中", "文"]),
        ("a\u2028b", ["a", "\u2028", "b"]),
    ],
)
def test_neighbours_are_told_apart(text: str, parts: list[str]) -> None:
    cuts = [at for at in range(len(text) + 1) if is_grapheme_boundary(text, at)]
    assert [text[a:b] for a, b in pairwise(cuts)] == parts


@given(MIXED, st.data())
def test_a_snapped_span_is_the_shortest_that_cuts_nothing(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    snapped = snap_to_graphemes(text, (start, end))
    cuts = [at for at in range(len(text) + 1) if is_grapheme_boundary(text, at)]
    assert snapped.start == max(at for at in cuts if at <= start) == grapheme_start(text, start)
    if start < end:
        assert snapped.end == min(at for at in cuts if at >= end) == grapheme_end(text, end)
    else:
        assert snapped.end == snapped.start
    assert snap_to_graphemes(text, snapped) == snapped


def test_a_span_outside_the_text_comes_back_inside() -> None:
    assert snap_to_graphemes("abc", (-4, 99)) == Span(0, 3)
    assert snap_to_graphemes("", (2, 5)) == Span(0, 0)


@pytest.mark.parametrize(
    ("text", "position", "word"),
    [
        ("en tillitsfull dag", 5, "tillitsfull"),
        ("en tillitsfull dag", 14, "tillitsfull"),
        ("en tillitsfull dag", 3, "tillitsfull"),
        ("min e-post: a", 4, "e-post"),
        ("it’s well-known – so", 2, "it’s"),
        ("it’s well-known – so", 9, "well-known"),
        ("cafe\u0301s", 1, "cafe\u0301s"),
        ("till\xadlit", 0, "till\xadlit"),
        ("IP-12.", 6, None),
        ("IP-12.", 5, "IP-12"),
        ("well- ja", 2, "well"),
        ("a  b", 2, None),
        ("", 0, None),
        ("ab", 7, None),
    ],
)
def test_the_word_at_a_position(text: str, position: int, word: str | None) -> None:
    span = word_at(text, position)
    assert (None if span is None else text[span.start : span.end]) == word


@pytest.mark.parametrize(
    "parts",
    [
        ["Jag kom.", "Du gick!", "Eller?!", "Ja …", "Sen då."],
        ["Vi såg t.ex. Anna och bl.a. Per.", "Sedan kom Dr. Ek kl. 10."],
        ["He met e.g. Mr. Smith, i.e. John.", "No.", "I did not."],
        ["Det var A. Berg.", "Hon log.", "That was I.", "Yes."],
        ["”Kommer du?” frågade hon.", "”Ja.”", "(Skratt.)", "Bra."],
        ["Pris 3.50 kr, v. 2.0.", "Slut"],
        ["Kaffe, te m.m.", "Sedan gick vi."],
        ["..."],
    ],
)
def test_sentences_end_where_a_reader_would_say(parts: list[str]) -> None:
    text = " ".join(parts)
    assert [text[start:end] for start, end in sentences(text)] == parts


def test_a_paragraph_ends_a_sentence_and_a_soft_break_does_not() -> None:
    text = "Rubrik\n\n  Det var\u2028en gång. Slut \n"
    found = [text[start:end] for start, end in sentences(text)]
    assert found == ["Rubrik", "Det var\u2028en gång.", "Slut"]


def test_the_sentences_of_a_span_stay_inside_it() -> None:
    text = "Ett två. Tre fyra. Fem sex.\nSju."
    found = [text[start:end] for start, end in sentences(text, Span(4, 24))]
    assert found == ["två.", "Tre fyra.", "Fem s"]


@given(st.text(st.sampled_from("aB.!…?”) \n\u2028t")))
def test_sentences_hold_everything_but_white_space(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(
        text.split()
    )
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
