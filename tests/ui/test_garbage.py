from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from pytestqt.qtbot import QtBot

from qcode.model.courtesy import give_way
from qcode.ui import garbage
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


class Turns:
    """Turns of the collector, with garbage of every age waiting, and what it collected."""

    def __init__(self, collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
        self.collected: list[int] = []
        self._collector, self._used, self.often = collector, 0.0, collector._often
        self.garbage = (9_000, 900, 900)
        monkeypatch.setattr(gc, "collect", self.collected.append)
        monkeypatch.setattr(gc, "get_count", lambda: self.garbage)
        monkeypatch.setattr(garbage.time, "process_time", lambda: self._used)
        monkeypatch.setattr(collector._patience, "waits", lambda: False)

    def take(self, count: int, *, busy: bool) -> None:
        for _ in range(count):
            self._used += 1.0 if busy else 0.0
            self._collector.collect()


@pytest.fixture
def turns(
    runner: Runner, qapp: QCoreApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Turns]:
    collector = qapp.findChild(Collector)
    assert collector is not None
    timer = collector.findChild(QTimer)
    assert timer is not None
    timer.stop()  # or it takes a turn of its own between this and the test
    monkeypatch.setattr(collector, "_turns", 0)
    yield Turns(collector, monkeypatch)
    timer.start()


def test_old_garbage_is_collected_once_a_minute_while_nobody_works(turns: Turns) -> None:
    turns.take(1500, busy=False)
    assert turns.collected.count(2) == 2
    assert turns.collected.count(1) == 1498
    turns.garbage = (1, 1, 1)
    turns.take(1500, busy=False)
    assert len(turns.collected) == 1500


def test_what_is_young_is_collected_more_often_while_there_is_very_much_of_it(
    turns: Turns, qtbot: QtBot
) -> None:
    turns.garbage = (50_000, 9, 0)
    turns.take(1, busy=True)
    qtbot.waitUntil(lambda: len(turns.collected) > 5)  # without another turn
    turns.garbage = (1_000, 9, 0)
    qtbot.waitUntil(lambda: not turns.often.isActive())
    assert set(turns.collected) == {1}


def test_old_garbage_waits_for_a_rest(turns: Turns) -> None:
    turns.take(3000, busy=True)
    turns.take(290, busy=False)  # three seconds, or twenty, are no rest: one only thinks
    turns.take(1, busy=True)
    assert 2 not in turns.collected
    turns.take(400, busy=False)
    assert turns.collected.count(2) == 1


def test_the_system_gets_back_what_is_free_when_all_was_collected(
    turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []
    monkeypatch.setattr(garbage, "_give_back", given.append)
    turns.take(599, busy=False)
    assert given == []
    turns.take(1, busy=False)
    assert turns.collected.count(2) == len(given) == 1


def test_whoever_asked_lets_go_at_a_rest_until_that_is_ended(turns: Turns) -> None:
    let_go: list[int] = []
    end = garbage.at_rest(lambda: let_go.append(len(turns.collected)))
    turns.take(599, busy=False)
    assert let_go == []
    turns.take(1, busy=False)
    assert let_go == [599]  # before all is collected
    end()
    turns.take(600, busy=False)
    assert turns.collected.count(2) == 2
    assert len(let_go) == 1


def test_what_a_lane_makes_is_collected_whenever_it_asks_for_a_turn(
    runner: Runner, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Collector, "collect", lambda _self: None)
    most: list[int] = []

    def work(_task: object) -> None:
        kept = []
        for _ in range(10):
            kept.append([[number] for number in range(8_000)])
            runner._turns._lanes.until = 0.0  # its turn is over
            give_way()
            most.append(gc.get_count()[0])

    done: list[None] = []
    runner.read("much", work, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert max(most) < 20_000


@pytest.mark.skipif(sys.platform != "linux", reason="a matter of glibc")
def test_large_pieces_go_back_to_the_system_though_small_ones_lie_between() -> None:
    command = [sys.executable, "-c", _PIECES]
    grown = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert grown < 6_000_000  # of the 40 million bytes that were held


_PIECES = """
import ctypes, psutil
from qcode.ui.garbage import keep_large_apart
keep_large_apart()
c = ctypes.CDLL(None)
c.malloc.restype, c.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
c.free.argtypes = [ctypes.c_void_p]
held = psutil.Process().memory_info
before = held().rss
for _round in range(2):  # the first piece that is freed teaches glibc, if it may learn
    large, small = [], []
    for _number in range(20):
        large.append(c.malloc(2_000_000))
        ctypes.memset(large[-1], 1, 2_000_000)
        small.append(c.malloc(60_000))
    for each in large:
        c.free(each)
print(held().rss - before)
"""
