"""A short stretch of the hour that the benchmark replays: nothing goes wrong, nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from researcher import Researcher

from qcode.ui.window.mainwindow import MainWindow


@pytest.fixture
def window(qtbot: QtBot, sample_file: Path, tmp_path: Path) -> Iterator[MainWindow]:
    path = Path(shutil.copy(sample_file, tmp_path / "hour.qcode"))
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.open_project(path)
    qtbot.waitUntil(lambda: made.session is not None)
    assert made.session is not None
    made.session.show_document(made.session.project.documents()[0].id)
    qtbot.waitUntil(lambda: made.session is not None and made.session.document is not None)
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_a_researcher_does_leaves_the_project_whole(
    seed: int, window: MainWindow, qtbot: QtBot
) -> None:
    assert window.session is not None
    project = window.session.project
    before = project.last_operation()
    researcher = Researcher(window, seed)
    try:
        researcher.work(80)
    finally:
        researcher.go_home()
    assert researcher.faults == []
    assert project.last_operation() > before + 20
    assert project.verify() == []
