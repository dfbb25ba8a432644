"""The codes pane in a window, with short ways to say what is done and seen there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.model.text import Span
from qcode.services import codes, coding
from qcode.ui.codes.pane import CodesPane
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.session import Session

Settled = Callable[[Session], None]
BELOW = "Tillit/Tillit till staden"


class Desk:
    """The pane in a window, with short ways to say what is done and seen there."""

    def __init__(self, session: Session, qtbot: QtBot, settled: Settled) -> None:
        self.session, self.project = session, session.project
        self._qtbot, self._settled = qtbot, settled
        self.pane = CodesPane(session)
        self.tree, self.model = self.pane.tree, self.pane.tree.codes
        self.pane.resize(300, 700)
        qtbot.addWidget(self.pane)
        self.pane.show()
        self.pane.activateWindow()
        qtbot.waitUntil(self.pane.isActiveWindow)
        self.see(len(self.project.codebook()))

    def see(self, count: int) -> None:
        """Wait until so many codes are shown."""
        self._qtbot.waitUntil(lambda: len(tuple(self.model.codes())) == count)

    def settle(self) -> None:
        self._settled(self.session)

    def id(self, path: str) -> CodeId:
        return codes.find_code(self.project, path).id

    def index(self, path: str) -> QModelIndex:
        return self.model.index_of(self.id(path))

    def choose(self, *paths: str) -> None:
        self.tree.clearSelection()
        for path in paths:
            self.tree.selectionModel().select(
                self.index(path), self.tree.selectionModel().SelectionFlag.Select
            )
        flag = self.tree.selectionModel().SelectionFlag.NoUpdate
        self.tree.selectionModel().setCurrentIndex(self.index(paths[-1]), flag)
        self.tree.setFocus()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        self._qtbot.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(QApplication.focusWidget(), text)

    def until(self, reached: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(reached)
        self.settle()

    def question(self) -> QMessageBox:
        self.until(lambda: self.pane.findChild(QMessageBox) is not None)
        box = self.pane.findChild(QMessageBox)
        assert isinstance(box, QMessageBox)
        return box

    def agree(self) -> None:
        box = self.question()
        button = box.defaultButton()
        assert isinstance(button, QPushButton)
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def pick(self, text: str) -> None:
        """Choose a code in the quick-code box."""
        box = self.pane.findChild(QuickCodeBox)
        assert isinstance(box, QuickCodeBox)
        self._qtbot.waitUntil(lambda: box.marked() is not None)
        line = box.findChild(QLineEdit)
        assert isinstance(line, QLineEdit)
        assert line.hasFocus()
        self._qtbot.keyClicks(line, text)
        self._qtbot.keyClick(line, Qt.Key.Key_Return)
        self.settle()

    def children(self, path: str | None) -> list[str]:
        parent = None if path is None else self.id(path)
        return [code.name for code in self.project.codebook().children(parent)]

    def open_first(self) -> Span:
        """Say that a passage of the first document is selected."""
        span = Span(10, 30)
        self.session.set_passage(self.project.documents()[0].id, span)
        return span

    def codings(self) -> list[str]:
        document = self.project.documents()[0].id
        found = coding.segments_of(self.project, document)
        return [
            self.project.codebook().path(segment.code)
            for segment in found
            if segment.span == Span(10, 30)
        ]


@pytest.fixture
def desk(sample_session: Session, qtbot: QtBot, settled: Settled) -> Desk:
    return Desk(sample_session, qtbot, settled)


@pytest.fixture
def reading_desk(reading_session: Session, qtbot: QtBot, settled: Settled) -> Desk:
    """The pane of a project that is open for reading only."""
    return Desk(reading_session, qtbot, settled)


@pytest.fixture
def menu(desk: Desk) -> Iterator[QMenu]:
    desk.choose(BELOW)
    menu = desk.pane.commands.menu()
    yield menu
    menu.close()
