"""Headings in menus, which keep off the upper edge where they come first."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from .sized import by_letters

_ABOVE = 5  # pixels above a heading that comes first, beside ordinary letters


def add_heading(menu: QMenu, words: str) -> None:
    """Add a heading to a menu; Fusion leaves no room above one that nothing stands above."""
    if not menu.actions():
        around = menu.contentsMargins()
        around.setTop(around.top() + by_letters(menu, _ABOVE))
        menu.setContentsMargins(around)
    menu.addSection(words)
