"""Errors that nobody caught: written down, and said at the foot of the window."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from qcode.services.language import tr

from .toast import Toast

_AGAIN_S = 1.0  # seconds from one sentence about a fault to the next


class Faults:
    """Writes down each fault of ours once, and says it whenever it comes.

    What fails in a picture or a list fails again hundreds of times a second: that is said once
    in a second, and makes no more files.
    """

    def __init__(self, toast: Toast) -> None:
        self._toast = toast
        self._files: dict[str, Path] = {}
        self._said_at = float("-inf")

    def report(self, trace: str, operation: int | None) -> None:
        """Write a fault down and say where. `operation` is the last one of the open project."""
        from qcode.services.crashes import about_code, write_report

        place, now = about_code(trace), monotonic()
        if place not in self._files:
            self._files[place] = write_report(trace, operation=operation)
        elif now - self._said_at < _AGAIN_S:
            return
        self._said_at = now
        path = self._files[place]
        self._toast.fault(
            tr("QCode failed. Your project is safe; please send the report {path}", path=path)
        )
