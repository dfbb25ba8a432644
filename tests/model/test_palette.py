from __future__ import annotations

import math
from itertools import combinations

import pytest
from vision import VISION, seen

from qcode.model.colors import hex_of, linear
from qcode.model.palette import PALETTE, next_color


@pytest.mark.parametrize("vision", VISION)
def test_any_two_colours_of_the_palette_look_different_to_everyone(vision: str) -> None:
    views = {color: seen(color, vision) for color in PALETTE}
    nearest = min(math.dist(views[one], views[other]) for one, other in combinations(PALETTE, 2))
    assert nearest >= 0.088


def test_the_palette_holds_each_colour_once_in_plain_notation() -> None:
    assert len(set(PALETTE)) == len(PALETTE)
    assert all(hex_of(*linear(color)) == color for color in PALETTE)


def test_new_codes_take_the_palette_in_its_order() -> None:
    used: list[str] = []
    for _ in PALETTE:
        used.append(next_color(used))
    assert tuple(used) == PALETTE


def test_when_all_are_taken_the_least_used_colour_comes_next() -> None:
    used = [*PALETTE, *PALETTE]
    used.remove(PALETTE[7])
    assert next_color(used) == PALETTE[7]


def test_colours_in_capitals_count_and_colours_of_the_users_own_do_not() -> None:
    assert next_color([PALETTE[0].upper(), "#123456", ""]) == PALETTE[1]
