"""Options of a report as JSON, as presets keep them and as a report carries them.

Keys that are not known here are passed over, so that an older program reads what a newer one
wrote; what is missing has its default. A value that means nothing is an error that says which.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from .errors import UserError
from .json_text import parse_json
from .report import DEFAULTS, MOST_CONTEXT, Group, Part, ReportOptions

_LANGUAGES = ("", "en", "sv")
_TYPES: Mapping[str, Any] = get_type_hints(ReportOptions)
_RANGES = {
    "context_before": (0, MOST_CONTEXT),
    "context_after": (0, MOST_CONTEXT),
    "starred_from": (0, 100),
    "block_words": (1, 1000),
    "slide_level": (0, 20),
    "slide_quotes": (1, 20),
}


def to_json(options: ReportOptions) -> str:
    """Return what differs from the defaults, in the order of the fields."""
    usual = asdict(DEFAULTS)
    kept = {name: value for name, value in asdict(options).items() if value != usual[name]}
    return json.dumps(kept, ensure_ascii=False)


def from_json(text: str) -> ReportOptions:
    """Return the options that `to_json` wrote. Raises `UserError("report_option_unfit")`."""
    try:
        values = parse_json(text or "{}")
    except ValueError:
        raise UserError("report_options_unreadable") from None
    if not isinstance(values, dict):
        raise UserError("report_options_unreadable")
    return with_values(DEFAULTS, values)


def with_values(options: ReportOptions, values: Mapping[str, object]) -> ReportOptions:
    """Return options with other values, given as JSON has them; unknown names are passed over.

    Raises `UserError("report_option_unfit", option, value, known)`.
    """
    known = {field.name for field in fields(options)}
    every = asdict(options) | {name: value for name, value in values.items() if name in known}
    return checked(ReportOptions(**{name: _read(name, every[name]) for name in every}))


def checked(options: ReportOptions) -> ReportOptions:
    """Return the options as they are used: parts in their order, numbers within their bounds.

    Raises `UserError`: "report_option_unfit", "report_group_attribute" where groups are by an
    attribute and none is named.
    """
    for name, (least, most) in _RANGES.items():
        if not least <= getattr(options, name) <= most:
            raise _unfit(name, getattr(options, name), f"{least}–{most}")
    if options.language not in _LANGUAGES:
        raise _unfit("language", options.language, "en, sv")
    if options.group is Group.ATTRIBUTE and not options.group_attribute:
        raise UserError("report_group_attribute")
    parts = tuple(part for part in Part if part in options.parts)
    values = {field.name: getattr(options, field.name) for field in fields(options)}
    return ReportOptions(**values | {"parts": parts})


def _read(name: str, value: object) -> Any:
    """Return one value as its field wants it."""
    kind = _TYPES[name]
    if get_origin(kind) is tuple:
        (each, _dots) = get_args(kind)
        if not isinstance(value, list | tuple):
            raise _unfit(name, value, "")
        return tuple(_one(name, each, item) for item in value)
    return _one(name, kind, value)


def _one(name: str, kind: type | UnionType, value: object) -> Any:
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        if value not in tuple(kind):
            raise _unfit(name, value, ", ".join(kind))
        return kind(str(value))
    if type(value) is not kind:
        raise _unfit(name, value, "")
    return value


def _unfit(name: str, value: object, known: str) -> UserError:
    return UserError("report_option_unfit", option=name, value=value, known=known)
