"""The process that runs regular expressions: one is kept for the next search, for a while.

To start one takes a second, which is long for somebody who types. While it waits it has no text,
and it is ended when it was not needed for a minute.
"""

from __future__ import annotations

import re
import threading
from array import array
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection

from qcode.model.patterns import compiled
from qcode.model.text import Span

KEPT = 60.0  # seconds that a process waits for another search


class Worker:
    """One process, for one search at a time."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.was_used = False

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()


class _Waiting:
    """The worker that waits, if one does."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._worker: Worker | None = None
        self._timer: threading.Timer | None = None

    def take(self) -> Worker | None:
        """Return the worker, which waits no more."""
        with self._guard:
            worker, self._worker = self._worker, None
            if self._timer is not None:
                self._timer.cancel()
            return worker

    def put(self, worker: Worker) -> None:
        """Let a worker wait; one is enough."""
        with self._guard:
            if self._worker is None:
                self._worker = worker
                self._timer = threading.Timer(KEPT, self._ended, (worker,))
                self._timer.daemon = True
                self._timer.start()
                return
        worker.end()

    def is_empty(self) -> bool:
        """Return whether nobody waits."""
        return self._worker is None

    def _ended(self, worker: Worker) -> None:
        with self._guard:
            if self._worker is not worker:
                return
            self._worker = None
        worker.end()


_waiting = _Waiting()


def take() -> Worker:
    """Return the worker that waits, or a new one."""
    return _waiting.take() or Worker()


def give_back(worker: Worker) -> None:
    """Keep a worker that has answered all it was asked."""
    worker.was_used = True
    _waiting.put(worker)


def prepare() -> None:
    """Start a worker if none waits, for a search that may come soon. Returns at once."""
    if _waiting.is_empty():
        _waiting.put(Worker())


def let_go() -> None:
    """End the worker that waits."""
    worker = _waiting.take()
    if worker is not None:
        worker.end()


def pattern_spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    """Return where a pattern matches something in a unit's text, in order.

    White space at the beginning, where a label may have been, is not looked at: `^` stands where
    the first word does.
    """
    shown = text.lstrip()
    moved = len(text) - len(shown)
    return [
        Span(found.start() + moved, found.end() + moved)
        for found in pattern.finditer(shown)
        if found.end() > found.start()
    ]


def _serve(connection: Connection) -> None:
    """Answer in the other process until nobody asks any more: first a pattern, then texts."""
    try:
        while True:
            connection.send(_answer(*connection.recv()))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def _answer(pattern: str, case: bool, texts: Sequence[str]) -> list[bytes]:
    ready = compiled(pattern, case=case)
    return [_packed(pattern_spans(ready, text)) for text in texts]


def _packed(spans: Sequence[Span]) -> bytes:
    return array("Q", (bound for span in spans for bound in span)).tobytes()


def unpacked(packed: bytes) -> list[Span]:
    """Return the places that a worker has sent."""
    bounds = array("Q")
    bounds.frombytes(packed)
    return list(map(Span, bounds[::2], bounds[1::2]))
