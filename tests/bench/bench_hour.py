"""An hour of coding, replayed: 5,000 random things done with keys and clicks in one window.

Nothing may go wrong, the project must be whole at the end, and memory must not grow by more than
a tenth from the second fifth of the hour, when all is loaded, to its end; both times the window
has the size it began with, as the picture of a larger one needs more.
`python tests/bench/bench_hour.py [ACTIONS [SEED]]` runs it alone.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from researcher import Researcher
from stall_meter import StallMeter, figures, pause, wait

from qcode.services import sample
from qcode.ui.application import Application
from qcode.ui.garbage import collect_all
from qcode.ui.window.mainwindow import MainWindow

ACTIONS = 5_000
LOADED = 0.2  # of the actions, after which everything that is loaded once has been
GROWTH = 1.10
PARTS = 20
SIZE = (1360, 860)  # pixels, of the window


def run() -> dict[str, object]:
    return {f"{ACTIONS:,} random actions of a user": hour(ACTIONS, seed=1)}


def hour(actions: int, *, seed: int) -> dict[str, object]:
    """Do so many things in a window with the sample project, and say how it went."""
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        path = Path(name) / "hour.qcode"
        sample.build_sample(path, coder="Ines").close()
        application = Application()
        window = application.window
        window.resize(*SIZE)
        window.show()
        window.open_project(path)
        wait(lambda: window.desk is not None, then_ms=500)
        assert window.session is not None
        window.session.show_document(window.session.project.documents()[0].id)
        wait(lambda: window.session is not None and window.session.document is not None)
        researcher = Researcher(window, seed)
        try:
            return measured(researcher, actions, window)
        finally:
            researcher.go_home()
            window.close()
            pause(50)


def measured(researcher: Researcher, actions: int, window: MainWindow) -> dict[str, object]:
    start = time.monotonic()
    first = int(actions * LOADED)
    researcher.work(first)
    before = held(window)
    kinds: dict[str, list[float]] = {}
    parts = list(worked(researcher, actions - first, kinds))
    after = held(window)
    assert window.session is not None
    project = window.session.project
    findings = project.verify()
    return {
        "actions": actions,
        "minutes": round((time.monotonic() - start) / 60, 1),
        "faults": researcher.faults,
        "findings": [str(finding) for finding in findings],
        "operations": project.last_operation(),
        "memory_then": before,
        "memory_in_the_end": after,
        "growth": round(after / before, 3),
        "growth_at_most": GROWTH,
        "longest_ms": max(part["longest_ms"] for part in parts),
        "longest_busy_ms": max(part["longest_busy_ms"] for part in parts),
        "above_50_ms": sum(part["above_50_ms"] for part in parts),
        "p99_ms": max(part["p99_ms"] for part in parts),
        "done": dict(researcher.done.most_common()),
        "own_ms_by_kind": {name: told(kinds[name]) for name in sorted(kinds)},
    }


def worked(
    researcher: Researcher, actions: int, kinds: dict[str, list[float]]
) -> Iterator[dict[str, Any]]:
    """Work in parts and yield the stalls of each: what a meter notes must not weigh.

    `kinds` gets for each thing that was done, by what it was, the longest the window's thread had
    the processor without an answer, in seconds: what others do on the machine does not count.
    """
    for number in range(PARTS):
        meter = StallMeter()
        meter.start()
        share = actions * (number + 1) // PARTS - actions * number // PARTS
        researcher.work(share, meter.note)
        gaps = meter.stop()
        longest: dict[str, float] = {}
        for gap in gaps:
            longest[gap.during] = max(gap.own, longest.get(gap.during, 0.0))
        longest.pop("", None)  # before the first
        for during, seconds in longest.items():
            kinds.setdefault(during.partition(" ")[0], []).append(seconds)
        yield figures(gaps)
        meter.deleteLater()


def told(seconds: list[float]) -> dict[str, float]:
    """Return how often something was done, and of its longest waits median, p95 and worst."""
    seconds.sort()
    last = len(seconds) - 1
    median, p95 = seconds[last // 2], seconds[round(0.95 * last)]
    milliseconds = {"median": median, "p95": p95, "worst": seconds[-1]}
    return {"times": len(seconds), **{k: round(1e3 * v, 1) for k, v in milliseconds.items()}}


def held(window: MainWindow) -> int:
    """Return the bytes this process holds at rest: what the program does then is done at once."""
    window.resize(*SIZE)
    pause(300)
    collect_all()
    return int(psutil.Process().memory_info().rss)


if __name__ == "__main__":
    arguments = [int(each) for each in sys.argv[1:]]
    found = hour(arguments[0] if arguments else ACTIONS, seed=(arguments[1:] or [1])[0])
    for key, value in found.items():
        sys.stdout.write(f"{key}: {value}\n")
