"""Answers that are asked for again: at each key press, and by saved queries after each change."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

from .bits import Marks

BUDGET = 8_000_000  # bytes of one segment's answers
_NUMBER = 60  # bytes of a number in a set


class Remembered:
    """The answers of one segment to single words and phrases; those not asked for go first.

    They stay right as long as the segment does, for what was taken out of it later is left out
    at the end of each question. Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._answers: OrderedDict[Hashable, Marks] = OrderedDict()
        self._bytes = 0

    def get(self, question: Hashable) -> Marks | None:
        """Return an answer that is remembered."""
        with self._guard:
            answer = self._answers.get(question)
            if answer is not None:
                self._answers.move_to_end(question)
            return answer

    def keep(self, question: Hashable, answer: Marks) -> None:
        """Remember an answer for a while."""
        with self._guard:
            if question in self._answers:
                return
            self._answers[question] = answer
            self._bytes += _size(answer)
            while self._bytes > BUDGET and self._answers:
                self._bytes -= _size(self._answers.popitem(last=False)[1])


def _size(answer: Marks) -> int:
    return answer.bit_length() // 8 if isinstance(answer, int) else _NUMBER * len(answer)
