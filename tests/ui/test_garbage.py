from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from qcode.ui.garbage import Collector
from qcode.ui.runner import Runner


class Ring(QObject):
    """An object in a circle, that tells on which thread Python lets go of it."""

    def __init__(self, told: list[int]) -> None:
        super().__init__()
        self.self, self._told = self, told

    def __del__(self) -> None:
        self._told.append(threading.get_ident())


@pytest.fixture
def runner(qapp: QCoreApplication) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.shut_down()


def allocate_much(_task: object) -> int:
    return len([[number] for number in range(200_000)])


def test_garbage_ends_on_the_main_thread_while_lanes_work(runner: Runner, qtbot: QtBot) -> None:
    told: list[int] = []
    for _ in range(50):
        Ring(told)
    done: list[int] = []
    for number in range(4):
        runner.read(f"slot {number}", allocate_much, done.append)
    qtbot.waitUntil(lambda: len(done) == 4)
    gc.collect()
    assert len(told) == 50
    assert set(told) == {threading.get_ident()}


def test_there_is_one_collector_for_all_runners(
    runner: Runner, qapp: QCoreApplication, qtbot: QtBot
) -> None:
    Runner().shut_down()
    assert len(qapp.findChildren(Collector)) == 1
    assert not gc.isenabled()


def test_old_garbage_is_collected_once_a_minute(
    runner: Runner, qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    collector = qapp.findChild(Collector)
    assert collector is not None
    collected: list[int] = []
    monkeypatch.setattr(gc, "collect", collected.append)
    monkeypatch.setattr(gc, "get_count", lambda: (9_000, 900, 900))
    for _ in range(600):
        collector.collect()
    assert collected.count(2) == 2
    assert collected.count(1) == 598
    monkeypatch.setattr(gc, "get_count", lambda: (1, 1, 1))
    collector.collect()
    assert len(collected) == 600
