"""Windows for tests: without a project, and with the sample open."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.ui.window.mainwindow import MainWindow


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """A window with no project."""
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Path:
    """A copy of the sample project."""
    return Path(shutil.copy(sample_file, tmp_path / "sample.qcode"))


@pytest.fixture
def opened(window: MainWindow, sample: Path, qtbot: QtBot) -> MainWindow:
    """A window with the sample open and its first document shown."""
    window.open_project(sample)
    qtbot.waitUntil(lambda: window.workspace is not None)
    session = window.session
    assert session is not None
    session.show_document(DocumentId(1))
    qtbot.waitUntil(lambda: session.document == 1)
    return window
