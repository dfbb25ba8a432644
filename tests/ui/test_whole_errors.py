"""An error in a method that Qt calls is told, and the program goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from textwrap import dedent

import pytest

from qcode.ui.whole_errors import with_whole_errors, without_ground

# A view asks its model, and a widget is told of its size, within our own call of Qt. The errors
# are Python's own, not raised by a statement.
_PROGRAM = """
    import sys
    import traceback

    from PySide6.QtCore import QAbstractListModel, QTimer
    from PySide6.QtWidgets import QApplication, QListView, QWidget

    from qcode.ui import application


    class Broken(QAbstractListModel):
        def rowCount(self, parent=None):
            return [][1]


    class Narrow(QWidget):
        def sizeHint(self):
            return 1 // 0


    class Window:
        def __init__(self):
            self.told = []

        def show(self):
            QTimer.singleShot(0, self.set_model)
            QTimer.singleShot(0, self.adjust)
            QTimer.singleShot(100, QApplication.quit)

        def set_model(self):
            self.view, self.model = QListView(), Broken()
            self.view.setModel(self.model)
            self.view.show()

        def adjust(self):
            self.narrow = Narrow()
            self.narrow.adjustSize()

        def report_fault(self, trace):
            self.told.append(trace)


    class Application:
        def __init__(self):
            self.qt = QApplication([])
            self.window = made.append(Window()) or made[-1]


    made = []
    application.Application = Application
    code = application.run(())
    print("ended with", code)
    print("".join(made[0].told))
"""


def _run() -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [sys.executable, "-c", dedent(_PROGRAM)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )


def test_errors_in_methods_that_qt_calls_leave_the_program_alive() -> None:
    ended = _run()

    assert ended.returncode == 0, ended.stderr
    assert "ended with 0" in ended.stdout
    assert "IndexError" in ended.stdout
    assert "ZeroDivisionError" in ended.stdout


def test_the_report_tells_of_no_other_error() -> None:
    ended = _run()

    assert "During handling" not in ended.stdout
    assert "_GroundError" not in ended.stdout


def test_what_is_returned_and_raised_comes_through() -> None:
    assert with_whole_errors(lambda: 3) == 3
    with pytest.raises(KeyError, match="missing"):
        with_whole_errors(lambda: {}["missing"])


def test_the_rest_of_the_story_stays() -> None:
    def fail_twice() -> None:
        try:
            list[int]()[1]
        except IndexError:
            {}["missing"]

    with pytest.raises(KeyError) as caught:
        with_whole_errors(fail_twice)
    error = without_ground(caught.value)

    assert isinstance(error.__context__, IndexError)
    assert error.__context__.__context__ is None
