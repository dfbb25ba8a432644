"""A window that is laid out is painted in the next turn, and the lists in it after that."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QListWidget,
    QMainWindow,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qcode.ui import resized
from qcode.ui.resized import paint_after
from qcode.ui.splitter import Splitter

from .painted import Painted


def window_with(qtbot: QtBot) -> tuple[QWidget, QListWidget, QTextEdit]:
    window, listed, text = QWidget(), QListWidget(), QTextEdit()
    row = QHBoxLayout(window)
    row.addWidget(listed)
    row.addWidget(text)
    listed.addItems(["one", "two"])
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    QApplication.processEvents()
    return window, listed, text


def test_a_window_is_painted_after_the_turn_in_which_it_is_laid_out(qtbot: QtBot) -> None:
    window, listed, text = window_with(qtbot)
    heard = Painted(listed, text)
    paint_after(text, [listed])
    window.resize(700, 500)
    window.repaint()
    assert heard.order == []
    qtbot.waitUntil(lambda: listed.viewport() in heard.order)
    assert heard.order[0] is text.viewport()
    assert window.updatesEnabled()


def test_a_list_shows_its_old_picture_until_its_turn(qtbot: QtBot) -> None:
    window, listed, text = window_with(qtbot)
    paint_after(text, [listed])
    before = listed.viewport().grab().toImage()
    listed.addItem("three")
    later = window.findChild(resized._Later)
    assert later is not None
    later._paint()
    assert listed.viewport().grab().toImage() == before
    qtbot.waitUntil(lambda: not later._pictures)
    assert listed.viewport().grab().toImage() != before


@pytest.mark.parametrize("inside", [False, True], ids=["over it", "in it"])
def test_what_lay_over_a_list_does_not_stay_behind_in_its_picture(
    inside: bool, qtbot: QtBot
) -> None:
    window, listed, text = window_with(qtbot)
    port = listed.viewport()
    clean = port.grab().toImage()
    box = QWidget(port if inside else window)
    box.setStyleSheet("background: red")
    box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    box.setGeometry(QRect(port.mapTo(box.parentWidget(), QPoint(5, 60)), QSize(20, 20)))
    box.show()
    window.repaint()
    paint_after(text, [listed])
    box.hide()
    later = window.findChild(resized._Later)
    assert later is not None
    later._paint()
    assert port.grab().toImage() == clean
    assert later._pictures == []


def test_the_divider_beside_a_list_and_what_is_laid_out_below_do_not_lie_over_it(
    qtbot: QtBot,
) -> None:
    window, listed, text = QMainWindow(), QListWidget(), QTextEdit()
    parts = Splitter()
    parts.add(listed, "List")
    parts.add(text, "Text")
    window.setCentralWidget(parts)
    window.statusBar().showMessage("Status")
    qtbot.addWidget(window)
    window.resize(500, 600)
    window.show()
    qtbot.waitExposed(window)
    QApplication.processEvents()
    divider, port = parts.handle(1), listed.viewport()
    assert divider.geometry().left() <= listed.geometry().right()  # it can be grasped there
    status = window.statusBar()
    status.move(0, 300)  # as the window's own layout does first when it becomes lower
    assert status.geometry().intersects(QRect(port.mapTo(window, QPoint()), port.size()))
    paint_after(text, [listed])
    later = window.findChild(resized._Later)
    assert later is not None
    assert [each.viewport for each in later._pictures] == [port]


def test_a_window_whose_edge_is_dragged_on_and_on_is_painted_meanwhile(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _window, listed, text = window_with(qtbot)
    heard = Painted(text)
    monkeypatch.setattr(resized, "_PATIENCE_MS", 10_000)
    paint_after(text, [listed])
    paint_after(text, [listed])
    assert heard.order == []  # it is held already
    monkeypatch.setattr(resized, "_PATIENCE_MS", 0)
    paint_after(text, [listed])
    assert heard.order == [text.viewport()]


def test_what_goes_meanwhile_is_left_alone(qtbot: QtBot) -> None:
    window, listed, text = window_with(qtbot)
    paint_after(text, [listed])
    listed.setParent(None)
    listed.deleteLater()
    later = window.findChild(resized._Later)
    assert later is not None
    qtbot.waitUntil(lambda: not later._pictures)
    assert window.updatesEnabled()
