"""Running a regular expression over texts in a process of its own.

A pattern can take longer than the age of the world on a short text, and Python cannot stop it: but
a process can be ended. While it runs, no thread of this process waits for it to let go.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any

from qcode.model.job import SILENT, Job
from qcode.model.text import Span

from .pattern_worker import Worker, give_back, take, unpacked

PATIENCE = 10.0  # seconds that one source may take
_START = 60.0  # and the beginning of the process, on a machine that has much to do
MOST = 2_000_000  # places of one search
_LOOK = 0.05  # seconds between two looks at whether one should stop


class PatternTooSlow(Exception):  # noqa: N818 - a state, not a fault
    """The pattern did not get through a text in time."""


class PatternTooWide(Exception):  # noqa: N818 - a state, not a fault
    """The pattern matches nearly everything."""


class PatternRun:
    """One pattern, run over one source after the other. To be used in a `with` statement."""

    def __init__(self, pattern: str, *, case: bool, job: Job = SILENT) -> None:
        self._job = job
        self._asked = pattern, case
        self._found = 0
        self._worker: Worker | None = None

    def __enter__(self) -> PatternRun:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if kind is None:
            give_back(worker)
        else:
            worker.end()  # it may be at work still

    def spans(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return where the pattern matches in the texts of units.

        Raises `PatternTooSlow`, `PatternTooWide`, or what the job raises; then nothing more can
        be asked.
        """
        worker = self._worker or self._started()
        try:
            packed = self._answer(worker, texts, PATIENCE)
        except (EOFError, OSError) as error:
            raise PatternTooSlow from error  # it died, most likely of hunger for memory
        found = [unpacked(each) for each in packed]
        self._found += sum(map(len, found))
        if self._found > MOST:
            raise PatternTooWide
        return found

    def _started(self) -> Worker:
        """Return a worker that is there: one that waited may have died meanwhile."""
        while True:
            worker = self._worker = take()
            try:
                self._answer(worker, (), _START)
            except (EOFError, OSError) as error:
                if not worker.was_used:
                    raise PatternTooSlow from error
                worker.end()
            else:
                return worker

    def _answer(self, worker: Worker, texts: Sequence[str], patience: float) -> Any:
        worker.connection.send((*self._asked, list(texts)))
        end = monotonic() + patience
        while not worker.connection.poll(_LOOK):
            self._job.check()
            if monotonic() > end:
                raise PatternTooSlow
        return worker.connection.recv()
