from __future__ import annotations

from itertools import chain, pairwise

from hypothesis import given
from hypothesis import strategies as st

from qcode.ui.coding.codings import Codings
from qcode.ui.coding.painted import PaintedCode, PaintedSegment

TEXT = ("ord " * 20 + "\n") * 600  # 48,600 code points: more than is arranged at once


@st.composite
def segments(draw: st.DrawFn) -> list[PaintedSegment]:
    starts = draw(st.lists(st.integers(0, len(TEXT) - 400), max_size=40))
    return [
        PaintedSegment(number, start, start + draw(st.integers(1, 400)), 1)
        for number, start in enumerate(starts)
    ]


@given(segments())
def test_lanes_are_the_same_whether_found_at_once_or_when_needed(
    given_segments: list[PaintedSegment],
) -> None:
    late, early = Codings(TEXT, given_segments), Codings(TEXT, given_segments)
    near = late.within(0, 15_000)
    early.complete()
    assert near == early.within(0, 15_000)
    assert late.within(0, len(TEXT)) == early.within(0, len(TEXT))
    assert late.lanes == early.lanes


@given(segments())
def test_two_passages_that_may_share_a_line_never_share_a_lane(
    given_segments: list[PaintedSegment],
) -> None:
    by_lane: dict[int, list[PaintedSegment]] = {}
    for segment, lane in Codings(TEXT, given_segments).within(0, len(TEXT)):
        by_lane.setdefault(lane, []).append(segment)
    for one, other in chain.from_iterable(map(pairwise, by_lane.values())):
        apart = "\n" in TEXT[one.end - 1 : other.start]
        assert apart or other.start - one.end >= 100


def test_what_is_taken_out_is_gone_and_what_is_unknown_is_passed_over() -> None:
    codings = Codings(TEXT, [PaintedSegment(1, 5, 9, 1), PaintedSegment(2, 30_000, 30_009, 1)])
    assert [each.id for each in codings.remove([2, 7])] == [2]
    assert (len(codings), 1 in codings, codings.get(2), codings.get(None)) == (1, True, None, None)
    assert codings.within(30_000, 30_001) == []


def test_a_segment_that_comes_again_takes_the_place_of_the_one_before() -> None:
    codings = Codings(TEXT, [PaintedSegment(1, 5, 9, 1)])
    changed = codings.add([PaintedSegment(1, 50, 59, 2)])
    assert {(each.start, each.code) for each in changed} == {(5, 1), (50, 2)}
    assert [segment.start for segment, _lane in codings.within(0, 100)] == [50]


def test_a_code_nobody_told_of_has_no_name() -> None:
    codings = Codings("abc", [], {1: PaintedCode(1, "A", "A", "#123456")})
    assert codings.code(1).name == "A"
    assert codings.code(9) == PaintedCode(9, "", "", "")
