from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QTextEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from qcode.ui.in_turns import InTurns, one_by_one, paint_next_turn

from .painted import Painted


def two_texts(qtbot: QtBot) -> tuple[QWidget, QTextEdit, QTextEdit]:
    window = QWidget()
    window.resize(500, 200)
    row = QHBoxLayout(window)
    small, large = QTextEdit(), QTextEdit()
    row.addWidget(small, 1)
    row.addWidget(large, 4)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window, small, large


def test_what_is_held_is_painted_one_by_one_and_the_largest_first(qtbot: QtBot) -> None:
    window, small, large = two_texts(qtbot)
    QApplication.processEvents()
    painted, turns = Painted(small, large), InTurns(window)
    turns.hold_lists_and_texts()
    window.repaint()
    assert painted.order == []
    assert not small.updatesEnabled()
    assert not large.updatesEnabled()
    turns.hold_lists_and_texts()  # once more, before their turn has come
    qtbot.waitUntil(lambda: len(painted.order) == 2)
    assert painted.order == [large.viewport(), small.viewport()]
    assert small.updatesEnabled()
    assert large.updatesEnabled()


def test_what_goes_while_it_is_held_is_left_alone(qtbot: QtBot) -> None:
    window, small, large = two_texts(qtbot)
    InTurns(window).hold([large, small])
    large.setParent(None)
    large.deleteLater()
    qtbot.waitUntil(small.updatesEnabled)


def test_what_is_being_filled_is_painted_in_the_next_turn(qtbot: QtBot) -> None:
    window, small, large = two_texts(qtbot)
    QApplication.processEvents()
    painted = Painted(small, large)
    paint_next_turn(large, small)
    large.setPlainText("filled")
    window.repaint()
    for _ in range(3):  # what is merely posted is no turn: keys and clicks would wait for it
        QApplication.sendPostedEvents()
    assert painted.order == []
    qtbot.waitUntil(lambda: len(painted.order) == 2)
    assert large.updatesEnabled()
    assert small.updatesEnabled()


def test_what_others_hold_is_left_to_them(qtbot: QtBot) -> None:
    _window, small, large = two_texts(qtbot)
    large.setUpdatesEnabled(False)
    paint_next_turn(large, small)
    qtbot.waitUntil(small.updatesEnabled)
    assert not large.updatesEnabled()


def test_steps_are_taken_one_a_turn_and_end_with_their_owner(qtbot: QtBot) -> None:
    owner, done = QObject(), list[str]()

    def steps(name: str) -> Iterator[None]:
        for number in range(3):
            done.append(f"{name}{number}")
            yield

    one_by_one(owner, steps("a"))
    assert done == []
    one_by_one(owner, steps("b"))
    qtbot.waitUntil(lambda: len(done) == 6)
    assert done == ["a0", "b0", "a1", "b1", "a2", "b2"]
    qtbot.waitUntil(lambda: not owner.findChildren(QTimer))
    one_by_one(owner, steps("c"))
    owner.deleteLater()
    qtbot.waitUntil(lambda: not isValid(owner))
    QApplication.processEvents()
    assert done[6:] in ([], ["c0"])


def test_a_timer_that_is_due_comes_between_two_steps(qtbot: QtBot) -> None:
    owner, done = QObject(), list[str]()
    beat = QTimer(owner)
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: done.append("beat"))

    def steps() -> Iterator[None]:
        for _each in range(3):
            done.append("step")
            time.sleep(0.02)
            yield

    beat.start(5)
    one_by_one(owner, steps())
    qtbot.waitUntil(lambda: done.count("step") == 3)
    beat.stop()
    assert "step" not in [one for one, other in pairwise(done) if one == other]
