"""Sessions for tests of the window: an empty project, and the sample with all its codings."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from qcode.services import projects
from qcode.services.projects import Project
from qcode.services.sample import build_sample
from qcode.ui.runner import Runner
from qcode.ui.session import Session

CODER = "Ines"


@contextmanager
def running(project: Project) -> Iterator[Session]:
    """Give a session of a project, and fail if anything went wrong in it that is our fault."""
    runner = Runner()
    faults: list[str] = []
    runner.fault.connect(faults.append)
    session = Session(project, runner)
    runner.setParent(session)
    yield session
    session.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert faults == []


@pytest.fixture(scope="session", autouse=True)
def _clipboard() -> Iterator[None]:
    """Empty the clipboard in the end: without a screen it outlives Python, and what was copied
    is Python's.
    """
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample project, built once; copy it before changing it."""
    path = tmp_path_factory.mktemp("sample") / "sample.qcode"
    build_sample(path, coder=CODER).close()
    return path


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    """A session of an empty project."""
    project = projects.create_project(tmp_path / "project.qcode", coder=CODER)
    with running(project) as opened:
        yield opened


@pytest.fixture
def sample_session(qtbot: QtBot, sample_file: Path, tmp_path: Path) -> Iterator[Session]:
    """A session of a copy of the sample project."""
    path = Path(shutil.copy(sample_file, tmp_path / "sample.qcode"))
    with running(projects.open_project(path, coder=CODER)) as opened:
        yield opened


@pytest.fixture
def reading_session(qtbot: QtBot, sample_file: Path, tmp_path: Path) -> Iterator[Session]:
    """A session of a copy of the sample project that is open for reading only."""
    path = Path(shutil.copy(sample_file, tmp_path / "sample.qcode"))
    with running(projects.open_project(path, coder=CODER, read_only=True)) as opened:
        yield opened


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Session], None]:
    """Wait until a session has nothing to write, and its news have come."""

    def wait(session: Session) -> None:
        qtbot.waitUntil(lambda: not session.runner.writing)
        QCoreApplication.processEvents()

    return wait
