"""A window is painted after the work that changed it, and its lists one by one after that."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListWidget,
    QTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qcode.ui import paced
from qcode.ui.effort import ENOUGH, Patience
from qcode.ui.paced import ListApart, Paced, painted_at_once

from .painted import Painted


class Window(QWidget):
    """A window with a text and two lists."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.left, self.right = QTextEdit(), QTreeWidget(), QListWidget()
        row = QHBoxLayout(self)
        for part in (self.left, self.text, self.right):
            row.addWidget(part)
        self.left.setUniformRowHeights(True)
        self.left.addTopLevelItems([QTreeWidgetItem([f"row {each}"]) for each in range(60)])
        self.right.addItems(["one", "two"])
        self.paced = Paced(self)
        self.apart = [ListApart(self.left), ListApart(self.right)]

    def shown(self) -> QImage:
        """Return what is seen of the window, and is not painted for this."""
        picture = self.backingStore().paintDevice()
        assert isinstance(picture, QImage)
        return picture.copy()

    def seen(self, part: QAbstractItemView) -> QImage:
        """Return what is seen of a list."""
        port = part.viewport()
        return self.shown().copy(QRect(port.mapTo(self, port.rect().topLeft()), port.size()))

    def change(self, row: int) -> None:
        """Give a row of each list another name."""
        self.left.topLevelItem(row).setText(0, "another name")
        self.right.item(0).setText("another name")
        self.right.doItemsLayout()  # which Qt would do a turn later

    def wanted(self) -> None:
        """Have painted what is to be painted, as Qt does at the end of a turn."""
        QApplication.sendPostedEvents(self, QEvent.Type.UpdateRequest)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.text.clearFocus()
    qtbot.wait(30)
    made.update()  # the first time it was painted as it came onto the screen
    for part in (made.left, made.right):
        part.viewport().update()
    qtbot.wait(30)
    yield made


def work() -> None:
    """Do more than a turn may do in which a window is painted."""
    begun = time.thread_time()
    while time.thread_time() - begun < 2 * ENOUGH:
        pass


def test_a_window_is_painted_in_the_turn_after_the_work(window: Window, qtbot: QtBot) -> None:
    heard = Painted(window.text)
    work()
    window.text.viewport().update()
    window.wanted()
    assert heard.order == []
    qtbot.waitUntil(lambda: heard.order == [window.text.viewport()])


def test_where_there_was_little_to_do_a_window_is_painted_at_once(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paced, "ENOUGH", 60.0)
    heard = Painted(window.text)
    window.text.viewport().update()
    window.wanted()
    assert heard.order == [window.text.viewport()]


def test_what_must_be_painted_at_once_is(window: Window) -> None:
    heard = Painted(window.text)
    work()
    with painted_at_once(window):
        window.text.viewport().repaint()
    assert heard.order == [window.text.viewport()]
    with painted_at_once(QWidget()):
        pass  # which nothing paces


def test_while_keys_keep_coming_a_window_is_painted_in_between(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Painted(window.text)
    work()
    window.text.viewport().update()
    window.wanted()
    window.paced._look()
    assert heard.order == []
    monkeypatch.setattr(paced, "_PATIENCE", 0.0)
    window.paced._look()
    assert heard.order == [window.text.viewport()]


def test_lists_are_painted_after_the_rest_one_a_turn(window: Window, qtbot: QtBot) -> None:
    before, right = window.seen(window.left), window.seen(window.right)
    heard = Painted(window.text)
    window.change(0)
    window.text.viewport().update()
    work()
    window.wanted()
    window.paced._next()
    assert heard.order == [window.text.viewport()]
    assert window.seen(window.left) == before
    window.paced._next()
    changed = window.seen(window.left) != before, window.seen(window.right) != right
    assert sorted(changed) == [False, True]
    window.paced._next()
    assert window.seen(window.left) != before
    assert window.seen(window.right) != right
    assert window.seen(window.left) == window.left.viewport().grab().toImage()


def test_a_list_that_is_scrolled_is_painted_with_the_window(window: Window, qtbot: QtBot) -> None:
    bar = window.left.verticalScrollBar()
    window.change(4)
    work()
    window.wanted()
    window.paced._next()  # but for the list, which waits
    bar.setValue(2)
    with painted_at_once(window):
        window.wanted()  # what comes into sight
    qtbot.wait(30)
    assert window.seen(window.left) == window.left.viewport().grab().toImage()


def test_a_list_of_another_size_is_painted_with_the_window(window: Window, qtbot: QtBot) -> None:
    window.resize(window.width() + 80, window.height() + 60)
    QApplication.sendPostedEvents()
    window.paced._next()
    assert window.seen(window.right) == window.right.viewport().grab().toImage()


def test_a_picture_of_a_list_shows_it_as_it_is(window: Window, qtbot: QtBot) -> None:
    before = window.right.viewport().grab().toImage()
    window.right.addItem("three")
    assert window.right.viewport().grab().toImage() != before


def test_a_list_that_goes_meanwhile_is_left_alone(window: Window, qtbot: QtBot) -> None:
    window.change(0)
    work()
    window.wanted()
    window.paced._next()
    window.right.setParent(None)
    window.right.deleteLater()
    qtbot.wait(30)
    assert window.seen(window.left) == window.left.viewport().grab().toImage()


def test_what_changes_meanwhile_is_painted_before_a_list(window: Window, qtbot: QtBot) -> None:
    before = window.seen(window.left)
    window.change(4)
    work()
    window.wanted()
    window.paced._next()  # but for the lists, which wait
    heard = Painted(window.text)
    window.text.viewport().update()
    window.paced._next()
    assert heard.order == [window.text.viewport()]
    assert window.seen(window.left) == before
    qtbot.waitUntil(lambda: window.seen(window.left) != before)


def test_a_high_list_is_painted_in_bands(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paced, "_BAND", 60)
    window.right.hide()
    QApplication.sendPostedEvents()
    window.paced._next()
    for row in range(8):
        window.left.topLevelItem(row).setText(0, "another name")
    work()
    window.wanted()
    seen = [window.seen(window.left)]
    for _each in range(6):
        window.paced._next()
        seen.append(window.seen(window.left))
    upper = QRect(0, 0, seen[0].width(), 60)
    assert any(each.copy(upper) == seen[-1].copy(upper) and each != seen[-1] for each in seen)
    assert seen[-1] == window.left.viewport().grab().toImage()


def test_a_list_with_other_rows_waits_though_it_is_scrolled(window: Window) -> None:
    before = window.seen(window.left)
    work()
    window.left.verticalScrollBar().setValue(20)
    window.left.viewport().update()
    window.wanted()
    window.paced._next()
    painted = window.seen(window.left)
    window.paced._next()
    assert painted != window.seen(window.left)
    assert window.seen(window.left) == window.left.viewport().grab().toImage()
    assert before != window.seen(window.left)


def test_a_turn_that_an_answer_waits_for_is_not_taken_by_a_list(
    window: Window, qtbot: QtBot
) -> None:
    before = window.seen(window.left)
    answer = Patience(comes_soon=True)
    answer.waits()
    window.change(4)
    work()
    assert answer.waits()
    window.wanted()
    window.paced._next()  # but for the lists
    window.paced._next()
    assert window.seen(window.left) == before
    while answer.waits():
        pass
    qtbot.waitUntil(lambda: window.seen(window.left) != before)
