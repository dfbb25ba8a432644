"""What may be a name: of a document, a code, a case, a set, an attribute or a coder."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

from .errors import UserError

LONGEST = 200


def clean_name(name: str) -> str:
    """Return a name in one line without outer white space.

    Raises `UserError`: "name_empty", or "name_too_long" above 200 characters.
    """
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in name)
    cleaned = " ".join(visible.split())
    if not cleaned:
        raise UserError("name_empty")
    if len(cleaned) > LONGEST:
        raise UserError("name_too_long", longest=LONGEST)
    return cleaned


def free_name(name: str, taken: Container[str]) -> str:
    """Return `name`, or the first of "name (2)", "name (3)" … that is not taken."""
    if name not in taken:
        return name
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"
