"""Single values of REFI-QDA as the standard wants them, and as other programs write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

_GUID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)
_USUAL = re.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_BARE = re.compile(r"\{?([0-9a-f]{32})\}?", re.IGNORECASE)
_BOOLEANS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
_COLOR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


def read_guid(text: str) -> str:
    """Return a GUID in lower case without braces, with its hyphens; "" for anything else."""
    if _USUAL.fullmatch(text):  # a project has a hundred thousand of these
        return text.lower()
    text = text.strip()
    if found := _GUID.fullmatch(text):
        return found[1].lower()
    if found := _BARE.fullmatch(text):
        digits = found[1].lower()
        parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
        return "-".join(parts)
    return ""


def write_guid(guid: str) -> str:
    """Return a GUID as strict programs want it: upper case, no braces."""
    return guid.upper()


def read_color(text: str) -> str:
    """Return a colour as "#rrggbb"; "" for anything that is none."""
    found = _COLOR.fullmatch(text.strip())
    if found is None:
        return ""
    digits = found[1].lower()
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return f"#{digits}"


def write_color(color: str) -> str:
    """Return "#rrggbb" as "#RRGGBB"."""
    return color.upper()


@lru_cache(maxsize=4096)
def read_moment(text: str) -> str:
    """Return a date and time as the project keeps moments, in UTC; "" for what is none.

    One without a time zone is taken as it is.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def read_integer(text: str | None) -> int | None:
    """Return a whole number that is not negative; None for anything else, also a huge one."""
    digits = text or ""
    if len(digits) <= 15 and digits.isascii() and digits.isdigit():
        return int(digits)
    digits = digits.strip()
    if not digits.isascii() or len(digits) > 15:
        return None
    if digits.isdigit():
        return int(digits)
    whole, _, rest = digits.partition(".")
    return int(whole) if whole.isdigit() and not rest.strip("0") else None


def read_boolean(text: str) -> bool | None:
    """Return a truth value as XML and people write it; None for what is none."""
    return _BOOLEANS.get(text.strip().casefold())
