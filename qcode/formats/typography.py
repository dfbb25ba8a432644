"""What a written language asks of a report: quotation marks, digits, initials, direction."""

from __future__ import annotations

import re
import unicodedata

_TAGS = {"sv": "sv-SE", "en": "en-GB"}
_MARKS = {"sv": ("\N{RIGHT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")}
_ENGLISH_MARKS = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}")
_GROUP = {"sv": "\N{NO-BREAK SPACE}"}
# All letters that are written from right to left; a quick no for nearly every text.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U0001efff]")
_NAME_PARTS = re.compile(r"[^\W_]+")


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the opening and the closing mark; other languages than Swedish get the English."""
    return _MARKS.get(language, _ENGLISH_MARKS)


def language_tag(language: str) -> str:
    """Return the tag of a language with its region ("sv-SE"), as proofing tools want it."""
    return _TAGS.get(language, "en-GB")


def grouped(number: int, language: str) -> str:
    """Return a number with its thousands apart: "12,345", in Swedish "12 345" (no-break space)."""
    return f"{number:,}".replace(",", _GROUP.get(language, ","))


def initials(name: str) -> str:
    """Return the first letters of at most four parts of a name: "AN" for "Anna Nilsson"."""
    return "".join(part[0].upper() for part in _NAME_PARTS.findall(name)[:4])


def right_to_left(text: str) -> bool:
    """Tell whether a paragraph begins from the right: its first strong letter does (UAX #9, P2)."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    kinds = (unicodedata.bidirectional(character) for character in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)
