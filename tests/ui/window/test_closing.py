"""A project is closed at once, and its panes go when the start page was painted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from qcode.services import projects
from qcode.ui.window.mainwindow import MainWindow


class Order(QObject):
    """Notes when something was painted and when something else went."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note that the watched part is painted."""
        if event.type() == QEvent.Type.Paint:
            self.seen.append("painted")
        return False


def test_the_start_page_is_painted_before_the_panes_go(opened: MainWindow, qtbot: QtBot) -> None:
    desk, workspace, order = opened.desk, opened.workspace, Order()
    assert desk is not None
    assert workspace is not None
    opened._start.installEventFilter(order)
    workspace.destroyed.connect(lambda: order.seen.append("gone"))
    opened.close_project()
    qtbot.waitUntil(lambda: not isValid(workspace) and not isValid(desk))
    assert order.seen.index("painted") < order.seen.index("gone")


def test_no_timer_of_a_pane_runs_on_when_its_project_is_closed(
    opened: MainWindow, sample: Path, qtbot: QtBot
) -> None:
    workspace = opened.workspace
    assert workspace is not None
    workspace.reading.view.viewport().update()
    opened.close_project()
    projects.open_project(sample, coder="Maria").close()  # it is let go of already
    assert not [each for each in workspace.findChildren(QTimer) if each.isActive()]
    qtbot.waitUntil(lambda: not isValid(workspace))


QUIT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid
from qcode.ui.application import Application

application = Application()
window = application.window
window.show()
window.open_project(Path(sys.argv[1]))
kept = []

def close():
    if window.workspace is not None:
        kept.append(window.workspace)
        window.close()
        QApplication.exit()  # in this turn

timer = QTimer()
timer.timeout.connect(close)
timer.start(20)
QApplication.exec()
assert not isValid(kept[0])
"""


def test_nothing_of_a_project_is_left_when_the_program_ends(sample: Path, qtbot: QtBot) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", QUIT, sample],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ended.returncode, ended.stderr.replace(_NOISE, "")) == (0, "")


_NOISE = "This plugin does not support propagateSizeHints()\n"
