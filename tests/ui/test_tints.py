"""Tints of every strength, quiet talk, names of speakers: can all read and tell them apart?"""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from vision import VISION, seen

from qcode.model.colors import contrast
from qcode.model.palette import PALETTE
from qcode.ui.theme import colors, mixed_tint, quiet_text, speaker_color

themes = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@themes
@pytest.mark.parametrize("strength", [10, 50, 100])
def test_text_and_quiet_text_can_be_read_on_a_tint_of_any_strength(
    dark: bool, strength: int
) -> None:
    quiet = quiet_text(dark, strength).name()
    assert contrast(quiet, colors(dark).base) >= 4.5
    assert contrast(quiet, colors(dark).base) < contrast(colors(dark).text, colors(dark).base)
    for color in PALETTE:
        for count in (1, 2, 4):
            ground = mixed_tint((color,) * count, dark, strength).name()
            assert contrast(colors(dark).text, ground) >= 4.5
            assert contrast(quiet, ground) >= 4.5


@themes
def test_a_stronger_tint_stands_out_more_from_the_page(dark: bool) -> None:
    for color in PALETTE:
        found = [
            contrast(mixed_tint((color,), dark, strength).name(), colors(dark).base)
            for strength in (10, 50, 100)
        ]
        assert found == sorted(found) and found[0] < found[2]


@themes
def test_names_of_speakers_can_be_read_on_the_page_and_on_tints(dark: bool) -> None:
    for number in range(6):
        name = speaker_color(number, dark).name()
        assert contrast(name, colors(dark).base) >= 4.5
        for color in PALETTE:
            assert contrast(name, mixed_tint((color,), dark).name()) >= 4.5


@themes
@pytest.mark.parametrize("vision", VISION)
def test_any_two_speakers_look_different_to_everyone(dark: bool, vision: str) -> None:
    inks = [speaker_color(number, dark).name() for number in range(6)] + [colors(dark).text]
    views = [seen(ink, vision) for ink in inks]
    assert min(math.dist(one, other) for one, other in combinations(views, 2)) >= 0.09
