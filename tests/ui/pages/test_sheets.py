"""Where pages lie at a zoom."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.ui.pages.sheets import GAP, LARGEST, SIDE, SMALLEST, Fit, Sheets, fitting

SIZES = st.lists(st.tuples(st.integers(50, 900), st.integers(50, 900)), min_size=1, max_size=20)


def test_pages_lie_below_one_another_with_gaps() -> None:
    sheets = Sheets(((100, 200), (100, 300)), 2.0)
    assert sheets.tops == [GAP, 2 * GAP + 400]
    assert (sheets.width, sheets.height) == (200 + GAP + SIDE, 3 * GAP + 1000)


def test_a_page_fills_the_width_or_is_seen_whole() -> None:
    room = 100 + GAP + SIDE, 400 + 2 * GAP
    assert fitting((200, 1000), room, Fit.WIDTH) == 0.5
    assert fitting((200, 1000), room, Fit.PAGE) == 0.4
    assert fitting((10_000, 10), room, Fit.WIDTH) == SMALLEST
    assert fitting((1, 1), (2000, 2000), Fit.WIDTH) == LARGEST


def test_no_pages_are_between_any_heights() -> None:
    assert list(Sheets().between(0, 1000)) == []


@given(SIZES, st.integers(0, 9000), st.integers(1, 900))
def test_the_pages_in_sight_are_those_that_are_not_above_or_below(
    sizes: list[tuple[int, int]], top: int, height: int
) -> None:
    sheets = Sheets(sizes, 1.0)
    seen = sheets.between(top, top + height)
    for page, (start, (_width, high)) in enumerate(zip(sheets.tops, sizes, strict=True)):
        assert (page in seen) == (start + high >= top and start <= top + height)
        assert sheets.page_at(start) == page
