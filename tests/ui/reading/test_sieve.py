"""What a filter shows and counts stays right whatever news come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.model.text import Span
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.reading.sieve import Sieve


def segment(number: int, code: int, start: int = 0) -> PaintedSegment:
    return PaintedSegment(number, start, start + 5, code, "Ines" if number % 2 else "Kim")


some = st.lists(
    st.builds(segment, st.integers(1, 9), st.integers(1, 3)),
    max_size=3,
    unique_by=lambda each: each.id,
)
news = st.lists(
    st.tuples(
        st.lists(
            st.builds(segment, st.integers(1, 9), st.integers(1, 3)),
            max_size=3,
            unique_by=lambda s: s.id,
        ),
        st.lists(st.integers(1, 9), max_size=3),
    ),
    max_size=8,
)


@given(news)
def test_after_any_news_those_that_pass_are_shown_and_no_others(
    changes: list[tuple[list[PaintedSegment], list[int]]],
) -> None:
    sieve = Sieve()
    every = {n: segment(n, 1 + n % 3) for n in range(1, 6)}
    sieve.load(every.values())
    shown = {each.id: each for each in sieve.sift(lambda each: each.code == 2)}
    for there, gone in changes:
        for number in gone:
            every.pop(number, None)
        every.update((each.id, each) for each in there)
        now, away = sieve.take(there, gone)
        for number in away:
            shown.pop(number, None)
        shown.update((each.id, each) for each in now)
    assert sieve.total == len(every)
    assert sieve.shown == sum(each.code == 2 for each in every.values())
    assert {each.id for each in sieve.sift(lambda each: each.code == 2)} == {
        number for number, each in every.items() if each.code == 2
    }


def test_all_are_shown_again_and_the_hidden_ones_counted_by_place() -> None:
    sieve = Sieve()
    sieve.load([segment(1, 1), segment(2, 2, 3), segment(3, 2, 50)])
    sieve.sift(lambda each: each.code == 1)
    assert sieve.hidden_on(Span(4, 5)) == 1
    assert sieve.hidden_on(Span(0, 60)) == 2
    assert len(sieve.sift(None)) == 3
    assert sieve.hidden_on(Span(0, 60)) == 0
    assert sieve.coders() == [("Ines", 2), ("Kim", 1)]
