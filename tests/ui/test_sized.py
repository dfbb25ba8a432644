"""Windows and icons grow with the letters, and not beyond the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.placing import FRAME
from qcode.ui.sized import by_letters, icon_size, resize_by_letters


def widget(qtbot: QtBot, times: float) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    font = made.font()
    font.setPixelSize(round(12 * times))
    made.setFont(font)
    return made


def test_nothing_is_smaller_than_it_is_meant_to_be(qtbot: QtBot) -> None:
    small = widget(qtbot, 0.5)
    resize_by_letters(small, 300, 200)
    assert small.size() == QSize(300, 200)
    assert icon_size(small) == QSize(16, 16)


@pytest.mark.parametrize("times", [1.0, 1.5, 2.0])
def test_letters_take_all_along(qtbot: QtBot, times: float) -> None:
    made = widget(qtbot, times)
    assert by_letters(made, 100) == pytest.approx(100 * times, rel=0.1)
    resize_by_letters(made, 200, 100)
    assert made.width() == pytest.approx(200 * times, rel=0.1)


def test_a_window_stays_on_the_screen(qtbot: QtBot) -> None:
    large = widget(qtbot, 2.0)
    screen = large.screen().availableSize()
    resize_by_letters(large, screen.width() - 10, 100)
    assert large.width() <= screen.width()
    resize_by_letters(large, screen.width() + 50, 100)
    assert large.width() == screen.width() - FRAME.width()
