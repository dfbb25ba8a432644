from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from qcode.ui.coding.columns import LANES, Wish, least_names, share, stripes_width
from qcode.ui.coding.typography import LINE_HEIGHT, MEASURE, Typography


@pytest.fixture(scope="module")
def typography(qapp: QApplication) -> Typography:
    return Typography.of(QFont("Sans", 11))


@given(width=st.integers(0, 4000), gutter=st.integers(20, 200), lanes=st.integers(0, 40))
def test_the_columns_fill_the_width_and_the_text_never_exceeds_its_measure(
    typography: Typography, width: int, gutter: int, lanes: int
) -> None:
    columns = share(width, typography, gutter=gutter, lanes=lanes)
    assert 0 < columns.text <= typography.column
    assert columns.gutter >= gutter
    assert columns.names >= 0
    assert columns.margin == columns.names + stripes_width(typography, lanes)
    if columns.text > typography.space(4):
        assert columns.gutter + columns.text + columns.margin == width


@given(
    width=st.integers(0, 4000),
    gutter=st.integers(20, 200),
    wished=st.one_of(st.none(), st.integers(-50, 5000)),
    left=st.booleans(),
    names=st.booleans(),
)
def test_whatever_is_wished_for_the_columns_fill_the_width(
    typography: Typography,
    width: int,
    gutter: int,
    wished: int | None,
    left: bool,
    names: bool,
) -> None:
    wish = Wish(names=names, left=left, width=wished)
    columns = share(width, typography, gutter=gutter, lanes=3, wish=wish)
    assert 0 < columns.text <= typography.column
    assert columns.margin >= stripes_width(typography, 3)
    assert columns.left == left
    assert names or columns.names == 0
    if columns.text > typography.space(4):
        assert columns.before + columns.text + columns.after == width


def test_without_names_the_page_is_in_the_middle_too(typography: Typography) -> None:
    for left in (False, True):
        wish = Wish(names=False, left=left)
        wide = share(2000, typography, gutter=50, lanes=3, wish=wish)
        assert abs(wide.before - wide.after) < 100


def test_a_width_that_is_wished_for_is_kept_while_half_the_text_remains(
    typography: Typography,
) -> None:
    for left in (False, True):
        wish = Wish(left=left, width=300)
        assert share(1400, typography, gutter=50, lanes=3, wish=wish).margin == 300
        narrow = share(typography.column, typography, gutter=50, lanes=3, wish=Wish(width=9999))
        assert narrow.text == typography.column // 2
        assert narrow.margin < 9999


def test_what_is_left_over_lies_on_both_sides_of_the_page(typography: Typography) -> None:
    narrow = share(1200, typography, gutter=50, lanes=3)
    wide = share(1600, typography, gutter=50, lanes=3)
    assert wide.text == narrow.text == typography.column
    assert wide.gutter - narrow.gutter == 200


def test_names_and_text_give_way_in_turn_and_stripes_stay(typography: Typography) -> None:
    needed = typography.column + 50 + stripes_width(typography, 3)
    told_apart, least = typography.space(10), least_names(typography)
    for room in range(0, needed + 3 * told_apart, 5):
        columns = share(room, typography, gutter=50, lanes=3)
        text = columns.text / typography.column
        if columns.names > told_apart:
            assert text == 1
        elif least < columns.names < told_apart:
            assert text == pytest.approx(0.5, abs=0.01)
        assert columns.names == 0 or columns.names >= least
        assert columns.margin == columns.names + stripes_width(typography, 3)


def test_more_lanes_than_can_be_shown_take_no_more_room(typography: Typography) -> None:
    assert stripes_width(typography, LANES) == stripes_width(typography, 10 * LANES)
    assert stripes_width(typography, 0) < stripes_width(typography, LANES)


@pytest.mark.parametrize("points", [8, 11, 22, 40])
def test_sizes_grow_with_the_font(qapp: QApplication, points: int) -> None:
    font = QFont("Sans", points)
    size = Typography.of(font)
    average = (size.column - 2 * size.padding) / QFontMetricsF(font).averageCharWidth()
    assert 0.8 * MEASURE < average < 1.2 * MEASURE
    assert size.line == pytest.approx(LINE_HEIGHT * size.size, abs=0.5)
    assert size.small_font().pixelSize() < size.size or points == 8
