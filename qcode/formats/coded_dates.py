"""Dates as programs write them in tables: ISO 8601, 24.12.2025, 24/12/2025 or 12/24/2025."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from .foreign_values import moment

_DATE = re.compile(
    r"(?P<one>\d{1,2})(?P<sign>[./-])(?P<two>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})"
    r"(?:,?\s+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    r"\s*(?P<half>[AP]M)?)?",
    re.IGNORECASE,
)


def is_date(written: str) -> bool:
    """Whether something is a date in any of these ways."""
    return bool(moment(written)) or _DATE.fullmatch(written.strip()) is not None


def month_first(written: Iterable[str]) -> bool | None:
    """Whether dates with slashes begin with the month: None where no date tells.

    A date with dots begins with the day.
    """
    for each in written:
        found = _DATE.fullmatch(each.strip())
        if found is not None and found["sign"] == "/":
            if int(found["one"]) > 12:
                return False
            if int(found["two"]) > 12:
                return True
    return None


def made(written: str, *, month: bool | None) -> str:
    """Return a date as a moment in UTC, "" for none, or one that could be two dates."""
    known = moment(written)
    found = None if known else _DATE.fullmatch(written.strip())
    if found is None:
        return known
    one, two = int(found["one"]), int(found["two"])
    by_month = month if found["sign"] == "/" else False
    if by_month is None and one != two:
        return ""
    hour = int(found["hour"] or 0)
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].upper() == "PM")
    year = int(found["year"])
    day, number = (two, one) if by_month else (one, two)
    try:
        at = datetime(
            year if year > 99 else 2000 + year,
            number,
            day,
            hour,
            int(found["minute"] or 0),
            int(found["second"] or 0),
        )
    except ValueError:
        return ""
    return moment(at.isoformat())
