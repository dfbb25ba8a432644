"""A box with choices says where it had no room for all of a word."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QFont, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

import qcode.ui
from qcode.ui.choice_box import ChoiceBox

LONG = "Passages of which the words are found in one place only"


def test_what_does_not_fit_ends_with_three_points_and_is_told_by_the_pointer(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems([LONG, "Short"])
    box.show()
    box.resize(box.sizeHint())
    assert box.shown() == LONG
    whole = box.grab().toImage()
    box.resize(120, box.height())
    assert box.shown().endswith("…")
    assert LONG.startswith(box.shown()[:-1])
    assert box.grab().toImage() != whole.copy(0, 0, 120, box.height())
    point = QPoint(10, 10)
    QApplication.sendEvent(box, QHelpEvent(QEvent.Type.ToolTip, point, box.mapToGlobal(point)))
    assert QToolTip.text() == LONG
    QToolTip.hideText()
    box.setCurrentIndex(1)
    assert box.shown() == "Short"


def test_no_box_of_the_program_cuts_its_words() -> None:
    made = re.compile(r"\bQComboBox\(\)|class \w+\(QComboBox\):")
    folder = Path(qcode.ui.__file__).parent
    plain = [path.name for path in folder.rglob("*.py") if made.search(path.read_text("utf-8"))]
    assert plain == ["choice_box.py"]


def test_each_choice_is_whole_in_a_box_as_wide_as_it_asks_for(
    qtbot: QtBot, qapp: QApplication
) -> None:
    letters = QApplication.font()
    try:
        for share in (1.0, 1.4, 2.0):
            larger = QFont(letters)
            larger.setPointSizeF(letters.pointSizeF() * share)
            QApplication.setFont(larger)
            for words in ("Meningen omkring dem", "Färgton bakom texten", LONG):
                box = ChoiceBox()
                qtbot.addWidget(box)
                box.addItems(["Kort", words])
                box.setCurrentIndex(1)
                for size in (box.sizeHint(), box.minimumSizeHint()):
                    box.resize(size)
                    assert box.shown() == words
    finally:
        QApplication.setFont(letters)
