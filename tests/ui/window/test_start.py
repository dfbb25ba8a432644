"""The first page, as it is seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qcode.ui.window.start import _SIDE, StartPage


def test_the_names_of_projects_stand_flush_with_the_words_above(qtbot: QtBot) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    page.show_recent(["/somewhere/Villor.qcode"])
    page.resize(1000, 700)
    page.show()
    lefts = {label.mapTo(page, QPoint(0, 0)).x() for label in page.findChildren(QLabel)}
    assert lefts == {page._recent.mapTo(page, QPoint(_SIDE, 0)).x()}
