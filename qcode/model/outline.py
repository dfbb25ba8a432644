"""A list of codes as people write it: indented lines, with bullets, numbers and definitions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .codebook import Codebook, CodeId
from .errors import UserError
from .names import clean_name

_TAB = 4  # columns from one tab stop to the next
_BULLET = re.compile(r"(?:[-*+•◦▪▫‣⁃·●○■□–—→]\s+|o\t\s*)")  # the last as Word copies it
_HEADING = re.compile(r"(#{1,6})\s+")
_NUMBER = re.compile(r"\(?(\d+(?:\.\d+)*)(?:[.)]\s+|[.)]?\t\s*|(?<=\d\.\d)\s+|(?<=\d\.\d\d)\s+)")
_LETTER = re.compile(r"\(?(?:[a-zåäö]|[ivxIVX]{1,4})\)\s+")
# What stands between a name and its definition: a colon, or a dash with air on both sides.
_DEFINITION = re.compile(r"\s*:\s+|\s*:$|\s+[-–—]\s+|\t+")


@dataclass(frozen=True, slots=True)
class OutlineCode:
    """One code of a list: its names from the outermost, and its definition if one was given."""

    names: tuple[str, ...]
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A list that was read: codes in its order, each once, and lines that cannot be codes."""

    codes: tuple[OutlineCode, ...]
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedCode:
    """A code of a list beside a codebook: `known` if it is there already and will be kept."""

    names: tuple[str, ...]  # with those of the code that the list goes under
    definition: str
    known: bool


@dataclass(frozen=True, slots=True)
class _Line:
    level: int  # columns before it, or its depth by heading or number
    text: str


def read_outline(text: str) -> Outline:
    """Read a list of codes.

    What is farther in than the line above is below it. A heading (#) or a number (1.2) says its
    depth itself where lines are not indented. "Name: what it means" and "Name – what it means"
    bring a definition. A name that comes twice in the same place is one code.
    """
    found: dict[tuple[str, ...], str] = {}
    refused: list[str] = []
    above: list[tuple[int, str]] = []  # level and name of each line that the next may be below
    for line in _lines(text):
        name, definition = _parted(line.text)
        while above and above[-1][0] >= line.level:
            above.pop()
        try:
            above.append((line.level, clean_name(name)))
        except UserError:
            refused.append(line.text)
            continue
        names = tuple(each for _level, each in above)
        found[names] = found.get(names, "") or definition
    codes = tuple(OutlineCode(names, definition) for names, definition in found.items())
    return Outline(codes, tuple(refused))


def planned(
    codes: Iterable[OutlineCode], codebook: Codebook, under: CodeId | None
) -> list[PlannedCode]:
    """Return the codes of a list as they would come under a code (None: at the top)."""
    first = () if under is None else codebook.names(under)
    plan = []
    for code in codes:
        names = (*first, *code.names)
        plan.append(PlannedCode(names, code.definition, codebook.find(names) is not None))
    return plan


def _lines(text: str) -> list[_Line]:
    raw = [unicodedata.normalize("NFC", line).rstrip() for line in text.splitlines()]
    raw = [line for line in raw if line.strip()]
    flat = len({_columns(line) for line in raw}) < 2
    lines = []
    for line in raw:
        level, rest = _columns(line), line.lstrip("\ufeff \t\u00a0")
        heading, number = _HEADING.match(rest), _NUMBER.match(rest)
        if flat and heading:
            level = len(heading[1])
        elif flat and number:
            level = number[1].count(".") + 1
        marker = heading or number or _BULLET.match(rest) or _LETTER.match(rest)
        lines.append(_Line(level, rest[marker.end() :] if marker else rest))
    return lines


def _columns(line: str) -> int:
    column = 0
    for character in line:
        if character == "\t":
            column += _TAB - column % _TAB
        elif character in " \u00a0":
            column += 1
        elif character != "\ufeff":
            break
    return column


def _parted(text: str) -> tuple[str, str]:
    """Return the name and the definition in a line."""
    parted = _DEFINITION.search(text, 1) if text else None
    if parted is None:
        return text, ""
    return text[: parted.start()], text[parted.end() :].strip()
