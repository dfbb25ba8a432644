"""The dialog for another program's project: it shows first, and takes in as one operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.formats import project_readers
from qcode.formats.exchange import (
    ExchangeCode,
    ExchangeDocument,
    ExchangePart,
    ExchangeProject,
    ExchangeSegment,
    FoundOffsets,
)
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.services.history import history
from qcode.services.projects import Project
from qcode.ui.exchange.importing import ImportProject
from qcode.ui.session import Session

GUID = "7c0bdb0a-6f1e-4f0e-9d5b-1c5a7f5c000"
THEIRS = ExchangeProject(
    "Deras",
    origin="Theirs 3",
    codes=(ExchangeCode(f"{GUID}1", "Tillit"),),
    documents=(ExchangeDocument(f"{GUID}2", "Cia", "Hej du."),),
    segments=(
        ExchangeSegment(f"{GUID}3", f"{GUID}2", f"{GUID}1", "", 0, 3),
        ExchangeSegment(f"{GUID}4", f"{GUID}2", f"{GUID}1", "", 0, 300),
    ),
    parts=(ExchangePart(f"{GUID}5", "theirs", "Graph", "Karta", b"<x/>"),),
    offsets=(FoundOffsets(f"{GUID}2", "UTF-16", 0.5, 0.0, 2),),
)
Open = Callable[..., ImportProject]


class Reader:
    """Gives the project that it was told to."""

    name, suffixes = "Theirs", (".theirs",)
    gives = THEIRS

    def knows(self, path: Path) -> bool:
        return path.suffix == ".theirs"

    def read(self, path: Path, job: Job = SILENT) -> ExchangeProject:
        if path.stat().st_size:
            raise UserError("file_damaged", name=path.name, format=self.name)
        return self.gives


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    """The only reader there is."""
    made = Reader()
    monkeypatch.setattr(project_readers, "readers", lambda: [made])
    return made


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "deras.theirs"
    path.write_text("")
    return path


@pytest.fixture
def opened(qtbot: QtBot, session: Session, reader: Reader) -> Iterator[Open]:
    """Open the dialog on a file and wait until it shows what it would bring."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def open_dialog(path: Path, *, new: bool = False) -> ImportProject:
        chosen = None if new else session
        dialog = ImportProject(session.runner, path, window, session=chosen)
        dialog.open()
        qtbot.waitUntil(lambda: dialog.table.rowCount() > 0 or dialog.problem.isVisible())
        return dialog

    yield open_dialog
    window.close()


def _cells(dialog: ImportProject) -> list[list[str]]:
    table = dialog.table
    shown = [column for column in range(4) if not table.isColumnHidden(column)]
    found = []
    for row in range(table.rowCount()):
        items = [table.item(row, column) for column in shown]
        found.append([item.text() for item in items if item is not None])
    return found


def test_all_is_shown_before_anything_is_written(
    opened: Open, session: Session, theirs: Path
) -> None:
    before = session.project.last_operation()
    dialog = opened(theirs)
    assert _cells(dialog) == [
        ["Documents", "1"],
        ["Codes", "1"],
        ["Coded passages", "1"],
        ["Parts kept for other programs", "1"],
    ]
    assert dialog.origin.text() == "Written by Theirs 3: Deras"
    notes = dialog.notes.toPlainText()
    assert "– Cia: 50 % of its passages fit. Look at some of them." in notes
    assert "– Passages beyond the end of their text, left out: 1 (“Cia”)" in notes
    assert "written back" in notes
    assert dialog.summary.text() == "Comes in: 1 document, 1 code, 1 coded passage"
    assert session.project.last_operation() == before
    dialog.reject()
    assert session.project.last_operation() == before


def test_it_comes_in_by_the_keyboard_and_can_be_undone(
    qtbot: QtBot, opened: Open, session: Session, theirs: Path
) -> None:
    dialog = opened(theirs)
    said: list[str] = []
    session.said.connect(said.append)
    qtbot.waitUntil(dialog.import_button.isEnabled)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["Import the project “deras.theirs”"]
    assert "Cia" in [each.name for each in session.project.documents()]
    session.project.undo()
    assert "Cia" not in [each.name for each in session.project.documents()]


def test_what_is_here_already_is_said(
    qtbot: QtBot, opened: Open, session: Session, theirs: Path, reader: Reader
) -> None:
    dialog = opened(theirs)
    with qtbot.waitSignal(session.document_wanted) as shown:
        dialog.take_in()
    cia = next(each for each in session.project.documents() if each.name == "Cia")
    assert shown.args is not None and shown.args[0] == cia.id
    again = opened(theirs)
    assert again.summary.text() == "All of it is here already."
    assert not again.import_button.isEnabled()
    assert not again.update_tick.isVisible()
    again.reject()
    reader.gives = replace(THEIRS, codes=(replace(THEIRS.codes[0], definition="Ny"),))
    other = opened(theirs)
    assert other.update_tick.isVisible()
    assert not other.import_button.isEnabled()
    other.update_tick.click()
    assert other.import_button.isEnabled()
    other.take_in()
    qtbot.waitUntil(
        lambda: "Ny" in [c.definition for c in session.project.codebook().codes.values()]
    )


def test_a_file_that_cannot_be_read_is_said_to_be_none(opened: Open, theirs: Path) -> None:
    theirs.write_text("damaged")
    dialog = opened(theirs)
    assert theirs.name in dialog.problem.text()
    assert not dialog.table.isVisible()
    assert not dialog.import_button.isEnabled()


def test_an_empty_project_is_said_to_be_one(
    qtbot: QtBot, session: Session, theirs: Path, opened: Open, reader: Reader
) -> None:
    reader.gives = ExchangeProject("Tomt")
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ImportProject(session.runner, theirs, window, session=session)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.summary.text() == "There is nothing in this project.")
    assert not dialog.import_button.isEnabled()
    dialog.reject()


def test_a_project_of_its_own_is_made(
    qtbot: QtBot, opened: Open, session: Session, theirs: Path
) -> None:
    dialog = opened(theirs, new=True)
    assert dialog.import_button.text() == "Make a project…"
    out = theirs.with_name("ny.qcode")
    made: list[Project] = []
    dialog.made.connect(made.append)
    dialog.make(out)
    qtbot.waitUntil(lambda: bool(made))
    with made[0] as project:
        assert project.path == out
        assert project.info.name == "Deras"
        assert [each.name for each in project.documents()] == ["Cia"]
        assert len(history(project)) == 2


def test_a_place_that_is_taken_is_said(qtbot: QtBot, opened: Open, theirs: Path) -> None:
    dialog = opened(theirs, new=True)
    out = theirs.with_name("ny.qcode")
    out.write_text("annat")
    dialog.make(out)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert out.read_text() == "annat"
    assert dialog.table.isVisible()
    assert dialog.import_button.isEnabled()
    dialog.reject()


def test_closing_while_it_comes_in_leaves_nothing(
    qtbot: QtBot, opened: Open, session: Session, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(theirs)
    before = session.project.last_operation()
    # Whoever closes it right away is quicker than the lane.
    dialog.take_in()
    dialog.reject()
    qtbot.waitUntil(lambda: not session.runner.writing)
    assert session.project.last_operation() in (before, before + 1)  # whole, or not at all
    assert session.project.verify() == []


@pytest.mark.parametrize("wanted", [True, False])
def test_who_speaks_is_shown_unless_it_is_unticked(
    qtbot: QtBot, opened: Open, session: Session, theirs: Path, reader: Reader, wanted: bool
) -> None:
    text = "I: Hur är det?\nIP2: Bra, tack.\nI: Säkert?\nIP2: Ja, det är det.\n"
    reader.gives = replace(THEIRS, documents=(ExchangeDocument(f"{GUID}2", "Cia", text),))
    dialog = opened(theirs)
    assert dialog.turns_tick.isVisible()
    assert dialog.turns_tick.text() == "Show who speaks, as found in 1 document"
    dialog.turns_tick.setChecked(wanted)
    with qtbot.waitSignal(dialog.finished):
        dialog.take_in()
    (row,) = [each for each in session.project.documents() if each.name == "Cia"]
    assert set(row.speakers) == ({"I", "IP2"} if wanted else set())


def test_nobody_is_asked_where_nobody_speaks(opened: Open, theirs: Path) -> None:
    assert not opened(theirs).turns_tick.isVisible()
