"""Sessions for tests of the window: an empty project, and the sample with all its codings.

And the patience to wait for them: a slow machine makes a test slow, and must not make it fail.
"""

from __future__ import annotations

import gc
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import projects
from qcode.services.folders import cache_folder
from qcode.services.projects import Project
from qcode.services.sample import build_sample
from qcode.services.searching import Searcher
from qcode.ui.garbage import Collector
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.runner import Runner
from qcode.ui.session import Session

from .slow import be_slow

CODER = "Ines"
PATIENCE_MS = 60_000

Pane = TypeVar("Pane", bound=QWidget)


class PatientBot(QtBot):
    """Waits long before it gives up, which costs nothing when all is well."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        """Look soon, and then less often, with one loop; pytest-qt makes one for each look."""
        until, pause = time.monotonic() + timeout / 1000, 1
        loop, timer = QEventLoop(), QTimer(singleShot=True)
        timer.timeout.connect(loop.quit)
        while True:
            fault: AssertionError | None = None
            try:
                if callback() in (None, True):
                    return
            except AssertionError as error:
                fault = error
            if time.monotonic() > until:
                raise self.TimeoutError(f"not so within {timeout} ms") from fault
            timer.start(pause)
            loop.exec()
            pause = min(2 * pause, 10)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> SignalBlocker:
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, in which garbage is collected as in the program: between events only.

    Python may end what Qt has by the hand if it collects in the middle of an event.
    """
    gc.set_threshold(700, 10, 10)
    Collector.ensure()
    return qapp


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """The robot of pytest-qt, with patience; what a test before pressed is held no longer."""
    bot = PatientBot(request)
    bot.keyRelease(QWidget(), Qt.Key.Key_Shift)
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier
    for button in QApplication.mouseButtons():
        bot.mouseRelease(QWidget(), button)
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton
    return bot


@pytest.fixture(autouse=True)
def _slow_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = request.config.option.slow
    if seed is not None:
        be_slow(monkeypatch, random.Random(f"{seed} {request.node.nodeid}"))


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


@pytest.fixture(scope="session")
def sample_cache(sample_file: Path) -> Path:
    """The cache of the sample with its whole index."""
    with projects.open_project(sample_file, coder=CODER, read_only=True) as project:
        searcher = Searcher(project)
        assert searcher.update() == 0
        searcher.close()
        return cache_folder(project.info.guid)


@pytest.fixture
def indexed(home: Path, sample_cache: Path) -> None:
    """Have the index in the test's own home, before anybody lets a process of its own make it."""
    shutil.copytree(sample_cache, cache_folder(sample_cache.name), dirs_exist_ok=True)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty project; copy it before changing it."""
    path = tmp_path_factory.mktemp("empty") / "project.qcode"
    projects.create_project(path, coder=CODER).close()
    return path


@pytest.fixture
def session(qtbot: QtBot, empty_file: Path, tmp_path: Path, no_backups: None) -> Iterator[Session]:
    """A session of an empty project."""
    path = Path(shutil.copy(empty_file, tmp_path))
    with running(projects.open_project(path, coder=CODER)) as opened:
        yield opened


@pytest.fixture
def sample_session(
    qtbot: QtBot, sample_file: Path, tmp_path: Path, no_backups: None, indexed: None
) -> Iterator[Session]:
    """A session of a copy of the sample project."""
    path = Path(shutil.copy(sample_file, tmp_path / "sample.qcode"))
    with running(projects.open_project(path, coder=CODER)) as opened:
        yield opened


@pytest.fixture
def reading_session(
    qtbot: QtBot, sample_file: Path, tmp_path: Path, indexed: None
) -> Iterator[Session]:
    """A session of a copy of the sample project that is open for reading only."""
    path = Path(shutil.copy(sample_file, tmp_path / "sample.qcode"))
    with running(projects.open_project(path, coder=CODER, read_only=True)) as opened:
        yield opened


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[Session], None]:
    """Wait until a session has written all it should, and every question about it is answered.

    Only the index is not waited for: nobody needs it but those who search.
    """

    def wait(session: Session) -> None:
        def is_still() -> bool:
            QCoreApplication.processEvents()  # news on their way are questions soon
            return not session.runner.writing and session.runner.asked <= {"index"}

        qtbot.waitUntil(is_still)

    return wait


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Pane], Pane]:
    """Show a pane in the active window, as wide as it usually is."""

    def show(pane: Pane) -> Pane:
        qtbot.addWidget(pane)
        pane.resize(380, 620)
        pane.show()
        pane.activateWindow()
        qtbot.waitUntil(pane.isActiveWindow)
        return pane

    return show


@pytest.fixture
def went(sample_session: Session) -> list[tuple[DocumentId, Span | None]]:
    """The places that panes asked the text to show."""
    places: list[tuple[DocumentId, Span | None]] = []
    sample_session.document_wanted.connect(lambda number, span: places.append((number, span)))
    return places


@pytest.fixture
def read_in_pane(qtbot: QtBot) -> Callable[..., ReadingPane]:
    """A function that shows a document of a session in a reading pane, so large."""

    def show(session: Session, document: DocumentId, width: int, height: int) -> ReadingPane:
        made = ReadingPane(session)
        qtbot.addWidget(made)
        made.resize(width, height)
        with qtbot.waitExposed(made):
            made.show()
        session.show_document(document)
        qtbot.waitUntil(lambda: session.document == document)
        return made

    return show
