"""The code tree and the quick-code box with 2,000 codes: each key typed, to the painted answer."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench_coding_view import application, spread
from bench_window import rest, wait
from measure import Figure, once
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QMainWindow

from qcode.model.changes import Op
from qcode.model.codebook import CodeId
from qcode.model.palette import PALETTE
from qcode.model.text import Span
from qcode.services import importing, projects
from qcode.services.projects import Project
from qcode.store import codes as rows
from qcode.ui.codes.known import KnownCodes
from qcode.ui.codes.pane import CodesPane
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.runner import Runner
from qcode.ui.session import Session

CODES = 2000
BELOW = 9  # subcodes of each top code
FIRST = [
    "tillit",
    "ansvar",
    "plats",
    "trygghet",
    "rykten",
    "ljus",
    "mörker",
    "väg",
    "förening",
    "skola",
]
SECOND = ["staden", "grannar", "kvällen", "torget", "polisen", "barnen", "vintern"]
THIRD = ["som tas", "som skickas vidare", "mellan oss", "utan namn", "efter branden"]
TYPED = ("tillit sta", "mör vin", "polisen 1", "xyz", "ans tas bran")


def run() -> dict[str, Figure]:
    application()
    with tempfile.TemporaryDirectory(prefix="qcode-bench-") as name:
        session = Session(filled(Path(name)), Runner())
        try:
            indexed: list[int] = []
            session.index_changed.connect(indexed.append)
            wait(lambda: 0 in indexed)  # this is not measured here
            return {**filtering(session), **naming(session)}
        finally:
            session.close()


def filled(folder: Path) -> Project:
    """Return a project with one document and a codebook of 2,000 codes in two levels."""
    project = projects.create_project(folder / "codes.qcode", coder="Kim")
    (folder / "a.txt").write_text("Anna: " + "Det var en gång. " * 400, encoding="utf-8")
    importing.import_paths(project, [folder / "a.txt"])
    words = itertools.cycle(itertools.product(FIRST, SECOND, THIRD))
    with project.operation(Op.ADD_CODE, code="") as unit:
        parent: CodeId | None = None
        for number, (one, two, three) in enumerate(itertools.islice(words, CODES)):
            top = number % (BELOW + 1) == 0
            code = rows.add_code(
                unit,
                {
                    "name": f"{one.capitalize()} {two} {three} {number}",
                    "parent_id": None if top else parent,
                    "color": PALETTE[number % len(PALETTE)],
                },
            )
            parent = code if top else parent
    return project


def filtering(session: Session) -> dict[str, Figure]:
    """Type in the filter of the tree, key by key."""
    pane = CodesPane(session)
    pane.resize(300, 900)
    pane.show()
    wait(lambda: pane.tree.model().rowCount() > 0)
    rest()
    seconds = typing(pane.filter)
    pane.close()
    return {"filter_key_2000_codes": spread(seconds, (30.0, 60.0))}


def naming(session: Session) -> dict[str, Figure]:
    """Open the quick-code box again and again, and type in it."""
    window = QMainWindow()
    window.resize(1100, 800)
    window.show()
    box = QuickCodeBox(session, window)
    wait(lambda: KnownCodes.of(session).loaded)
    rest()
    document = session.project.documents()[0].id

    def show() -> None:
        box.open_at(window.mapToGlobal(QPoint(200, 200)), Span(0, 5), document)
        application().processEvents()

    opened = [once(show, box.dismiss) for _ in range(40)]
    line = box.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    typed = typing(line)
    box.dismiss()
    window.close()
    return {
        "quick_box_open_2000_codes": spread(opened, (16.0, 50.0)),
        "quick_box_key_2000_codes": spread(typed, (16.0, 50.0)),
    }


def typing(line: QLineEdit, typed: Sequence[str] = TYPED, rounds: int = 4) -> list[float]:
    """Return the CPU seconds of each key, painting included; clearing is a key too."""
    line.setFocus()
    seconds = []

    def press(key: str) -> None:
        line.insert(key)
        application().processEvents()

    def clear() -> None:
        line.clear()
        application().processEvents()

    for words in typed * rounds:
        seconds += [once(lambda key=key: press(key)) for key in words]
        seconds.append(once(clear))
    return seconds
