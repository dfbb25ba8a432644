"""How recordings are played, and where each was left: the user's, and nobody else's.

Kept with the settings and not in the project, which others open too.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from .settings import load_settings, save_settings

SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
REWINDS = (0, 1, 2, 3, 5, 10)  # seconds
SKIPS = (2, 3, 5, 10, 15, 30)  # seconds
_REMEMBERED = 300  # recordings


@dataclass(frozen=True, slots=True)
class Choices:
    """What holds for all recordings. `rewind` on a pause and `skip` are seconds."""

    rewind: int = 2
    skip: int = 5
    volume: int = 100  # percent
    follows: bool = True  # the text goes along
    picture: bool = True  # that of a film is shown


@dataclass(frozen=True, slots=True)
class Left:
    """Where a recording was left: milliseconds, speed, and where it was found if not at home."""

    at: int = 0
    speed: float = 1.0
    found: Path | None = None


def load_choices() -> Choices:
    """Return what was chosen last; what is missing or does not fit takes its default."""
    default, kept = Choices(), load_settings().player
    values: dict[str, Any] = {
        name: kept[name]
        for name, usual in asdict(default).items()
        if type(kept.get(name)) is type(usual)
    }
    found = replace(default, **values)
    return replace(
        found,
        rewind=min(max(found.rewind, 0), REWINDS[-1]),
        skip=min(max(found.skip, 1), SKIPS[-1]),
        volume=min(max(found.volume, 0), 100),
    )


def save_choices(choices: Choices) -> None:
    """Keep what was chosen for the next time."""
    save_settings(replace(load_settings(), player=asdict(choices)))


def where_left(guid: str) -> Left:
    """Return where a recording was left, the beginning of one that was never heard."""
    kept = load_settings().recordings.get(guid)
    if not isinstance(kept, dict):
        return Left()
    at, speed, found = kept.get("at"), kept.get("speed"), kept.get("found")
    return Left(
        at if isinstance(at, int) and at > 0 else 0,
        speed if speed in SPEEDS else 1.0,
        Path(found) if isinstance(found, str) and found else None,
    )


def remember_left(guid: str, left: Left) -> None:
    """Keep where a recording was left; of the oldest nothing is known any more."""
    settings = load_settings()
    others = {key: each for key, each in settings.recordings.items() if key != guid}
    lately = dict(list(others.items())[1 - _REMEMBERED :])
    found = "" if left.found is None else str(left.found)
    kept = {"at": left.at, "speed": left.speed, "found": found}
    save_settings(replace(settings, recordings={**lately, guid: kept}))


def next_speed(speed: float, by: int) -> float:
    """Return the next faster (1) or slower (-1) speed that there is."""
    if by > 0:
        return next((each for each in SPEEDS if each > speed), SPEEDS[-1])
    return next((each for each in reversed(SPEEDS) if each < speed), SPEEDS[0])
