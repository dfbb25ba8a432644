"""Values of other programs' databases as an exchange wants them, whatever their columns held."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import sha1
from uuid import UUID

from qcode.model.names import LONGEST
from qcode.model.text import canonical

from .base import Loss

# The space of the GUIDs made here; never changed.
_SPACE = UUID("5b6a5f0e-0c1b-4b58-9d0f-6a6c8c0e7d31").bytes
_TITLE = 60  # characters of a title that is made of a text
_FRACTION = re.compile(r"(\.\d{6})\d+")


class ForeignLoss(StrEnum):
    """What a project of another program had and did not get in as it was.

    What `Loss.detail` holds stands beside each.
    """

    UNTAGGED = "untagged_highlights"  # passages without a code, kept as memos; the first one
    OUTSIDE = "passages_outside"  # passages outside their text, or of none; the document
    MISPLACED = (
        "passages_elsewhere"  # passages that do not hold the words kept with them; the words
    )
    DANGLING = "things_of_nothing"  # things that speak of what is not there; the table
    SAME_NAME = "same_names_there"  # names that another of the kind has, numbered; the first
    SEVERAL = "several_projects"  # projects in one file, all taken in; the name of the first
    DIRECTION = "text_direction"  # documents from right to left; the name of the first
    PLAIN = "plain_texts"  # documents whose paragraphs are not told apart; the name of the first
    NUMBERS = "unfit_numbers"  # attributes of numbers that hold other things, now texts; the name
    VALUES = "attribute_values"  # values of what is no document and no case; the attribute
    CASE_PARTS = "case_passages"  # parts of documents that belong to a case, kept; the case
    FILES = "files_not_there"  # files outside the project or missing, not taken along; the source
    ALONE = "marks_alone"  # marks of coding without a partner, left in the text
    NO_CODE = "comments_without_code"  # comments that name no code or passage, left; the first
    HOURS = "local_times"  # moments without a time zone, taken for UTC


class Losses:
    """Counts losses by kind, in the order in which they were met, each with its first example."""

    def __init__(self) -> None:
        self._found: dict[ForeignLoss, tuple[int, str]] = {}

    def add(self, kind: ForeignLoss, example: str = "", count: int = 1) -> None:
        """Note a loss."""
        before, first = self._found.get(kind, (0, ""))
        self._found[kind] = (before + count, first or example[:_TITLE])

    def all(self) -> tuple[Loss, ...]:
        """Return what was noted."""
        return tuple(Loss(kind, count, detail) for kind, (count, detail) in self._found.items())


def guid(program: str, *key: object) -> str:
    """Return the GUID for what has none, from what it is known by: always the same.

    One of version 5, made without the objects that `uuid5` would make of it.
    """
    written = "\x1f".join((program, *map(str, key)))
    digits = sha1(_SPACE + written.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digits[16], 16) & 3]
    parts = (digits[:8], digits[8:12], f"5{digits[13:16]}", f"{variant}{digits[17:20]}")
    return "-".join((*parts, digits[20:32]))


def text(value: object) -> str:
    """Return a value as a canonical text, "" for none."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return canonical(value if isinstance(value, str) else str(value)).text if value != "" else ""


def whole(value: object) -> int | None:
    """Return a value as a whole number, None if it is none."""
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    if isinstance(value, str) and re.fullmatch(r"\s*-?\d{1,18}\s*", value, re.ASCII):
        return int(value)
    return None


def name(value: object) -> str:
    """Return a value as a name: in one line, composed, not too long, "?" for nothing."""
    visible = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text(value)
    )
    return (
        " ".join(unicodedata.normalize("NFC", " ".join(visible.split()))[:LONGEST].split()) or "?"
    )


def title(words: str, otherwise: str = "") -> str:
    """Return a title for a text without one: how it begins."""
    line = next((line for line in map(str.strip, words.splitlines()) if line), "")
    line = name(line)
    if len(line) <= _TITLE:
        return line if line != "?" or not otherwise else otherwise
    cut = line[:_TITLE].rpartition(" ")[0] or line[:_TITLE]
    return f"{cut.rstrip(' ,;:–-')}…"


def moment(value: object) -> str:
    """Return "2026-03-01 10:15:00" and the like as UTC, ISO 8601; "" for no date."""
    return _moment(text(value).strip())


@lru_cache(4_096)
def _moment(written: str) -> str:
    written = _FRACTION.sub(r"\1", written)
    try:
        found = datetime.fromisoformat(written)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def earliest(moments: Iterable[str]) -> str:
    """Return the first of some moments, "" if there is none."""
    return min(filter(None, moments), default="")
