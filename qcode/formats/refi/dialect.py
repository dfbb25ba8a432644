r"""How a program counts positions in a text, and where such a position is in the canonical text.

The standard says "code points from 0" and nothing of line ends, byte order marks and whether the
end belongs to the passage; programs differ in all of it. A `Measure` knows what of a file's text
counts for more or less than one, and turns positions of any dialect into code points of the
canonical text: `raw = position + wide characters before it + shift`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from qcode.model.text import Span, canonical

# Upper bytes of UTF-16 units: 1 for those that begin a surrogate pair.
_HALVES = bytes(0xD8 <= byte <= 0xDB for byte in range(256))
_BOM = "\ufeff"


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

    def position(self, raw: int, *, up: bool = False) -> int:
        """Return the code point at a raw position; inside a wide character its beginning or end.

        What lies outside the text gives -1, or a position behind its end.
        """
        unit = raw - self.shift
        if unit < 0:
            return -1
        before = bisect_right(self.starts, unit - 2)
        inside = before < len(self.starts) and self.starts[before] + 1 == unit
        return unit - before - (inside and not up)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of a passage, not yet checked against the text."""
        return self.position(start), self.position(end + self.inclusive, up=True)

    def within(self, start: int, end: int) -> Span | None:
        """Return where a passage is; None where it is empty or not in the text.

        The end may lie behind the text, as some programs let it; the start may not.
        """
        first, last = self.span(min(start, end), max(start, end))
        last = min(last, self.length)
        return Span(first, last) if 0 <= first < last else None


class Measure:
    """The text of a file: as it was read, as it is here, and what in it counts differently."""

    def __init__(self, raw: str) -> None:
        self.text, self.replaced = canonical(raw)
        self.boms = len(raw) - len(raw.lstrip(_BOM)) if raw.startswith(_BOM) else 0
        self._crlf = _line_ends(raw, self.boms) if "\r\n" in raw else []
        self._rules: dict[Dialect, Rule] = {}

    @property
    def crlf(self) -> int:
        """How many line ends of two characters the file has."""
        return len(self._crlf)

    @cached_property
    def mixed(self) -> bool:
        """Whether some line ends have one character and others two."""
        return 0 < self.crlf < self.text.count("\n")

    @cached_property
    def astral(self) -> list[int]:
        """Where characters of two UTF-16 units are."""
        if self.text.isascii():
            return []
        pairs = self.text.encode("utf-16-le")[1::2].translate(_HALVES)
        found: list[int] = []
        unit = pairs.find(1)
        while unit >= 0:
            found.append(unit - len(found))
            unit = pairs.find(1, unit + 1)
        return found

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
        wide: list[int] = []
        if dialect.utf16:
            wide += self.astral
        if dialect.crlf == 2:
            wide += self._crlf
        if dialect.lf == 2 and not self._crlf:
            wide += [found.start() for found in re.finditer("\n", self.text)]
        wide.sort()
        starts = [position + number for number, position in enumerate(wide)]
        shift = (max(1, self.boms) if dialect.bom else 0) - dialect.first
        return Rule(starts, shift, len(self.text), dialect.inclusive)


def _line_ends(raw: str, boms: int) -> list[int]:
    """Return where the line ends of two characters are in the canonical text."""
    found = re.finditer("\r\n", raw)
    return [match.start() - number - boms for number, match in enumerate(found)]
