"""Tables of coded passages: what their columns say, and what a row says of a passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .codebook import split_path
from .errors import UserError


class Role(StrEnum):
    """What a column says. The words are those of the command line."""

    DOCUMENT = "document"
    QUOTE = "quote"  # the words of the passage
    CODE = "code"  # a code, or several
    LEVEL = "level"  # a code that others stand under; several columns, the outermost first
    START = "start"  # code points of the text
    END = "end"
    RANGE = "range"  # both: "12-56"
    PARAGRAPH = "paragraph"  # its number, or the first of several
    MEMO = "memo"
    CODER = "coder"
    DATE = "date"
    WEIGHT = "weight"
    GUID = "guid"
    APPLIED = "applied"  # whether the code that the heading names is on the passage
    CODE_WEIGHT = "code_weight"  # the weight of the code that the heading names
    LEFT = "left"  # left out


_LONGEST = 2_000  # characters of a code with those above it
# What several columns may say.
MANY = frozenset({Role.LEVEL, Role.MEMO, Role.APPLIED, Role.CODE_WEIGHT, Role.LEFT})
# The signs that may part several codes in a cell, besides line breaks; "": a cell is one code.
BETWEEN = ("", ";", ",", "|")
# The signs that may part the names of a code and those above it; "": a name is one code.
LEVELS = ("", "›", ">", "/", "\\", "::", ":", "|", "→", ".")


@dataclass(frozen=True, slots=True)
class TableChoices:
    """What the columns of a table say, and how its codes are written.

    `between` parts several codes in a cell, `levels` the names of one code, outermost first;
    `inward` says that columns of levels have the innermost first.
    """

    roles: tuple[Role, ...]
    between: str = ";"
    levels: str = ""
    inward: bool = False
    sheet: str = ""

    def column(self, role: Role) -> int | None:
        """Return the first column with a role, by number."""
        return self.roles.index(role) if role in self.roles else None

    def columns(self, role: Role) -> list[int]:
        """Return the columns with a role, by number."""
        return [at for at, each in enumerate(self.roles) if each is role]

    @property
    def usable(self) -> bool:
        """Whether there are codes, and passages to be found."""
        coded = {Role.CODE, Role.LEVEL, Role.APPLIED} & set(self.roles)
        placed = {Role.QUOTE, Role.RANGE} & set(self.roles) or {Role.START, Role.END} <= set(
            self.roles
        )
        return bool(coded and placed)


def with_column(choices: TableChoices, at: int, role: Role) -> TableChoices:
    """Return choices with another role for a column; what only one can say is taken from others."""
    roles = [
        Role.LEFT if each is role and role not in MANY and number != at else each
        for number, each in enumerate(choices.roles)
    ]
    roles[at] = role
    return replace(choices, roles=tuple(roles))


@dataclass(frozen=True, slots=True)
class RowCode:
    """A code of a row: its names, outermost first, as far as they are parted, and its weight."""

    names: tuple[str, ...]
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class CodedRow:
    """What a row says of one passage. `number` is 1 for the row below the headings.

    `start` and `end` are code points if the file counts as QCode does; the quotation decides.
    `paragraph` counts from 1. `made` is UTC, ISO 8601, or "".
    """

    number: int
    document: str
    quote: str
    codes: tuple[RowCode, ...]
    start: int | None = None
    end: int | None = None
    paragraph: int | None = None
    memo: str = ""
    coder: str = ""
    made: str = ""
    guid: str = ""


def names_of(written: str, sign: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    r"""Return the names in a code as it is written, parted by a sign.

    After "/" and "\" QCode's own way of writing paths holds: `\/` is a slash in a name. A "." parts
    only behind what is a code itself, one of `known`: it stands in many names.
    """
    written = " ".join(written.split())[:_LONGEST]
    if not sign or sign not in written:
        return (written,) if written else ()
    if sign == ".":
        return _parted_behind_known(written, known)
    if sign == "/":
        try:
            return split_path(written)
        except UserError:  # a name is missing
            written = written.replace("\\/", "/")
    return tuple(name for part in written.split(sign) if (name := part.strip()))


def _parted_behind_known(written: str, known: frozenset[str]) -> tuple[str, ...]:
    names: list[str] = []
    rest, above = written, ""
    while True:
        ends = (at for at, character in enumerate(rest) if character == ".")
        found = next((at for at in ends if above + rest[:at] in known and rest[at + 1 :]), None)
        if found is None:
            return (*names, rest)
        names.append(rest[:found])
        above += rest[: found + 1]
        rest = rest[found + 1 :]


def guess_sign(written: Sequence[str]) -> str:
    """Return the sign that seems to part the names in codes, "" for none.

    A slash or a bar may belong to a name: it parts where two codes begin alike before it, or
    where what stands before it is a code itself.
    """
    different = {" ".join(each.split()) for each in written} - {""}
    for sign in ("›", "::", "→", ">", "\\"):
        if any(len(names_of(each, sign)) > 1 for each in different):
            return sign
    for sign in ("/", "|"):
        above = [each.rpartition(sign)[0].strip() for each in different if sign in each.strip(sign)]
        if any(each in different for each in above) or len(set(above)) < len(above):
            return sign
    return ""


def guess_between(cells: Sequence[str]) -> str:
    """Return the sign that seems to part several codes in cells: a comma only if parts come again.

    A semicolon is taken for one wherever it is.
    """
    filled = {each.strip() for each in cells if each.strip()}
    if any(";" in each for each in filled) or not any("," in each for each in filled):
        return ";"
    parts = [part.strip() for each in filled if "," in each for part in each.split(",")]
    alone = {each for each in filled if "," not in each}
    often = Counter(parts)
    again = sum(part in alone or often[part] > 1 for part in parts)
    return "," if 2 * again >= len(parts) else ";"
