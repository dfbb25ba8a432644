"""How a speed is measured: CPU time, the median of at least five, beside a reference.

A busy machine makes everything slower alike, so what counts is the ratio to a reference that is
measured in the same run, turn and turn about with ours.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

REPEATS = 5

Work = Callable[[], object]
Figure = dict[str, object]


def cpu_seconds() -> float:
    """Return the CPU time of this process, its threads and its finished children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def once(work: Work, before: Work | None = None) -> float:
    """Return the CPU seconds of `work`; `before` prepares it and is not counted."""
    if before is not None:
        before()
    start = cpu_seconds()
    work()
    return cpu_seconds() - start


def compare(
    ours: Work,
    reference: Work,
    *,
    named: str,
    at_most: float | None = None,
    before: Work | None = None,
    before_reference: Work | None = None,
    repeats: int = REPEATS,
) -> Figure:
    """Return a figure: the median of `ours` and its ratio to the median of `reference`.

    `named` says what the reference is. Each is run once beforehand, so that neither pays for
    imports and first pages.
    """
    once(reference, before_reference)
    once(ours, before)
    theirs, mine = [], []
    for _ in range(max(repeats, REPEATS)):
        theirs.append(once(reference, before_reference))
        mine.append(once(ours, before))
    return figure(mine, theirs, named=named, at_most=at_most)


def figure(
    ours: Sequence[float],
    reference: Sequence[float],
    *,
    named: str,
    at_most: float | None = None,
) -> Figure:
    """Return a figure made of CPU seconds that were measured in some other way."""
    if min(len(ours), len(reference)) < REPEATS:
        raise ValueError(f"a median of fewer than {REPEATS} says little")
    seconds, reference_seconds = statistics.median(ours), statistics.median(reference)
    return {
        "seconds": round(seconds, 6),
        "slowest": round(max(ours), 6),
        "reference": named,
        "reference_seconds": round(reference_seconds, 6),
        "ratio": round(seconds / reference_seconds, 3),
        "at_most": at_most,
        "repeats": len(ours),
    }


@dataclass(frozen=True, slots=True)
class Child:
    """What a finished process took."""

    seconds: float
    peak_bytes: int


def child(arguments: Sequence[str]) -> Child:
    """Run a command to its end and return its CPU time and peak memory."""
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(arguments))
    return Child(usage.ru_utime + usage.ru_stime, _bytes(usage.ru_maxrss))


def python(code: str) -> Child:
    """Run `code` in a Python of its own."""
    return child([sys.executable, "-c", code])


def alone(before: str, work: str) -> float:
    """Return the CPU seconds of the expression `work` in a Python of its own, done once.

    `before` is the code that makes it ready, with its imports, and is not counted.
    """
    clock = "from time import process_time as clock"
    code = f"{before}\n{clock}\nbegun = clock()\nresult = {work}\nprint(clock() - begun)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return float(said.stdout)


def peak_bytes() -> int:
    """Return the most memory this process has held so far."""
    return _bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _bytes(maxrss: int) -> int:
    return maxrss if sys.platform == "darwin" else maxrss * 1024
