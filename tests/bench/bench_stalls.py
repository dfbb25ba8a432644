"""The longest time the window does not answer, in scripted sessions with a large project.

Each scenario has a window and a copy of the project of its own: 1,000 documents of 50 kB, one
of them of 1 MB with 10,000 segments, 2,000 codes, 1,000 memos, 20,000 operations, all indexed.
`python tests/bench/bench_stalls.py [--blame] [--times N] --keep FOLDER [SCENARIO …]` runs some
of them, says which code held the window up, and keeps the project for the next run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import qcode.ui  # noqa: F401 - first, as in the program: else PySide looks into each module

# isort: split
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from stall_changes import CHANGES
from stall_meter import StallMeter, blame, figures, pause, reference_ms, wait
from stall_project import CODES, COPIES, FILES, MEMOS, OPERATIONS, SEGMENTS, TEXTS, build
from stall_stage import Stage

from qcode.model.text import Span
from qcode.services import codes, coding, hit_coding, memos
from qcode.services.retrieval import EVERYTHING, Selection
from qcode.ui.application import Application
from qcode.ui.exchange.exporting import ExportProject
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.found.excerpts import Grouping
from qcode.ui.growing import open_in_parts
from qcode.ui.importing.dialog import ImportDialog
from qcode.ui.theme import Scheme

EXPORTED = SEGMENTS // 2
SOME = 100  # files of an import while one works
WORDS = ("trygghet", "och", "ansvar")
COMMON = "trygghet"
MIDDLE = 500_000  # of the large text, in code points

# -- scenarios


def opening(stage: Stage) -> None:
    stage.meter.note("opening")
    stage.open(stage.folder / "large.qcode")
    assert stage.panes.documents.documents.rowCount() == TEXTS * COPIES
    stage.meter.note("scrolling the list")
    stage.scroll(stage.panes.documents.view)


def importing(stage: Stage) -> None:
    files = stage.folder / "files"
    stage.meter.note("reading")
    dialog = ImportDialog(stage.session, [files], stage.window)
    dialog.open()
    wait(lambda: not dialog.busy, then_ms=300)
    assert dialog.entries.rowCount() == FILES
    stage.meter.note("scrolling the dialog")
    stage.scroll(dialog.files)
    stage.meter.note("choosing all")
    dialog.files.selectAll()
    pause(200)
    stage.meter.note("adding")
    dialog.add()
    before = TEXTS * COPIES
    shown = stage.panes.documents.documents
    wait(lambda: not stage.session.runner.writing and shown.rowCount() == before + FILES)
    stage.meter.note("indexing")
    pause(2000)  # the index begins
    stage.settle()


def importing_some(stage: Stage) -> None:
    stage.read_large()
    stage.meter.forget()
    stage.meter.note("reading")
    some = sorted((stage.folder / "files").iterdir())[:SOME]
    dialog = ImportDialog(stage.session, some, stage.window)
    dialog.open()
    wait(lambda: not dialog.busy, then_ms=300)
    stage.meter.note("adding while one scrolls the text")
    dialog.add()
    while stage.panes.documents.documents.rowCount() < TEXTS * COPIES + SOME:
        stage.scroll(stage.panes.reading.view, frames=10)
    stage.meter.note("indexing while one scrolls the text")
    for _ in range(8):
        stage.scroll(stage.panes.reading.view, frames=10)
    stage.settle()


def reading(stage: Stage) -> None:
    stage.meter.note("opening 1 MB")
    stage.read_large()
    stage.meter.note("scrolling")
    stage.scroll(stage.panes.reading.view)


def editing(stage: Stage) -> None:
    stage.read_large()
    stage.meter.forget()
    reading = stage.panes.reading
    reading.view.select(Span(MIDDLE, MIDDLE))
    stage.meter.note("opening 1 MB for editing")
    reading.edit_text()
    wait(lambda: reading._edit.page is not None, then_ms=1500)
    page = reading._edit.page
    assert page is not None
    stage.meter.note("typing")
    for letter in "en ny mening i mitten ":
        QTest.keyClick(page.editor, letter)
        pause(60)
    stage.meter.note("new paragraphs, put in and taken out")
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Backspace):
        QTest.keyClick(page.editor, key)
        pause(500)
    stage.meter.note("going about")
    stage.scroll(page.editor, frames=20)
    stage.meter.note("another width")
    stage.drag_divider(stage.panes._main.handle(2), by=-200)
    pause(500)
    stage.meter.note(f"replacing {COMMON}")
    page.open_replace()
    page.replacing.found.setText(COMMON)
    page.replacing.instead.setText("trygghetens")
    pause(500)
    page.replacing.replace_all()
    pause(1000)
    stage.meter.note("keeping it")
    page.done()
    wait(lambda: reading._edit.page is None)
    stage.settle(1500)
    stage.meter.note("undoing")
    stage.session.undo()
    stage.settle(1500)


def retrieving(stage: Stage) -> None:
    stage.meter.note("retrieving")
    stage.session.retrieve(EVERYTHING)
    stage.settle(500)
    passages = stage.panes.passages
    assert len(passages._list.rows.rows) > SEGMENTS
    stage.meter.note("scrolling")
    stage.scroll(passages._list)
    stage.meter.note("grouping by document")
    passages.arrange(Grouping.DOCUMENT)
    pause(500)
    stage.meter.note("unfolding one")
    passages._list.choose_row(SEGMENTS // 2)
    QTest.keyClick(passages._list, Qt.Key.Key_Space)
    pause(300)
    stage.meter.note("widening the pane")
    stage.drag_divider(stage.panes._main.handle(2), by=-200)
    pause(500)
    stage.meter.note("coding while they are listed")
    project = stage.session.project
    number = project.documents()[0].id
    code = next(iter(project.codebook().codes))
    stage.session.do(lambda: coding.apply_code(project, number, Span(3, 9), code))
    stage.settle(500)


def searching(stage: Stage) -> None:
    pane = stage.panes.search
    pane.ask("")
    for word in WORDS:
        stage.meter.note(f"typing {word}")
        stage.type(pane._line, word)
        wait(lambda word=word: (found := pane.found()) is not None and found.query == word)
        stage.settle(200)
        stage.meter.note(f"scrolling to the end of {word}")
        for _ in range(4):
            bar = pane._list.verticalScrollBar()
            bar.setValue(bar.maximum())
            stage.settle(200)
        stage.scroll(pane._list, frames=20)
        stage.meter.note("clearing")
        pane._line.clear()
        pause(300)


def filtering_codes(stage: Stage) -> None:
    pane = stage.panes.codes
    pane.filter.setFocus()
    for text in ("kod 1", "grupp"):
        stage.meter.note(f"typing {text}")
        stage.type(pane.filter, text)
        stage.meter.note("scrolling")
        stage.scroll(pane.tree, frames=20)
        stage.meter.note("deleting")
        for _ in text:
            QTest.keyClick(pane.filter, Qt.Key.Key_Backspace)
            pause(120)
    stage.meter.note("opening all")
    pane.tree.expandAll()
    pause(200)
    stage.meter.note("renaming")
    project = stage.session.project
    code = list(project.codebook().codes)[77]
    stage.session.do(lambda: codes.rename_code(project, code, "Annat namn"))
    stage.settle()
    stage.meter.note("adding")
    stage.session.do(lambda: codes.add_path(project, "Grupp 5/Alldeles ny"))
    stage.settle()


def autocoding(stage: Stage) -> None:
    stage.read_large()
    stage.session.search_wanted.emit(COMMON)
    stage.settle(500)
    stage.meter.forget()
    stage.meter.note("coding all hits")
    project = stage.session.project
    before = project.last_operation()
    path = project.codebook().path(next(iter(project.codebook().codes)))
    searcher = stage.session.searcher
    stage.session.do(lambda: hit_coding.autocode(searcher, COMMON, path))
    wait(lambda: project.last_operation() > before)
    stage.settle(500)
    found = stage.panes.search.found()
    assert found is not None
    assert found.total > SEGMENTS
    stage.meter.note("undoing")
    stage.session.undo()
    wait(lambda: not stage.session.runner.writing)
    stage.settle(500)


def looking_back(stage: Stage) -> None:
    pane = stage.panes.history
    stage.meter.note("showing")
    stage.panes.focus(pane)
    pause(500)
    for _ in range(40):
        stage.meter.note(f"going down, {len(pane.lines())} lines")
        bar = pane._list.verticalScrollBar()
        bar.setValue(bar.maximum())
        stage.settle(20)
    stage.meter.note("scrolling")
    stage.scroll(pane._list)
    stage.meter.note("one more operation")
    project = stage.session.project
    stage.session.do(lambda: memos.add_memo(project, "Till", "Ett till"))
    stage.settle()


def filtering_memos(stage: Stage) -> None:
    pane = stage.panes.memos
    stage.meter.note("showing")
    stage.panes.focus(pane)
    stage.settle(500)
    stage.meter.note("scrolling")
    stage.scroll(pane._list)
    for text in ("memo 7", "trygg"):
        stage.meter.note(f"typing {text}")
        stage.type(pane._filter, text)
        for _ in text:
            QTest.keyClick(pane._filter, Qt.Key.Key_Backspace)
            pause(120)
    stage.meter.note("opening one")
    pane.open_memo(pane._shelf.memos[500].id)
    pause(300)


def exporting(stage: Stage) -> None:
    stage.read_large()
    stage.meter.forget()
    half = frozenset(list(stage.session.project.codebook().codes)[: CODES // 2])
    stage.meter.note("opening the report builder")
    selection, window = Selection(codes=half), stage.window
    open_in_parts(window, lambda: ExportDialog(stage.session, selection, window))
    wait(lambda: any(each.isVisible() for each in window.findChildren(ExportDialog)), then_ms=1000)
    (dialog,) = window.findChildren(ExportDialog)
    for suffix in ("docx", "html"):
        stage.meter.note(f"exporting {suffix}")
        out = stage.folder / f"report.{suffix}"
        dialog.write(out)
        while not out.exists():
            stage.scroll(stage.panes.reading.view, frames=20)
    stage.settle()
    dialog.close()


def taking(stage: Stage) -> None:
    stage.read_large()
    stage.meter.forget()
    stage.take_in("theirs.qdpx")
    documents = stage.panes.documents.documents
    stage.meter.note("when it is in")
    for _ in range(8):
        stage.scroll(stage.panes.reading.view, frames=10)
    stage.meter.note("undoing")
    stage.session.undo()
    while documents.rowCount() > TEXTS * COPIES:
        stage.scroll(stage.panes.reading.view, frames=10)
    stage.settle(500)


def giving(stage: Stage) -> None:
    stage.read_large()
    stage.meter.forget()
    stage.meter.note("foreseeing")
    dialog = ExportProject(stage.session, stage.window)
    dialog.open()
    while not dialog.main.isEnabled():
        stage.scroll(stage.panes.reading.view, frames=10)
    stage.meter.note("writing")
    out = stage.folder / "ours.qdpx"
    dialog.write(out)
    while not out.exists():
        stage.scroll(stage.panes.reading.view, frames=10)
    stage.settle(500)
    dialog.close()


def checking(stage: Stage) -> None:
    stage.read_large()
    stage.meter.forget()
    desk = stage.window.desk
    assert desk is not None
    for what, begin in (
        ("verifying", desk.verify),
        ("backing up", lambda: desk.back_up(stage.folder / "copy.qcode")),
    ):
        stage.meter.note(what)
        begin()
        pause(50)
        while stage.session.runner._wishes:
            stage.scroll(stage.panes.reading.view, frames=20)
    stage.settle()


def dressing(stage: Stage) -> None:
    stage.read_large()
    stage.session.retrieve(EVERYTHING)
    stage.settle(500)
    stage.meter.forget()
    for scheme in (Scheme.DARK, Scheme.LIGHT, Scheme.DARK, Scheme.LIGHT):
        stage.meter.note(f"to {scheme}")
        stage.application.theme.choose(scheme)
        pause(500)


Scenario = Callable[[Stage], None]
UNOPENED = {"open", *CHANGES}  # they begin with an empty window
SCENARIOS: dict[str, tuple[str, Scenario]] = {
    "open": (f"open {TEXTS * COPIES:,} documents (50 MB) and list them", opening),
    "import": (f"import {FILES:,} files through the dialog", importing),
    "import some": (f"import {SOME} files and go on reading", importing_some),
    "read": (f"open a document of 1 MB with {SEGMENTS:,} segments, scroll it", reading),
    "edit": ("edit the text of 1 MB, replace a common word, keep it, undo", editing),
    "retrieve": (f"retrieve {SEGMENTS:,} excerpts, scroll them", retrieving),
    "search": ("search common words in 50 MB, to the last hit", searching),
    "codes": (f"filter {CODES:,} codes", filtering_codes),
    "autocode": (f"code {SEGMENTS:,} hits at once, then undo", autocoding),
    "history": (f"look back at {OPERATIONS:,} operations", looking_back),
    "memos": (f"filter {MEMOS:,} memos", filtering_memos),
    "export": (f"export {EXPORTED:,} segments while reading", exporting),
    "take": (f"take a REFI-QDA project of {TEXTS * COPIES:,} documents in, undo", taking),
    "give": (f"write {TEXTS * COPIES:,} documents as a REFI-QDA project", giving),
    "check": ("verify and back up 50 MB while reading", checking),
    "theme": ("switch the theme with all this listed", dressing),
    **CHANGES,
}


# -- running


@contextmanager
def staged(original: Path, *, blaming: bool, opened: bool) -> Iterator[Stage]:
    """Give a window with a copy of the project, open unless that is what is measured."""
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        folder = Path(name)
        shutil.copy(original / "large.qcode", folder)
        shutil.copytree(original / "home", folder / "home")  # the index, and no other traces
        os.environ["QCODE_HOME"] = str(folder / "home")
        application = Application()
        application.window.show()
        for given in ("files", "theirs.qdpx", "theirs.sqlite3", "coded.qcode"):
            (folder / given).symlink_to(original / given)
        stage = Stage(application, StallMeter(blame=blaming), folder)
        pause(1500)  # the window gets ready to open a project
        if opened:
            stage.open(folder / "large.qcode")
            pause(1000)
        try:
            yield stage
        finally:
            application.window.close()
            application.window.deleteLater()
            pause(50)


def measured(name: str, original: Path, *, blaming: bool = False) -> Mapping[str, object]:
    """Return the figures of one scenario."""
    _title, scenario = SCENARIOS[name]
    with staged(original, blaming=blaming, opened=name not in UNOPENED) as stage:
        reference = reference_ms()
        stage.meter.start()
        scenario(stage)
        gaps = stage.meter.stop()
    if blaming:
        blame(gaps, lambda line: print(line, flush=True))
    return {**figures(gaps), "reference_ms": reference}


def run() -> dict[str, Mapping[str, object]]:
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        build(Path(name))
        return {title: measured(each, Path(name)) for each, (title, _do) in SCENARIOS.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Find what holds the window up.")
    parser.add_argument("names", nargs="*", metavar="SCENARIO", help=", ".join(SCENARIOS))
    parser.add_argument("--blame", action="store_true", help="tell which code was running")
    parser.add_argument("--times", type=int, default=1, help="how often each is run")
    parser.add_argument("--keep", type=Path, required=True, help="folder for the large project")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not (options.keep / "coded.qcode").exists():
        options.keep.mkdir(parents=True, exist_ok=True)
        build(options.keep)
    for name in options.names or SCENARIOS:
        for _ in range(options.times):
            print(name, dict(measured(name, options.keep, blaming=options.blame)), flush=True)


if __name__ == "__main__":
    main()
