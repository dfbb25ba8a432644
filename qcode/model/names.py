"""What may be a name: of a document, a code, a case, a set, an attribute or a coder."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

from .errors import UserError
from .text import REPLACEMENT

LONGEST = 200
_SHOWN = {"Cc": " ", "Zl": " ", "Zp": " ", "Cs": REPLACEMENT}


def clean_name(name: str) -> str:
    """Return a name in one line without outer white space, its characters composed (NFC).

    Half a surrogate pair, from a file name or an argument in another encoding, becomes U+FFFD.
    Raises `UserError`: "name_empty", or "name_too_long" above 200 characters.
    """
    visible = (
        name
        if name.isprintable()
        else "".join(_SHOWN.get(unicodedata.category(c), c) for c in name)
    )
    cleaned = unicodedata.normalize("NFC", " ".join(visible.split()))
    if not cleaned:
        raise UserError("name_empty")
    if len(cleaned) > LONGEST:
        raise UserError("name_too_long", longest=LONGEST)
    return cleaned


def free_name(name: str, taken: Container[str]) -> str:
    """Return `name`, or the first of "name (2)", "name (3)" … that is not taken.

    A long name is cut so that its number still fits.
    """
    free, number = name, 1
    while free in taken:
        number += 1
        end = f" ({number})"
        free = f"{name[: LONGEST - len(end)].rstrip()}{end}"
    return free
