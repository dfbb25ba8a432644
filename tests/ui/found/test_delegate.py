"""What is cut off a passage that is longer than its lines."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from qcode.ui.found import delegate

TEXT = "Vi skrattade 👍🏽 hela familjen var med, det var nästan som förr när alla kände alla. " * 5


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_what_is_cut_off_is_told_by_dots_that_have_room(qtbot: QtBot, lines: int) -> None:
    for width in range(60, 400, 7):
        layout = delegate._set(TEXT, (), QFont(), width, lines)
        assert layout.lineCount() <= lines
        last = layout.lineAt(layout.lineCount() - 1)
        assert layout.text().endswith("…")
        assert last.textStart() + last.textLength() == len(layout.text().encode("utf-16-le")) // 2
        assert last.naturalTextWidth() <= width
        assert TEXT.startswith(layout.text()[:-1])


def test_what_fits_is_not_cut(qtbot: QtBot) -> None:
    assert delegate._set("Kort 😀", (), QFont(), 400, 2).text() == "Kort 😀"
