"""What is ticked and chosen is seen in the light and in the dark."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.colors import contrast
from qcode.ui.theme import palette
from qcode.ui.ticks import Choice, Tick

SEEN = 3.0  # contrast of what is no text, WCAG 2.2 AA


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", [Tick, Choice])
@pytest.mark.parametrize("on", [False, True])
def test_the_edge_is_seen_against_the_window(
    qtbot: QtBot, kind: type[Tick | Choice], dark: bool, on: bool
) -> None:
    before = QApplication.palette()
    QApplication.setPalette(palette(dark))
    try:
        window = QWidget()
        button = kind("Ja")
        QVBoxLayout(window).addWidget(button)
        qtbot.addWidget(window)
        window.show()
        button.setChecked(on)
        image = button.grab().toImage()
        ground = palette(dark).window().color().name()
        middle = image.height() // 2
        row = [QColor(image.pixel(x, middle)).name() for x in range(20)]
        assert max(contrast(color, ground) for color in row) >= SEEN
        assert max(contrast(color, ground) for color in row[:2]) >= SEEN  # nothing is cut off
    finally:
        QApplication.setPalette(before)
