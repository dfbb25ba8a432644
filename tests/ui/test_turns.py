"""Lanes wait until the window is through with what it has to do, but never for long."""

from __future__ import annotations

import importlib
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from pytestqt.qtbot import QtBot

from qcode.model.courtesy import give_way
from qcode.ui import turns
from qcode.ui.runner import Runner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.shut_down()


def test_a_lane_goes_on_when_the_window_has_done_all_it_had_to(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONGEST", 60.0)
    order: list[str] = []
    given = turns.Turns()

    def lane() -> None:
        given.wait()
        order.append("lane")

    def busy() -> None:
        thread.start()
        while not given._waiting:
            time.sleep(0.001)
        later = QObject(given)
        later.destroyed.connect(lambda: order.append("what was to be done"))
        later.deleteLater()
        order.append("window")

    thread = threading.Thread(target=lane)
    QTimer.singleShot(0, busy)
    qtbot.waitUntil(lambda: len(order) == 3)
    thread.join()
    assert order == ["window", "what was to be done", "lane"]


def test_a_lane_does_not_ask_again_within_its_turn(runner: Runner, qtbot: QtBot) -> None:
    asked: list[float] = []

    def work(_task: object) -> None:
        give_way()
        runner._turns._lanes.until = time.perf_counter() + 60
        for _ in range(1000):
            give_way()
        asked.append(len(runner._turns._waiting))

    runner.read("x", work)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [0]


def test_a_window_that_waits_for_a_lane_is_not_waited_for_long(
    runner: Runner, qtbot: QtBot
) -> None:
    went_on = threading.Event()

    def work(_task: object) -> None:
        runner._turns._lanes.until = 0.0
        give_way()
        went_on.set()

    began = time.perf_counter()
    runner.write(work)
    QTimer.singleShot(0, lambda: went_on.wait(60))
    qtbot.waitUntil(went_on.is_set)
    assert time.perf_counter() - began < 30


def test_lanes_do_not_wait_for_a_window_that_closes(runner: Runner) -> None:
    ends = threading.Event()

    def work(_task: object) -> None:
        for _ in range(50):
            runner._turns._lanes.until = 0.0
            give_way()
        ends.set()

    runner.write(work)
    runner.shut_down()
    assert ends.is_set()
    assert not runner._turns._waiting


def test_loading_a_module_lets_the_window_go_first(
    runner: Runner, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "module_of_this_test.py").write_text("value = 7\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    waits: list[str] = []
    answers: list[int] = []
    monkeypatch.setattr(turns, "give_way", lambda: waits.append("waits"))
    runner.read(
        "x",
        lambda _task: int(importlib.import_module("module_of_this_test").value),
        answers.append,
    )
    qtbot.waitUntil(lambda: bool(answers))
    monkeypatch.delitem(sys.modules, "module_of_this_test")
    assert answers == [7]
    assert waits


def test_a_window_that_wants_the_module_which_a_lane_loads_gets_it_at_once(
    runner: Runner, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "LONGEST", 60.0)
    begun = tmp_path / "begun"
    for number in range(5):
        wanted = f"import part_{number + 1}\n" if number < 4 else "value = 7\n"
        (tmp_path / f"part_{number}.py").write_text(
            f"import pathlib\npathlib.Path({str(begun)!r}).touch()\n{wanted}", encoding="utf-8"
        )
    monkeypatch.syspath_prepend(str(tmp_path))
    runner.write(lambda _task: importlib.import_module("part_0"))
    got: list[float] = []

    def click() -> None:
        while not begun.exists():
            QCoreApplication.sendPostedEvents(runner._turns)
        began = time.perf_counter()
        importlib.import_module("part_0")
        got.append(time.perf_counter() - began)

    QTimer.singleShot(0, click)
    qtbot.waitUntil(lambda: bool(got) and not runner._wishes, timeout=60_000)
    for number in range(5):
        monkeypatch.delitem(sys.modules, f"part_{number}")
    assert got[0] < 30  # a lane that waited would wait a minute at each part
