"""Where the paragraphs of a long column stand: exact where they were measured, else estimated.

Paragraphs are numbered from 0 and lie in pieces of neighbours; a piece is measured as a whole.
Numbers only: nothing here knows what a paragraph is, or how it is measured.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import TypeVar

T = TypeVar("T")


def moved(kept: dict[int, T], first: int, past: int, by: int) -> dict[int, T]:
    """Return what is kept by number, without `first` to before `past`, later numbers moved."""
    return {
        number + by if number >= past else number: each
        for number, each in kept.items()
        if not first <= number < past
    }


class Heights:
    """The heights of all paragraphs of a column, from top to bottom without gaps."""

    def __init__(self, firsts: Sequence[int], count: int, estimates: Sequence[float]) -> None:
        """`firsts` are the first paragraphs of the pieces, from 0; `count` is that of all."""
        self.count = count
        self._firsts = list(firsts)
        self._heights = array("d", estimates)  # of the pieces
        self._inside: dict[int, array[float]] = {}  # of those measured: tops, and the end of all
        self._doubted: set[int] = set()  # measured, but not as they are now
        self._tops: list[float] | None = None

    @property
    def pieces(self) -> int:
        """How many pieces there are."""
        return len(self._firsts)

    @property
    def total(self) -> float:
        """How high the column is."""
        return self._bounds()[-1]

    def piece_of(self, paragraph: int) -> int:
        """Return the piece in which a paragraph lies."""
        return bisect_right(self._firsts, paragraph) - 1

    def paragraphs(self, piece: int) -> range:
        """Return the paragraphs of a piece."""
        ends = self._firsts[piece + 1 : piece + 2]
        return range(self._firsts[piece], ends[0] if ends else self.count)

    def piece_at(self, y: float) -> int:
        """Return the piece at a height; the first or the last one for what lies outside."""
        return min(max(bisect_right(self._bounds(), y) - 1, 0), self.pieces - 1)

    def top_of_piece(self, piece: int) -> float:
        """Return where a piece begins; the number of pieces asks for the end of the column."""
        return self._bounds()[piece]

    def is_measured(self, piece: int) -> bool:
        """Whether the heights in a piece are exact."""
        return piece in self._inside and piece not in self._doubted

    def is_known(self, piece: int) -> bool:
        """Whether the heights in a piece are exact, or were until it was doubted."""
        return piece in self._inside

    def measured(self, piece: int, heights: Iterable[float]) -> float:
        """Take in the heights of a piece's paragraphs; return by how much it has grown."""
        inside = self._inside[piece] = array("d", accumulate(heights, initial=0.0))
        self._doubted.discard(piece)
        growth = inside[-1] - self._heights[piece]
        if growth:
            self._heights[piece] = inside[-1]
            self._tops = None
        return growth

    def replace(
        self, first: int, past: int, firsts: Sequence[int], estimates: Sequence[float], count: int
    ) -> None:
        """Put other pieces in the place of those from `first` to before `past`.

        `count` is that of all paragraphs now; those of later pieces are the same, renumbered.
        """
        grown, more = count - self.count, first + len(firsts) - past
        self._firsts[first:] = [*firsts, *(each + grown for each in self._firsts[past:])]
        self._heights[first:past] = array("d", estimates)
        self._inside = moved(self._inside, first, past, more)
        self._doubted = set(moved(dict.fromkeys(self._doubted), first, past, more))
        self.count = count
        self._tops = None

    def of_piece(self, piece: int) -> list[float]:
        """Return the heights in a piece that was measured."""
        return [below - above for above, below in pairwise(self._inside[piece])]

    def doubt(self, piece: int) -> None:
        """Take what was measured of a piece for an estimate from now on."""
        self._doubted.add(piece)

    def top_of(self, paragraph: int) -> float:
        """Return where a paragraph begins."""
        piece = self.piece_of(paragraph)
        among = self.paragraphs(piece)
        inside = self._inside.get(piece)
        number = paragraph - among.start
        if inside is not None:
            return self._bounds()[piece] + inside[number]
        return self._bounds()[piece] + self._heights[piece] * number / len(among)

    def paragraph_at(self, y: float) -> int:
        """Return the paragraph at a height; the first or the last one for what lies outside."""
        piece = self.piece_at(y)
        among = self.paragraphs(piece)
        below = y - self._bounds()[piece]
        inside = self._inside.get(piece)
        if inside is not None:
            number = bisect_right(inside, below) - 1
        else:
            number = int(below / (self._heights[piece] or 1.0) * len(among))
        return among.start + min(max(number, 0), len(among) - 1)

    def _bounds(self) -> list[float]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=0.0))
        return self._tops
