"""What can wait is done a turn later where there was enough to do, and in the end all the same."""

from __future__ import annotations

import time

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.ui import effort
from qcode.ui.effort import Patience, is_left_to_others
from qcode.ui.garbage import Collector
from qcode.ui.runner import Runner


@pytest.fixture(autouse=True)
def turn(qapp: QApplication) -> None:
    """Somebody has asked before: from then on it is known what a turn has worked."""
    Patience().waits()


def work() -> None:
    begun = time.thread_time()
    while time.thread_time() - begun < 2 * effort.ENOUGH:
        pass


def test_after_enough_work_one_waits_and_in_the_next_turn_no_more(qtbot: QtBot) -> None:
    patience = Patience()
    work()
    assert patience.waits()
    qtbot.waitUntil(lambda: not patience.waits())


def test_where_there_is_enough_to_do_in_each_turn_patience_ends() -> None:
    patience = Patience()
    work()
    waits = [patience.waits() for _each in range(effort._PATIENCE + 1)]
    assert waits == [True] * effort._PATIENCE + [False]
    assert patience.waits()  # the next thing, from the beginning


def test_the_turn_that_somebody_waits_for_is_left_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    patience = Patience(comes_soon=True)
    assert not is_left_to_others()
    work()
    assert patience.waits()
    assert is_left_to_others()
    while patience.waits():
        assert is_left_to_others()
    assert not is_left_to_others()
    monkeypatch.setattr(effort, "_LEFT", 0.0)
    assert patience.waits()
    assert not is_left_to_others()  # it has gone
    assert Patience().waits()
    assert not is_left_to_others()


def test_an_answer_comes_in_a_turn_after_the_work(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner, answers, waited = Runner(), list[int](), list[bool]()
    patient = runner._patience.waits

    def waits() -> bool:
        if not waited:
            work()
        waited.append(patient())
        return waited[-1]

    monkeypatch.setattr(runner._patience, "waits", waits)
    try:
        runner.read("one", lambda _task: 1, answers.append)
        qtbot.waitUntil(lambda: answers == [1])
    finally:
        runner.shut_down()
    assert waited[0]
    assert not waited[-1]


def test_garbage_is_collected_in_the_turn_after_the_work(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    collector, collected = Collector(qapp), list[int]()
    monkeypatch.setattr("qcode.ui.garbage.gc.collect", collected.append)
    monkeypatch.setattr("qcode.ui.garbage.gc.get_count", lambda: (5_000, 0, 0))
    work()
    for _each in range(effort._PATIENCE):
        collector.collect()
        assert collected == []
    collector.collect()
    assert collected == [1]
    collector.deleteLater()
