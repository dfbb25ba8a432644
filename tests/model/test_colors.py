from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.colors import clean_color, contrast, from_lch, lab, lch, linear, luminance
from qcode.model.errors import UserError

channel = st.integers(0, 255)
colors = st.builds("#{:02x}{:02x}{:02x}".format, channel, channel, channel)


@given(colors)
def test_a_colour_comes_back_from_lightness_chroma_and_hue(color: str) -> None:
    back = from_lch(*lch(color))
    pairs = ((int(color[at : at + 2], 16), int(back[at : at + 2], 16)) for at in (1, 3, 5))
    assert all(abs(one - other) <= 1 for one, other in pairs)


@given(colors, colors)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: str, other: str) -> None:
    ratio = contrast(one, other)
    assert ratio == contrast(other, one)
    assert 1 <= ratio <= 21.0001


def test_known_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert luminance("#ff0000") == pytest.approx(0.2126)
    assert lab("#ffffff") == pytest.approx((1, 0, 0), abs=1e-6)
    assert lab("#ff0000") == pytest.approx((0.62796, 0.22486, 0.12585), abs=1e-4)


@given(colors, st.floats(0.2, 1))
def test_a_new_lightness_is_reached_whatever_the_hue(color: str, lightness: float) -> None:
    _, chroma, hue = lch(color)
    assert lab(from_lch(lightness, chroma, hue)).lightness == pytest.approx(lightness, abs=0.02)


@pytest.mark.parametrize("color", ["", "red", "#fff", "51a0db", "#51a0dg", "#51a0db00"])
def test_what_is_not_a_colour_is_refused(color: str) -> None:
    with pytest.raises(ValueError):
        linear(color)


@pytest.mark.parametrize("written", ["#51A0DB", "51a0db", "#51a0db"])
def test_a_colour_may_be_written_in_capitals_and_without_its_sign(written: str) -> None:
    assert clean_color(written) == "#51a0db"


@pytest.mark.parametrize("written", ["", "red", "#fff", "##51a0d", "51a0dg", "#51a0db00"])
def test_what_somebody_wrote_that_is_no_colour_is_their_case(written: str) -> None:
    with pytest.raises(UserError, match="color_unknown"):
        clean_color(written)
