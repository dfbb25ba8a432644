"""A row of controls goes on in further lines, and nothing in it is cut or lies on another."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
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
