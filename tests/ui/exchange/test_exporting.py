"""The dialog that writes the whole project: what others will not see is said before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.exchange.exporting import ExportProject
from qcode.ui.session import Session


@pytest.fixture
def dialog(qtbot: QtBot, sample_session: Session) -> Iterator[ExportProject]:
    """The dialog on the sample project, when it has said what gets lost."""
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    opened = ExportProject(sample_session, window)
    opened.open()
    qtbot.waitUntil(opened.main.isEnabled)
    yield opened
    window.close()


def test_what_others_do_not_see_is_said_before(dialog: ExportProject) -> None:
    head, *lines = dialog.notes.toPlainText().splitlines()
    assert head.startswith("Other programs will not show this")
    assert any(line.startswith("– Weights of passages: ") for line in lines)
    assert dialog.main.text() == "Export…"


def test_it_is_written_and_told(qtbot: QtBot, dialog: ExportProject, tmp_path: Path) -> None:
    out = tmp_path / "ut.qdpx"
    dialog.write(out)
    qtbot.waitUntil(lambda: dialog.main.text() == "Show in folder")
    assert out.read_bytes()[:2] == b"PK"
    assert str(out) in dialog.about.text()
    assert "7 documents" in dialog.about.text()


def test_a_place_where_nothing_can_be_written_is_said(
    qtbot: QtBot, dialog: ExportProject, tmp_path: Path
) -> None:
    dialog.write(tmp_path / "ingen" / "ut.qdpx")
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.main.isEnabled()
    assert dialog.main.text() == "Export…"
