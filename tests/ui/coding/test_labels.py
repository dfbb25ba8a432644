from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qcode.ui.coding.labels import Label, Wanted, place_labels

HEIGHT, REACH, FAN, BOTTOM = 18.0, 66.0, 200.0, 600.0


@st.composite
def passages(draw: st.DrawFn) -> list[Wanted[int]]:
    tops = sorted(draw(st.lists(st.integers(-200, 700), max_size=80)))
    return [
        Wanted(float(top), float(top + draw(st.integers(10, 400))), number)
        for number, top in enumerate(tops)
    ]


def placed(wanted: list[Wanted[int]]) -> list[Label[int]]:
    return place_labels(wanted, height=HEIGHT, reach=REACH, fan=FAN, bottom=BOTTOM)


@given(passages())
def test_names_never_stand_on_one_another(wanted: list[Wanted[int]]) -> None:
    tops = [label.top for label in placed(wanted)]
    assert all(below - above >= HEIGHT for above, below in pairwise(tops))


@given(passages())
def test_every_passage_in_sight_has_its_name_or_is_counted_once(wanted: list[Wanted[int]]) -> None:
    told = [item for label in placed(wanted) for item in (label.item, *label.folded)]
    assert len(told) == len(set(told))
    in_sight = {each.item for each in wanted if each.top < BOTTOM and each.bottom > 0}
    assert in_sight <= set(told)


@given(passages())
def test_a_name_is_never_above_its_passage_nor_far_below_its_beginning(
    wanted: list[Wanted[int]],
) -> None:
    beginning = {each.item: each.top for each in wanted}
    for label in placed(wanted):
        top = beginning[label.item]
        assert label.top >= top or label.top == 0
        if top >= 0 and label.top > 0:
            assert label.top - top <= FAN


def test_a_name_stands_beside_the_beginning_of_its_passage() -> None:
    assert placed([Wanted(40, 90, 1), Wanted(200, 220, 2)]) == [Label(40, 1), Label(200, 2)]


def test_names_that_would_meet_go_below_each_other() -> None:
    found = placed([Wanted(40, 90, 1), Wanted(40, 60, 2), Wanted(50, 60, 3)])
    assert [label.top for label in found] == [40, 58, 76]


def test_names_of_one_place_go_down_while_no_other_name_is_in_the_way() -> None:
    found = placed([Wanted(40, 90, number) for number in range(9)])
    assert found == [Label(40 + 18 * number, number) for number in range(9)]


def test_the_next_name_gives_way_to_them_but_not_for_long() -> None:
    found = placed([*(Wanted(40, 90, number) for number in range(12)), Wanted(140, 160, 12)])
    assert [label.item for label in found] == [*range(9), 12]
    assert found[8].top == 40 + 8 * 18
    assert found[8].folded == [9, 10, 11]
    assert 140 < found[9].top <= 140 + REACH


def test_no_name_goes_further_down_than_a_leader_may_be_long() -> None:
    found = placed([Wanted(40, 90, number) for number in range(20)])
    assert found[-1].top <= 40 + FAN
    assert found[-1].folded == list(range(len(found), 20))


def test_a_passage_that_goes_on_from_above_has_its_name_at_the_edge() -> None:
    found = placed([Wanted(-100, 300, 1), Wanted(-60, -20, 2), Wanted(100, 120, 3)])
    assert found == [Label(0, 1), Label(100, 3)]


def test_names_at_the_edge_give_way_to_those_that_begin_there() -> None:
    found = placed([Wanted(-100, 300, 1), Wanted(-80, 300, 2), Wanted(20, 120, 3)])
    assert found == [Label(0, 1, [2]), Label(20, 3)]
    assert placed([Wanted(-100, 300, 1), Wanted(2, 120, 3)]) == [Label(2, 3, [1])]
