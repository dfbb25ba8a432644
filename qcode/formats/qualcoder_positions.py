r"""Where the passages of a text of QualCoder are: its positions, in the canonical text.

They are code points where QualCoder finds words itself, and UTF-16 units where somebody selects
them in its window; both stand in one table. What a passage is to hold is kept with it and tells
which: without a character outside the BMP before it, both are the same.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from re import finditer

from qcode.model.text import Offsets, Span, canonical

_NEAR = 3_000  # code points around a position in which its words are looked for
_POINTS, _UNITS = "code point", "UTF-16 unit"


class Positions:
    """The passages of one text. Counts how many are where each way of counting has them."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self.text = canonical(raw).text
        self.checked = self.as_points = self.as_units = self.found = 0

    def coded(self, start: int, end: int, words: str) -> tuple[Span | None, bool]:
        """Return a passage that is to hold some words, and whether it does.

        None if nothing is there. Where no words are known, it is counted as most others are.
        """
        place = self._place(start, end, words)
        if place is None:
            return self.span(start, end), not words
        return self._span(*place), True

    def span(self, start: int, end: int, *, selected: bool = False) -> Span | None:
        """Return a passage of which no words are known, None if nothing is there.

        `selected`: somebody selected it in the window, which counts in UTF-16 units.
        """
        if selected or self.as_units > self.as_points:
            start, end = self._from_units(start), self._from_units(end)
        return self._span(start, end)

    def is_whole(self, start: int, end: int) -> bool:
        """Whether a passage is the whole text.

        Earlier versions left out its last character, and 0 to 0 is the whole of any source.
        """
        return start <= 0 and (end >= len(self._raw) - 1 or start == end == 0)

    def _span(self, start: int, end: int) -> Span | None:
        first, last = (self._canonical(min(max(at, 0), len(self._raw))) for at in (start, end))
        return Span(first, last) if first < last else None

    def _place(self, start: int, end: int, words: str) -> tuple[int, int] | None:
        """Return the code points of the raw text that hold some words, None for nowhere."""
        if not words or not 0 <= start < end:
            return None
        self.checked += 1
        wanted = _plain(words)
        points, units = (start, end), (self._from_units(start), self._from_units(end))
        in_points = _plain(self._raw[start:end]) == wanted
        in_units = points == units and in_points
        if not in_units and points != units:
            in_units = _plain(self._raw[units[0] : units[1]]) == wanted
        self.as_points += in_points
        self.as_units += in_units
        if in_points or in_units:
            self.found += 1
            return points if in_points else units
        return self._nearby(start, wanted)

    def _nearby(self, start: int, wanted: str) -> tuple[int, int] | None:
        """Return where words are next to a position, if there is one such place."""
        first = max(0, start - _NEAR)
        around = _plain(self._raw[first : start + len(wanted) + _NEAR], keeps_length=True)
        places = [at + first for at in _occurrences(around, wanted)]
        if not places:
            return None
        best = min(places, key=lambda at: abs(at - start))
        return best, best + len(wanted)

    def _from_units(self, position: int) -> int:
        if not self._has_astral:
            return position
        units = min(max(position, 0), self._offsets.utf16_length)
        return self._offsets.from_utf16(units)

    @cached_property
    def _has_astral(self) -> bool:
        return self._offsets.utf16_length != len(self._raw)

    @cached_property
    def _offsets(self) -> Offsets:
        return Offsets(self._raw)

    @cached_property
    def _gone(self) -> list[int]:
        """The raw positions after which the canonical text is one character shorter."""
        marks = len(self._raw) - len(self._raw.lstrip("\ufeff"))
        ends = [found.start() for found in finditer("\r\n", self._raw)] if "\r" in self._raw else []
        return [*range(marks), *ends]

    def _canonical(self, position: int) -> int:
        """Return a raw position in the canonical text; between CR and LF is after both."""
        return min(position - bisect_left(self._gone, position), len(self.text))

    @property
    def dialect(self) -> str:
        """How the positions are counted, as far as the words of passages tell."""
        if self.as_points >= self.found:
            return f"{_POINTS}, end exclusive"
        if self.as_units >= self.found:
            return f"{_UNITS}, end exclusive"
        return f"{_POINTS} or {_UNITS}, end exclusive"

    @property
    def score(self) -> float:
        """The share of the passages that are where they are said to be.

        Each is held against its own words, so nothing else could fit as many.
        """
        return self.found / self.checked if self.checked else 1.0


def _plain(words: str, *, keeps_length: bool = False) -> str:
    """Return words with line ends as the window of QualCoder has them."""
    if not keeps_length:
        words = words.replace("\r\n", "\n")
    return words.replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")


def _occurrences(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found
