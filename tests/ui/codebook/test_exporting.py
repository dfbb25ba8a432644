"""The dialog that writes the codebook: what gets lost is said before, and what came of it after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.services import codes
from qcode.services.codebook_files import read
from qcode.ui.codebook.exporting import FORMATS, ExportCodebook
from qcode.ui.session import Session


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> Iterator[ExportCodebook]:
    """The dialog on a project with two codes, one of them described."""
    codes.add_path(session.project, "Trust/City", texts={"definition": "The\ncity."})
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    opened = ExportCodebook(session, window)
    opened.open()
    qtbot.waitUntil(opened.buttons.main.isEnabled)
    yield opened
    window.close()


def _choose(qtbot: QtBot, dialog: ExportCodebook, suffix: str) -> str:
    """Choose a format; return what is said of it."""
    dialog.losses.setText("")
    dialog.format.setCurrentIndex(dialog.format.findData(suffix))
    qtbot.waitUntil(lambda: dialog.losses.text() != "")
    return dialog.losses.text()


def test_every_format_says_first_what_it_gives_back(qtbot: QtBot, dialog: ExportCodebook) -> None:
    said = {suffix: _choose(qtbot, dialog, suffix) for suffix in reversed(FORMATS)}
    assert dialog.buttons.main.text() == "Export 2 codes…"
    for suffix in (".xlsx", ".qdc", ".md", ".csv"):
        assert said[suffix].startswith("Everything")
    assert "1 definition not as it is written" in said[".txt"]
    for suffix in (".docx", ".html"):
        assert said[suffix].startswith("For people")


def test_what_cannot_be_chosen_in_a_format_is_not_offered(
    qtbot: QtBot, dialog: ExportCodebook
) -> None:
    _choose(qtbot, dialog, ".qdc")
    assert not dialog.layout_box.isVisible()
    assert not dialog.examples.isVisible()
    _choose(qtbot, dialog, ".html")
    assert dialog.layout_box.count() == 2
    assert dialog.examples.isVisible()


def test_the_file_is_written_and_it_is_said_where(
    qtbot: QtBot, dialog: ExportCodebook, tmp_path: Path
) -> None:
    _choose(qtbot, dialog, ".xlsx")
    dialog.layout_box.setCurrentIndex(1)
    path = tmp_path / "codes.xlsx"
    dialog.write(path)
    qtbot.waitUntil(dialog.buttons.open_button.isVisible)
    assert f"2 codes written to {path}" in dialog.losses.text()
    dialog._show_losses((2, ()))  # an answer that comes late
    assert f"2 codes written to {path}" in dialog.losses.text()
    assert [entry.names for entry in read(path).entries] == [("Trust",), ("Trust", "City")]


def test_a_project_without_codes_says_so(qtbot: QtBot, session: Session) -> None:
    opened = ExportCodebook(session)
    qtbot.addWidget(opened)
    opened.open()
    qtbot.waitUntil(opened.problem.isVisible)
    assert "no code" in opened.problem.text()
    assert not opened.buttons.main.isEnabled()
