"""The longest interview of the sample, coded turn by turn: by keys alone, and by mouse alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.segment import Segment
from qcode.model.steps import Step, Stepper
from qcode.model.text import Span
from qcode.services import codes, coding, importing, projects
from qcode.services.resources import resource
from qcode.ui.mime import set_codes
from qcode.ui.window.mainwindow import MainWindow

from ..wheels import turn_wheel

LEFT, NONE, NO = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
COPY = Qt.DropAction.CopyAction
NAMES = ("Rumours", "Lamps", "Neighbours")


class Desk:
    """A window with the interview open, and what is said in it turn by turn."""

    def __init__(self, window: MainWindow, number: DocumentId, qtbot: QtBot) -> None:
        assert window.session is not None
        assert window.workspace is not None
        self.window, self.number, self._qtbot = window, number, qtbot
        self.project, self.workspace = window.session.project, window.workspace
        self.pane, self.view = window.workspace.reading, window.workspace.reading.view
        opened = self.project.text(number)
        stepper = Stepper(opened.text, opened.layout)
        bodies = [turn.body[0].start for turn in opened.layout.turns if turn.body]
        found = (stepper.at(Step.TURN, start) for start in bodies)
        self.turns = [span for span in found if span is not None]
        assert len(self.turns) > 20

    def coded(self) -> list[Segment]:
        return coding.segments_of(self.project, self.number)

    def wait_for(self, count: int) -> None:
        """Wait until so many are coded, and shown."""
        self._qtbot.waitUntil(lambda: len(self.coded()) == count)
        self._qtbot.waitUntil(lambda: len(self.view._codings._segments) == count)

    def check(self) -> None:
        """Every turn is coded as a whole, with one code each; nothing else is, and all is well."""
        found = self.coded()
        assert [each.span for each in found] == self.turns
        names = [self.project.codebook()[each.code].name for each in found]
        assert names == [NAMES[at % len(NAMES)] for at in range(len(self.turns))]
        assert self.project.verify() == []


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "study.qcode"
    with projects.create_project(path, coder="Ines") as project:
        importing.import_paths(project, sorted((resource("sample") / "documents").iterdir()))
        longest = max(
            (each for each in project.documents() if each.turns > 20), key=lambda each: each.length
        )
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1300, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_project(path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: session.document is not None)  # the one it opens with
    session.show_document(longest.id)
    qtbot.waitUntil(lambda: session.document == longest.id)
    yield Desk(window, longest.id, qtbot)
    window.close()


def test_every_turn_is_coded_by_keys_alone(desk: Desk, qtbot: QtBot) -> None:
    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = NO) -> None:
        qtbot.keyClick(QApplication.focusWidget() or desk.window, key, modifier)

    box = desk.pane._coder.box
    desk.view.setFocus()
    qtbot.waitUntil(desk.view.hasFocus)
    press(Qt.Key.Key_Home, CTRL)
    while desk.view.cursor_position() < desk.turns[0].start:
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Home)
    for at, turn in enumerate(desk.turns):
        press(Qt.Key.Key_T)
        assert desk.view.selection() == turn
        press(Qt.Key.Key_C)
        qtbot.waitUntil(box.isVisible)
        qtbot.keyClicks(QApplication.focusWidget(), NAMES[at % len(NAMES)])
        press(Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not box.isVisible())
        desk.wait_for(at + 1)
        qtbot.waitUntil(desk.view.hasFocus)
        press(Qt.Key.Key_Right)  # behind what is selected
    desk.check()


def _wheel_to(desk: Desk, span: Span) -> None:
    """Turn the wheel until a turn begins well in sight."""
    port = desk.view.viewport()
    for _notch in range(2000):
        top = _point(desk, span.start).y()
        bar = desk.view.verticalScrollBar()
        if top < port.height() // 2 or bar.value() == bar.maximum():
            return
        turn_wheel(port, -120)


def _point(desk: Desk, position: int) -> QPoint:
    cursor = desk.view.textCursor()
    cursor.setPosition(desk.view._unit(position))
    return desk.view.cursorRect(cursor).center()


def _drag_over(desk: Desk, qtbot: QtBot, span: Span) -> None:
    port, to = desk.view.viewport(), _point(desk, span.end)
    qtbot.mousePress(port, LEFT, NO, _point(desk, span.start))
    move = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(to), QPointF(port.mapToGlobal(to)), NONE, LEFT, NO
    )
    QApplication.sendEvent(port, move)
    qtbot.mouseRelease(port, LEFT, NO, to)
    assert desk.view.selection() == span
    qtbot.waitUntil(desk.pane.floating.isVisible)


def _drop(desk: Desk, code: int, at: QPoint) -> None:
    mime, port = QMimeData(), desk.view.viewport()
    set_codes(mime, [code])
    QApplication.sendEvent(port, QDragEnterEvent(at, COPY, mime, LEFT, NO))
    QApplication.sendEvent(port, QDragMoveEvent(at, COPY, mime, LEFT, NO))
    QApplication.sendEvent(port, QDropEvent(QPointF(at), COPY, mime, LEFT, NO))


def test_every_turn_is_coded_by_mouse_alone(
    desk: Desk, qtbot: QtBot, settled: Callable[..., None]
) -> None:
    """By dragging over a turn and a click on the bar, or by dropping a code on it."""
    made = [codes.add_code(desk.project, name) for name in NAMES]
    assert desk.window.session is not None
    settled(desk.window.session)
    text, port = desk.view.text(), desk.view.viewport()
    for at, turn in enumerate(desk.turns):
        _wheel_to(desk, turn)
        name, ways = NAMES[at % len(NAMES)], {}
        if "\n" in text[turn.start : turn.end] or (
            at % 2 and port.rect().contains(_point(desk, turn.end))
        ):
            _drag_over(desk, qtbot, turn)
            ways = {each.toolTip(): each for each in desk.pane.floating.actions()}
        buttons = [action for tip, action in ways.items() if f"“{name}”" in tip]
        if buttons:
            qtbot.mouseClick(desk.pane.floating.widgetForAction(buttons[0]), LEFT)
        else:
            _drop(desk, made[at % len(NAMES)], _point(desk, turn.start + 1))
        desk.wait_for(at + 1)
    desk.check()
