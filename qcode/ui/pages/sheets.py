"""Where the pages lie, one below the other, at a zoom. Pure arithmetic in pixels."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

GAP = 14  # pixels around and between pages
SIDE = 34  # pixels to the right of them, where the stripes of codings stand
SMALLEST, LARGEST = 0.2, 8.0  # pixels a point
STEP = 1.2  # one zoom to the next


class Fit(StrEnum):
    """What the zoom follows."""

    WIDTH = "width"
    PAGE = "page"
    NOTHING = ""


def fitting(size: tuple[float, float], room: tuple[int, int], fit: Fit) -> float:
    """Return the zoom at which a page fills the width of a room, or fits into it whole."""
    across = (room[0] - GAP - SIDE) / size[0]
    zoom = across if fit is Fit.WIDTH else min(across, (room[1] - 2 * GAP) / size[1])
    return min(max(zoom, SMALLEST), LARGEST)


@dataclass(frozen=True, slots=True)
class Sheets:
    """Pages of `sizes` (points) at `zoom` (pixels a point)."""

    sizes: Sequence[tuple[float, float]] = ()
    zoom: float = 1.0
    tops: list[float] = field(init=False)
    width: float = field(init=False)
    height: float = field(init=False)

    def __post_init__(self) -> None:
        """Stack the pages."""
        tops, top = [], float(GAP)
        for _width, height in self.sizes:
            tops.append(top)
            top += height * self.zoom + GAP
        object.__setattr__(self, "tops", tops)
        object.__setattr__(self, "height", top)
        widest = max((width for width, _height in self.sizes), default=0.0)
        object.__setattr__(self, "width", widest * self.zoom + GAP + SIDE)

    def page_at(self, y: float) -> int:
        """Return the page at a height, or the one above it."""
        return max(0, bisect_right(self.tops, y) - 1)

    def between(self, top: float, bottom: float) -> range:
        """Return the pages of which something is between two heights."""
        if not self.sizes:
            return range(0)
        first = self.page_at(top)
        if self.tops[first] + self.sizes[first][1] * self.zoom < top:
            first += 1
        return range(first, min(bisect_right(self.tops, bottom), len(self.sizes)))

    def corner(self, page: int, room: float) -> tuple[float, float]:
        """Return where a page begins; it stands in the middle of the room that there is."""
        across = max(room, self.width)
        return (across - SIDE + GAP - self.sizes[page][0] * self.zoom) / 2, self.tops[page]
