from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qcode.ui.window.sharing import shares

PIXELS = st.integers(0, 3000)
PAIRS = st.tuples(PIXELS, PIXELS)


def test_with_room_for_all_every_column_is_as_wide_as_it_is_wanted() -> None:
    assert shares(1400, (300, 400), (220, 280), text=460) == (300, 400)


def test_columns_give_the_text_what_it_misses_in_proportion() -> None:
    assert shares(1000, (320, 380), (220, 280), text=460) == (240, 300)


@given(width=PIXELS, wanted=PAIRS, least=PAIRS, text=PIXELS)
def test_a_column_is_never_wider_than_wanted_nor_shrinks_below_its_least(
    width: int, wanted: tuple[int, int], least: tuple[int, int], text: int
) -> None:
    found = shares(width, wanted, least, text=text)
    for got, asked, low in zip(found, wanted, least, strict=True):
        assert min(low, asked) <= got <= asked


@given(width=PIXELS, wanted=PAIRS, least=PAIRS, text=PIXELS)
def test_the_text_has_its_width_wherever_that_is_possible(
    width: int, wanted: tuple[int, int], least: tuple[int, int], text: int
) -> None:
    left = width - sum(shares(width, wanted, least, text=text))
    smallest = sum(map(min, wanted, least))
    assert left >= min(text, width - smallest) - 1
