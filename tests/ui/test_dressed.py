"""Scroll bars follow the theme, also those that Python has lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot
from shiboken6 import invalidate, isValid

from qcode.ui.dressed import dress_scroll_bars
from qcode.ui.theme import palette, scroll_bar_style


@pytest.fixture
def light(qapp: QApplication) -> Iterator[None]:
    """The light theme, and what there was before in the end."""
    before = QPalette(qapp.palette())
    qapp.setPalette(palette(dark=False))
    yield
    qapp.setPalette(before)


@pytest.mark.parametrize("lost", [False, True])
def test_both_scroll_bars_follow_the_theme(
    lost: bool, light: None, qapp: QApplication, qtbot: QtBot
) -> None:
    view = QScrollArea()
    qtbot.addWidget(view)
    vertical, horizontal = view.verticalScrollBar(), view.horizontalScrollBar()
    dress_scroll_bars(view)
    for bar in (vertical, horizontal):
        assert bar.styleSheet() == scroll_bar_style(dark=False)
        if lost:
            invalidate(bar)
            assert not isValid(bar)
    qapp.setPalette(palette(dark=True))
    dark = scroll_bar_style(dark=True)
    qtbot.waitUntil(lambda: view.verticalScrollBar().styleSheet() == dark)
    assert view.horizontalScrollBar().styleSheet() == dark
