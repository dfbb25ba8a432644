"""Waiting for a rest, as of the keyboard before what was typed is saved."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

REST_MS = 5000
# A power cut may cost as much typing as this, and no more, however one types.
LONGEST_MS = 30_000
# Where one was costs less than a millisecond to keep, and is looked for at once if it is lost.
PLACE_MS, PLACE_LONGEST_MS = 500, 2000


def single_shot(parent: QObject, milliseconds: int, then: object) -> QTimer:
    """Return a timer that waits once each time it is started, and anew if it waits already."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer


class Rest(QTimer):
    """Times out when nothing was typed for a while, or when that does not come about.

    For a `place`, nothing is typed: one moves about, and waits less.
    """

    def __init__(self, parent: QObject, *, place: bool = False) -> None:
        super().__init__(parent)
        self._place = place
        self.setSingleShot(True)
        self.setInterval(PLACE_MS if place else REST_MS)
        self._since = QElapsedTimer()  # the first letter that is not saved

    def touch(self) -> None:
        """Something was typed."""
        if not self.isActive():
            self._since.start()
            self.start()
        elif self._since.elapsed() + self.interval() < self._longest:
            self.start()

    @property
    def _longest(self) -> int:
        return PLACE_LONGEST_MS if self._place else LONGEST_MS
