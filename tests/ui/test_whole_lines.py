"""Fields for several lines never show half a line."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from qcode.ui.whole_lines import WholeLines


@pytest.mark.parametrize("size", [9, 13, 26])
def test_no_line_is_cut_however_high_the_field_is(qtbot: QtBot, size: int) -> None:
    field = WholeLines("\n".join(map(str, range(40))))
    font = field.font()
    font.setPointSize(size)
    field.setFont(font)
    qtbot.addWidget(field)
    field.show()
    line, margin = field.fontMetrics().lineSpacing(), field.document().documentMargin()
    for height in range(3 * line, 6 * line, 3):
        field.resize(200, height)
        shown = (field.viewport().height() + 1 - margin) / line
        assert shown == int(shown), height
        below = field.height() - field.viewport().height() - 2 * field.frameWidth()
        assert margin < below <= line + margin


def test_it_asks_for_as_many_lines_as_it_must_show(qtbot: QtBot) -> None:
    field = WholeLines("a\nb\nc\nd", least=3)
    qtbot.addWidget(field)
    field.show()
    field.resize(200, field.minimumHeight())
    block = field.document().findBlockByNumber(2)
    assert field.blockBoundingGeometry(block).bottom() <= field.viewport().height() + 1
    assert field.viewportMargins().bottom() == field.document().documentMargin() + 1
