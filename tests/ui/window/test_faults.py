"""Errors that nobody caught are written down once, and said in the window."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from qcode.services.folders import crash_folder
from qcode.ui.application import catch_faults
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.toast import Toast


@pytest.fixture
def window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    shown = MainWindow()
    qtbot.addWidget(shown)
    shown.show()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    catch_faults(lambda: shown)
    return shown


@pytest.fixture
def reports() -> Iterator[Callable[[], int]]:
    before = len(list(crash_folder().iterdir()))
    yield lambda: len(list(crash_folder().iterdir())) - before


def fail(number: int) -> None:
    raise ValueError(f"said in interview {number}")


def test_what_fails_again_and_again_makes_one_file(
    window: MainWindow, reports: Callable[[], int]
) -> None:
    for number in range(200):
        try:
            fail(number)
        except ValueError as error:
            sys.excepthook(ValueError, error, error.__traceback__)
    assert reports() == 1
    assert "please send the report" in window.toast_text()


def test_two_faults_make_two_files(window: MainWindow, reports: Callable[[], int]) -> None:
    for trace in ("  one place\nValueError: x", "  another place\nValueError: x"):
        window.report_fault(trace)
    assert reports() == 2


def test_a_fault_that_comes_again_later_is_said_again(
    window: MainWindow,
    reports: Callable[[], int],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(Toast, "fault", lambda _toast, text: said.append(text))
    for _time in range(2):
        window.report_fault("  a place\nValueError: x")
    assert len(said) == 1
    qtbot.wait(1100)
    window.report_fault("  a place\nValueError: y")
    assert (said[1:], reports()) == (said[:1], 1)


def test_a_fault_on_another_thread_is_told_on_the_windows(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[threading.Thread, str]] = []
    monkeypatch.setattr(
        window, "report_fault", lambda trace: told.append((threading.current_thread(), trace))
    )
    thread = threading.Thread(target=fail, args=(1,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0][0] is threading.main_thread()
    assert "ValueError" in told[0][1]
