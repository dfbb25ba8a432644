"""A question for a line of text looks like our other dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qcode.ui import messages


def test_its_buttons_have_no_signs_and_its_line_has_room_for_a_name(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    taken: list[str] = []
    box = messages.ask_text(window, "Name:", title="Save as", yes="Save", then=taken.append)
    buttons = box.findChildren(QPushButton)
    assert [button.text() for button in buttons if not button.icon().isNull()] == []
    assert {button.text() for button in buttons} == {"Save", "Cancel"}
    (line,) = box.findChildren(QLineEdit)
    assert line.width() >= line.fontMetrics().horizontalAdvance("a name of some six words or so")
    line.setText("Norr")
    box.accept()
    assert taken == ["Norr"]
