"""Which turn is being said at a time of a recording, and at which time a place was said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from .layout import Turn

_LOOK_BACK = 8  # turns that may still go on while others have begun


class TurnTimes:
    """The turns of a document that have times. Times are milliseconds, positions code points."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        in_text = [turn for turn in turns if turn.start_ms is not None]
        self._in_text = sorted(in_text, key=lambda turn: turn.start)
        self._starts = [turn.start for turn in self._in_text]
        # A transcript may have its turns in another order than they were said.
        self._in_time = sorted(in_text, key=_begins)
        self._times = [_begins(turn) for turn in self._in_time]

    def __bool__(self) -> bool:
        return bool(self._in_text)

    def at(self, milliseconds: int) -> Turn | None:
        """Return the turn that is nearest to a time: the last that has begun, if any has.

        Of several that have begun, the last that has not ended: one may speak into another's turn.
        """
        begun = bisect_right(self._times, milliseconds)
        lately = self._in_time[max(0, begun - _LOOK_BACK) : begun]
        for turn in reversed(lately):
            if turn.end_ms is None or milliseconds < turn.end_ms:
                return turn
        return lately[-1] if lately else None

    def turn_at(self, position: int) -> Turn | None:
        """Return the turn that holds a position, or else the last with a time before it."""
        before = bisect_right(self._starts, position)
        return self._in_text[before - 1] if before else None

    def time_of(self, position: int) -> int | None:
        """Return when the turn of a position begins, None before the first time."""
        turn = self.turn_at(position)
        return None if turn is None else turn.start_ms


def _begins(turn: Turn) -> int:
    return turn.start_ms or 0
