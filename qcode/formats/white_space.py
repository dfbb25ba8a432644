"""Carries passages from a text to the same words with other white space between them.

A page of the web has line ends and indents in its source that nobody sees; a quotation in a table
has lost its paragraphs. What is not white space is the same on both sides, in the same order, and
that is what positions are counted by.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from qcode.model.courtesy import give_way, giving_way
from qcode.model.text import Offsets, Span

_WHITE = b" \t\n\v\f\r"
# White space and marks of more than one byte, each to as many spaces.
_WIDE = tuple((character.encode(), b"   ") for character in "\u2028\u2029\ufeff")


class Respaced:
    """Two texts that differ in white space alone; passages of the first are found in the second.

    Positions of the first are UTF-8 bytes, of the second code points, both half-open.
    """

    def __init__(self, first: str, second: str) -> None:
        self._second = second
        self._from, self._to = _Letters(first), _Letters(second)

    @cached_property
    def fits(self) -> bool:
        """Whether the texts are the same but for white space."""
        return self._from.all == self._to.all

    @property
    def length(self) -> int:
        """Length of the first text in bytes."""
        return len(self._from.data)

    def span(self, start: int, end: int) -> Span | None:
        """Return where bytes `start` to `end` of the first text are in the second.

        White space at the edges is kept where the second text has it, ends of paragraphs are
        not. A position inside a character takes all of it. None for a passage with nothing in it.
        """
        give_way()
        start, end = max(0, start), min(end, self.length)
        if start >= end:
            return None
        offsets = self._offsets
        first = offsets.from_utf8(self._carried(start, begins=True))
        last = offsets.from_utf8(self._carried(end, begins=False), up=True)
        while first < last and self._second[first] == "\n":
            first += 1
        while first < last and self._second[last - 1] == "\n":
            last -= 1
        return Span(first, last) if first < last else None

    @cached_property
    def _offsets(self) -> Offsets:
        return Offsets(self._second)

    def _carried(self, position: int, *, begins: bool) -> int:
        """Return the byte of the second text for one of the first.

        Between two words the side counts that the passage is on; in the middle of white space,
        as much of it as both have.
        """
        letters = self._from.before(position)
        here, there = self._from.gap(letters), self._to.gap(letters)
        inside, wide = position - here.start, here.end - here.start
        if inside == wide and (begins or inside):
            return there.end
        return min(there.start + inside, there.end)


class _Letters:
    """The bytes of a text that are no white space: counted up to a place, and found by number."""

    _BLOCK = 128

    def __init__(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        for wide, spaces in _WIDE:
            data = data.replace(wide, spaces)
        self.data = data

    @cached_property
    def all(self) -> bytes:
        return self.data.translate(None, _WHITE)

    @cached_property
    def _sums(self) -> array[int]:
        data, block = self.data, self._BLOCK
        sizes = (
            len(data[start : start + block].translate(None, _WHITE))
            for start in giving_way(range(0, len(data), block))
        )
        return array("Q", accumulate(sizes, initial=0))

    def before(self, position: int) -> int:
        """Return how many letters stand before a byte."""
        number = min(position // self._BLOCK, len(self._sums) - 1)
        rest = self.data[number * self._BLOCK : position]
        return self._sums[number] + len(rest.translate(None, _WHITE))

    def gap(self, letters: int) -> Span:
        """Return the white space between a letter (by its number, from 0) and the one before."""
        end = self._place(letters) if letters < self._sums[-1] else len(self.data)
        if end and self.data[end - 1] not in _WHITE:
            return Span(end, end)
        return Span(self._place(letters - 1) + 1 if letters else 0, end)

    def _place(self, letter: int) -> int:
        """Return the byte that is a letter, by halving the block that it is in."""
        number = bisect_right(self._sums, letter) - 1
        left = letter - self._sums[number]
        start = number * self._BLOCK
        end = min(start + self._BLOCK, len(self.data))
        while end - start > 1:
            middle = (start + end) // 2
            before = len(self.data[start:middle].translate(None, _WHITE))
            if left < before:
                end = middle
            else:
                start, left = middle, left - before
        return start
