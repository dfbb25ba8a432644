"""Where rows stand in a long list of which few were measured. Pixels; no Qt here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Heights:
    """Heights of rows, estimated until they are measured, and the tops that follow from them."""

    def __init__(self, estimates: Sequence[int] = ()) -> None:
        self._heights = list(estimates)
        self._measured = bytearray(len(self._heights))
        self._tops = [0, *accumulate(self._heights)]

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """The height of all rows together."""
        return self._tops[-1]

    def top(self, row: int) -> int:
        """Return where a row begins; for the number of rows, where the last one ends."""
        return self._tops[row]

    def height(self, row: int) -> int:
        """Return how high a row is, as far as is known."""
        return self._heights[row]

    def row_at(self, y: int) -> int:
        """Return the row at a height, the first or the last one beyond the ends, -1 for none."""
        row = bisect_right(self._tops, y) - 1
        return min(max(row, 0), len(self) - 1)

    def is_measured(self, row: int) -> bool:
        """Whether the height of a row is what was measured."""
        return bool(self._measured[row])

    def measure(self, measured: dict[int, int]) -> bool:
        """Take over the heights of some rows; return whether any row is of another height now."""
        first = len(self)
        for row, height in measured.items():
            self._measured[row] = 1
            if self._heights[row] != height:
                self._heights[row] = height
                first = min(first, row)
        if first == len(self):
            return False
        self._tops[first:] = accumulate(self._heights[first:], initial=self._tops[first])
        return True
