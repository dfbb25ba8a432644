"""The dialog that writes the whole project: what others will not see is said before."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.services import importing
from qcode.ui.exchange.exporting import ExportProject
from qcode.ui.session import Session

from ...formats.picture_files import png


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


def test_what_cameras_wrote_can_be_left_out_where_there_are_pictures(
    qtbot: QtBot, dialog: ExportProject, sample_session: Session, tmp_path: Path
) -> None:
    assert not dialog.clean.isVisible()
    dialog.close()
    picture = tmp_path / "Torget.png"
    chunk = b"tEXtAuthor\0HEMLIG"
    data = png(20, 10)
    picture.write_bytes(
        data[:33] + struct.pack(">I", len(chunk) - 4) + chunk + bytes(4) + data[33:]
    )
    importing.import_paths(sample_session.project, [picture])
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    again = ExportProject(sample_session, window)
    again.open()
    qtbot.waitUntil(again.main.isEnabled)
    assert again.clean.isVisible()
    again.clean.click()
    again.write(tmp_path / "ut.qdpx")
    qtbot.waitUntil(lambda: again.main.text() == "Show in folder")
    with zipfile.ZipFile(tmp_path / "ut.qdpx") as package:
        (name,) = [each for each in package.namelist() if each.endswith(".png")]
        assert package.read(name) == data
    window.close()
