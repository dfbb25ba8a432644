"""The line at the foot of the window: it says, offers to undo, stays while one is on it, goes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.services import codes
from qcode.ui.theme import palette, toast_style
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.toast import Toast


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[QLineEdit]:
    """Something that has the keyboard, in a window."""
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit()
    QVBoxLayout(window).addWidget(line)
    window.resize(600, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()
    yield line
    window.close()


@pytest.fixture
def toast(line: QLineEdit) -> Toast:
    return Toast(line.window())


@pytest.fixture
def strip(line: QLineEdit) -> QWidget:
    """What a sentence is to leave free; it is not there yet."""
    return QWidget(line.window())


@pytest.fixture
def sparing(strip: QWidget) -> Toast:
    """A sentence that stands."""
    toast = Toast(strip.window(), lambda: [strip])
    toast.say("Coded.")
    return toast


def test_it_leaves_free_what_one_goes_on_with(sparing: Toast, strip: QWidget) -> None:
    toast = sparing
    strip.setGeometry(0, 250, 600, 30)
    assert toast.geometry().intersects(strip.geometry())
    strip.show()
    toast.say("Coded again.")
    assert toast.isVisible()
    assert not toast.geometry().intersects(strip.geometry())


def test_it_makes_way_for_what_comes_while_it_stands(sparing: Toast, strip: QWidget) -> None:
    toast = sparing
    strip.setGeometry(0, 270, 600, 20)
    below = toast.geometry()
    strip.show()
    assert not toast.geometry().intersects(strip.geometry())
    strip.setGeometry(0, 230, 600, 60)
    assert not toast.geometry().intersects(strip.geometry())
    strip.hide()
    assert toast.geometry() == below


def enter(toast: Toast) -> None:
    QApplication.sendEvent(toast, QEnterEvent(QPointF(), QPointF(), QPointF()))


def test_a_newer_sentence_takes_the_older_one_s_place(toast: Toast) -> None:
    toast.say("Coded", undo=True)
    assert toast._button.isVisible()
    toast.say("Gone wrong", problem=True)
    assert toast.text() == "Gone wrong"
    assert not toast._button.isVisible()


def test_short_words_begin_where_long_ones_do(toast: Toast) -> None:
    left = set()
    for words in ("Gone", "Show two texts first", "Coded with a name that is long enough " * 2):
        toast.say(words)
        QApplication.processEvents()
        left.add(toast._label.x())
    assert left == {14}


def test_what_was_taken_back_can_be_done_again_and_not_taken_back_twice(
    opened: MainWindow, qtbot: QtBot
) -> None:
    session, toast = opened.session, opened._toast
    assert session is not None
    session.do(partial(codes.add_path, session.project, "Grannar"))
    qtbot.waitUntil(lambda: "Grannar" in toast.text())
    toast._button.click()
    qtbot.waitUntil(lambda: toast._button.isVisible() and toast._button.text() == "Redo")
    assert toast.text().startswith("Undo: ")
    assert not toast._offer.isVisible()  # there is no place in a text to go to
    toast._button.click()
    qtbot.waitUntil(lambda: toast.text().startswith("Redo: ") and toast._button.text() == "Undo")


def test_it_follows_the_theme_while_it_is_shown(toast: Toast, qapp: QApplication) -> None:
    before = qapp.palette()
    toast.say("Gone wrong", problem=True)
    try:
        for dark in (True, False, True):
            qapp.setPalette(palette(dark))
            assert toast.styleSheet() == toast_style(dark, problem=True)
        toast.say("Coded")
        assert toast.styleSheet() == toast_style(True, problem=False)
    finally:
        qapp.setPalette(before)


def test_a_fault_stays_and_what_is_said_meanwhile_comes_after_it(toast: Toast) -> None:
    toast.say("Coded", undo=True)
    toast.fault("QCode failed")
    toast.say("Coded", undo=True)
    toast.say("Coded again", undo=True)
    assert toast.text() == "QCode failed"
    assert not toast._button.isVisible()
    toast.dismiss()
    assert toast.text() == "Coded again"
    assert toast._button.isVisible()
    toast.dismiss()
    assert toast.text() == ""
    toast.say("Coded once more")
    assert toast.text() == "Coded once more"


def test_a_fault_gives_way_to_the_next_one_and_to_its_time(toast: Toast) -> None:
    toast.fault("QCode failed")
    toast.fault("QCode failed again")
    toast.say("Coded", undo=True)
    assert toast.text() == "QCode failed again"
    assert toast.waiting
    toast._timer.timeout.emit()
    assert toast.text() == "Coded"


def test_what_waits_behind_a_fault_offers_no_undo_of_a_project_that_was_closed(
    toast: Toast,
) -> None:
    toast.fault("QCode failed")
    toast.offer("Coded", "Join (J)", lambda: None)
    toast.no_undo()
    toast.dismiss()
    assert toast.text() == "Coded"
    assert not toast._button.isVisible()
    assert not toast._offer.isVisible()


def test_it_goes_by_itself_but_not_while_the_mouse_is_on_it(toast: Toast) -> None:
    toast.say("Coded")
    assert toast.waiting
    enter(toast)
    assert not toast.waiting
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert toast.waiting


def test_it_does_not_take_the_keyboard(toast: Toast, line: QLineEdit, qtbot: QtBot) -> None:
    toast.say("Coded", undo=True)
    assert line.hasFocus()
    with qtbot.waitSignal(toast.undo_requested):
        qtbot.mouseClick(toast._button, Qt.MouseButton.LeftButton)
    assert line.hasFocus()
    assert toast.text() == ""


def test_it_is_reached_with_the_keyboard_and_stays_meanwhile(
    toast: Toast, line: QLineEdit, qtbot: QtBot
) -> None:
    toast.say("Coded", undo=True)
    toast.reach()
    assert toast._button.hasFocus()
    assert toast._button.accessibleDescription() == "Coded"
    assert not toast.waiting
    qtbot.keyClick(toast._button, Qt.Key.Key_Tab)
    assert toast._close.hasFocus()
    qtbot.keyClick(toast._close, Qt.Key.Key_Escape)
    assert toast.text() == ""
    assert line.hasFocus()


def test_the_last_sentence_can_be_called_back(toast: Toast, line: QLineEdit) -> None:
    toast.reach()
    assert toast.text() == ""  # nothing was said yet
    toast.say("Coded", undo=True)
    toast.dismiss()
    toast.reach()
    assert toast.text() == "Coded"
    assert toast._button.hasFocus()


def test_what_is_undone_or_closed_can_not_be_undone_again(toast: Toast) -> None:
    toast.say("Coded", undo=True)
    toast._button.click()
    toast.reach()
    assert toast._close.hasFocus()
    toast.say("Coded", undo=True)
    toast.no_undo()
    assert not toast._button.isVisible()


@pytest.mark.parametrize("text", ["Short", "A long sentence that needs more than a line. " * 5])
def test_the_whole_sentence_has_room_in_a_narrow_window(toast: Toast, text: str) -> None:
    toast.window().resize(360, 300)
    toast.say(text, undo=True, problem=True)
    label = toast._label
    assert label.heightForWidth(label.width()) <= label.height()
    assert toast.window().rect().contains(toast.geometry())
    assert toast.rect().contains(toast._close.geometry())
    assert toast.mapToParent(QPoint()).y() > 0


def test_what_could_be_done_next_is_offered_once_and_not_with_the_next_sentence(
    window: MainWindow, qtbot: QtBot
) -> None:
    toast = window._toast
    done: list[str] = []
    toast.offer("Code with “Ljus”", "Join (J)", lambda: done.append("joined"))
    assert toast._offer.isVisible()
    assert toast._button.isVisible()
    toast.reach()
    qtbot.mouseClick(toast._offer, Qt.MouseButton.LeftButton)
    assert done == ["joined"]
    assert not toast.isVisible()
    toast.reach()  # it comes back, but has been accepted
    assert not toast._offer.isVisible()
    toast.offer("Code with “Ljus”", "Join (J)", lambda: done.append("again"))
    toast.say("Saved")
    assert not toast._offer.isVisible()
