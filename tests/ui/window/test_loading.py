"""What a click shows first was loaded before, so that no click waits for it."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from pathlib import Path

import pytest

import qcode.ui.window
from qcode.model.errors import Cancelled
from qcode.ui.window.loading import DIALOGS, load_dialogs

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
    whole = Stopped(len(DIALOGS) + 1)
    load_dialogs(whole)
    assert whole.left == 0
    with pytest.raises(Cancelled):
        load_dialogs(Stopped(3))
