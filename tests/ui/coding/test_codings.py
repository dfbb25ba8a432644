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
    assert [each.id for each in codings.change((), [2, 7])] == [2]
    assert (len(codings), 1 in codings, codings.get(2), codings.get(None)) == (1, True, None, None)
    assert codings.within(30_000, 30_001) == []


def test_a_segment_that_comes_again_takes_the_place_of_the_one_before() -> None:
    codings = Codings(TEXT, [PaintedSegment(1, 5, 9, 1)])
    changed = codings.change([PaintedSegment(1, 50, 59, 2)])
    assert {(each.start, each.code) for each in changed} == {(5, 1), (50, 2)}
    assert [segment.start for segment, _lane in codings.within(0, 100)] == [50]


def test_a_code_nobody_told_of_has_no_name() -> None:
    codings = Codings("abc", [], {1: PaintedCode(1, "A", "A", "#123456")})
    assert codings.code(1).name == "A"
    assert codings.code(9) == PaintedCode(9, "", "", "")


Picture = list[tuple[PaintedSegment, int]]


@st.composite
def one_place(draw: st.DrawFn) -> list[PaintedSegment]:
    """Return segments that lie over one another, several of them on one passage."""
    spans = draw(st.lists(st.sampled_from([(0, 50), (0, 90), (20, 50), (60, 200)]), max_size=8))
    return [PaintedSegment(n, *span, n % 3) for n, span in enumerate(spans)]


@given(one_place(), st.lists(st.data(), max_size=10))
def test_what_is_undone_and_done_again_looks_as_it_did(
    first: list[PaintedSegment], steps: list[st.DataObject]
) -> None:
    codings = Codings(TEXT, first)
    now = {each.id: each for each in first}
    states: list[tuple[dict[int, PaintedSegment], Picture]] = [(now, codings.within(0, 500))]
    for number, data in enumerate(steps):
        now = dict(now)
        for each in data.draw(st.sets(st.integers(0, len(first) + number))):
            span = data.draw(st.sampled_from([(0, 50), (0, 90), (20, 50), (10 * number, 300)]))
            wanted = PaintedSegment(each, *span, data.draw(st.integers(1, 3)))
            if each in now and data.draw(st.booleans()):
                del now[each]
            elif each in now or each >= len(first):
                now[each] = wanted
        states.append((now, go(codings, states[-1][0], now)))
    backwards = states[::-1]
    for way in (backwards, states, backwards):
        for (here, _picture), (there, picture) in pairwise(way):
            assert go(codings, here, there) == picture


def go(
    codings: Codings, here: dict[int, PaintedSegment], there: dict[int, PaintedSegment]
) -> Picture:
    """Bring segments from one state of a project to another, and return how they lie."""
    come = [each for each in there.values() if here.get(each.id) != each]
    codings.change(come, here.keys() - there.keys())
    return codings.within(0, 500)
