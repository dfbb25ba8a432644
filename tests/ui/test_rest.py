"""Saving waits for a rest of the keyboard, but not for ever."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from qcode.ui import rest
from qcode.ui.rest import Rest


@pytest.mark.parametrize("longest", [rest.LONGEST_MS, 0])
def test_each_letter_puts_saving_off_until_that_takes_too_long(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    owner = QObject()
    timer = Rest(owner)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(600_000)
    monkeypatch.setattr(rest, "LONGEST_MS", 2 * timer.interval() if longest else 0)
    timer.touch()
    qtbot.waitUntil(lambda: timer.remainingTime() < 599_900)
    waited = timer.remainingTime()
    timer.touch()
    assert timer.isActive()
    assert (timer.remainingTime() > waited) is (longest > 0)


def test_a_place_waits_less_and_not_for_ever(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = QObject()
    timer = Rest(owner, place=True)
    assert timer.interval() < Rest(owner).interval()
    monkeypatch.setattr(rest, "PLACE_MS", 1)
    monkeypatch.setattr(rest, "PLACE_LONGEST_MS", 0)
    timer.touch()
    first = timer.remainingTime()
    qtbot.waitUntil(lambda: timer.remainingTime() < first)
    left = timer.remainingTime()
    timer.touch()  # one goes on: that does not put it off
    assert timer.remainingTime() <= left
