from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.changes import Changes
from qcode.model.codebook import CodeId, shown_names
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.segment import Segment
from qcode.model.text import Span
from qcode.services import code_surgery, codes, coding
from qcode.ui.codes.choices import NewCode
from qcode.ui.codes.known import KnownCodes
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.session import Session

Settled = Callable[[Session], None]
PASSAGE = Span(10, 25)


class Desk:
    """A window with a text and a box over it, and the keys that are pressed there."""

    def __init__(self, session: Session, qtbot: QtBot, settled: Settled) -> None:
        self.session = session
        self._qtbot = qtbot
        self._settled = settled
        self.window = QWidget()
        self.text = QTextEdit()
        QVBoxLayout(self.window).addWidget(self.text)
        self.window.resize(900, 700)
        self.box = QuickCodeBox(session, self.text)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.text.setFocus()
        self.document: DocumentId = session.project.documents()[0].id

    @property
    def line(self) -> QLineEdit:
        found = self.box.findChild(QLineEdit)
        assert isinstance(found, QLineEdit)
        return found

    def open(self) -> None:
        self.box.open_at(self.window.mapToGlobal(QPoint(200, 100)), PASSAGE, self.document)
        self._qtbot.waitUntil(lambda: self.box.marked() is not None)
        assert self.line.hasFocus()

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(self.line, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        self._qtbot.keyClick(self.line, key, modifier or Qt.KeyboardModifier.NoModifier)
        self._settled(self.session)

    def marked(self) -> str:
        choice = self.box.marked()
        assert choice is not None
        return ("new: " if isinstance(choice, NewCode) else "") + shown_names(choice.names)

    def coded(self) -> list[str]:
        found = coding.segments_of(self.session.project, self.document)
        codebook = self.session.project.codebook()  # after them, or it may lack the code of one
        return [codebook.path(segment.code) for segment in _on_passage(found)]


def _on_passage(found: list[Segment]) -> list[Segment]:
    return [segment for segment in found if segment.span == PASSAGE]


@pytest.fixture
def desk(sample_session: Session, qtbot: QtBot, settled: Settled) -> Desk:
    return Desk(sample_session, qtbot, settled)


def test_enter_applies_the_code_that_was_found(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    desk.type("staden till")
    expected = desk.marked().replace(" › ", "/")
    with qtbot.waitSignal(desk.box.applied) as heard:
        desk.press(Qt.Key.Key_Return)
    assert heard.args == [expected]
    assert desk.coded() == [expected]
    assert not desk.box.isVisible()
    assert desk.text.hasFocus()


def test_undo_in_the_line_does_not_bring_back_what_was_typed_for_another_passage(
    desk: Desk,
) -> None:
    desk.open()
    desk.type("Xylofon")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # and on with this one
    assert not desk.line.isUndoAvailable()
    desk.type("till")
    desk.press(Qt.Key.Key_Return)
    desk.open()
    assert not desk.line.isUndoAvailable()


def test_what_nothing_matches_becomes_a_new_code(desk: Desk) -> None:
    desk.open()
    desk.type("Xylofon")
    assert desk.marked() == "new: Xylofon"
    desk.press(Qt.Key.Key_Enter)
    assert desk.coded() == ["Xylofon"]


def test_below_a_new_code_stands_what_is_one_letter_away(desk: Desk) -> None:
    desk.open()
    desk.type("Tilit")
    assert desk.marked() == "new: Tilit"
    desk.press(Qt.Key.Key_Down)
    assert desk.marked() == "Tillit"
    desk.press(Qt.Key.Key_Enter)
    assert desk.coded() == ["Tillit"]


def test_enter_waits_for_codes_that_are_not_read_yet(desk: Desk) -> None:
    desk.open()
    known = desk.box._known
    known.loaded = False  # as when a project has just been opened
    desk.type("Xylofon")
    desk.press(Qt.Key.Key_Return)
    assert desk.box.isVisible()
    known.loaded = True
    known.changed.emit()
    desk.press(Qt.Key.Key_Shift)
    assert desk.coded() == ["Xylofon"]
    assert not desk.box.isVisible()


def test_a_path_makes_a_subcode_in_one_operation(desk: Desk) -> None:
    project = desk.session.project
    desk.open()
    desk.type("Xylofon/Ek")
    desk.press(Qt.Key.Key_Return)
    assert desk.coded() == ["Xylofon/Ek"]
    project.undo()
    assert project.codebook().find(("Xylofon",)) is None


def test_where_there_are_no_codes_yet_the_box_says_how_the_first_is_made(desk: Desk) -> None:
    project = desk.session.project
    code_surgery.delete_codes(project, list(project.codebook().codes))
    desk.box.open_at(QPoint(200, 100), PASSAGE, desk.document)
    desk._qtbot.waitUntil(lambda: desk.box._list._none.startswith("No codes yet"))
    desk.type("Xylofon")
    desk.press(Qt.Key.Key_Return)
    assert desk.coded() == ["Xylofon"]


def test_a_new_code_can_be_made_though_others_match(desk: Desk) -> None:
    desk.open()
    desk.type("till")
    assert not desk.marked().startswith("new")
    desk.press(Qt.Key.Key_Up)
    assert desk.marked() == "new: till"


def test_tab_names_a_code_under_the_marked_one(desk: Desk) -> None:
    desk.open()
    desk.type("tillit")
    above = desk.marked()
    desk.press(Qt.Key.Key_Tab)
    if desk.box.marked() is None:  # it has no codes below yet
        assert desk.box._list._none == "Type the name of the new code"
    desk.type("x")
    assert desk.marked() == f"new: {above} › x"
    desk.type("y")
    desk.press(Qt.Key.Key_Return)
    assert desk.coded() == [f"{above.replace(' › ', '/')}/xy"]


def test_ctrl_enter_takes_several(desk: Desk) -> None:
    desk.open()
    for name in ("Ett", "Tre"):
        desk.type(name)
        desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert desk.box.isVisible()
        assert desk.line.text() == ""
    assert sorted(desk.coded()) == ["Ett", "Tre"]


def test_the_code_used_last_comes_first_next_time(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    desk.type("Xylofon")
    desk.press(Qt.Key.Key_Return)
    desk.open()
    qtbot.waitUntil(lambda: desk.marked() == "Xylofon")


def test_what_others_do_does_not_move_the_mark(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    before = desk.marked()
    codes.add_code(desk.session.project, "Xylofon")
    qtbot.waitUntil(lambda: KnownCodes.of(desk.session).finder.new_path("Xylofon") is None)
    assert desk.marked() == before


def test_escape_gives_the_keyboard_back_and_codes_nothing(desk: Desk) -> None:
    desk.open()
    desk.type("tillit")
    desk.press(Qt.Key.Key_Escape)
    assert not desk.box.isVisible()
    assert desk.text.hasFocus()
    assert desk.coded() == []


def test_the_box_closes_when_the_text_is_clicked(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    qtbot.mouseClick(desk.text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 500))
    qtbot.waitUntil(lambda: not desk.box.isVisible())


def test_the_box_stays_inside_the_window(desk: Desk) -> None:
    corner = desk.window.mapToGlobal(QPoint(890, 690))
    desk.box.open_at(corner, PASSAGE, desk.document)
    assert desk.window.rect().contains(desk.box.geometry())


def test_choosing_hands_the_code_over_and_leaves_out_what_it_should(
    desk: Desk, qtbot: QtBot
) -> None:
    project = desk.session.project
    left_out = project.codebook().children(None)[0]
    chosen: list[CodeId] = []
    desk.box.choose(
        QPoint(50, 50), "Merge into", chosen.append, without=[left_out.id], creates=False
    )
    qtbot.waitUntil(lambda: desk.box.marked() is not None)
    desk.type(left_out.name)
    assert desk.marked() != left_out.name
    desk.line.clear()
    desk.type("qqqq")
    assert desk.box.marked() is None
    desk.line.clear()
    desk.press(Qt.Key.Key_Down)
    expected = desk.marked()
    desk.press(Qt.Key.Key_Return)
    assert [shown_names(project.codebook().names(code)) for code in chosen] == [expected]


def test_choosing_a_new_code_makes_it_first(desk: Desk, qtbot: QtBot) -> None:
    chosen: list[CodeId] = []
    desk.box.choose(QPoint(50, 50), "Recode", chosen.append)
    qtbot.waitUntil(lambda: desk.box.marked() is not None)
    desk.type("Xylofon")
    desk.press(Qt.Key.Key_Return)
    assert chosen == [codes.find_code(desk.session.project, "Xylofon").id]


def test_a_code_that_has_just_been_undone_is_made_anew_and_not_asked_for(
    desk: Desk, qtbot: QtBot, settled: Settled
) -> None:
    told: list[UserError] = []
    desk.session.runner.user_error.connect(told.append)
    desk.open()
    desk.type("Xylofon")
    desk.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: KnownCodes.of(desk.session).finder.new_path("Xylofon") is None)
    before = len(desk.coded())

    def at_once(_changes: Changes) -> None:  # before the codes are read again
        desk.session.changed.disconnect(at_once)
        assert desk.coded() == []
        desk.box.open_at(desk.window.mapToGlobal(QPoint(200, 100)), PASSAGE, desk.document)
        qtbot.keyClicks(desk.line, "Xylofon")
        qtbot.keyClick(desk.line, Qt.Key.Key_Return)

    desk.session.changed.connect(at_once)
    desk.session.undo()
    qtbot.waitUntil(lambda: not desk.box.isVisible() and len(desk.coded()) == before)
    settled(desk.session)
    assert desk.coded() == ["Xylofon"]
    assert not told
