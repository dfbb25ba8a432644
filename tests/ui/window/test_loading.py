"""What a click shows first was loaded before, so that no click waits for it."""

from __future__ import annotations

import ast
import builtins
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import qcode.ui.window
from qcode.model.errors import Cancelled
from qcode.ui.window.loading import DIALOGS, find_dialogs, load

WINDOW = Path(qcode.ui.window.__file__).parent
WITH_THE_PANES = {"qcode.ui.palette", "qcode.ui.window.desk", "qcode.ui.window.workspace"}
SELDOM = {"qcode.ui.window.locked", "qcode.ui.window.tour"}  # small, and shown as one begins


def imported_late(path: Path) -> Iterator[str]:
    """Yield the modules of the window that functions in a file import."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom) and node.level:
                    yield f"qcode.ui.window.{node.module}"
                elif isinstance(node, ast.ImportFrom) and str(node.module).startswith("qcode.ui"):
                    yield str(node.module)


def test_all_that_the_window_imports_late_is_loaded_beforehand() -> None:
    late = {name for path in WINDOW.glob("*.py") for name in imported_late(path)}
    assert len(late) > 10
    assert late - WITH_THE_PANES - SELDOM <= set(DIALOGS)


def test_python_itself_imports_modules_and_no_function_of_pyside() -> None:
    assert builtins.__import__.__name__ == "__import__"


class Stopped:
    """A job that is to stop after a while."""

    def __init__(self, checks: int) -> None:
        self.left = checks

    def progress(self, done: int, total: int, detail: str = "") -> None:
        raise AssertionError("nothing is told")

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_loading_stops_when_the_window_closes() -> None:
    with pytest.raises(Cancelled):
        find_dialogs(Stopped(0))


ALONE = """
import sys, threading
import qcode.ui.window.mainwindow
from qcode.ui.window.loading import find_dialogs, find_panes, load

QT = ("qcode.ui", "PySide6", "shiboken6")


class Job:
    def check(self): ...
    def progress(self, done, total, detail=""): ...


for find in (find_panes, find_dialogs):
    found, before = [], set(sys.modules)
    lane = threading.Thread(target=lambda: found.extend(find(Job())))
    lane.start()
    lane.join()
    there = set(sys.modules)
    assert found, find
    new = [name for name in there - before if name.startswith(QT)]
    assert all(hasattr(sys.modules[name], "__path__") for name in new), new  # but packages
    most = 0
    for _ in load(found):
        most, there = max(most, len(set(sys.modules) - there)), set(sys.modules)
    assert set(found) <= there
    assert most == 1, most
for late in ("qcode.ui.window.workspace", "qcode.ui.exporting.dialog"):
    assert late in sys.modules, late
print("all is there")
"""


def test_a_thread_loads_nothing_of_qt_and_the_window_one_module_a_turn() -> None:
    """What knows a class of Qt is made on the window's thread, or PySide may crash."""
    ran = subprocess.run(
        [sys.executable, "-c", ALONE], capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.stdout == "all is there\n", ran.stderr


def test_what_cannot_be_loaded_is_left_to_whoever_asks_for_it() -> None:
    assert list(load(["qcode.ui.no_such_module", "qcode.ui.window.loading"])) == [None]
