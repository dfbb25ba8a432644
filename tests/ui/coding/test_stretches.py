"""Which stretches of a text lie under the same codings, and in which colours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.codebook import CodeId
from qcode.model.palette import PALETTE
from qcode.model.segment import SegmentId
from qcode.model.text import Offsets
from qcode.ui.coding.codings import Codings
from qcode.ui.coding.painted import PaintedCode, PaintedSegment
from qcode.ui.coding.stretches import stretches

PLAIN = "Vi var tre i rummet, och ingen sade något. " * 3
EMOJI = "Vi 😀 var tre 😀😀 i rummet. " * 4
CODES = {CodeId(n): PaintedCode(CodeId(n), f"{n}", f"{n}", PALETTE[n]) for n in range(4)}
SPANS = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 60), st.integers(0, 3)), max_size=12)


@pytest.mark.parametrize("text", [PLAIN, EMOJI])
@given(spans=SPANS, start=st.integers(0, 99), length=st.integers(1, 99))
def test_each_character_is_in_the_stretch_of_just_the_codings_over_it(
    text: str, spans: list[tuple[int, int, int]], start: int, length: int
) -> None:
    segments = [
        PaintedSegment(SegmentId(number), begin, min(begin + long, len(text)), CodeId(code))
        for number, (begin, long, code) in enumerate(spans, 1)
        if begin < len(text)
    ]
    codings, offsets = Codings(text, segments, CODES), Offsets(text)
    codings.complete()
    end = min(start + length, len(text))
    unit = offsets.to_utf16

    def shows(segment: PaintedSegment) -> bool:
        return segment.code != 2

    found, colors = stretches(codings, offsets, unit(start), unit(end), shows=shows)
    assert all(first < past for first, past in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    for position in range(start, end):
        lanes = sorted(
            (lane, segment.id, CODES[segment.code].color)
            for segment, lane in codings.within(position, position + 1)
            if shows(segment)
        )
        here = [
            each
            for (first, past), each in zip(found, colors, strict=True)
            if first <= unit(position) < past
        ]
        assert here == ([tuple(color for _lane, _id, color in lanes)] if lanes else [])
    if found:
        assert unit(start) <= found[0][0] and found[-1][1] <= unit(end)


def test_two_codings_that_meet_are_two_stretches_though_they_look_alike() -> None:
    segments = [
        PaintedSegment(SegmentId(1), 3, 9, CodeId(1)),
        PaintedSegment(SegmentId(2), 9, 20, CodeId(1)),
    ]
    found, colors = stretches(Codings(PLAIN, segments, CODES), Offsets(PLAIN), 0, 50)
    assert found == [(3, 9), (9, 20)]
    assert colors == [(PALETTE[1],), (PALETTE[1],)]
