"""Tables for statistics: variables with labels and types, and rows of values.

Names of variables that SPSS and R both take are made here; the files are written in `data_files`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 64  # bytes that SPSS takes, and so few characters as these are all of ASCII
_RESERVED = frozenset(
    (
        *("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"),
        *("if", "else", "for", "in", "na", "inf", "nan", "next", "break", "repeat", "while"),
        *("true", "false", "null", "function"),
    )
)
# Commands of SPSS and PSPP that take what follows as words, also where a list goes on.
_COMMANDS = ("comment", "document", "echo", "finish", "remark", "subtitle", "title")
_UNFIT = re.compile(r"[^A-Za-z0-9]+")
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ß": "ss", "đ": "d", "ł": "l"})


class Measure(StrEnum):
    """What the values of a variable are."""

    TEXT = "text"
    CHOICE = "choice"  # text, of which each value is one of few
    NUMBER = "number"
    COUNT = "count"
    FLAG = "flag"  # 0 or 1
    DATE = "date"  # ISO 8601


Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Variable:
    """A column: its name in words, what it is, and the values of a choice in their order."""

    label: str
    measure: Measure
    prefix: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataTable:
    """Variables, and rows with a value for each; None where there is none."""

    variables: tuple[Variable, ...]
    rows: tuple[tuple[Value, ...], ...]


def safe_names(variables: Iterable[Variable]) -> list[str]:
    """Return names of ASCII letters, digits and underscores, no two alike whatever their case."""
    found: list[str] = []
    taken: set[str] = set()
    for variable in variables:
        plain = unicodedata.normalize("NFKD", variable.label.translate(_LETTERS))
        ascii_only = plain.encode("ascii", "ignore").decode("ascii")
        words = _UNFIT.sub("_", ascii_only).strip("_")
        name = "_".join(filter(None, (variable.prefix, words))) or "v"
        if not name[0].isalpha() or _is_taken(name.casefold()):
            name = f"v_{name}"
        name = name[:LONGEST_NAME].rstrip("_")
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            end = f"_{number}"
            free = name[: LONGEST_NAME - len(end)] + end
        taken.add(free.casefold())
        found.append(free)
    return found


def _is_taken(name: str) -> bool:
    """Whether a name means something in SPSS or R; three letters of a command are enough there."""
    return name in _RESERVED or (
        len(name) >= 3 and any(command.startswith(name) for command in _COMMANDS)
    )


def decimals(values: Sequence[Value]) -> int:
    """Return how many decimals the numbers of a column have at most."""
    shown = (f"{value!r}" for value in values if isinstance(value, float))
    return min(max((len(s.partition(".")[2]) for s in shown if s[-2:] != ".0"), default=0), 15)
