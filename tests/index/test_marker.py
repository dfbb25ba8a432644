from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.index.marker import matches, snippet
from qcode.model.query_parser import parse
from qcode.model.text import Span


def marked(text: str, query: str, language: str = "sv") -> list[str]:
    return [text[start:end] for start, end in matches(text, language, parse(query))]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("trygghet", ["Tryggheten", "TRYGGHET"]),
        ("=trygghet", ["TRYGGHET"]),
        ("try*", ["Tryggheten", "tryggt", "TRYGGHET"]),
        ('"i skolan"', ["i skolan", "I, skolan"]),
        ("e-posten", ["e-post"]),
        ("skola polis", ["skolan", "skolan", "polisen"]),
        ("skola NOT polis", ["skolan", "skolan"]),
        ("NOT (NOT polis)", ["polisen"]),
        ("speaker:Anna polis", ["polisen"]),
        ('polis "polisen kom"', ["polisen kom"]),
        ("10:30", ["10:30"]),
        ("saknas", []),
    ],
)
def test_matches_are_marked_exactly(query: str, found: list[str]) -> None:
    text = "Tryggheten i skolan 😀 är tryggt. I, skolan: polisen kom 10:30. e-post, TRYGGHET!"
    assert marked(text, query) == found


def test_matches_in_awkward_text_cover_what_was_written() -> None:
    text = "😀 trygg\u00adhe\u200bten " + unicodedata.normalize("NFD", "överåriga åren")
    assert marked(text, "trygghet") == ["trygg\u00adhe\u200bten"]
    assert marked(text, "=överåriga") == [unicodedata.normalize("NFD", "överåriga")]
    assert marked(text, "år") == [unicodedata.normalize("NFD", "åren")]


def test_the_language_decides_which_forms_are_marked() -> None:
    assert marked("barnen", "barn", "sv") == ["barnen"]
    assert marked("barnen", "barn", "en") == []
    assert marked("trusted", "trust", "en") == ["trusted"]


def test_a_snippet_shows_the_first_match_between_whole_words() -> None:
    text = "ord " * 50 + "tryggheten " + "mera " * 50
    shown = snippet(text, matches(text, "sv", parse("trygghet")), width=60)
    assert len(shown.text) <= 60
    assert shown.text.startswith("ord ord")
    assert shown.text.endswith("mera")
    assert shown.before
    assert shown.after
    assert [shown.text[start:end] for start, end in shown.matches] == ["tryggheten"]


def test_a_short_text_is_its_own_snippet() -> None:
    shown = snippet("Så trygg.", [Span(3, 8)])
    assert (shown.text, shown.start, shown.before, shown.after) == ("Så trygg.", 0, False, False)
    assert shown.matches == (Span(3, 8),)


@given(
    st.text("ab \n", max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 9)), max_size=4),
    st.integers(1, 40),
)
def test_a_snippet_is_part_of_its_text_with_its_matches(
    text: str, places: list[tuple[int, int]], width: int
) -> None:
    spans = [Span(at, at + n) for at, n in sorted(places) if at + n <= len(text)]
    shown = snippet(text, spans, width=width)
    assert text[shown.start : shown.start + len(shown.text)] == shown.text
    assert shown.before == (shown.start > 0)
    assert shown.after == (shown.start + len(shown.text) < len(text))
    if spans:
        assert shown.start + shown.matches[0].start == spans[0].start
    for start, end in shown.matches:
        assert Span(shown.start + start, shown.start + end) in spans
