"""From a key press to the hits on the screen, over mixed queries in a large project.

The project is that of the stalls: 1,000 documents of 50 kB, one of them of 1 MB with 10,000
segments, 2,000 codes, 1,000 memos, all indexed. Each query but its last letter is typed and
answered; then the last letter is pressed, and the clock stops when the answer has been painted.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from stall_project import build

from qcode.index.analysis import words
from qcode.services.projects import Project, open_project
from qcode.services.settings import load_settings
from qcode.ui.application import Application
from qcode.ui.runner import Runner
from qcode.ui.search.asking import Answer
from qcode.ui.search.pane import SearchPane
from qcode.ui.session import Session

QUERIES = 200
GOAL_MS = {"p50": 50, "p95": 120}
PATIENCE_MS = 20_000


def run() -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        home, folder = os.environ.get("QCODE_HOME"), Path(name)
        build(folder)  # which has a home of its own, with the index
        figures = measure(folder / "large.qcode")
        if home is not None:
            os.environ["QCODE_HOME"] = home
    return figures


def measure(path: Path) -> dict[str, dict[str, float]]:
    """Return the figures for a project that is indexed."""
    load_settings()
    application = Application()
    project = open_project(path, coder="Anna", read_only=True)
    runner = Runner()
    session = Session(project, runner)
    runner.setParent(session)
    pane = SearchPane(session)
    pane.resize(380, 760)
    pane.show()
    typist = Typist(pane)
    typist.type("och")  # what is loaded once is loaded
    figures = {}
    for lines in (False, True):
        pane.look(pane._look.__class__(lines=lines))
        took = [typist.type(query) for query in queries(project)]
        kind = "lines" if lines else "passages"
        figures[f"key press to {kind} on the screen, ms"] = {
            **_quantiles("", [wall for wall, _cpu in took]),
            **_quantiles("cpu_", [cpu for _wall, cpu in took]),
            **{f"at_most_{name}": limit for name, limit in GOAL_MS.items()},
        }
    pane.hide()
    session.close()
    del application
    return figures


class Typist:
    """Types queries and waits for what is painted."""

    def __init__(self, pane: SearchPane) -> None:
        self._pane = pane
        self._wanted = ""
        self._loop = QEventLoop()
        self._painted = (0.0, 0.0)
        pane._asking.answered.connect(self._arrived)

    def type(self, query: str) -> tuple[float, float]:
        """Return how many milliseconds the last letter took, on the clock and of the processor."""
        self._pane._line.setText(query[:-1])
        self._wait(query[:-1])
        began = time.perf_counter(), time.process_time()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, query[-1])
            QApplication.sendEvent(self._pane._line, key)
        self._wait(query)
        return tuple(  # type: ignore[return-value]
            1000 * (after - before) for before, after in zip(began, self._painted, strict=True)
        )

    def _wait(self, query: str) -> None:
        self._wanted = query.strip()
        self._loop.exec()
        rest = time.perf_counter() + 0.12  # as between two keys: what comes behind comes now
        while time.perf_counter() < rest:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    def _arrived(self, answer: Answer) -> None:
        if answer.found.wish.query == self._wanted and self._loop.isRunning():
            self._pane.repaint()  # now, and with all that is in it
            self._painted = time.perf_counter(), time.process_time()
            self._loop.quit()


def queries(project: Project) -> Iterator[str]:
    """Yield mixed queries, the same each time; none is unfinished without its last letter."""
    dice = random.Random(4)
    texts = [project.text(row.id).text for row in dice.sample(project.documents(), 20)]
    counts = Counter(word for text in texts for word in words(text))
    ranked = [word for word, _count in counts.most_common() if len(word) > 3]
    common, usual, rare = ranked[:40], ranked[40:1000], ranked[1000:]
    some = dice.choice
    for number in range(QUERIES):
        text = words(some(texts))
        at = dice.randrange(len(text) - 3)
        yield (
            some(common),
            some(usual),
            some(rare),
            f"={some(usual)}",
            f"{some(common)} {some(usual)}",
            f"{some(common)} OR {some(usual)}",
            f"{some(usual)} NOT {some(common)}",
            f"{some(usual)[:4]}*",
            f'"{" ".join(text[at : at + 2])}" {some(common)}',
            f"speaker:R {some(usual)}",
        )[number % 10]


def _quantiles(prefix: str, took: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(took, n=20)
    return {
        f"{prefix}p50": round(cuts[9], 1),
        f"{prefix}p95": round(cuts[18], 1),
        f"{prefix}slowest": round(max(took), 1),
    }


if __name__ == "__main__":
    for what, figure in run().items():
        print(what, figure)
