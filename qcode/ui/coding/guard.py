"""Keeps a fault of ours in one picture from taking the window with it."""

from __future__ import annotations

import logging
from types import TracebackType

_log = logging.getLogger(__name__)


class Guard:
    """Swallows exceptions while painting and logs the first of each kind.

    What raises in a `paintEvent` raises again sixty times a second. The text itself is painted
    outside the guard, so reading goes on.
    """

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def __enter__(self) -> None:
        return

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is None or not isinstance(error, Exception):
            return False
        told = (type(error).__name__, str(error))
        if told not in self._told:
            self._told.add(told)
            _log.error("painting the coding view failed", exc_info=error)
        return True
