"""Lines and letters of a page, as arithmetic."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.page_geometry import Box, PageGeometry
from qcode.model.text import Span

NOWHERE = (0.0, 0.0, 0.0, 0.0)


def page(text: str, *, start: int = 0, wide: float = 10, high: float = 12) -> PageGeometry:
    """A page set in a type of which all letters are equally wide."""
    edges = array("f")
    x, y = 50.0, 100.0
    for letter in text:
        if letter == "\n":
            x, y = 50.0, y + high
            edges.extend(NOWHERE)
        else:
            edges.extend((x, y, x + wide, y + high))
            x += wide
    return PageGeometry(start, text, edges)


def test_a_span_has_a_box_on_each_line() -> None:
    letters = page("one two\nthree", start=7)
    assert letters.lines(Span(11, 17)) == [Box(90, 100, 120, 112), Box(50, 112, 70, 124)]


def test_what_is_on_another_page_has_no_box_here() -> None:
    letters = page("one", start=7)
    assert letters.lines(Span(0, 7)) == []
    assert letters.lines(Span(0, 8)) == [Box(50, 100, 60, 112)]


def test_what_stands_far_apart_on_a_line_is_not_joined() -> None:
    edges = array("f", [50, 100, 60, 112, 300, 100, 310, 112])
    letters = PageGeometry(0, "ab", edges)
    assert letters.lines(Span(0, 2)) == [Box(50, 100, 60, 112), Box(300, 100, 310, 112)]


def test_a_letter_that_is_not_shown_does_not_break_a_line() -> None:
    edges = array("f", [50, 100, 60, 112, *NOWHERE, 65, 100, 75, 112])
    letters = PageGeometry(0, "a b", edges)
    assert letters.box(1) is None
    assert letters.lines(Span(0, 3)) == [Box(50, 100, 75, 112)]


def test_a_point_beside_the_text_is_at_the_end_of_its_line() -> None:
    letters = page("one two\nthree")
    assert letters.nearest(500, 106) == 6
    assert letters.at(500, 106) is None
    assert letters.at(55, 118) == letters.nearest(55, 118) == 8


def test_an_empty_page_has_nothing_near() -> None:
    assert page("").nearest(1, 1) is None
    assert page("").first_below(0) is None


def test_a_word_goes_on_behind_the_hyphen_at_the_end_of_a_line() -> None:
    letters = page("väl-\nkommen, då")
    assert letters.word(2) == letters.word(8) == Span(0, 11)
    assert letters.word(11) == Span(11, 12)
    assert letters.words() == [Span(0, 11), Span(13, 15)]


def test_the_first_line_below_a_height_is_found() -> None:
    assert page("one\ntwo\nthree").first_below(115) == 4


@given(st.text("ab \n", min_size=1, max_size=60), st.data())
def test_the_boxes_of_a_span_hold_its_letters_and_no_others(text: str, data: st.DataObject) -> None:
    letters = page(text)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    boxes = letters.lines(span)
    for position in range(len(text)):
        box = letters.box(position)
        if box is not None:
            middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            inside = any(each.holds(*middle) for each in boxes)
            assert inside == (span.start <= position < span.end)


@given(st.text("ab\n", min_size=1, max_size=60))
def test_each_letter_is_the_one_at_its_own_middle(text: str) -> None:
    letters = page(text)
    for position in range(len(text)):
        box = letters.box(position)
        if box is not None:
            at = letters.at((box.left + box.right) / 2, (box.top + box.bottom) / 2)
            assert at == position


def test_a_box_is_as_far_as_its_nearest_edge() -> None:
    box = Box(0, 0, 10, 10)
    assert box.distance(5, 5) == 0
    assert box.distance(13, 5) == pytest.approx(9)
    assert box.joined(Box(20, -5, 30, 5)) == Box(0, -5, 30, 10)
