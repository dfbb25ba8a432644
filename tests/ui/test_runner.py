"""Two lanes: what is written comes in order, late answers are dropped, faults are told."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from qcode.model.errors import UserError
from qcode.ui.runner import Runner, Task


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    made.shut_down()


def test_writes_come_one_after_another_in_their_order(runner: Runner, qtbot: QtBot) -> None:
    done: list[int] = []
    busy: list[bool] = []
    runner.busy_changed.connect(busy.append)
    for number in range(20):
        runner.write(lambda _task, n=number: n, done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))
    assert busy == [True, False]


def test_answers_come_on_the_main_thread(runner: Runner, qtbot: QtBot) -> None:
    where: list[tuple[int, int]] = []
    runner.read(
        "x",
        lambda _task: threading.get_ident(),
        lambda other: where.append((other, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(where))
    worker, main = where[0]
    assert main == threading.main_thread().ident != worker


class Pane(QObject):
    """Takes answers, and paints what they bring in an event, as a widget does."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.changed.connect(self._paint, Qt.ConnectionType.QueuedConnection)

    def take(self, answer: str) -> None:
        self.done.append(answer)
        self.changed.emit()

    def _paint(self) -> None:
        self.done.append("painted")


def test_what_an_answer_brings_is_painted_before_the_next(runner: Runner, qtbot: QtBot) -> None:
    pane = Pane()
    runner.hold()
    for name in "ab":
        runner.read(name, lambda _task, answer=name: answer, pane.take)
    runner.let_go()
    runner._readers.shutdown(wait=True)  # both have answered before the window looks
    qtbot.waitUntil(lambda: len(pane.done) == 4)
    assert pane.done in (["a", "painted", "b", "painted"], ["b", "painted", "a", "painted"])


def test_only_the_newest_question_of_a_slot_is_answered(runner: Runner, qtbot: QtBot) -> None:
    gate, answers = threading.Event(), []

    def slow(task: Task) -> str:
        gate.wait(60)
        return "old"

    first = runner.read("search", slow, answers.append)
    runner.read("search", lambda _task: "new", answers.append)
    runner.read("other", lambda _task: "other", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert first.cancelled
    gate.set()
    runner.shut_down()
    qtbot.wait(20)
    assert sorted(answers) == ["new", "other"]


def test_reading_begins_when_the_main_thread_has_done_what_it_is_at(
    runner: Runner, qtbot: QtBot
) -> None:
    began = threading.Event()
    runner.read("x", lambda _task: began.set())
    assert not began.wait(0.05)
    qtbot.waitUntil(began.is_set)


def test_what_was_asked_but_not_begun_is_dropped_at_the_end(qtbot: QtBot) -> None:
    runner = Runner()
    read: list[str] = []
    runner.read("x", lambda _task: read.append("late"))
    runner.shut_down()
    qtbot.wait(20)
    assert read == []


def test_a_cancelled_task_stops_and_says_nothing(runner: Runner, qtbot: QtBot) -> None:
    started, stopped = threading.Event(), threading.Event()
    said: list[object] = []
    runner.user_error.connect(said.append)
    runner.fault.connect(said.append)

    def endless(task: Task) -> None:
        started.set()
        try:
            while True:
                task.check()
        finally:
            stopped.set()

    task = runner.read("x", endless, said.append, said.append)
    qtbot.waitUntil(started.is_set)
    task.cancel()
    assert stopped.wait(60)
    qtbot.wait(20)
    assert said == []


def test_a_users_error_goes_to_the_asker_or_to_the_window(runner: Runner, qtbot: QtBot) -> None:
    asker: list[UserError] = []
    window: list[UserError] = []
    runner.user_error.connect(window.append)

    def refuse(_task: Task) -> None:
        raise UserError("span_empty")

    runner.write(refuse, None, asker.append)
    runner.read("x", refuse)
    qtbot.waitUntil(lambda: bool(asker and window))
    assert [asker[0].code, window[0].code] == ["span_empty", "span_empty"]


def test_a_fault_of_ours_is_told_with_its_trace_and_the_lane_goes_on(
    runner: Runner, qtbot: QtBot
) -> None:
    traces: list[str] = []
    answers: list[str] = []
    runner.fault.connect(traces.append)

    def fail(_task: Task) -> None:
        raise ZeroDivisionError

    runner.write(fail)
    runner.write(lambda _task: "still here", answers.append)
    qtbot.waitUntil(lambda: bool(traces and answers))
    assert "ZeroDivisionError" in traces[0]
    assert not runner.writing


def test_shutting_down_lets_the_writing_lane_finish(qtbot: QtBot) -> None:
    runner = Runner()
    written: list[int] = []
    for number in range(5):
        runner.write(lambda _task, n=number: written.append(n))
    runner.shut_down()
    assert written == list(range(5))


def test_progress_comes_at_most_once_a_percent(runner: Runner, qtbot: QtBot) -> None:
    seen: list[int] = []
    gate = threading.Event()

    def work(task: Task) -> None:
        gate.wait(60)
        for done in range(10_001):
            task.progress(done, 10_000)

    task = runner.write(work)
    task.progressed.connect(lambda done, _total, _detail: seen.append(done))
    gate.set()
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == 10_000)
    assert len(seen) <= 101


def test_a_task_ends_with_its_answer_on_the_main_thread(runner: Runner, qtbot: QtBot) -> None:
    done: list[bool] = []
    task = runner.read("x", lambda _task: True, done.append)
    ended: list[int] = []
    task.destroyed.connect(lambda _task: ended.append(threading.get_ident()))
    qtbot.waitUntil(lambda: bool(ended))
    assert done == [True]
    assert ended == [threading.main_thread().ident]


def test_what_was_answered_just_before_the_end_is_told_at_once(qtbot: QtBot) -> None:
    runner, told = Runner(), []
    runner.user_error.connect(told.append)

    def fail(_task: Task) -> None:
        raise UserError("memo_unknown", memo=1)

    for _ in range(3):
        runner.write(fail)
    runner.shut_down()
    QCoreApplication.sendPostedEvents(runner)
    assert len(told) == 3
