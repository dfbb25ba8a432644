"""How long work reports its progress and learns that it should stop.

The window, the command line and the tests each bring their own `Job`; services only call it.
"""

from __future__ import annotations

from typing import Protocol


class Job(Protocol):
    """A listener to long work. Both methods are cheap and may be called from any thread."""

    def progress(self, done: int, total: int, detail: str = "") -> None:
        """Say that `done` of `total` steps are finished; `detail` names the step at hand."""

    def check(self) -> None:
        """Raise `Cancelled` if the user asked to stop."""


class Silent:
    """The job of a caller who neither watches nor stops."""

    def progress(self, done: int, total: int, detail: str = "") -> None:
        """Ignore the report."""

    def check(self) -> None:
        """Never stop."""


SILENT: Job = Silent()
