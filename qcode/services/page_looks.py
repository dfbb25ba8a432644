"""How original pages are looked at, and where each document's were left: the user's alone.

Kept with the settings and not in the project, which others open too.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from .settings import load_settings, save_settings

FITS = ("width", "page", "")
_REMEMBERED = 500  # documents
_LEAST, _MOST = 15, 85  # percent


@dataclass(frozen=True, slots=True)
class Choices:
    """What holds for all documents. `share` is the percent of the room that the pages have."""

    shown: bool = False
    follows: bool = True  # text and pages scroll together
    first: bool = False  # the pages stand left of the text or above it
    share: int = 50
    fit: str = FITS[0]  # of pages that nobody has looked at
    zoom: float = 1.0


@dataclass(frozen=True, slots=True)
class Left:
    """Where pages were left: `page` from 0, `top` points down on it, and how large they were."""

    page: int = 0
    top: float = 0.0
    fit: str = FITS[0]
    zoom: float = 1.0


def load_choices() -> Choices:
    """Return what was chosen last; what is missing or does not fit takes its default."""
    default, kept = Choices(), load_settings().pages_pane
    values: dict[str, Any] = {
        name: kept[name]
        for name, usual in asdict(default).items()
        if type(kept.get(name)) is type(usual)
    }
    found = replace(default, **values)
    fit = found.fit if found.fit in FITS else default.fit
    return replace(found, share=min(max(found.share, _LEAST), _MOST), fit=fit)


def save_choices(choices: Choices) -> None:
    """Keep what was chosen for the next time."""
    save_settings(replace(load_settings(), pages_pane=asdict(choices)))


def where_left(project: str, document: str) -> Left:
    """Return where a document's pages were left, by GUIDs; the first for one never looked at."""
    usual = load_choices()
    kept = load_settings().pages.get(f"{project}:{document}")
    found = kept if isinstance(kept, dict) else {}
    page, top, fit = found.get("page"), found.get("top"), found.get("fit")
    zoom = found.get("zoom")
    return Left(
        page if isinstance(page, int) and page > 0 else 0,
        top if isinstance(top, float) else 0.0,
        fit if fit in FITS else usual.fit,
        zoom if isinstance(zoom, float) and zoom > 0 else usual.zoom,
    )


def remember_left(project: str, document: str, left: Left) -> None:
    """Keep where pages were left; of the oldest nothing is known any more."""
    settings, own = load_settings(), f"{project}:{document}"
    others = {key: each for key, each in settings.pages.items() if key != own}
    lately = dict(list(others.items())[1 - _REMEMBERED :])
    save_settings(replace(settings, pages={**lately, own: asdict(left)}))
