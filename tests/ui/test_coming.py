"""A part that comes is seen in its turn; until then its place looks as before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.ui import coming
from qcode.ui.coming import Coming
from qcode.ui.in_turns import InTurns


def painted(color: str) -> QWidget:
    part = QWidget()
    part.setAutoFillBackground(True)
    shades = QPalette()
    shades.setColor(QPalette.ColorRole.Window, QColor(color))
    part.setPalette(shades)
    return part


def window_with(qtbot: QtBot, *parts: QWidget, hidden: Sequence[QWidget]) -> QWidget:
    """Return a window that shows parts beside each other, but for the hidden ones."""
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        row.addWidget(part)
        part.setVisible(part not in hidden)
    qtbot.addWidget(window)
    window.resize(400, 200)
    window.show()
    qtbot.waitExposed(window)
    QApplication.processEvents()
    return window


def seen(part: QWidget) -> str:
    """Return the colour on the screen in the middle of where a part is."""
    window = part.window()
    store = window.backingStore().paintDevice()
    return store.pixelColor(part.mapTo(window, QPoint()) + part.rect().center()).name()  # type: ignore[attr-defined]


def test_what_stood_there_is_seen_until_the_turn_of_each(qtbot: QtBot) -> None:
    red, blue, green = painted("#ff0000"), painted("#0000ff"), painted("#00ff00")
    window = window_with(qtbot, red, blue, green, hidden=(red, green))
    turns = InTurns()
    come = Coming(window, (red, blue, green))
    red.show()
    green.show()
    window.layout().activate()
    come.appear(turns)
    window.repaint()
    assert [seen(each) for each in (red, blue, green)] == ["#0000ff"] * 3
    turns._next()
    window.repaint()
    assert [seen(each) for each in (red, blue, green)] == ["#ff0000", "#0000ff", "#0000ff"]
    qtbot.waitUntil(lambda: seen(green) == "#00ff00")
    qtbot.waitUntil(lambda: not turns._timer.isActive())


def test_what_does_not_come_after_all_is_not_covered(qtbot: QtBot) -> None:
    one, other = painted("#ff0000"), painted("#0000ff")
    window = window_with(qtbot, one, other, hidden=(other,))
    turns = InTurns()
    Coming(window, (one, other)).appear(turns)
    assert not turns._then


def test_a_place_that_is_gone_meanwhile_is_left_alone(qtbot: QtBot) -> None:
    part, other = painted("#ff0000"), painted("#0000ff")
    window = window_with(qtbot, part, other, hidden=(part,))
    come, turns = Coming(window, (part,)), InTurns()
    part.show()
    come.appear(turns)
    assert len(turns._then) == 1
    (cover,) = window.findChildren(coming._Cover)
    cover.setParent(None)
    cover.deleteLater()
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not turns._timer.isActive())
