"""Have what can wait a turn done in the next one, where this one has worked enough already.

All timers that are due come to their turn one after another, and keys only after them: an answer,
a collection of garbage and a painting that are quick enough alone may hold up a key together.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QObject, Qt

from .rest import single_shot

ENOUGH = 0.006  # seconds of the processor in a turn, beside which nothing that can wait is done
_LEFT = 0.05  # seconds: should whoever waits have gone
_PATIENCE = 3  # turns, for there may be enough to do in each


class Patience:
    """Says to somebody whose timer has come whether to come again in the next turn."""

    def __init__(self, *, comes_soon: bool = False) -> None:
        """`comes_soon`: it asks in the very next turn, which others had better leave to it."""
        self._left = _PATIENCE
        self._comes_soon = comes_soon

    def waits(self) -> bool:
        """Whether there was enough to do in this turn; no more than a few times in a row."""
        turn = _Turn.of_program()
        if self._left and turn.worked_enough():
            self._left -= 1
            turn.left_until = time.perf_counter() + _LEFT if self._comes_soon else 0.0
            return True
        self._left = _PATIENCE
        turn.left_until = 0.0
        return False


def is_left_to_others() -> bool:
    """Whether somebody waits for the next turn who has waited already."""
    return time.perf_counter() < _Turn.of_program().left_until


class _Turn(QObject):
    """Knows when the timers last came to their turn, as far as somebody has asked."""

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self.left_until = 0.0  # when nobody waits for a turn any more who said so
        self._begun = time.thread_time()
        self._next = single_shot(self, 0, self._begin)

    @classmethod
    def of_program(cls) -> _Turn:
        """Return the one there is; the first to ask makes it."""
        program = QCoreApplication.instance()
        only = Qt.FindChildOption.FindDirectChildrenOnly
        known = None if program is None else program.findChild(cls, options=only)
        return known if isinstance(known, cls) else cls(program)

    def _begin(self) -> None:
        self._begun = time.thread_time()

    def worked_enough(self) -> bool:
        """Whether this turn, with those before it that nobody asked in, has worked enough."""
        if time.thread_time() - self._begun < ENOUGH:
            return False
        if not self._next.isActive():
            self._next.start()
        return True
