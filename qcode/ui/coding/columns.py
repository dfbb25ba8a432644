"""How the width of the coding view is shared: gutter, text, margin. Pure arithmetic in pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .typography import Typography

LANES = 8  # stripes side by side; more are folded into one
_LEAST = 4  # font sizes, of a text's column


@dataclass(frozen=True, slots=True)
class Wish:
    """How the user wants the margin: with names or without, on which side, how wide in pixels."""

    names: bool = True
    left: bool = False
    width: int | None = None  # None: as wide as there is room


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths of what lies side by side; `gutter` and `margin` hold what is left over as well.

    From left to right they are gutter, text and margin; with `left`, margin, gutter and text,
    and then `spare`.
    """

    gutter: int
    text: int
    margin: int
    names: int  # of the margin, for the names of codes; 0: stripes only
    left: bool = False
    spare: int = 0

    @property
    def before(self) -> int:
        """What lies left of the text."""
        return self.gutter + self.margin if self.left else self.gutter

    @property
    def after(self) -> int:
        """What lies right of the text."""
        return self.spare if self.left else self.margin


def lane_pitch(typography: Typography) -> int:
    """Return the distance from stripe to stripe."""
    return max(5, typography.space(0.42))


def stripes_width(typography: Typography, lanes: int) -> int:
    """Return the room for stripes, with some to spare, so that names seldom move."""
    return lane_pitch(typography) * (min(max(lanes, 2), LANES) + 1) + typography.space(0.5)


def least_names(typography: Typography) -> int:
    """Return the least room in which names are shown at all."""
    return typography.space(6)


def _usual_names(typography: Typography) -> int:
    """Return the room in which names can be told apart."""
    return typography.space(10)


def _most_names(typography: Typography) -> int:
    """Return the room for names that is enough."""
    return typography.space(15)


def share(
    width: int, typography: Typography, *, gutter: int, lanes: int, wish: Wish | None = None
) -> Columns:
    """Return the widths for a view `width` wide whose gutter needs `gutter`.

    The text has its measure wherever there is room, and what is left over lies on both sides, so
    that the page is in the middle. Where there is not enough, names give way first, until they
    could not be told apart; then the text down to half its measure, the names again, and then
    altogether. A width that is wished for is kept as long as half the measure of the text remains.
    A text without a measure takes all that the margin does not need.
    """
    wish = wish or Wish()
    stripes = stripes_width(typography, lanes)
    if not typography.column:
        margin = stripes + (_most_names(typography) if wish.names else 0)
        room = width - gutter - (wish.width or margin)
        typography = replace(typography, column=max(typography.space(_LEAST), room))
    if not wish.names:
        spare = max(0, width - gutter - typography.column - stripes)
        return _with_margin(width, typography, gutter, stripes + spare // 2, 0, wish)
    if wish.width is not None:
        most = width - gutter - typography.column // 2
        margin = max(stripes, min(wish.width, most))
        names = margin - stripes if margin - stripes >= least_names(typography) else 0
        return _with_margin(width, typography, gutter, margin, names, wish)
    return _with_room(width, typography, gutter, stripes, wish)


def _with_room(
    width: int, typography: Typography, gutter: int, stripes: int, wish: Wish
) -> Columns:
    """Return the widths for a margin that takes what room there is for it."""
    most, least = _most_names(typography), least_names(typography)
    room = width - gutter - stripes
    text = max(room - _usual_names(typography), typography.column // 2)
    text = min(text, typography.column)
    names = room - text
    if names >= most:
        spare = names - most
        names = most + spare - spare // 2
    elif names < least:
        names = 0
    return _with_margin(width, typography, gutter, stripes + names, names, wish)


def _with_margin(
    width: int, typography: Typography, gutter: int, margin: int, names: int, wish: Wish
) -> Columns:
    """Return the widths for a margin of a certain width; what is left over is opposite it."""
    room = width - gutter - margin
    text = max(typography.space(_LEAST), min(typography.column, room))
    spare = max(0, room - text)
    if wish.left:
        return Columns(gutter, text, margin, names, left=True, spare=spare)
    return Columns(gutter + spare, text, margin, names)
