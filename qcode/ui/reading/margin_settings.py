"""How the user wants the margin beside the text, remembered from one day to the next."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from qcode.services.settings import load_settings, save_settings
from qcode.ui.coding.columns import Wish
from qcode.ui.coding.view import CodingView

_KEY = "margin"
_STEP = 40  # pixels that a command makes the margin wider or narrower


class MarginSettings:
    """Gives a view the margin that was wanted last, and remembers what is wanted now."""

    def __init__(self, view: CodingView) -> None:
        self._view = view
        view.set_margin(_read(load_settings().window.get(_KEY, "")))
        view.margin_changed.connect(self._save)

    def toggle_side(self) -> None:
        """Put the margin on the other side of the text."""
        self._want(left=not self._view.margin_wish().left)

    def toggle_names(self) -> None:
        """Show the names of codes, or stripes only."""
        self._want(names=not self._view.margin_wish().names)

    def widen(self, by: int) -> None:
        """Make the margin wider (1) or narrower (-1); with names, for the room is theirs."""
        self._view.widen_margin(max(1, self._view.margin_width() + by * _STEP))
        self._save(self._view.margin_wish())

    def _want(self, **values: bool) -> None:
        wish = replace(self._view.margin_wish(), **values)
        self._view.set_margin(wish)
        self._save(wish)

    @staticmethod
    def _save(wish: Wish) -> None:
        settings = load_settings()
        window = {**settings.window, _KEY: json.dumps(asdict(wish))}
        save_settings(replace(settings, window=window))


def _read(text: str) -> Wish:
    """Return a stored wish; what is missing or damaged takes its default."""
    try:
        stored: Any = json.loads(text)
    except ValueError:
        return Wish()
    if not isinstance(stored, dict):
        return Wish()
    names, left, width = stored.get("names"), stored.get("left"), stored.get("width")
    return Wish(
        names=names is not False,
        left=left is True,
        width=width if type(width) is int and width > 0 else None,
    )
