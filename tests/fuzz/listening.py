"""Plays a spoilt recording for a moment, as the window does, without a device to hear it by."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QGuiApplication

from qcode.ui.recording.player import QtPlayer, prepare

_OPENED = 5.0  # seconds in which it has to be known what a file holds
_HEARD = 0.15  # seconds of it that are played
_LOOPED = 20  # milliseconds that pass at once


def listen(path: Path) -> None:
    """Open a file, play a little, go to its end and let go of it.

    What cannot be played is told as such, and that is all. Raises `UserError` where nothing can.
    """
    prepare()
    application = QCoreApplication.instance() or QGuiApplication([])
    player = QtPlayer()
    measured: list[int] = []
    failed: list[bool] = []
    player.measured.connect(measured.append)
    player.failed.connect(lambda: failed.append(True))
    player.watch(True)
    player.open(path, path.name, 0)
    try:
        _wait(lambda: bool(measured or failed), _OPENED)
        assert measured or failed, "nobody says what it is"
        if failed:
            return
        player.play()
        _wait(lambda: bool(failed), _HEARD)
        player.seek(max(0, measured[0] - 1))
        _wait(lambda: bool(failed), _HEARD)
    finally:
        player.close()
        player.deleteLater()
        application.processEvents()


def _wait(until: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not until():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _LOOPED)
        time.sleep(0.002)
