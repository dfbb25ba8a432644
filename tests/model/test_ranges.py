"""Sweeping spans into runs, and the index that the coding view asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.ranges import Run, SpanIndex, SpanSet, sweep
from qcode.model.text import Span

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 12)).map(lambda s: Span(s[0], s[0] + s[1]))


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with an identity, as segments have."""

    id: int
    start: int
    end: int


MARKS = st.builds(
    lambda number, span: Mark(number, span.start, span.end), st.integers(0, 40), SPANS
)


def test_overlapping_spans_are_cut_into_runs() -> None:
    assert sweep([(4, 9, "b"), (0, 6, "a"), (12, 13, "c")]) == [
        Run(0, 4, ("a",)),
        Run(4, 6, ("a", "b")),
        Run(6, 9, ("b",)),
        Run(12, 13, ("c",)),
    ]


def test_spans_that_begin_together_keep_their_order_and_equal_values_are_kept_apart() -> None:
    assert sweep([(0, 2, "b"), (0, 2, "a"), (0, 1, "b")]) == [
        Run(0, 1, ("b", "a", "b")),
        Run(1, 2, ("b", "a")),
    ]


@given(st.lists(SPANS))
def test_sweep_agrees_with_looking_at_every_character(spans: list[Span]) -> None:
    runs = sweep((start, end, number) for number, (start, end) in enumerate(spans))
    over: dict[int, tuple[int, ...]] = {}
    for run in runs:
        assert run.start < run.end
        over.update(dict.fromkeys(range(run.start, run.end), run.values))
    for position in range(50):
        expected = [n for n, (start, end) in enumerate(spans) if start <= position < end]
        expected.sort(key=lambda n: spans[n].start)
        assert over.get(position, ()) == tuple(expected)
    for before, after in pairwise(runs):
        assert before.end < after.start or before.values != after.values


def test_a_span_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="ends before it starts"):
        sweep([(3, 1, "a")])
    with pytest.raises(ValueError, match="ends before it starts"):
        SpanIndex([Span(3, 1)])


def in_range(marks: list[Mark], start: int, end: int) -> list[Mark]:
    wide = [(mark, max(mark.end, mark.start + 1)) for mark in marks]
    return [mark for mark, stop in wide if max(mark.start, start) < min(stop, end)]


@given(st.lists(MARKS, unique=True), st.lists(MARKS), st.lists(MARKS), st.lists(SPANS))
def test_the_index_agrees_with_asking_every_item(
    first: list[Mark], added: list[Mark], removed: list[Mark], ranges: list[Span]
) -> None:
    class ShortBlocks(SpanIndex[Mark]):
        _BLOCK = 2

    index = ShortBlocks(first)
    expected = dict.fromkeys(first)
    for mark in added:
        index.add(mark)
        expected.setdefault(mark)
    for mark in removed:
        if mark in expected:
            index.remove(mark)
            del expected[mark]
        else:
            with pytest.raises(KeyError):
                index.remove(mark)
    # Sorting is stable, so equal places stay in the order in which they were added.
    marks = sorted(expected, key=lambda mark: (mark.start, -max(mark.end, mark.start + 1)))
    assert list(index) == marks
    assert len(index) == len(marks)
    assert all(mark in index for mark in marks)
    for start, end in ranges:
        assert index.query(start, end) == in_range(marks, start, end)
        assert index.at(start) == in_range(marks, start, start + 1)


def test_a_long_item_far_before_the_range_is_found() -> None:
    whole = Span(0, 10_000)
    index = SpanIndex([whole, *(Span(at, at + 1) for at in range(5_000))])
    assert index.query(9_000, 9_001) == [whole]
    index.remove(whole)
    assert index.query(9_000, 9_001) == []


def points(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {position for start, end in spans for position in range(start, end)}


@given(st.lists(SPANS), st.lists(SPANS), SPANS)
def test_span_sets_behave_as_sets_of_positions(
    first: list[Span], second: list[Span], span: Span
) -> None:
    left, right = SpanSet(first), SpanSet(second)
    mine, theirs = points(first), points(second)
    assert points(left) == mine
    assert points(left | right) == mine | theirs
    assert points(left & right) == mine & theirs
    assert points(left - right) == mine - theirs
    assert points(left ^ right) == mine ^ theirs
    assert points(left.complement(20)) == set(range(20)) - mine
    assert left.total == len(mine)
    assert {position for position in range(50) if position in left} == mine
    assert left.covers(span) == (points([span]) <= mine)
    assert left.overlaps(span) == bool(points([span]) & mine)


@given(st.lists(SPANS), st.lists(SPANS))
def test_equal_sets_have_equal_spans_that_neither_touch_nor_overlap(
    first: list[Span], second: list[Span]
) -> None:
    together, joined = SpanSet(first + second), SpanSet(first) | SpanSet(second)
    assert together == joined
    assert hash(together) == hash(joined)
    assert list(together) == list(joined)
    assert len(together) == len(list(together))
    assert all(before.end < after.start for before, after in pairwise(together))


def test_a_span_set_shows_its_spans() -> None:
    assert repr(SpanSet([(4, 6), (0, 2), (2, 3), (9, 9)])) == "SpanSet([(0, 3), (4, 6)])"
