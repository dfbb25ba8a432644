r"""How a program counts positions in a text, and where such a position is in the canonical text.

The standard says "code points from 0" and nothing of line ends, byte order marks and whether the
end belongs to the passage; programs differ in all of it. A `Measure` knows what of a file's text
counts for more or less than one, and turns positions of any dialect into code points of the
canonical text: `raw = position + wide characters before it + shift`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from operator import add
from typing import NamedTuple

from qcode.formats.encoding import decode_piece
from qcode.model.courtesy import give_way
from qcode.model.text import Span, canonical

# Bytes of UTF-8: those that begin a character of two UTF-16 units, line ends, and those that are
# not the first of their character.
_WIDE, _END = b"\1", b"\n"
_PLACES = bytes(1 if byte >= 0xF0 else byte if byte == 0x0A else 0 for byte in range(256))
_INNER = bytes(range(0x80, 0xC0))
_BOM, _SEPARATOR = "\ufeff", "\N{PARAGRAPH SEPARATOR}"


class Dialect(NamedTuple):
    r"""A way of counting. `lf` is what a line end of one character counts, `crlf` one of two.

    `bom` says that a byte order mark counts, also one that is not in the file; `inclusive` that
    the end is the last character of the passage; `first` that a line end with which the text
    begins does not count.
    """

    utf16: bool = False
    crlf: int = 1
    bom: bool = False
    inclusive: bool = False
    first: bool = False
    lf: int = 1

    @property
    def name(self) -> str:
        """The dialect in words that stay the same, for people who look closely."""
        unit = "UTF-16" if self.utf16 else "code point"
        end = "inclusive" if self.inclusive else "exclusive"
        more = ", first line end 0" if self.first else ""
        more += ", LF 2" if self.lf == 2 else ""
        return f"{unit}, CRLF {self.crlf}, BOM {int(self.bom)}, end {end}{more}"


STANDARD = Dialect()


@dataclass(frozen=True, slots=True)
class Rule:
    """Turns positions of one dialect into code points. `starts` are raw positions, ascending.

    Each start is that of a character that counts two; `shift` is what precedes the text.
    """

    starts: Sequence[int]
    shift: int
    length: int
    inclusive: bool

    def position(self, raw: int) -> int:
        """Return the code point at a raw position; inside a wide character its beginning.

        What lies outside the text gives -1, or a position behind its end.
        """
        unit = raw - self.shift
        return -1 if unit < 0 else unit - bisect_left(self.starts, unit)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of a passage, not yet checked against the text.

        Inside a wide character, it begins before it and ends behind it.
        """
        first = start - self.shift  # this is `position`, twice, written out
        last = end + self.inclusive - self.shift
        starts = self.starts
        return (
            -1 if first < 0 else first - bisect_left(starts, first),
            -1 if last < 0 else last - bisect_right(starts, last - 2),
        )

    def within(self, start: int, end: int) -> Span | None:
        """Return where a passage is; None where it is empty or not in the text.

        The end may lie behind the text, as some programs let it; the start may not.
        """
        if start > end:
            start, end = end, start
        first = start - self.shift  # this is `span`, written out: a project has many passages
        if first < 0:
            return None
        last = end + self.inclusive - self.shift
        first -= bisect_left(self.starts, first)
        last -= bisect_right(self.starts, last - 2)
        if last > self.length:
            last = self.length
        return Span(first, last) if first < last else None


class Measure:
    """The text of a file as it is here, and what of the file counts differently.

    `replaced` characters gave way to U+FFFD and `boms` byte order marks are left out; `crlf` says
    which line ends had two characters: positions in the text, or None for all of them. `utf8` is
    the text in bytes, where somebody has it.
    """

    def __init__(
        self,
        text: str,
        *,
        replaced: int = 0,
        boms: int = 0,
        crlf: Sequence[int] | None = (),
        utf8: bytes | None = None,
    ) -> None:
        self.text, self.replaced, self.boms = text, replaced, boms
        self._some, self._utf8 = crlf, utf8
        self._rules: dict[Dialect, Rule] = {}
        self._starts: dict[tuple[bool, bool], Sequence[int]] = {}

    @property
    def _crlf(self) -> Sequence[int]:
        return self._ends if self._some is None else self._some

    @property
    def crlf(self) -> int:
        """How many line ends of two characters the file has."""
        return len(self._crlf)

    @cached_property
    def mixed(self) -> bool:
        """Whether some line ends have one character and others two."""
        return bool(self._some) and self.crlf < self.text.count("\n")

    @cached_property
    def _found(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where characters of two UTF-16 units are, and where line ends."""
        data, self._utf8 = self.text.encode() if self._utf8 is None else self._utf8, None
        give_way()
        places = data.translate(_PLACES, _INNER)  # a byte for each code point
        return _all(places, _WIDE), _all(places, _END)

    @property
    def astral(self) -> Sequence[int]:
        """Where characters of two UTF-16 units are."""
        return () if self.text.isascii() else self._found[0]

    @property
    def _ends(self) -> Sequence[int]:
        return self._found[1]

    def plain(self, dialect: Dialect, *, guess: bool = False) -> Dialect:
        """Return the dialect without what makes no difference in this text.

        `guess`: also what the file does not have may count: a mark that was left out of it, line
        ends that were two characters in the program.
        """
        return Dialect(
            utf16=dialect.utf16 and bool(self.astral),
            crlf=dialect.crlf if self._crlf else 1,
            bom=dialect.bom and (guess or bool(self.boms)),
            inclusive=dialect.inclusive,
            first=dialect.first and self.text.startswith("\n"),
            lf=dialect.lf if guess and not self._crlf and "\n" in self.text else 1,
        )

    def rule(self, dialect: Dialect) -> Rule:
        """Return the rule of a dialect for this text."""
        known = self._rules.get(dialect)
        if known is None:
            known = self._rules[dialect] = self._made(dialect)
        return known

    def _made(self, dialect: Dialect) -> Rule:
        ends: Sequence[int] = ()
        if dialect.crlf == 2:
            ends = self._crlf
        if dialect.lf == 2 and not self._crlf:
            ends = self._ends
        wide = (dialect.utf16, bool(ends))
        if wide not in self._starts:
            both = sorted((*self.astral, *ends)) if dialect.utf16 else ends
            self._starts[wide] = list(map(add, both, count()))
        shift = (max(1, self.boms) if dialect.bom else 0) - dialect.first
        return Rule(self._starts[wide], shift, len(self.text), dialect.inclusive)


def measured(raw: str) -> Measure:
    """Return the measure of a text that is not yet canonical."""
    text, replaced = canonical(raw)
    boms = len(raw) - len(raw.lstrip(_BOM)) if raw.startswith(_BOM) else 0
    found = re.finditer("\r\n", raw) if "\r" in raw else ()
    crlf = [match.start() - number - boms for number, match in enumerate(found)]
    return Measure(text, replaced=replaced, boms=boms, crlf=crlf)


def measured_file(data: bytes, encoding: str) -> Measure:
    """Return the measure of the text in a file.

    One in UTF-8 with line ends of one kind becomes canonical as bytes: it is then a quarter of
    what it takes up as characters, as soon as one of them is wide.
    """
    boms = int(data.startswith(BOM_UTF8))
    whole = data.removeprefix(BOM_UTF8)
    if encoding != "utf-8" or b"\0" in whole or whole.startswith(BOM_UTF8):
        return measured(decode_piece(data, encoding)[0])
    body = whole.replace(b"\r", b"")
    returns = len(body) < len(whole)
    if returns and body.replace(b"\n", b"\r\n") != whole:
        return measured(decode_piece(data, encoding)[0])
    text, bad = decode_piece(body, encoding)
    if bad or _SEPARATOR in text:
        return measured(decode_piece(data, encoding)[0])
    return Measure(text, boms=boms, crlf=None if returns else (), utf8=body)


def _all(places: bytes, sign: bytes) -> Sequence[int]:
    """Return where a sign is."""
    found, find = [], places.find
    at = find(sign)
    while at >= 0:
        found.append(at)
        at = find(sign, at + 1)
    return found
