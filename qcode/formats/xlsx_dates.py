"""Dates in workbooks of Excel: which formats of cells show one, and which day a number is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import isfinite

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
# What is no letter of a date in a format: quoted words, escaped signs, colours and conditions.
_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST = 2_958_466  # the day after 9999-12-31, counted from 1900


def shows_date(number: int, formats: Mapping[int, str]) -> bool:
    """Whether a format of numbers shows days or times; `formats` are those of the workbook."""
    said = formats.get(number)
    if said is None:
        return number in _BUILT_IN
    return _LETTERS.search(_SAID.sub("", said.partition(";")[0])) is not None


def as_date(value: str, *, since_1904: bool = False) -> str:
    """Return the day and, where there is one, the time of a cell, ISO 8601; else the value.

    A number below 1 is a time of the day alone.
    """
    try:
        days = float(value)
    except ValueError:
        return value
    if not isfinite(days) or not 0 <= days < _LAST:
        return value
    epoch = _EPOCH_1904 if since_1904 else _EPOCH
    if not since_1904 and 1 <= days < 60:
        days += 1  # Excel takes 1900 for a leap year
    moment = epoch + timedelta(seconds=round(days * 86_400))
    if days < 1 and not since_1904:
        return f"{moment:%H:%M:%S}"
    if moment.hour or moment.minute or moment.second:
        return moment.isoformat(sep=" ")
    return f"{moment:%Y-%m-%d}"
