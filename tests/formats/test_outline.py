from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.formats.outline import depths

LEVELS = st.lists(st.integers(1, 12))


def test_a_whole_tree_keeps_its_levels() -> None:
    assert depths([1, 2, 3, 3, 2, 1, 2]) == [1, 2, 3, 3, 2, 1, 2]


def test_children_of_absent_parents_move_up_and_stay_siblings() -> None:
    assert depths([3, 3, 4, 1, 3, 3]) == [1, 1, 2, 1, 2, 2]


@given(levels=LEVELS)
def test_no_depth_is_skipped_on_the_way_down(levels: list[int]) -> None:
    before = 0
    for depth in depths(levels):
        assert 1 <= depth <= before + 1
        before = depth


@given(levels=LEVELS)
def test_a_depth_is_never_more_than_the_level(levels: list[int]) -> None:
    assert all(depth <= level for depth, level in zip(depths(levels), levels, strict=True))


@given(levels=LEVELS)
def test_what_is_deeper_than_the_code_before_it_stays_deeper(levels: list[int]) -> None:
    result = depths(levels)
    for i in range(1, len(levels)):
        assert (levels[i] > levels[i - 1]) == (result[i] > result[i - 1])
