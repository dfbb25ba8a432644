"""What is counted for the bar beside the scroll bar: by rows, by codes, and bit by bit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.model.text import Span
from qcode.ui.coding.density_rows import DensityRows
from qcode.ui.coding.painted import PaintedSegment

LENGTH = 400


@st.composite
def segments(draw: st.DrawFn) -> list[PaintedSegment]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, LENGTH - 1))
        end = draw(st.integers(start + 1, LENGTH))
        found.append(PaintedSegment(number, start, end, draw(st.integers(1, 4))))
    return found


def counted(rows: DensityRows) -> list[list[tuple[int, int]]]:
    return [list(rows.codes(row)) for row in range(len(rows))]


@given(segments(), st.integers(1, 900))
def test_a_row_counts_the_segments_that_touch_it(made: list[PaintedSegment], count: int) -> None:
    rows = DensityRows(LENGTH, count, made)
    for row in range(count):
        touching = [s for s in made if rows.row(s.start) <= row <= rows.row(s.end - 1)]
        assert sum(n for _code, n in rows.codes(row)) == rows.total(row) == len(touching)
    assert rows.most == max(rows.total(row) for row in range(count))
    for segment in made:
        assert segment.code in dict(rows.codes(rows.row(segment.start)))
        assert segment.code in dict(rows.codes(rows.row(segment.end - 1)))


@given(segments(), segments(), st.integers(1, 900))
def test_counting_bit_by_bit_is_counting_anew(
    before: list[PaintedSegment], after: list[PaintedSegment], count: int
) -> None:
    rows = DensityRows(LENGTH, count, before)
    unchanged = counted(rows)
    changed = rows.change(after, before)
    anew = DensityRows(LENGTH, count, after)
    assert counted(rows) == counted(anew)
    assert rows.most == anew.most
    for row, (was, now) in enumerate(zip(unchanged, counted(rows), strict=True)):
        assert was == now or row in changed


@given(st.integers(1, 5000), st.integers(1, 900))
def test_every_position_is_in_the_stretch_of_its_row(length: int, count: int) -> None:
    rows = DensityRows(length, count)
    for position in (0, length // 3, length // 2, length - 1):
        span = rows.span(rows.row(position))
        assert span.start <= position < span.end


def test_hits_are_gathered_by_row() -> None:
    rows = DensityRows(100, 10)
    assert rows.hits([Span(1, 3), Span(4, 6), Span(95, 99)]) == [(0, 2), (9, 1)]


def test_many_are_counted_in_parts() -> None:
    made = [PaintedSegment(n, n % 390, n % 390 + 9, 1 + n % 4) for n in range(5000)]
    rows = DensityRows(LENGTH, 900)
    parts = sum(1 for _part in rows.fill(made))
    assert parts > 4
    assert counted(rows) == counted(DensityRows(LENGTH, 900, made))
