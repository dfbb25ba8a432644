"""How texts are shown for reading: the user's choices, remembered from one time to the next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any

from .settings import load_settings, save_settings

LINE_HEIGHTS = (1.2, 2.0)  # times the size of the letters
MEASURES = (45, 100)  # characters a line
SIZES = (8.0, 48.0)  # points
STRENGTHS = (10, 100)
_PROJECTS = 50  # whose interviewers are remembered


class Behind(StrEnum):
    """What shows a coding in the text itself; the margin shows it in any case."""

    TINT = "tint"
    UNDERLINE = "underline"
    NOTHING = "margin"


@dataclass(frozen=True, slots=True)
class Appearance:
    """How a text is set and how codings lie behind it.

    `font` is the name of a family; "" is the sans serif and "serif" the serif that the program
    finds best. `size` is in points, 0 a little larger than the window's own letters. `measure` is
    in characters, 0 the whole width. `strength` of the tint is in percent.
    """

    font: str = ""
    size: float = 0.0
    line_height: float = 1.45
    measure: int = 70
    numbers: bool = True
    times: bool = True
    memo_signs: bool = True
    bold_speakers: bool = True
    colored_speakers: bool = False
    quiet_interviewer: bool = False
    behind: str = Behind.TINT.value
    strength: int = 50
    only_active: bool = False


DEFAULT = Appearance()


def load_appearance() -> Appearance:
    """Return the stored choices; what is missing, damaged or out of range takes its default."""
    return read_appearance(load_settings().page)


def save_appearance(chosen: Appearance) -> None:
    """Store the choices; those left at their default are not written."""
    default = asdict(DEFAULT)
    page = {name: value for name, value in asdict(chosen).items() if value != default[name]}
    settings = load_settings()
    if page != settings.page:
        save_settings(replace(settings, page=page))


def read_appearance(stored: Mapping[str, Any]) -> Appearance:
    """Return the choices that a mapping holds, brought into their range."""
    values: dict[str, Any] = {}
    for known in fields(Appearance):
        value, default = stored.get(known.name), getattr(DEFAULT, known.name)
        if isinstance(default, float) and type(value) is int:
            value = float(value)
        if type(value) is type(default):
            values[known.name] = value
    return within_range(Appearance(**values))


def within_range(chosen: Appearance) -> Appearance:
    """Return choices with every number in its range."""
    low, high = LINE_HEIGHTS
    known = {each.value for each in Behind}
    return replace(
        chosen,
        size=0.0 if chosen.size <= 0 else min(max(chosen.size, SIZES[0]), SIZES[1]),
        line_height=min(max(round(chosen.line_height, 2), low), high),
        measure=0 if chosen.measure <= 0 else min(max(chosen.measure, MEASURES[0]), MEASURES[1]),
        behind=chosen.behind if chosen.behind in known else DEFAULT.behind,
        strength=min(max(chosen.strength, STRENGTHS[0]), STRENGTHS[1]),
    )


# -- who asks the questions, by project


def chosen_interviewers(project: str) -> frozenset[str] | None:
    """Return who the user said asks the questions in a project (its GUID); None if never said."""
    names = load_settings().interviewers.get(project)
    if not isinstance(names, list):
        return None
    return frozenset(name for name in names if isinstance(name, str))


def choose_interviewers(project: str, names: Collection[str] | None) -> None:
    """Remember who asks the questions in a project; None goes back to guessing."""
    settings = load_settings()
    others = {guid: kept for guid, kept in settings.interviewers.items() if guid != project}
    if names is not None:
        others = dict(list(others.items())[1 - _PROJECTS :])
        others[project] = sorted(names)
    save_settings(replace(settings, interviewers=others))
