"""What one types in and what is listed in a dialog ends where one sees it, also in the dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTreeWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.dialog_looks import dress_list, dress_text
from qcode.ui.field import DecimalField, Field, NumberField
from qcode.ui.theme import colors, palette


def _text() -> QWidget:
    made = QPlainTextEdit()
    dress_text(made)
    return made


def _list() -> QWidget:
    made = QTreeWidget()
    dress_list(made)
    return made


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("make", [Field, NumberField, DecimalField, _text, _list])
def test_each_has_the_edge_of_a_field(
    qtbot: QtBot, make: Callable[[], QWidget], dark: bool
) -> None:
    before = QApplication.palette()
    QApplication.setPalette(palette(dark))
    try:
        window, shown = QWidget(), make()
        QVBoxLayout(window).addWidget(shown)
        qtbot.addWidget(window)
        window.show()
        shown.clearFocus()
        assert shown.grab().toImage().pixelColor(shown.width() // 2, 0).name() == colors(dark).field
    finally:
        QApplication.setPalette(before)
