"""Colour arithmetic on "#rrggbb" strings: perceived lightness, hue and contrast.

OKLab is Björn Ottosson's (2020): equal distances look about equally far apart, and changing the
lightness leaves the hue alone. Contrast is that of WCAG 2.2. Which colours are used is decided in
`palette` (codes) and in the window's theme.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from .errors import UserError


class Lch(NamedTuple):
    """A colour in OKLab, polar: lightness 0 to 1, chroma 0 to about 0.3, hue in radians."""

    lightness: float
    chroma: float
    hue: float


class Lab(NamedTuple):
    """A colour in OKLab: lightness 0 to 1, green to red, blue to yellow."""

    lightness: float
    a: float
    b: float


def clean_color(text: str) -> str:
    """Return a colour that somebody wrote, with or without "#", as "#rrggbb".

    Raises `UserError("color_unknown")` for anything else.
    """
    digits = text.removeprefix("#").lower()
    if len(digits) != 6 or not set(digits) <= set("0123456789abcdef"):
        raise UserError("color_unknown", color=text)
    return f"#{digits}"


def linear(color: str) -> tuple[float, float, float]:
    """Return red, green and blue of "#rrggbb" as amounts of light, 0 to 1.

    Raises ValueError for anything else.
    """
    if len(color) != 7 or color[0] != "#":
        raise ValueError(f"not a colour: {color!r}")
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def hex_of(red: float, green: float, blue: float) -> str:
    """Return amounts of light, cut to 0 to 1, as "#rrggbb"."""
    parts = round(255 * _value(red)), round(255 * _value(green)), round(255 * _value(blue))
    return f"#{parts[0]:02x}{parts[1]:02x}{parts[2]:02x}"


def lab(color: str) -> Lab:
    """Return a colour in OKLab."""
    return lab_of(*linear(color))


def lab_of(red: float, green: float, blue: float) -> Lab:
    """Return amounts of light in OKLab."""
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return Lab(
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@lru_cache(maxsize=4096)
def lch(color: str) -> Lch:
    """Return a colour's lightness, chroma and hue."""
    lightness, a, b = lab(color)
    return Lch(lightness, math.hypot(a, b), math.atan2(b, a))


def from_lch(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour of this lightness and hue, paler where screens cannot show the chroma."""
    while True:
        light = _from_lab(lightness, chroma * math.cos(hue), chroma * math.sin(hue))
        if chroma < 0.001 or (min(light) >= -1e-4 and max(light) <= 1.0001):
            return hex_of(*light)
        chroma *= 0.95


def luminance(color: str) -> float:
    """Return the relative luminance of WCAG 2.2, 0 (black) to 1 (white)."""
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21, whichever comes first."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _from_lab(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _value(light: float) -> float:
    light = min(1.0, max(0.0, light))
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
