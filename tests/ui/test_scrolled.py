"""A form is whole where there is room, and scrolled elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.scrolled import Scrolled


@pytest.fixture
def form(qtbot: QtBot) -> QWidget:
    """Twelve fields over words of several lines, above something that gives way to them."""
    content, window = QWidget(), QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(content)
    for _row in range(12):
        column.addWidget(QLineEdit())
    words = QLabel("Words that need several lines where there is little room for them.")
    words.setWordWrap(True)
    column.addWidget(words)
    outside = QVBoxLayout(window)
    outside.addWidget(QLineEdit())
    outside.addWidget(Scrolled(content))
    outside.addStretch(1)
    return window


def test_where_there_is_room_nothing_is_scrolled(form: QWidget, qtbot: QtBot) -> None:
    form.resize(200, 900)
    form.show()
    area = form.findChild(Scrolled)
    assert area is not None
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


def test_what_has_the_keyboard_comes_into_sight(form: QWidget, qtbot: QtBot) -> None:
    form.resize(200, 200)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    assert form.height() == 200
    area, fields = form.findChild(Scrolled), form.findChildren(QLineEdit)
    assert area is not None
    assert area.verticalScrollBar().maximum() > 0
    fields[-1].setFocus()
    assert area.verticalScrollBar().value() > 0
    assert not fields[-1].visibleRegion().isEmpty()
    fields[1].setFocus()
    assert not fields[1].visibleRegion().isEmpty()
