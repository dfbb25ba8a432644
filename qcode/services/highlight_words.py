"""How codes are called that are only the colour of a mark in a PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from qcode.formats.exchange import ExchangeProject
from qcode.formats.pdf_annotations import MarkKind
from qcode.formats.pdf_highlights import PROJECT_READER

from .language import mark, tr

COLORS: Mapping[str, str] = {
    "red": mark("Red"),
    "orange": mark("Orange"),
    "yellow": mark("Yellow"),
    "green": mark("Green"),
    "blue": mark("Blue"),
    "purple": mark("Purple"),
    "pink": mark("Pink"),
    "grey": mark("Grey"),
    "black": mark("Black"),
}
_PLAIN: Mapping[str, str] = {
    MarkKind.HIGHLIGHT: mark("Highlight"),
    MarkKind.UNDERLINE: mark("Underline"),
    MarkKind.SQUIGGLY: mark("Wavy underline"),
    MarkKind.STRIKEOUT: mark("Strike-out"),
}
_COLORED: Mapping[str, Callable[[str], str]] = {
    MarkKind.HIGHLIGHT: lambda color: tr("{color} highlight", color=color),
    MarkKind.UNDERLINE: lambda color: tr("{color} underline", color=color),
    MarkKind.SQUIGGLY: lambda color: tr("{color} wavy underline", color=color),
    MarkKind.STRIKEOUT: lambda color: tr("{color} strike-out", color=color),
}


def in_words(project: ExchangeProject) -> ExchangeProject:
    """Return a project that was read from highlights, with its colours in the user's language."""
    if project.origin != PROJECT_READER.name:
        return project
    codes = tuple(replace(code, name=_called(code.name)) for code in project.codes)
    return replace(project, codes=codes)


def _called(name: str) -> str:
    color, _space, kind = name.rpartition(" ")
    if kind not in _PLAIN or (color and color not in COLORS):
        return name
    if not color:
        return tr(_PLAIN[kind])  # marked in _PLAIN
    return _COLORED[kind](tr(COLORS[color]))  # marked in COLORS
