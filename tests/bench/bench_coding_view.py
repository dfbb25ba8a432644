"""The coding view beside a bare QPlainTextEdit with the same text, both drawn offscreen.

Goals are those of the project: 1 MB with 10,000 segments in 200 codes, and 50 kB with 200. A
frame is what the program itself does between a wheel event and the finished picture.
"""

from __future__ import annotations

import gc
import itertools
import random
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median

import psutil
from hands import wheel
from measure import Figure, compare, once
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from qcode.formats.turns import detect_turns
from qcode.model.codebook import CodeId
from qcode.model.layout import Layout
from qcode.model.palette import PALETTE
from qcode.model.segment import SegmentId
from qcode.ui.coding.codings import Codings
from qcode.ui.coding.painted import PaintedCode, PaintedSegment
from qcode.ui.coding.view import CodingView
from qcode.ui.garbage import Collector

WORDS = """
    och det är att jag så inte man vi har som på en med för till liksom kanske trygghet staden
    polisen möte nattskift åtgärd samverkan förälder torget hemma egentligen the and of people
    work night meeting trust really something happened because"""
CODES = 200
SIZE = (1100, 800)
LARGE, SMALL = (1_000_000, 10_000), (50_000, 200)
GREATEST = "largest real transcript"

Material = tuple[str, Layout, list[PaintedSegment], dict[CodeId, PaintedCode]]


def transcript(characters: int, seed: int = 7) -> str:
    """Return an interview of about so many characters, the same each time."""
    dice = random.Random(seed)
    turns: list[str] = []
    length = 0
    for number in itertools.count():
        minutes, seconds = divmod(number * 13, 60)
        name = "Intervjuare" if number % 2 == 0 else "Anna"
        said = " ".join(dice.choices(WORDS.split(), k=dice.randrange(4, 70)))
        said += " 😀" * (number % 50 == 7)
        turns.append(f"{name} [{minutes // 60:02}:{minutes % 60:02}:{seconds:02}]: {said}.")
        length += len(turns[-1]) + 1
        if length >= characters:
            return "\n".join(turns)
    raise AssertionError


@cache
def material(characters: int, segments: int) -> Material:
    """Return a transcript and codings all over it, of the length that people's have."""
    return coded(transcript(characters), segments)


def coded(text: str, segments: int) -> Material:
    """Return a text with made-up codings."""
    dice = random.Random(11)
    made = []
    for number in range(1, segments + 1):
        length = int(min(1500, max(15, dice.lognormvariate(4.7, 0.8))))
        start = dice.randrange(0, len(text) - length)
        code = CodeId(dice.randrange(1, CODES + 1))
        made.append(PaintedSegment(SegmentId(number), start, start + length, code, "Maria"))
    codes = {
        CodeId(number): PaintedCode(
            CodeId(number),
            f"Theme {number % 20}/Code {number}",
            f"Code {number}",
            PALETTE[number % 12],
        )
        for number in range(1, CODES + 1)
    }
    return text, Layout(detect_turns(text).turns), made, codes


def application() -> QApplication:
    """Return the one application, with garbage collected as the program does it."""
    running = QApplication.instance()
    found = running if isinstance(running, QApplication) else QApplication([])
    Collector.ensure()
    return found


def shown(widget: QWidget) -> QWidget:
    """Show a widget and let Qt finish with it."""
    widget.resize(*SIZE)
    widget.show()
    settle()
    return widget


def settle() -> None:
    """Let what Qt does in the background come to its end."""
    quiet = 0
    while quiet < 3:
        start = time.process_time()
        application().processEvents()
        quiet = quiet + 1 if time.process_time() - start < 0.0005 else 0
        time.sleep(0.002)


def opened(of: Material) -> CodingView:
    """Return a view that shows a document and has nothing left to do."""
    view = CodingView()
    shown(view)
    view.set_document(*of)
    view.grab()
    settle()
    return view


@cache
def one_paragraph(characters: int, segments: int) -> Material:
    """Return the same talk without paragraphs, as some programs write it."""
    text = transcript(characters).replace("\n", " ")
    return coded(text, segments)


def open_one(of: Material, at_most: float | None, *, all_done: bool = False) -> Figure:
    """Opening, from the call to the first picture, in a window that is there already.

    With `all_done`, to the end of what is put off until then: formatting, wrapping, lanes.
    """
    view, plain = CodingView(), QPlainTextEdit()
    shown(view)
    shown(plain)

    def ours() -> None:
        view.set_document(*of)
        view.grab()
        if all_done:
            settle()

    def bare() -> None:
        plain.setPlainText(of[0])
        plain.grab()

    def clear() -> None:
        view.set_document("", Layout(), (), {})
        plain.clear()
        settle()

    found = compare(
        ours,
        bare,
        named="QPlainTextEdit.setPlainText",
        at_most=at_most,
        before=clear,
        before_reference=clear,
        repeats=7,
    )
    view.deleteLater()
    plain.deleteLater()
    settle()
    return found


def spread(seconds: list[float], limit: tuple[float, float] | None = None) -> Figure:
    """Return median, 95th percentile and worst in milliseconds."""
    ordered = sorted(seconds)
    found: Figure = {
        "ms": round(1e3 * median(ordered), 3),
        "p95_ms": round(1e3 * ordered[int(len(ordered) * 0.95)], 3),
        "worst_ms": round(1e3 * ordered[-1], 3),
        "repeats": len(ordered),
    }
    if limit:
        found["p95_at_most_ms"], found["worst_at_most_ms"] = limit
    return found


def timed(work: Callable[[int], object], repeats: int) -> list[float]:
    """Return the CPU seconds of each of several steps, painting included."""

    def frame(step: int) -> float:
        return once(lambda: (work(step), application().processEvents()))

    return [frame(step) for step in range(repeats)]


def scroll(view: CodingView | QPlainTextEdit) -> dict[str, Figure]:
    """Frames of the wheel, by the page, and of a thumb dragged all over the document."""
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    application().processEvents()
    dice = random.Random(5)
    limit = (16.0, 50.0)
    page = bar.pageStep()
    return {
        "wheel": spread(timed(lambda _step: wheel(view.viewport(), QPoint(200, 200)), 150), limit),
        "page": spread(timed(lambda _step: bar.setValue(bar.value() + page), 60), limit),
        "drag": spread(timed(lambda _step: bar.setValue(dice.randrange(bar.maximum())), 60), limit),
    }


def change(view: CodingView) -> dict[str, Figure]:
    """Adding, removing and recolouring one segment in sight, to the finished picture."""
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 3)
    application().processEvents()
    here = view.place() + 200
    segments = [
        PaintedSegment(SegmentId(1_000_000 + step), here + step, here + 90 + step, CodeId(3))
        for step in range(60)
    ]
    limit = (30.0, 50.0)
    recolored = [
        PaintedCode(CodeId(3), "A/B", "B", PALETTE[step % len(PALETTE)]) for step in range(60)
    ]
    hovered = view.segments_at(here) or [SegmentId(1)]
    return {
        "add_segment": spread(
            timed(lambda step: view.change_segments([segments[step]]), 60), limit
        ),
        "remove_segment": spread(
            timed(lambda step: view.change_segments([], [segments[step].id]), 60), limit
        ),
        "recolor_code": spread(timed(lambda step: view.update_codes([recolored[step]]), 60), limit),
        "select_segment": spread(
            timed(lambda step: view.set_selected_segment(hovered[0] if step % 2 else None), 60),
            (16.0, 50.0),
        ),
    }


def query() -> Figure:
    """Finding the segments of one screen among 10,000."""
    text, _layout, segments, codes = material(*LARGE)
    codings = Codings(text, segments, codes)
    codings.complete()
    dice = random.Random(3)
    starts = [dice.randrange(len(text) - 2500) for _ in range(500)]
    seconds = once(lambda: [codings.within(start, start + 2500) for start in starts])
    return {"microseconds": round(1e6 * seconds / len(starts), 1), "repeats": len(starts)}


def memory() -> Figure:
    """What the open document of 1 MB takes, beyond the text and the segments themselves."""
    ours, bare = held("ours"), held("bare")
    return {
        "bytes": ours,
        "bytes_of_a_bare_one": bare,
        "times_a_bare_one": round(ours / bare, 2),
        "at_most": 2.0,
    }


def held(kind: str) -> int:
    """Return the bytes that opening in one of the widgets took, in a process of its own."""
    command = [sys.executable, __file__, kind]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def hold(kind: str) -> None:
    """Open the large document in one of the widgets and print how much memory that took."""
    application()
    of = material(*LARGE)
    view, plain = CodingView(), QPlainTextEdit()
    widget = shown(view if kind == "ours" else plain)
    widget.grab()
    gc.collect()
    before = psutil.Process().memory_info().rss
    if kind == "ours":
        view.set_document(*of)
    else:
        plain.setPlainText(of[0])
    widget.grab()
    settle()
    gc.collect()
    sys.stdout.write(str(psutil.Process().memory_info().rss - before))


def greatest_transcript() -> Material | None:
    """Return the largest text among the real transcripts, if they are there."""
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "transcripts"
    files = sorted(folder.rglob("*.txt"), key=lambda path: path.stat().st_size)
    if not files:
        return None
    return coded(files[-1].read_text(encoding="utf-8", errors="replace"), 500)


def run() -> dict[str, object]:
    """Return all figures of the coding view."""
    application()
    figures: dict[str, object] = {
        "open 50 kB, 200 segments": open_one(material(*SMALL), 1.5),
        "open 1 MB, 10,000 segments": open_one(material(*LARGE), 2.5),
        "open 1 MB, and all done": open_one(material(*LARGE), None, all_done=True),
        "open 1 MB in one paragraph": open_one(one_paragraph(*LARGE), 2.5),
        "query 10,000 segments": query(),
        "memory of 1 MB, 10,000 segments": memory(),
    }
    if (real := greatest_transcript()) is not None:
        figures[f"open {GREATEST}"] = open_one(real, 2.5)
    view = opened(one_paragraph(*LARGE))
    figures["scroll 1 MB in one paragraph"] = scroll(view)
    view.hide()
    plain = QPlainTextEdit()
    shown(plain)
    plain.setPlainText(material(*LARGE)[0])
    settle()
    figures["scroll, bare QPlainTextEdit"] = scroll(plain)
    plain.hide()
    view = opened(material(*LARGE))
    figures["scroll 1 MB, 10,000 segments"] = scroll(view)
    figures["change 1 MB, 10,000 segments"] = change(view)
    return figures


if __name__ == "__main__":
    hold(sys.argv[1])
