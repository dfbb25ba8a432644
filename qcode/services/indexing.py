"""Keeping the index up to date beside other work: a little here, much in a process of its own.

Indexing many texts in a thread makes a window stutter, for Python runs one thread at a time.
"""

from __future__ import annotations

import subprocess
import sys
import threading

from qcode.model.job import SILENT, Job

from .searching import SCANNED, Searcher


class Indexer:
    """Updates the index of one open project. One update at a time; safe from several threads."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._guard = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    def update(self, job: Job = SILENT) -> int:
        """Index what is missing; return how many sources are missing still."""
        with self._guard:
            told = _Onward(job)
            if max(self._searcher.behind(), self._searcher.gone()) > SCANNED:
                self._run_process(told)
            if self._stopped:
                return self._searcher.behind()
            told.go_on()
            return self._searcher.update(job=told)

    def rebuild(self, job: Job = SILENT) -> int:
        """Make the index anew; return how many sources are missing still.

        Raises `UserError` as `Searcher.forget` does.
        """
        with self._guard:
            self._searcher.forget()
        return self.update(job)

    def _run_process(self, job: Job) -> None:
        """Run `qcode index` and pass its progress on. What it leaves undone is done here."""
        command = [sys.executable, "-m", "qcode", "index", str(self._searcher.path)]
        if getattr(sys, "frozen", False):
            command[1:3] = []
        try:
            self._process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
            )
        except OSError:  # no memory or no room for one more
            return
        if self._stopped:  # while it was started
            self._process.kill()
        try:
            with self._process as process:
                assert process.stdout is not None
                for line in process.stdout:
                    done, _slash, total = line.strip().partition("/")
                    if done.isdecimal() and total.isdecimal():
                        job.progress(int(done), int(total))
                    job.check()
        except BaseException:
            self._process.kill()
            raise
        finally:
            self._process = None

    def stop(self) -> None:
        """End a process that is indexing; what it has done stays done."""
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()


class _Onward:
    """A job that never hears of a step back: what is still to do is added to what was done."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._before = self._done = 0
        self.check = job.check

    def progress(self, done: int, total: int, detail: str = "") -> None:
        """Pass on how far all of it is."""
        self._done = self._before + done
        self._job.progress(self._done, self._before + total, detail)

    def go_on(self) -> None:
        """Count on from here."""
        self._before = self._done
