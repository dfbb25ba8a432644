"""One process waits for the next regular expression, and none that is at work on an old one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qcode.index import pattern_worker, regexes
from qcode.index.pattern_worker import Worker
from qcode.index.regexes import PatternRun, PatternTooSlow
from qcode.model.text import Span


@pytest.fixture(autouse=True)
def _nobody_waits() -> Iterator[None]:
    pattern_worker.let_go()
    yield
    pattern_worker.let_go()


def asked(pattern: str, *texts: str) -> tuple[Worker, list[list[Span]]]:
    with PatternRun(pattern, case=False) as run:
        found = run.spans(texts)
        assert run._worker is not None
        return run._worker, found


def test_the_next_search_has_the_same_process() -> None:
    first, found = asked("n.", "en natt", "")
    assert found == [[Span(1, 3), Span(3, 5)], []]
    second, found = asked("t+", "en natt")
    assert (found, second) == ([[Span(5, 7)]], first)


def test_one_that_was_started_early_is_taken() -> None:
    pattern_worker.prepare()
    worker = pattern_worker.take()
    pattern_worker.give_back(worker)
    assert asked("n", "en")[0] is worker


def test_one_that_died_while_it_waited_is_replaced() -> None:
    first, _found = asked("n", "en")
    first._process.kill()
    first._process.join()
    second, found = asked("n", "en")
    assert second is not first
    assert found == [[Span(1, 2)]]


def test_one_that_is_at_work_still_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    asked("n", "en")
    monkeypatch.setattr(regexes, "PATIENCE", 0.2)
    with pytest.raises(PatternTooSlow), PatternRun(r"(a|a)*b", case=False) as run:
        run.spans(["a" * 40])
    assert pattern_worker._waiting.is_empty()


def test_one_that_nobody_needs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_worker, "KEPT", 0.01)
    worker, _found = asked("n", "en")
    timer = pattern_worker._waiting._timer
    assert timer is not None
    timer.join()
    assert pattern_worker._waiting.is_empty()
    assert worker.connection.closed
