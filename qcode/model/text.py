"""Canonical text, its paragraphs, and the units its positions are counted in.

Words, sentences and visible characters are found in `boundaries`; changes of a text in `edits`.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
SOFT_BREAK = "\N{LINE SEPARATOR}"

_BOM = "\ufeff"
_PARAGRAPH_SEPARATOR = "\N{PARAGRAPH SEPARATOR}"
_UNFIT = re.compile("[\0\ud800-\udfff]")


class Span(NamedTuple):
    """A stretch of a canonical text: code points `start` to `end`, half-open."""

    start: int
    end: int


class Canonical(NamedTuple):
    """A canonical text, and how many characters in it had to give way to U+FFFD."""

    text: str
    replaced: int


def canonical(raw: str) -> Canonical:
    r"""Return `raw` as every document keeps its text; a canonical text comes back unchanged.

    Byte order marks at the beginning go (all of them, or a second call would take another).
    `\r\n`, `\r` and U+2029 become `\n`, which ends a paragraph; U+2028, a break inside one,
    stays. Two surrogates that mean one character become that character; lone ones and NUL
    become U+FFFD and are counted. Nothing else is touched: no trimming, no normalisation.
    """
    text = raw.lstrip(_BOM)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _PARAGRAPH_SEPARATOR in text:
        text = text.replace(_PARAGRAPH_SEPARATOR, "\n")
    if _is_fit(text):
        return Canonical(text, 0)
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return Canonical(*_UNFIT.subn(REPLACEMENT, joined))


def _is_fit(text: str) -> bool:
    """Whether a text holds neither NUL nor surrogates; encoding is the fastest way to look."""
    if "\0" in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class LoneSurrogateError(ValueError):
    """A text holds half a surrogate pair, which no encoding can carry; `canonical` mends it."""

    def __init__(self, position: int) -> None:
        super().__init__(f"lone surrogate at code point {position}")
        self.position = position


class Offsets:
    """Converts positions of one text between code points, UTF-16 units and UTF-8 bytes.

    Built in one pass; a lookup is a binary search and a count within one short block. A text in
    which a unit is the same as a code point needs no table at all. All positions from 0 to the
    length, which is included, are valid; others raise ValueError.

    A position inside a surrogate pair or a UTF-8 sequence belongs to the character it is in:
    `from_utf16` and `from_utf8` give the beginning of that character, or its end with `up`.
    Raises LoneSurrogateError for a text that has no encoding.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._utf16 = _Ruler(text, "utf-16-le", 2)

    @cached_property
    def _utf8(self) -> _Ruler:
        return _Ruler(self._text, "utf-8", 1)

    @property
    def utf16_length(self) -> int:
        """Length of the text in UTF-16 units, as Qt counts."""
        return self._utf16.length

    @property
    def utf8_length(self) -> int:
        """Length of the text in UTF-8 bytes."""
        return self._utf8.length

    def to_utf16(self, position: int) -> int:
        """Return the UTF-16 unit at which the code point `position` begins."""
        return self._utf16.units(position)

    def from_utf16(self, unit: int, *, up: bool = False) -> int:
        """Return the code point that holds `unit`; inside a pair the one before, or after."""
        return self._utf16.position(unit, up)

    def to_utf8(self, position: int) -> int:
        """Return the UTF-8 byte at which the code point `position` begins."""
        return self._utf8.units(position)

    def from_utf8(self, byte: int, *, up: bool = False) -> int:
        """Return the code point that holds `byte`; inside a sequence the one before, or after."""
        return self._utf8.position(byte, up)


class _Ruler:
    """The table behind `Offsets` for one encoding: how many units precede each block of text.

    The last entry is the length of all.
    """

    _BLOCK = 256  # code points; a table of 32 kB for a million, a lookup of about a microsecond

    def __init__(self, text: str, encoding: str, width: int) -> None:
        self._text = text
        self._encoding = encoding
        self._width = width  # bytes a unit
        self._before = array("Q")
        self.length = self._letters = len(text)
        if not self._is_one_unit_each():
            self._before = array("Q", accumulate(self._block_lengths(), initial=0))
            self.length = self._before[-1]

    def _is_one_unit_each(self) -> bool:
        """Whether the whole text needs no table. A text with a lone surrogate does, to tell it."""
        if self._text.isascii():
            return True
        try:
            return len(self._encoded(0, len(self._text))) // self._width == len(self._text)
        except UnicodeEncodeError:
            return False

    def _block_lengths(self) -> Iterator[int]:
        for start in range(0, len(self._text), self._BLOCK):
            try:
                yield len(self._encoded(start, start + self._BLOCK)) // self._width
            except UnicodeEncodeError as error:
                raise LoneSurrogateError(start + error.start) from error

    def _encoded(self, start: int, end: int) -> bytes:
        return self._text[start:end].encode(self._encoding)

    def units(self, position: int) -> int:
        """Return how many units precede the code point `position`."""
        if not 0 <= position <= self._letters:
            raise ValueError(f"code point {position} of {self._letters}")
        before, size = self._before, self._BLOCK
        if not before:
            return position
        block = position // size if position < self._letters else len(before) - 2
        if before[block + 1] - before[block] == size:  # each a unit, as in most of a text
            return before[block] + position - block * size
        rest = self._encoded(block * size, position)
        return before[block] + len(rest) // self._width

    def position(self, unit: int, up: bool) -> int:
        """Return how many whole code points fit into the first `unit` units."""
        if not 0 <= unit <= self.length:
            raise ValueError(f"unit {unit} of {self.length}")
        if not self._before:
            return unit
        block = min(bisect_right(self._before, unit), len(self._before) - 1) - 1
        start = block * self._BLOCK
        if self._before[block + 1] - self._before[block] == self._BLOCK:
            return start + unit - self._before[block]
        encoded = self._encoded(start, start + self._BLOCK)
        rest = encoded[: (unit - self._before[block]) * self._width]
        whole = rest.decode(self._encoding, "ignore")
        found = start + len(whole)
        if up and len(whole.encode(self._encoding)) < len(rest):
            return found + 1
        return found


class Paragraphs:
    r"""Where the paragraphs of a text are, numbered from 1; positions are code points.

    A text has as many paragraphs as `\n` plus one, so a text that ends with `\n` has an empty
    last paragraph, and the empty text has one. The `\n` belongs to the paragraph that it ends,
    but not to its span.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._length = len(text)

    @cached_property
    def _ends(self) -> array[int]:
        """Where each ends. Found when it is asked for: a text is often shown without."""
        letters = accumulate(map(len, self._text.split("\n")))
        return array("Q", map(add, letters, count()))  # with the line feeds before

    def __len__(self) -> int:
        return self._text.count("\n") + 1

    def __iter__(self) -> Iterator[Span]:
        start = 0
        for end in self._ends:
            yield Span(start, end)
            start = end + 1

    def number_at(self, position: int) -> int:
        """Return the number of the paragraph at `position`, 0 to the length of the text."""
        if not 0 <= position <= self._length:
            raise ValueError(f"position {position} of {self._length}")
        return bisect_left(self._ends, position) + 1

    def span(self, number: int) -> Span:
        r"""Return where paragraph `number` is, without its `\n`."""
        if not 1 <= number <= len(self._ends):
            raise ValueError(f"paragraph {number} of {len(self._ends)}")
        start = self._ends[number - 2] + 1 if number > 1 else 0
        return Span(start, self._ends[number - 1])

    def numbers(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return the first and the last paragraph of which `span` holds a character.

        An empty span counts as its position.
        """
        start, end = span
        return self.number_at(start), self.number_at(max(start, end - 1))

    def around(self, span: tuple[int, int]) -> Span:
        """Return the whole paragraphs that `span` touches, from first to last."""
        first, last = self.numbers(span)
        return Span(self.span(first).start, self.span(last).end)


def count_paragraphs(text: str) -> int:
    """Return how many paragraphs a document with this text has: none if there is no text."""
    return len(Paragraphs(text)) if text else 0


def paragraphs(text: str) -> list[Span]:
    r"""Return the spans of all paragraphs, without their `\n`; see `Paragraphs`."""
    return list(Paragraphs(text))
