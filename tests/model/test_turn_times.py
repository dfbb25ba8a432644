"""Which turn is said when: laws for any turns, and the cases that a recording brings."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from qcode.model.layout import Turn
from qcode.model.turn_times import TurnTimes


def turn(start: int, begins: int | None, ends: int | None = None) -> Turn:
    return Turn(start, start + 10, (), None, begins, ends)


@st.composite
def timed(draw: st.DrawFn) -> list[Turn]:
    times = draw(st.lists(st.none() | st.integers(0, 10_000), max_size=12))
    lengths = st.none() | st.integers(0, 3_000)
    return [
        turn(20 * at, begins, None if begins is None or not (n := draw(lengths)) else begins + n)
        for at, begins in enumerate(times)
    ]


@given(timed(), st.integers(-5, 12_000))
def test_a_turn_that_is_said_has_begun_and_none_is_said_before_the_first(
    turns: list[Turn], at: int
) -> None:
    found = TurnTimes(turns).at(at)
    begun = [each for each in turns if each.start_ms is not None and each.start_ms <= at]
    if not begun:
        assert found is None
    else:
        assert found in begun


@given(timed(), st.integers(0, 12_000))
def test_while_someone_speaks_nobody_else_is_said_to(turns: list[Turn], at: int) -> None:
    found = TurnTimes(turns[:8]).at(at)
    speaking = [
        each
        for each in turns[:8]
        if each.start_ms is not None
        and each.start_ms <= at
        and (each.end_ms is None or at < each.end_ms)
    ]
    if speaking:
        assert found in speaking
        assert found is not None
        assert found.start_ms == max(each.start_ms or 0 for each in speaking)


@given(timed(), st.integers(0, 300))
def test_a_place_has_the_time_of_the_last_turn_before_it_that_has_one(
    turns: list[Turn], position: int
) -> None:
    before = [
        each.start_ms for each in turns if each.start <= position and each.start_ms is not None
    ]
    assert TurnTimes(turns).time_of(position) == (before[-1] if before else None)


def test_who_goes_on_after_an_interruption_is_said_again() -> None:
    times = TurnTimes([turn(0, 0, 10_000), turn(20, 4_000, 5_000)])
    assert times.at(3_000) == turn(0, 0, 10_000)
    assert times.at(4_500) == turn(20, 4_000, 5_000)
    assert times.at(6_000) == turn(0, 0, 10_000)


def test_in_a_pause_the_last_turn_is_the_nearest() -> None:
    times = TurnTimes([turn(0, 0, 1_000), turn(20, 5_000)])
    assert times.at(3_000) == turn(0, 0, 1_000)


def test_without_times_there_is_nothing_to_follow() -> None:
    times = TurnTimes([turn(0, None)])
    assert not times
    assert times.at(100) is None
    assert times.time_of(5) is None
