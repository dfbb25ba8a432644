"""Selecting on pages by keys: words one by one, and more or less of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.model.text import Span
from qcode.ui.pages.steps import stretched, walked

WORDS = [Span(0, 3), Span(4, 9), Span(12, 14)]


def test_a_word_after_the_other_and_back() -> None:
    assert walked(WORDS[0], WORDS, 1) == WORDS[1]
    assert walked(WORDS[2], WORDS, 1) == WORDS[2]
    assert walked(WORDS[2], WORDS, -1) == WORDS[1]
    assert walked(WORDS[0], WORDS, -1) == WORDS[0]
    assert walked(Span(0, 9), WORDS, 1) == WORDS[2]


def test_a_selection_grows_and_shrinks_at_its_end() -> None:
    ends = [word.end for word in WORDS]
    assert stretched(WORDS[0], ends, 1) == Span(0, 9)
    assert stretched(Span(0, 14), ends, -1) == Span(0, 9)
    assert stretched(WORDS[0], ends, -1) == WORDS[0]
    assert stretched(Span(4, 14), ends, 1) == Span(4, 14)


@given(
    st.tuples(st.integers(0, 50), st.integers(1, 50)),
    st.lists(st.integers(0, 100)),
    st.sampled_from([1, -1]),
)
def test_a_selection_keeps_its_beginning_and_never_becomes_empty(
    chosen: tuple[int, int], ends: list[int], by: int
) -> None:
    span = Span(chosen[0], chosen[0] + chosen[1])
    found = stretched(span, ends, by)
    assert found.start == span.start < found.end
    assert (found.end >= span.end) if by > 0 else (found.end <= span.end)
