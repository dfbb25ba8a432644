"""A row of controls goes on in further lines, and nothing in it is cut or lies on another."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qcode.ui.wrapping_row import WrappingRow


class Head(QWidget):
    """A line to type in with three buttons, over something else."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.buttons = [QPushButton(text) for text in ("Short", "Not as short", "The longest")]
        self.row = WrappingRow(self.line)
        self.row.setSpacing(8)
        for each in (self.line, *self.buttons):
            self.row.addWidget(each)
        self.below = QLabel("below")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.row)
        column.addWidget(self.below, 1)


@pytest.fixture
def head(qtbot: QtBot) -> Head:
    made = Head()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def lines(head: Head) -> int:
    return len({each.geometry().center().y() for each in (head.line, *head.buttons)})


def test_with_room_for_all_there_is_one_line_and_the_field_takes_what_is_left(head: Head) -> None:
    assert lines(head) == 1
    assert head.buttons[-1].geometry().right() == 899
    assert head.line.width() > 400


@pytest.mark.parametrize("width", [700, 420, 300, 200, 130])
def test_in_any_width_nothing_is_cut_or_lies_on_another(
    head: Head, qtbot: QtBot, width: int
) -> None:
    head.resize(width, 300)
    everything = (head.line, *head.buttons, head.below)
    qtbot.waitUntil(lambda: head.below.geometry().top() >= head.buttons[-1].geometry().bottom())
    for each in head.buttons:
        assert each.width() >= each.sizeHint().width()
        assert each.geometry().right() < width
    for one, other in combinations(everything, 2):
        assert not one.geometry().intersects(other.geometry())


def test_it_asks_for_the_width_of_its_widest_control_only(head: Head) -> None:
    widest = head.buttons[-1].sizeHint().width()
    assert widest <= head.row.minimumSize().width() < 1.2 * widest


def test_what_is_hidden_takes_no_room(head: Head, qtbot: QtBot) -> None:
    head.resize(300, 300)
    qtbot.waitUntil(lambda: lines(head) > 1)
    for each in head.buttons[1:]:
        each.hide()
    qtbot.waitUntil(lambda: head.line.geometry().center().y() < 40)
    assert head.line.geometry().right() < head.buttons[0].geometry().left()
    assert head.row.heightForWidth(300) < 50


def test_words_that_need_several_lines_have_the_whole_width(qtbot: QtBot) -> None:
    holder, words, button = QWidget(), QLabel("some words " * 8), QPushButton("Do it")
    words.setWordWrap(True)
    row = WrappingRow(words)
    for each in (words, button):
        row.addWidget(each)
    holder.setLayout(row)
    qtbot.addWidget(holder)
    in_one_line = words.fontMetrics().horizontalAdvance(words.text())
    holder.resize(in_one_line + 200, 100)
    holder.show()
    assert button.geometry().left() > words.geometry().right()
    holder.resize(in_one_line - 50, 100)
    qtbot.waitUntil(lambda: button.geometry().top() >= words.geometry().bottom())
    assert words.width() > in_one_line - 100
    assert row.minimumSize().width() < in_one_line / 2


def test_a_row_in_which_nothing_is_shown_takes_no_room(head: Head) -> None:
    head.row.setContentsMargins(9, 9, 9, 9)
    for each in (head.line, *head.buttons):
        each.hide()
    assert head.row.heightForWidth(300) == 0
    assert head.row.sizeHint().height() == 0


def test_a_button_that_is_only_words_stands_flush_with_what_is_above_and_below(
    qtbot: QtBot,
) -> None:
    pane, words = QWidget(), QLabel("words")
    first, last = QToolButton(), QToolButton()
    for button in (first, last):
        button.setText("Clear")
        button.setAutoRaise(True)
    row, below = WrappingRow(words), WrappingRow()
    row.setContentsMargins(12, 0, 12, 0)
    below.setContentsMargins(12, 0, 12, 0)
    row.addWidget(words)
    row.addWidget(last)
    below.addWidget(first)
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    for each in (row, below):
        column.addLayout(each)
    qtbot.addWidget(pane)
    pane.resize(400, 100)
    pane.show()
    air = (first.width() - first.fontMetrics().horizontalAdvance("Clear")) // 2
    assert 0 < air <= 12
    assert first.x() + air == words.x() == 12
    assert last.geometry().right() + 1 - air == 400 - 12
    pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: first.geometry().right() + 1 - air == 400 - 12)
