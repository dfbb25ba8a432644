"""What one types in and what is listed in a dialog ends where one sees it, also in the dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
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


def test_headings_that_have_no_room_end_with_three_points(qtbot: QtBot) -> None:
    made = _list()
    assert isinstance(made, QTreeWidget)
    qtbot.addWidget(made)
    assert made.header().textElideMode() == Qt.TextElideMode.ElideRight


def _ink(picture: QImage, top: int, bottom: int) -> int:
    """Return where, from the left, something is written in a band of a picture."""
    for x in range(2, picture.width()):
        column = [picture.pixelColor(x, y).lightness() for y in range(top, bottom)]
        if min(column) < 140:
            return x
    raise AssertionError("nothing is written there")


def test_headings_stand_above_what_they_head(qtbot: QtBot) -> None:
    made = QTreeWidget()
    made.setRootIsDecorated(False)
    made.setHeaderLabels(["H", "H"])
    made.addTopLevelItem(QTreeWidgetItem(["H", "H"]))
    dress_list(made)
    qtbot.addWidget(made)
    made.setColumnWidth(0, 100)
    made.resize(300, 120)
    made.show()
    picture, head = made.grab().toImage(), made.header().height()
    for left, right in ((0, 98), (102, 200)):
        part = picture.copy(left, 0, right - left, picture.height())
        assert abs(_ink(part, 3, head - 3) - _ink(part, head + 3, head + 20)) <= 1
