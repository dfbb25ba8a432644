"""An interview coded with the mouse alone: selecting, the bar, dragging, menus and the margin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import codes, coding, importing, projects
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.window.mainwindow import MainWindow
from qcode.ui.window.workspace import Workspace

INTERVIEW = """I: Är du trygg här?
Anna: På kvällen, ja. 😀 Grannarna hälsar.
I: Varför just då?
Anna: Lamporna lyser, och någon går alltid med hunden.
"""
LEFT, NONE, NO = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


class Hand:
    """Somebody with a hand on the mouse, before a window with the interview open."""

    def __init__(self, workspace: Workspace, qtbot: QtBot) -> None:
        self._workspace, self._qtbot = workspace, qtbot
        self.pane: ReadingPane = workspace.reading
        self.view = workspace.reading.view

    def coded(self) -> list[tuple[str, str]]:
        """The codings: path and words, in the order of the text."""
        project = self.pane._session.project
        found = coding.segments_of(project, DocumentId(1))  # before the codes, which may be new
        codebook, text = project.codebook(), project.text(DocumentId(1)).text
        return [(codebook.path(each.code), text[each.start : each.end]) for each in found]

    def span(self, words: str) -> Span:
        """The place of words in the text."""
        start = self.view.text().index(words)
        return Span(start, start + len(words))

    def wait_for(self, *codings: tuple[str, str]) -> None:
        """Wait until these and no others are coded, and shown."""
        self._qtbot.waitUntil(lambda: self.coded() == list(codings))
        self._qtbot.waitUntil(lambda: len(self.view._margin.scene().names) == len(codings))

    def point(self, words: str, *, end: bool = False) -> QPoint:
        """Where words begin or end, in the text's viewport."""
        cursor, span = self.view.textCursor(), self.span(words)
        cursor.setPosition(self.view._unit(span.end if end else span.start))
        return self.view.cursorRect(cursor).center()

    def move(self, widget: QWidget, to: QPoint) -> None:
        """Move the mouse with its button down."""
        at = QPointF(to)
        kind = QEvent.Type.MouseMove
        QApplication.sendEvent(
            widget, QMouseEvent(kind, at, QPointF(widget.mapToGlobal(to)), NONE, LEFT, NO)
        )

    def select(self, words: str) -> None:
        """Drag over words, and wait for the bar."""
        viewport, to = self.view.viewport(), self.point(words, end=True)
        self._qtbot.mousePress(viewport, LEFT, NO, self.point(words))
        self.move(viewport, to)
        self._qtbot.mouseRelease(viewport, LEFT, NO, to)
        self._qtbot.waitUntil(self.pane.floating.isVisible)

    def click_on_bar(self, tip: str) -> None:
        """Click the button of the bar whose tool tip begins so."""
        bar = self.pane.floating
        (action,) = [each for each in bar.actions() if each.toolTip().startswith(tip)]
        self._qtbot.mouseClick(bar.widgetForAction(action), LEFT)

    def pick_up(self, path: str) -> QMimeData:
        """Begin to drag a code of the tree, and return what hangs on the pointer."""
        pane = self._workspace.codes
        code = codes.find_code(self.pane._session.project, path).id
        self._qtbot.waitUntil(lambda: pane.tree.codes.index_of(code).isValid())
        viewport = pane.tree.viewport()
        at = pane.tree.visualRect(pane.tree.codes.index_of(code)).center()
        carried: list[QDrag] = []
        with pytest.MonkeyPatch.context() as patch:
            # The desktop's own loop would begin here, and that no test can steer.
            patch.setattr(QDrag, "exec", lambda drag, *_: carried.append(drag))
            self._qtbot.mousePress(viewport, LEFT, NO, at)
            self.move(viewport, at + QPoint(0, 4))
            self.move(viewport, at + QPoint(60, 4))
            self._qtbot.mouseRelease(viewport, LEFT, NO, at + QPoint(60, 4))
        (drag,) = carried
        return drag.mimeData()

    def drop(self, mime: QMimeData, on: str) -> None:
        """Let go of it over some words."""
        viewport, at = self.view.viewport(), self.point(on)
        QApplication.sendEvent(viewport, QDragEnterEvent(at, COPY, mime, LEFT, NO))
        QApplication.sendEvent(viewport, QDragMoveEvent(at, COPY, mime, LEFT, NO))
        QApplication.sendEvent(viewport, QDropEvent(QPointF(at), COPY, mime, LEFT, NO))

    def ask_for_menu(self, widget: QWidget, at: QPoint) -> QMenu:
        """Click with the other button."""
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))
        return self._menu()

    def choose(self, menu: QMenu, text: str) -> None:
        """Click the entry of a menu that does something."""
        (entry,) = [
            each
            for each in menu.actions()
            if each.text().split("\t")[0] == text and each.menu() is None
        ]
        self._qtbot.mouseClick(menu, LEFT, NO, menu.actionGeometry(entry).center())

    def _menu(self) -> QMenu:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def click_in_margin(self, words: str) -> QPoint:
        """Click the name beside words that are coded; return where it is."""
        names, span = self.view._margin.scene().names, self.span(words)
        (name,) = [each for each in names if each.segment.span == span]
        at = name.area.center().toPoint()
        self._qtbot.mouseClick(self.view._margin, LEFT, NO, at)
        return at


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    """Somebody before a window with the interview open and no codes yet."""
    (tmp_path / "Anna.txt").write_text(INTERVIEW, encoding="utf-8")
    with projects.create_project(tmp_path / "Torg.qcode", coder="Ines") as project:
        importing.import_paths(project, [tmp_path / "Anna.txt"], language="sv")
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1300, 800)
    window.show()
    window.activateWindow()
    window.open_project(tmp_path / "Torg.qcode")
    qtbot.waitUntil(lambda: window.workspace is not None)
    session, workspace = window.session, window.workspace
    assert session is not None
    assert workspace is not None
    session.show_document(DocumentId(1))
    qtbot.waitUntil(lambda: session.document == 1)
    yield Hand(workspace, qtbot)
    window.close()


def test_an_interview_is_coded_with_the_mouse_alone(hand: Hand) -> None:
    neighbours = ("Grannarna", "Grannarna")
    lamps, dog = ("Lamporna", "Lamporna"), ("Lamporna", "hunden")
    hand.select("Grannarna")
    hand.click_on_bar("Code in vivo")
    hand.wait_for(neighbours)
    hand.select("Lamporna")
    hand.click_on_bar("Code in vivo")
    hand.wait_for(neighbours, lamps)
    hand.select("hunden")
    hand.click_on_bar("Code with “Lamporna”")
    hand.wait_for(neighbours, lamps, dog)

    hand.drop(hand.pick_up("Grannarna"), on="Är du trygg")
    whole = ("Grannarna", "Är du trygg här?")
    hand.wait_for(whole, neighbours, lamps, dog)

    hand.select("kvällen")
    menu = hand.ask_for_menu(hand.view.viewport(), hand.point("kvällen"))
    hand.choose(menu, "Lamporna")
    evening = ("Lamporna", "kvällen")
    hand.wait_for(whole, evening, neighbours, lamps, dog)

    at = hand.click_in_margin("kvällen")
    chosen = hand.view.selected_segment()
    assert chosen is not None
    assert hand.view.span_of(chosen) == hand.span("kvällen")
    menu = hand.ask_for_menu(hand.view._margin, at)
    hand.choose(menu, "Remove coding")
    hand.wait_for(whole, neighbours, lamps, dog)
