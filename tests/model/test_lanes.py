"""Lanes: nothing covers anything, and what has a place keeps it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.lanes import Lanes, assign_lanes
from qcode.model.ranges import sweep
from qcode.model.text import Span

SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda s: Span(s[0], s[0] + s[1])),
    unique=True,
)
PADS = st.integers(0, 4)


def collide(one: Span, other: Span, pad: int) -> bool:
    first, second = sorted((one, other))
    return second.start < max(first.end, first.start + 1) + pad


def assert_nothing_covers_anything(lanes: dict[Span, int], pad: int) -> None:
    for one, other in combinations(lanes, 2):
        assert lanes[one] != lanes[other] or not collide(one, other, pad)


@given(SPANS, PADS)
def test_spans_of_one_lane_keep_their_distance(spans: list[Span], pad: int) -> None:
    lanes = dict(zip(spans, assign_lanes(spans, pad), strict=True))
    assert_nothing_covers_anything(lanes, pad)


@given(SPANS)
def test_there_are_as_many_lanes_as_spans_at_the_busiest_place(spans: list[Span]) -> None:
    filled = [span for span in spans if span.start < span.end]
    busiest = max((len(run.values) for run in sweep((*s, s) for s in filled)), default=0)
    assert max(assign_lanes(filled), default=-1) + 1 == busiest


def test_longer_spans_are_outermost() -> None:
    assert assign_lanes([(0, 3), (0, 9), (4, 6)]) == [1, 0, 1]


@given(SPANS, SPANS, st.sets(st.integers(0, 30)), PADS)
def test_nobody_moves_when_items_come_and_go(
    first: list[Span], added: list[Span], leave: set[int], pad: int
) -> None:
    lanes = Lanes(first, pad=pad)
    expected = dict(zip(first, assign_lanes(first, pad), strict=True))
    for number, span in enumerate([*added, *first]):
        if number in leave and span in expected:
            lanes.remove(span)
            del expected[span]
        else:
            lane = lanes.add(span)
            taken = {
                expected[other] for other in expected if other != span and collide(span, other, pad)
            }
            if span not in expected:
                assert lane == min(set(range(len(taken) + 1)) - taken)
            assert expected.setdefault(span, lane) == lane
    assert {span: lanes.lane(span) for span in expected} == expected
    assert_nothing_covers_anything(expected, pad)
    assert len(lanes) == len(expected)
    assert lanes.width == max(expected.values(), default=-1) + 1
    assert dict(lanes.query(0, 100)) == expected


def test_an_item_that_is_not_there_cannot_leave() -> None:
    lanes = Lanes([Span(0, 3)])
    assert Span(0, 3) in lanes
    assert Span(0, 4) not in lanes
    with pytest.raises(KeyError):
        lanes.remove(Span(0, 4))
