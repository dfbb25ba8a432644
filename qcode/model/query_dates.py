"""Dates of a query: a day, a month or a year, all from one on, or all between two."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_SIGNED = re.compile(r"(<=|>=|<|>|=)?\s*(.*)", re.DOTALL)
_DAY = timedelta(days=1)


class Days(NamedTuple):
    """The days from `first` to `last`; None is without end."""

    first: date | None
    last: date | None

    def __contains__(self, day: object) -> bool:
        return (
            isinstance(day, date)
            and (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
        )


def read_days(text: str) -> Days:
    """Return the days that are meant by 2024, 2024-05, >2024-05-17, 2024-05..2024-06 and so on.

    What is later than a month begins after its last day. Raises ValueError.
    """
    sign, rest = _SIGNED.fullmatch(text.strip()).groups()  # type: ignore[union-attr]
    if not sign and ".." in rest:
        first, _dots, last = rest.partition("..")
        days = Days(_period(first)[0], _period(last)[1])
        if days.first is not None and days.last is not None and days.first > days.last:
            raise ValueError(text)
        return days
    first_day, last_day = _period(rest)
    try:
        match sign:
            case "<":
                return Days(None, first_day - _DAY)
            case "<=":
                return Days(None, last_day)
            case ">":
                return Days(last_day + _DAY, None)
            case ">=":
                return Days(first_day, None)
            case _:
                return Days(first_day, last_day)
    except OverflowError:
        raise ValueError(text) from None


def _period(text: str) -> tuple[date, date]:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
