"""Relations between spans, against definitions spelled out pair by pair."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.relations import follows, near, overlaps, within
from qcode.model.text import Span

SPANS = st.lists(
    st.tuples(st.integers(0, 25), st.integers(0, 9)).map(lambda s: Span(s[0], s[0] + s[1]))
)
DISTANCES = st.integers(0, 12)


def pairs(
    left: list[Span], right: list[Span], related: Callable[[Span, Span], bool]
) -> list[tuple[int, int]]:
    return [
        (i, j)
        for i, j in product(range(len(left)), range(len(right)))
        if related(left[i], right[j])
    ]


@given(SPANS, SPANS)
def test_overlaps_are_pairs_that_share_a_character(left: list[Span], right: list[Span]) -> None:
    expected = pairs(left, right, lambda a, b: bool(set(range(*a)) & set(range(*b))))
    assert overlaps(left, right) == expected


@given(SPANS, SPANS)
def test_within_are_pairs_of_which_the_right_one_holds_the_left_one(
    left: list[Span], right: list[Span]
) -> None:
    expected = pairs(left, right, lambda a, b: b.start <= a.start and a.end <= b.end)
    assert within(left, right) == expected


@given(SPANS, SPANS, DISTANCES)
def test_near_are_pairs_with_a_short_gap_or_none(
    left: list[Span], right: list[Span], distance: int
) -> None:
    expected = pairs(left, right, lambda a, b: max(a.start - b.end, b.start - a.end, 0) <= distance)
    assert near(left, right, distance) == expected


@given(SPANS, SPANS, DISTANCES | st.none())
def test_follows_are_pairs_of_which_the_left_one_comes_after_the_right_one(
    left: list[Span], right: list[Span], distance: int | None
) -> None:
    limit = 1000 if distance is None else distance
    expected = pairs(left, right, lambda a, b: 0 <= a.start - b.end <= limit)
    assert follows(left, right, distance) == expected


def test_wrong_distances_and_spans_are_refused() -> None:
    for relation in (near, follows):
        with pytest.raises(ValueError, match="negative distance"):
            relation([Span(0, 1)], [Span(0, 1)], -1)
    for both in (overlaps, within, follows):
        with pytest.raises(ValueError, match="ends before it starts"):
            both([Span(2, 1)], [Span(0, 1)])


def test_the_worked_examples_of_proximity_come_out_as_printed(shared_data: Path) -> None:
    source = shared_data / "query_vectors.json"
    if not source.exists():
        pytest.skip(f"no worked examples at {source}")
    vectors = json.loads(source.read_text(encoding="utf-8"))["vectors"]
    vector = next(v for v in vectors if v["id"] == "proximity_8quotes")
    operators: dict[str, Callable[[list[Span], list[Span]], list[tuple[int, int]]]] = {
        "WITHIN": within,
        "ENCLOSES": lambda a, b: sorted((i, j) for j, i in within(b, a)),
        "CO_OCCURS": overlaps,
        "FOLLOWS": follows,
        "PRECEDES": lambda a, b: sorted((i, j) for j, i in follows(b, a)),
        "FOLLOWS_max10": lambda a, b: follows(a, b, 10),
        "NEAR_max10": lambda a, b: near(a, b, 10),
    }
    quotations = vector["input"]["quotations"]
    for operator, relation in operators.items():
        for codes, answer in vector["expected"][operator].items():
            sides = [[q for q in quotations if code in q[3]] for code in codes.split("|")]
            left, right = ([Span(q[1], q[2]) for q in side] for side in sides)
            found = [[sides[0][i][0], sides[1][j][0]] for i, j in relation(left, right)]
            assert found == answer["pairs"], (operator, codes)
