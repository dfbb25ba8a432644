"""A long text that is changed again and again, each time at the cost of the place alone."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from math import ceil

from .edits import TextChange
from .text import Offsets

_PART = 4_000  # code points, and up to twice as many: what is made anew with each change
_MANY = 40  # replacements, from which on all is made anew at one go


class LongText:
    """A canonical text in parts. Positions are code points of it, units are of UTF-16.

    They are those of `Offsets` for the whole text; positions outside it raise ValueError.
    """

    def __init__(self, text: str) -> None:
        self._whole: str | None = text
        self._parts = _parts(text)
        self._measure()

    def _measure(self) -> None:
        """Find where the parts begin: cheap, as there are few."""
        self._starts = _sums(len(text) for text, _offsets in self._parts)
        self._units = _sums(offsets.utf16_length for _text, offsets in self._parts)

    def __len__(self) -> int:
        return self._starts[-1]

    def __str__(self) -> str:
        if self._whole is None:
            self._whole = "".join(text for text, _offsets in self._parts)
        return self._whole

    @property
    def utf16_length(self) -> int:
        """Length of the text in UTF-16 units."""
        return self._units[-1]

    def between(self, start: int, end: int) -> str:
        """Return the text from one position to another."""
        if start >= end:
            return ""
        first, last = self._part_with(start), self._part_with(end - 1)
        joined = "".join(text for text, _offsets in self._parts[first : last + 1])
        begins = self._starts[first]
        return joined[start - begins : end - begins]

    def apply(self, change: TextChange) -> None:
        """Change the text. Raises ValueError if this is not the text the change was made for."""
        if change.length != len(self) or len(change.replacements) > _MANY:
            changed = change.apply(str(self))
            self._whole, self._parts = changed, _parts(changed)
        else:
            for start, end, _inserted, removed in change.replacements:
                if self.between(start, end) != removed:
                    raise ValueError(f"the text at {start} is not what the change removes")
            for start, end, inserted, _removed in reversed(change.replacements):
                self._replace(start, end, inserted)
        self._measure()

    def _replace(self, start: int, end: int, inserted: str) -> None:
        """Replace a passage; what comes before it keeps its place until all is measured again."""
        self._whole = None
        first, last = self._part_with(start), self._part_with(max(start, end - 1))
        head = self._parts[first][0][: start - self._starts[first]]
        tail = self._parts[last][0][max(start, end) - self._starts[last] :]
        self._parts[first : last + 1] = _parts(head + inserted + tail)

    def to_utf16(self, position: int) -> int:
        """Return the unit at which a code point begins."""
        if not 0 <= position <= len(self):
            raise ValueError(f"code point {position} of {len(self)}")
        part = self._part_with(position)
        return self._units[part] + self._parts[part][1].to_utf16(position - self._starts[part])

    def from_utf16(self, unit: int, *, up: bool = False) -> int:
        """Return the code point that holds a unit; inside a pair the one before, or after."""
        if not 0 <= unit <= self.utf16_length:
            raise ValueError(f"unit {unit} of {self.utf16_length}")
        part = min(bisect_right(self._units, unit), len(self._parts)) - 1
        found = self._parts[part][1].from_utf16(unit - self._units[part], up=up)
        return self._starts[part] + found

    def _part_with(self, position: int) -> int:
        return min(bisect_right(self._starts, position), len(self._parts)) - 1


def _sums(lengths: Iterable[int]) -> array[int]:
    return array("Q", accumulate(lengths, initial=0))


def _parts(text: str) -> list[tuple[str, Offsets]]:
    """Return a text in parts of a size, at least one, each with what converts its positions."""
    size = ceil(len(text) / max(1, len(text) // _PART)) or 1  # or each key would add a part
    cut = [text[at : at + size] for at in range(0, len(text), size)] or [""]
    return [(each, Offsets(each)) for each in cut]
