"""How the width of the coding view is shared: gutter, text, margin. Pure arithmetic in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from .typography import Typography

LANES = 8  # stripes side by side; more are folded into one


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths from left to right; `gutter` and `margin` hold what is left over as well."""

    gutter: int
    text: int
    margin: int
    names: int  # of the margin, for the names of codes; 0: stripes only


def lane_pitch(typography: Typography) -> int:
    """Return the distance from stripe to stripe."""
    return max(5, typography.space(0.42))


def stripes_width(typography: Typography, lanes: int) -> int:
    """Return the room for stripes, with some to spare, so that names seldom move."""
    return lane_pitch(typography) * (min(max(lanes, 2), LANES) + 1) + typography.space(0.5)


def share(width: int, typography: Typography, *, gutter: int, lanes: int) -> Columns:
    """Return the widths for a view `width` wide whose gutter needs `gutter`.

    The text has its measure wherever there is room, and what is left over lies on both sides, so
    that the page is in the middle. Where there is not enough, names give way first, then the
    text down to half its measure, then the names altogether.
    """
    size = typography.space
    stripes = stripes_width(typography, lanes)
    most, least = size(15), size(6)
    text = typography.column
    names = width - gutter - text - stripes
    if names >= most:
        spare = names - most
        left = spare // 2
        return Columns(gutter + left, text, stripes + most + spare - left, most + spare - left)
    if names >= least:
        return Columns(gutter, text, stripes + names, names)
    text = width - gutter - stripes - least
    if text >= typography.column // 2:
        return Columns(gutter, text, stripes + least, least)
    text = max(size(8), width - gutter - stripes)
    return Columns(gutter, text, stripes, 0)
