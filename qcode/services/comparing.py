"""Names and values as a query compares them: names with stars, attributes by their type."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from fnmatch import translate
from operator import eq, ge, gt, le, lt
from typing import Any

from qcode.model.collation import sort_key
from qcode.model.document import Attribute, AttributeType
from qcode.model.errors import UserError
from qcode.model.query import Compare, Sign
from qcode.model.query_dates import read_days

from .cases import checked_value

Fits = Callable[[str], bool]
_TEXTS = (AttributeType.TEXT, AttributeType.CHOICE)
_OPERATORS: dict[Sign, Callable[[Any, Any], bool]] = {
    Sign.EQUAL: eq,
    Sign.LESS: lt,
    Sign.AT_MOST: le,
    Sign.MORE: gt,
    Sign.AT_LEAST: ge,
}


def name_fits(wanted: str) -> Fits:
    """Return what says whether a name is meant: capitals alike, a star for any letters."""
    folded = wanted.casefold()
    if "*" not in folded:
        return lambda name: name.casefold() == folded
    literal = folded.replace("[", "[[]").replace("?", "[?]")
    pattern = re.compile(translate(literal))
    return lambda name: pattern.fullmatch(name.casefold()) is not None


def value_fits(attribute: Attribute, query: Compare) -> Fits:
    """Return what says whether a value of an attribute, as it is stored, is meant.

    Raises `UserError("value_unfit")` where the query compares with what can be no value.
    """
    if query.sign is Sign.UNEQUAL:
        equal = value_fits(attribute, Compare(query.name, Sign.EQUAL, query.value))
        return lambda value: not equal(value)
    if attribute.type is AttributeType.DATE:
        return _days_fit(attribute, query)
    if attribute.type in _TEXTS and query.sign is Sign.EQUAL and not query.to:
        return name_fits(query.value)
    key = _key(attribute)
    compare, first = _OPERATORS[query.sign], key(query.value)
    if not query.to:
        return lambda value: compare(key(value), first)
    last = key(query.to)
    return lambda value: bool(first <= key(value) <= last)


def _key(attribute: Attribute) -> Callable[[str], Any]:
    """Return what values are compared by; it raises `UserError` for what is none."""
    if attribute.type is AttributeType.NUMBER:
        return lambda value: float(checked_value(attribute, value))
    if attribute.type in _TEXTS:
        return lambda value: sort_key(value.casefold())
    return lambda value: checked_value(attribute, value)


def _days_fit(attribute: Attribute, query: Compare) -> Fits:
    wanted = f"{query.value}..{query.to}" if query.to else f"{query.sign}{query.value}"
    try:
        days = read_days(wanted)
    except ValueError:
        raise UserError("value_unfit", value=query.value, attribute=attribute.name) from None
    return lambda value: date.fromisoformat(value) in days
