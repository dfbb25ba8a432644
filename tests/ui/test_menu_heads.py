"""A heading in a menu has room above it, also where nothing else stands there."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.found.picker import Group, Picker
from qcode.ui.menu_heads import add_heading


def heads_above(menu: QMenu) -> list[int]:
    """Return how far below the upper edge, or what comes before, each heading begins."""
    above, found = 0, []
    for action in menu.actions():
        place = menu.actionGeometry(action)
        if action.isSeparator() and action.text():
            found.append(place.top() - above)
        above = place.bottom() + 1
    return found


def test_the_first_heading_keeps_off_the_edge(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    groups = [Group(title, [("One", 1), ("Two", 2)], 1, print) for title in ("Group", "Sort")]
    menu = Picker("Sort", lambda: groups, window).choices()
    menu.ensurePolished()
    first, second = heads_above(menu)
    assert first > menu.style().pixelMetric(menu.style().PixelMetric.PM_MenuPanelWidth)
    assert second == 0  # the entry above has room of its own


def test_a_heading_below_others_moves_nothing(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    before = menu.contentsMargins()
    menu.addAction("Save")
    add_heading(menu, "Saved")
    assert menu.contentsMargins() == before
