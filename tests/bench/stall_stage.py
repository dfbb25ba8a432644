"""A window with a large project open in it, and what a user does there, for measuring stalls."""

from __future__ import annotations

from pathlib import Path

from hands import wheel
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QSplitterHandle
from stall_meter import StallMeter, pause, wait

from qcode.ui.application import Application
from qcode.ui.exchange.importing import ImportProject
from qcode.ui.session import Session
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Workspace

FRAME_MS = 16


class Stage:
    """A window with the large project open in it, and what a user does there."""

    def __init__(self, application: Application, meter: StallMeter, folder: Path) -> None:
        self.application = application
        self.meter = meter
        self.folder = folder

    @property
    def window(self) -> MainWindow:
        return self.application.window

    @property
    def panes(self) -> Workspace:
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    def open(self, path: Path) -> None:
        """Open a project, and wait until all panes have their rows."""
        self.window.open_project(path)
        wait(lambda: self.window.session is not None)
        self.settle()

    def settle(self, ms: int = 300) -> None:
        """Wait until nothing is asked or written any more."""
        runner = self.session.runner
        quiet = 0

        def reached() -> bool:
            nonlocal quiet
            quiet = 0 if runner._wishes else quiet + 1
            return quiet > 5

        wait(reached, then_ms=ms)

    def read_large(self) -> None:
        """Open the document of 1 MB and wait until it is all there."""
        self.session.show_document(self.session.project.documents()[0].id)
        wait(lambda: self.session.document is not None)
        self.settle(1500)

    def scroll(self, view: QAbstractScrollArea, *, frames: int = 60) -> None:
        """Turn the wheel, go by the page, and drag the thumb, a step a frame."""
        bar = view.verticalScrollBar()
        for _ in range(frames):
            wheel(view.viewport(), QPoint(40, 60))
            pause(FRAME_MS)
        for _ in range(frames // 2):
            bar.setValue(bar.value() + bar.pageStep())
            pause(FRAME_MS)
        for step in range(frames // 2):
            bar.setValue(bar.maximum() * (step * 7 % 31) // 31)
            pause(FRAME_MS)

    def drag_divider(self, divider: QSplitterHandle, *, by: int, frames: int = 10) -> None:
        """Drag a divider to the side, a step a frame."""
        held, left = divider.rect().center(), Qt.MouseButton.LeftButton
        QTest.mousePress(divider, left, pos=held)
        for _ in range(frames):
            QTest.mouseMove(divider, held + QPoint(by // frames, 0))  # it has moved by then
            pause(FRAME_MS)
        QTest.mouseRelease(divider, left, pos=held)

    def take_in(self, name: str) -> None:
        """Take in another program's project, scrolling meanwhile, until its documents are seen."""
        self.meter.note("reading the project")
        theirs, runner = self.folder / name, self.session.runner
        dialog = ImportProject(runner, theirs, self.window, session=self.session)
        dialog.open()
        while not dialog.import_button.isEnabled():
            self.scroll(self.panes.reading.view, frames=10)
        self.meter.note("taking it in")
        rows = self.panes.documents.documents
        before = rows.rowCount()
        dialog.take_in()
        while rows.rowCount() == before:
            self.scroll(self.panes.reading.view, frames=10)

    def type(self, field: QLineEdit, text: str) -> None:
        """Type quickly, as people do who know what they want."""
        for letter in text:
            QTest.keyClick(field, letter)
            pause(120)
