"""A code applied in the window, from the service to the repainted page, among 10,000 segments."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bench_coding_view import settle
from bench_project import INSERT, SEGMENTS, copy_of, filled, paragraphs
from measure import Figure, compare
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from swedish_text import interviews

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import coding
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.runner import Runner
from qcode.ui.session import Session

ROUNDS = 41
SCREEN = 1999  # characters that are surely in sight; a prime number, so no place comes twice


def run() -> dict[str, Figure]:
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        texts = itertools.islice(interviews(20), 20)
        text = "\n".join(itertools.chain.from_iterable(map(paragraphs, texts)))
        project = filled(Path(name) / "window.qcode", [text])
        step = len(text) // (SEGMENTS + 1)
        spans = [Span(at * step, at * step + 40) for at in range(SEGMENTS)]
        coding.apply_to_many(project, {project.documents()[0].id: spans}, "Tillit")
        runner = Runner()
        session = Session(project, runner)
        try:
            with closing(copy_of(project, Path(name) / "bare.db")) as bare:
                figures = applying(session, bare)
        finally:
            session.close()
    application.processEvents()
    return figures


def applying(session: Session, bare: sqlite3.Connection) -> dict[str, Figure]:
    """Code passages on the screen one by one, and wait until each is painted.

    That is, in the text and in the margin. The bar of the whole document follows when the window
    has been idle for a moment, and is not counted.
    """
    project, document = session.project, DocumentId(1)
    pane = ReadingPane(session)
    pane.resize(1100, 800)
    pane.show()
    session.show_document(document)
    wait(lambda: session.document == document, 2000)
    settle()  # what opening puts off is not what coding costs
    (code,) = (code.id for code in project.codebook().children(None))
    coder = next(coder.id for coder in project.coders())
    starts = itertools.count(1)
    coded: list[Span] = []

    shown = QEventLoop()
    session.changed.connect(lambda _changes: shown.quit())  # after the pane, which came first

    def ours() -> None:
        start = 59 * next(starts) % SCREEN
        span = Span(start, start + 7)
        session.do(lambda: coding.apply_code(project, document, span, code))
        shown.exec()
        QApplication.processEvents()  # paints the text, and arranges the margin after that
        QApplication.processEvents()  # paints what looks different in the margin
        coded.append(span)

    def check() -> None:
        """See that the code is there, beside what is measured, and rest."""
        while coded:
            assert pane.view.segments_on(coded.pop())
        rest()

    def reference() -> None:
        start = 59 * next(starts)
        bare.execute(INSERT, (str(uuid.uuid4()), document, code, coder, start, start + 7))
        bare.commit()

    named = "one bare SQLite insert"
    what = f"one code among {SEGMENTS:,} in the window: commit, notice and repaint"
    # Nobody codes without a pause, in which processors slow down and caches are lost: so before
    # each of the two there is one of the same length, which is not counted.
    found = compare(
        ours,
        reference,
        named=named,
        at_most=10,
        repeats=ROUNDS,
        before=check,
        before_reference=rest,
    )
    check()
    return {what: found}


def rest() -> None:
    """Let the window be idle for a moment."""
    wait(lambda: False, until_ms=30)


def wait(reached: Callable[[], bool], until_ms: int = 5000) -> None:
    """Let the window work until something is reached; it is asked again every millisecond."""
    loop, clock = QEventLoop(), QTimer()
    clock.timeout.connect(lambda: reached() and loop.quit())
    clock.start(1)
    QTimer.singleShot(until_ms, loop.quit)
    loop.exec()
