from __future__ import annotations

import math
from itertools import combinations

import pytest

from qcode.model.colors import hex_of, lab_of, linear
from qcode.model.palette import PALETTE, next_color

# Machado, Oliveira & Fernandes (2009), severity 1.0, on linear light.
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(color: str, vision: str) -> tuple[float, float, float]:
    light = linear(color)
    rows = VISION[vision]
    mixed = [sum(weight * part for weight, part in zip(row, light, strict=True)) for row in rows]
    return lab_of(*(min(1.0, max(0.0, part)) for part in mixed))


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
