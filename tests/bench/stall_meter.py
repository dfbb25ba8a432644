"""How long the window does not answer: a heartbeat in the event loop, and the gaps between beats.

A key, a click or a repaint that comes during a gap waits for its end. A machine that others use
too makes gaps longer than they are ours: `busy` is that part of a gap in which this process, in
whichever thread, had a processor, so that a thread that holds Python's lock counts as well. One
that needs no lock, as SQLite while it copies a file, counts too; `own` is the window's thread
alone. What the window is held up lies between the two.

What one fixed piece of Python takes is measured before, as a reference for the machine.

With `blame` a thread looks at all stacks while a gap lasts, and at the garbage collector. It
makes gaps somewhat longer, so figures are taken without it.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

# Modules are compiled once, as they are for a user, here and in processes of ours.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

BEAT_MS = 5
NOTED = 0.050  # seconds: what nobody should notice ends here
_LOOK = 0.005
_INNERMOST = 14  # frames of a stack that are told


@dataclass(slots=True)
class Gap:
    """Seconds between two beats, and the processor's seconds in them: all, and this thread's."""

    seconds: float
    busy: float
    own: float
    during: str = ""
    stacks: Counter[str] | None = None  # with `blame`: else the meter would weigh on the memory
    collected: float = 0.0


class StallMeter(QObject):
    """Beats while something is measured. `start`, `note` what is done, `stop`."""

    def __init__(self, *, blame: bool = False) -> None:
        super().__init__()
        self._blame = blame
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._gaps: list[Gap] = []
        self._during = ""
        self._last = (0.0, 0.0, 0.0)
        self._running = False
        self._stacks: Counter[str] = Counter()
        self._collecting = self._collected = 0.0

    def start(self) -> None:
        """Begin to measure."""
        self._gaps = []
        self._last = _clocks()
        self._running = True
        self._timer.start()
        if self._blame:
            gc.callbacks.append(self._collection)
            threading.Thread(
                target=self._look, args=(threading.get_ident(),), name="blame", daemon=True
            ).start()

    def forget(self) -> None:
        """Forget what was measured so far: it only led up to what is meant."""
        self._beat()
        self._gaps = []

    def note(self, what: str) -> None:
        """Say what is done from now on. It ends a gap as a beat does: the window takes it.

        The timer of the beat comes to its turn when no key waits, so that what follows a painting
        would be counted with it, although a key that came meanwhile has been answered.
        """
        if self._running:
            self._beat()
        self._during = what

    def stop(self) -> list[Gap]:
        """Stop and return all gaps, in their order."""
        self._beat()
        self._running = False
        self._timer.stop()
        if self._blame:
            gc.callbacks.remove(self._collection)
        return self._gaps

    def _beat(self) -> None:
        now = _clocks()
        seconds, busy, own = (new - old for new, old in zip(now, self._last, strict=True))
        gap = Gap(seconds, min(seconds, busy), own, self._during)
        if self._blame:
            gap.stacks, self._stacks = self._stacks, Counter()
        gap.collected, self._collected = self._collected, 0.0
        self._last = now
        self._gaps.append(gap)

    def _collection(self, phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            self._collecting = time.perf_counter()
        else:
            self._collected += time.perf_counter() - self._collecting

    def _look(self, main: int) -> None:
        while self._running:
            time.sleep(_LOOK)
            if time.perf_counter() - self._last[0] < NOTED / 2:
                continue
            names = {thread.ident: thread.name for thread in threading.enumerate()}
            for number, frame in sys._current_frames().items():
                name = "main" if number == main else names.get(number, "?")
                told = _told(frame)
                if name != "blame" and told:
                    self._stacks[f"{name}: {told}"] += 1


def _clocks() -> tuple[float, float, float]:
    return time.perf_counter(), time.process_time(), time.thread_time()


def _told(frame: FrameType) -> str:
    """Return the innermost lines of a stack, "" for a thread that waits for work."""
    stack = traceback.extract_stack(frame)
    if stack[-1].name in ("wait", "_worker"):
        return ""
    places = (f"{each.filename.rpartition('/')[2]}:{each.lineno} {each.name}" for each in stack)
    return " < ".join(list(places)[: -_INNERMOST - 1 : -1])


def percentile(gaps: list[Gap], share: float) -> float:
    """Return the gap in seconds that a moment of the session falls into at most, for `share`.

    Weighed by time, as whoever presses a key at a random moment meets them.
    """
    ordered = sorted(gap.seconds for gap in gaps)
    left = sum(ordered) * share
    for seconds in ordered:
        left -= seconds
        if left <= 0:
            return seconds
    return ordered[-1]


def figures(gaps: list[Gap]) -> dict[str, object]:
    """Return what is reported of a session, in milliseconds."""
    longest = max(gaps, key=lambda gap: gap.seconds)
    return {
        "longest_ms": round(1e3 * longest.seconds, 1),
        "longest_busy_ms": round(1e3 * max(gap.busy for gap in gaps), 1),
        "longest_own_ms": round(1e3 * max(gap.own for gap in gaps), 1),
        "p99_ms": round(1e3 * percentile(gaps, 0.99), 1),
        "above_50_ms": sum(gap.busy > NOTED for gap in gaps),
        "during": longest.during,
        "at_most_ms": 1e3 * NOTED,
        "seconds": round(sum(gap.seconds for gap in gaps), 1),
    }


def reference_ms() -> float:
    """Return how long a fixed piece of Python takes now, the median of nine."""

    def piece() -> float:
        begun = time.perf_counter()
        sum(number * number for number in range(100_000))
        return time.perf_counter() - begun

    return round(1e3 * sorted(piece() for _ in range(9))[4], 1)


def blame(gaps: list[Gap], write: Callable[[str], object]) -> None:
    """Tell of each noted gap which stacks were seen in it, the commonest first."""
    for gap in gaps:
        if gap.seconds > NOTED:
            collected = f", collecting {1e3 * gap.collected:.0f}" if gap.collected else ""
            write(
                f"  {1e3 * gap.seconds:.0f} ms, busy {1e3 * gap.busy:.0f}{collected}: {gap.during}"
            )
            for stack, times in (gap.stacks or Counter()).most_common(5):
                write(f"    {times} × {stack}")


def wait(reached: Callable[[], bool], *, until_s: float = 300, then_ms: int = 0) -> None:
    """Let the window work until something is reached, and `then_ms` on. Raises `TimeoutError`."""
    end = time.monotonic() + until_s
    while not reached():
        if time.monotonic() > end:
            raise TimeoutError("the window never came to it")
        pause(20)
    if then_ms:
        pause(then_ms)


def pause(ms: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
