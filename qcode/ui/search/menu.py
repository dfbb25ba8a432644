"""The menu on a hit, and on a group of hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

Entry = tuple[str, Callable[[], object], bool]  # words, what it does, whether it can


def offer(parent: QWidget, at: QPoint, entries: Sequence[Entry | None]) -> QMenu:
    """Open a menu at a place on the screen; None is a line between entries."""
    menu = QMenu(parent)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        words, slot, can = entry
        action = menu.addAction(words.replace("&", "&&"))
        action.setEnabled(can)
        action.triggered.connect(lambda _checked=False, slot=slot: slot())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu
