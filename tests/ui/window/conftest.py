"""Windows for tests: without a project, and with the sample open."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Workspace


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """A window with no project."""
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path, indexed: None) -> Path:
    """A copy of the sample project, and its index."""
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


@pytest.fixture
def workspace(opened: MainWindow, qtbot: QtBot) -> Workspace:
    """The panes of a window that is wide enough for all, and has the keyboard."""
    opened.resize(1500, 900)
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    assert opened.workspace is not None
    return opened.workspace
