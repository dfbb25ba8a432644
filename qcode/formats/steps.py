"""How a writer tells its job about the excerpts it has written."""

from __future__ import annotations

from qcode.model.job import Job

from .bundle import ExportBundle

_EVERY = 100


class Steps:
    """Counts the excerpts of a bundle; now and then asks the job whether to stop."""

    def __init__(self, bundle: ExportBundle, job: Job) -> None:
        self._job = job
        self._done = 0
        self._total = sum(len(code.excerpts) for code in bundle.codes)

    def step(self, detail: str) -> None:
        """Count one excerpt, about to be written; `detail` is the name of its code.

        Raises `Cancelled` when the job says so.
        """
        if self._done % _EVERY == 0:
            self._job.check()
            self._job.progress(self._done, self._total, detail)
        self._done += 1
        if self._done == self._total:
            self._job.progress(self._total, self._total, detail)
