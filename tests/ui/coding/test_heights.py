from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.ui.coding.heights import Heights

HEIGHTS = st.lists(st.integers(1, 60).map(float), min_size=1, max_size=40)


@st.composite
def columns(draw: st.DrawFn) -> tuple[list[float], list[int]]:
    """Draw the heights of paragraphs, and where their pieces begin."""
    heights = draw(HEIGHTS)
    cuts = draw(st.sets(st.integers(1, len(heights)), max_size=6))
    return heights, [0, *sorted(cut for cut in cuts if cut < len(heights))]


def made(heights: list[float], firsts: list[int]) -> tuple[Heights, list[list[float]]]:
    parts = [heights[a:b] for a, b in pairwise((*firsts, len(heights)))]
    return Heights(firsts, len(heights), [1.0] * len(firsts)), parts


@given(columns(), st.randoms())
def test_what_is_measured_in_any_order_is_exact(
    column: tuple[list[float], list[int]], dice: object
) -> None:
    heights, firsts = column
    found, parts = made(heights, firsts)
    order = list(range(len(parts)))
    dice.shuffle(order)  # type: ignore[attr-defined]
    for piece in order:
        before = found.total
        assert not found.is_measured(piece)
        growth = found.measured(piece, parts[piece])
        assert found.total == before + growth
    tops = list(accumulate(heights, initial=0.0))
    assert [found.top_of(number) for number in range(len(heights))] == tops[:-1]
    assert found.total == tops[-1]
    for number, (top, bottom) in enumerate(pairwise(tops)):
        assert found.paragraph_at(top) == number
        assert found.paragraph_at((top + bottom) / 2) == number


@given(columns(), st.sets(st.integers(0, 40)), st.floats(-10, 3000))
def test_paragraphs_are_in_order_while_some_heights_are_estimates(
    column: tuple[list[float], list[int]], known: set[int], y: float
) -> None:
    heights, firsts = column
    found, parts = made(heights, firsts)
    for piece in known & set(range(len(parts))):
        found.measured(piece, parts[piece])
    tops = [found.top_of(number) for number in range(len(heights))]
    assert tops == sorted(tops)
    at = found.paragraph_at(y)
    assert 0 <= at < len(heights)
    if tops[0] <= y < found.total:
        assert tops[at] <= y + 1e-6
        assert at + 1 == len(tops) or y <= tops[at + 1] + 1e-6


@given(columns())
def test_every_paragraph_lies_in_one_piece(column: tuple[list[float], list[int]]) -> None:
    heights, firsts = column
    found, _parts = made(heights, firsts)
    among = [number for piece in range(found.pieces) for number in found.paragraphs(piece)]
    assert among == list(range(len(heights)))
    for number in among:
        assert number in found.paragraphs(found.piece_of(number))


def test_what_is_doubted_keeps_its_place_until_it_is_measured_again() -> None:
    found = Heights([0, 2], 4, [50.0, 50.0])
    found.measured(0, [10.0, 20.0])
    found.doubt(0)
    assert not found.is_measured(0)
    assert found.top_of(1) == pytest.approx(10.0)
    assert found.measured(0, [15.0, 20.0]) == pytest.approx(5.0)
    assert found.top_of(2) == pytest.approx(35.0)
