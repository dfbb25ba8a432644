"""Sees to it that cyclic garbage is collected on the main thread and on no other.

Python collects on whichever thread happens to allocate. Garbage may hold widgets, and a Qt object
that ends on a thread of the lanes takes the program with it. So automatic collection is off for
as long as there is a window, and a timer collects instead, by the same thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY_MS = 250
_QUIET_TURNS = 240  # a minute: then the old objects are looked through too, which takes longest


class Collector(QObject):
    """Collects garbage on the thread it lives on. One for a program, see `ensure`."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._turns = 0
        timer = QTimer(self)
        timer.setInterval(_EVERY_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    @classmethod
    def ensure(cls) -> None:
        """Begin collecting on the main thread, if nobody does yet."""
        application = QCoreApplication.instance()
        if application is not None and application.findChild(cls) is None:
            cls(application)

    def collect(self) -> None:
        """Collect the generations that are due."""
        self._turns += 1
        young, middle, old = (
            count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if old and self._turns >= _QUIET_TURNS:
            self._turns = 0
            gc.collect(2)
        elif middle:
            gc.collect(1)
        elif young:
            gc.collect(0)
