"""Running a regular expression over texts in a process of its own.

A pattern can take longer than the age of the world on a short text, and Python cannot stop it: but
a process can be ended. While it runs, no thread of this process waits for it to let go.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from qcode.model.job import SILENT, Job
from qcode.model.patterns import compiled
from qcode.model.text import Span

PATIENCE = 10.0  # seconds that one source may take
_START = 60.0  # and the beginning of the process, on a machine that has much to do
MOST = 2_000_000  # places of one search
_LOOK = 0.05  # seconds between two looks at whether one should stop


class PatternTooSlow(Exception):  # noqa: N818 - a state, not a fault
    """The pattern did not get through a text in time."""


class PatternTooWide(Exception):  # noqa: N818 - a state, not a fault
    """The pattern matches nearly everything."""


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


class PatternRun:
    """One pattern, run over one source after the other. To be used in a `with` statement."""

    def __init__(self, pattern: str, *, case: bool, job: Job = SILENT) -> None:
        self._job = job
        self._found = 0
        self._ready = False
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, pattern, case), daemon=True)
        self._process.start()
        theirs.close()

    def __enter__(self) -> PatternRun:
        return self

    def __exit__(self, *_error: object) -> None:
        self._ours.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def spans(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return where the pattern matches in the texts of units.

        Raises `PatternTooSlow`, `PatternTooWide`, or what the job raises; then nothing more can
        be asked.
        """
        try:
            if not self._ready:
                self._ready = self._received(_START) is None
            self._ours.send(list(texts))
            packed: list[bytes] = self._received(PATIENCE)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise PatternTooSlow from error  # it died, most likely of hunger for memory
        found = [_unpacked(each) for each in packed]
        self._found += sum(map(len, found))
        if self._found > MOST:
            raise PatternTooWide
        return found

    def _received(self, patience: float) -> Any:
        end = monotonic() + patience
        while not self._ours.poll(_LOOK):
            self._job.check()
            if monotonic() > end:
                raise PatternTooSlow
        return self._ours.recv()


def _serve(connection: Connection, pattern: str, case: bool) -> None:
    """Answer in the other process until nobody asks any more."""
    ready = compiled(pattern, case=case)
    try:
        connection.send(None)
        while True:
            texts: list[str] = connection.recv()
            connection.send([_packed(pattern_spans(ready, text)) for text in texts])
    except (EOFError, OSError, KeyboardInterrupt):
        return


def _packed(spans: Sequence[Span]) -> bytes:
    return array("Q", (bound for span in spans for bound in span)).tobytes()


def _unpacked(packed: bytes) -> list[Span]:
    bounds = array("Q")
    bounds.frombytes(packed)
    return list(map(Span, bounds[::2], bounds[1::2]))
