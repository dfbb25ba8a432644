"""Ends of passages go from word to word, and never past one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.boundaries import is_grapheme_boundary
from qcode.model.passage_ends import End, moved_to, stepped
from qcode.model.text import Span

TEXT = "Jag tror (faktiskt) att e-posten, 😀 alltså, är bra.\nOch du?"


def words(span: Span) -> str:
    return TEXT[span.start : span.end]


def span(said: str) -> Span:
    start = TEXT.index(said)
    return Span(start, start + len(said))


@pytest.mark.parametrize(
    ("end", "at", "expected"),
    [
        (End.END, "sten", "att e-posten"),
        (End.END, "😀", "att e-posten, 😀"),
        (End.END, "tror", "att"),  # never past its own beginning
        (End.START, "tiskt", "faktiskt) att"),
        (End.START, "g tror", "Jag tror (faktiskt) att"),
        (End.START, "du", "att"),
    ],
)
def test_an_end_takes_in_the_whole_word_it_is_dragged_to(end: End, at: str, expected: str) -> None:
    assert words(moved_to(TEXT, span("att"), end, TEXT.index(at))) == expected


def test_between_words_an_end_takes_in_no_more_of_them() -> None:
    blank = TEXT.index(" 😀")
    assert words(moved_to(TEXT, span("att"), End.END, blank)) == "att e-posten,"
    line_end = TEXT.index("\n")
    assert words(moved_to(TEXT, span("är"), End.END, line_end)) == "är bra."
    assert words(moved_to(TEXT, span("alltså"), End.START, blank)) == "😀 alltså"
    assert words(moved_to(TEXT, span("alltså"), End.START, TEXT.index(" alltså"))) == "alltså"


def test_an_end_steps_by_words_and_signs_both_ways() -> None:
    there = [span("att")]
    for _step in range(4):
        there.append(stepped(TEXT, there[-1], End.END, 1))
    assert [words(each) for each in there[1:]] == [
        "att e-posten",
        "att e-posten,",
        "att e-posten, 😀",
        "att e-posten, 😀 alltså",
    ]
    back = there[-1]
    for before in reversed(there[:-1]):
        back = stepped(TEXT, back, End.END, -1)
        assert back == before
    assert stepped(TEXT, back, End.END, -1) == back  # a word remains


def test_the_beginning_steps_by_words_both_ways() -> None:
    wider = stepped(TEXT, span("att"), End.START, -1)
    assert words(wider) == "faktiskt) att"
    assert words(stepped(TEXT, wider, End.START, -1)) == "(faktiskt) att"
    assert stepped(TEXT, wider, End.START, 1) == span("att")
    first = span("Jag tror")
    assert stepped(TEXT, first, End.START, -1) == first
    last = span("du?")
    assert stepped(TEXT, last, End.END, 1) == last


@given(st.text("a b.,(\n😀e\u0301-"), st.data())
def test_moving_an_end_never_turns_or_empties_a_passage(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    given_span = Span(start, data.draw(st.integers(start + 1, len(text))))
    end = data.draw(st.sampled_from(End))
    for moved in (
        moved_to(text, given_span, end, data.draw(st.integers(-3, len(text) + 3))),
        stepped(text, given_span, end, data.draw(st.sampled_from([-1, 1]))),
    ):
        assert 0 <= moved.start < moved.end <= len(text)
        if end is End.START:
            assert moved.end == given_span.end
        else:
            assert moved.start == given_span.start
        if moved != given_span:
            there = moved.start if end is End.START else moved.end
            assert is_grapheme_boundary(text, there)
