"""An empty text says all it has to say of itself."""

from __future__ import annotations

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from qcode.ui.found.memo_text import MemoText


def lowest_ink(picture: QImage) -> int:
    """Return the lowest row in which something is painted, besides the ground."""
    ground = picture.pixel(picture.width() - 3, picture.height() - 3)
    return max(
        (
            y
            for y in range(picture.height())
            for x in range(4, picture.width() - 4)
            if picture.pixel(x, y) != ground
        ),
        default=0,
    )


def test_a_hint_of_several_lines_is_not_cut_and_goes_when_one_writes(qtbot: QtBot) -> None:
    text = MemoText()
    qtbot.addWidget(text)
    text.setPlaceholderText("Several words that find no room in one line " * 2)
    text.resize(140, 400)
    text.show()
    line = text.fontMetrics().lineSpacing()
    assert lowest_ink(text.viewport().grab().toImage()) > 4 * line
    text.setPlainText("x")
    assert lowest_ink(text.viewport().grab().toImage()) < 2 * line
