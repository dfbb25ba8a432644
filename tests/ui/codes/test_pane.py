from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.model.memo import MemoLink
from qcode.model.palette import PALETTE
from qcode.model.text import Span
from qcode.services import codes, coding
from qcode.services.retrieval import Selection
from qcode.ui.codes.colors import NAMES, ColorPopup
from qcode.ui.codes.model import COUNT, FITS
from qcode.ui.codes.pane import CodesPane
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.mime import CODES, codes_in, set_codes, set_span
from qcode.ui.session import Session

Settled = Callable[[Session], None]
ABOVE = "Tillit"
BELOW = "Tillit/Tillit till staden"
MOVE = Qt.DropAction.MoveAction


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
def menu(desk: Desk) -> Iterator[QMenu]:
    desk.choose(BELOW)
    menu = desk.pane.commands.menu()
    yield menu
    menu.close()


# -- what is shown


def test_counts_tell_own_passages_and_those_with_subcodes(desk: Desk) -> None:
    own = codes.code_uses(desk.project)
    whole = desk.project.codebook().subtree(desk.id(ABOVE))
    total = sum(own[code].segments for code in whole)
    assert desk.index(ABOVE).data(COUNT) == f"{own[desk.id(ABOVE)].segments} / {total}"
    assert desk.index(BELOW).data(COUNT) == str(own[desk.id(BELOW)].segments)
    spoken = desk.index(ABOVE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(ABOVE)
    assert str(total) in spoken


def test_counts_follow_what_is_coded(desk: Desk) -> None:
    before = int(desk.index(BELOW).data(COUNT))
    document = desk.project.documents()[0].id
    coding.apply_code(desk.project, document, Span(1, 9), desk.id(BELOW))
    desk.until(lambda: desk.index(BELOW).data(COUNT) == str(before + 1))


def test_the_filter_takes_words_in_any_order_and_keeps_parents(desk: Desk) -> None:
    desk.pane.filter.setFocus()
    desk.type("staden till")
    assert set(desk.model.codes()) == {desk.id(ABOVE), desk.id(BELOW)}
    assert desk.index(ABOVE).data(FITS) is False
    assert desk.index(BELOW).data(FITS) is True
    desk.press(Qt.Key.Key_Down)
    assert desk.tree.hasFocus()
    assert desk.tree.chosen() == [desk.id(BELOW)]


def test_escape_clears_the_filter_and_then_leads_to_the_text(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.filter.setFocus()
    desk.type("xyz")
    assert not list(desk.model.codes())
    desk.press(Qt.Key.Key_Escape)
    assert desk.pane.filter.text() == ""
    with qtbot.waitSignal(desk.session.text_wanted):
        desk.press(Qt.Key.Key_Escape)
    desk.tree.setFocus()
    with qtbot.waitSignal(desk.session.text_wanted):
        desk.press(Qt.Key.Key_Escape)


def test_what_is_open_and_chosen_stays_so_when_the_tree_changes(desk: Desk) -> None:
    count = len(desk.project.codebook())
    desk.tree.setExpanded(desk.index(ABOVE), False)
    desk.choose("Plats")
    codes.add_code(desk.project, "Annat", parent=desk.id("Ansvar"))
    desk.see(count + 1)
    assert not desk.tree.isExpanded(desk.index(ABOVE))
    assert desk.tree.isExpanded(desk.index("Ansvar"))
    assert desk.tree.chosen() == [desk.id("Plats")]
    desk.pane.filter.setText("staden")
    assert desk.tree.isExpanded(desk.index(ABOVE))
    desk.pane.filter.clear()
    assert not desk.tree.isExpanded(desk.index(ABOVE))


def test_an_empty_codebook_says_how_to_begin(session: Session, qtbot: QtBot) -> None:
    pane = CodesPane(session)
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitUntil(lambda: pane.lesson() != "")
    assert "press C" in pane.lesson()
    codes.add_code(session.project, "Annat")
    qtbot.waitUntil(lambda: pane.lesson() == "")


# -- keys


def test_enter_and_double_click_retrieve_with_subcodes(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(ABOVE)
    expected = Selection(codes=frozenset({desk.id(ABOVE)}), subcodes=True)
    with qtbot.waitSignal(desk.session.retrieval_wanted) as heard:
        desk.press(Qt.Key.Key_Return)
    assert heard.args == [expected]
    middle = desk.tree.visualRect(desk.index(ABOVE)).center()
    qtbot.mouseClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    with qtbot.waitSignal(desk.session.retrieval_wanted) as heard:
        qtbot.mouseDClick(desk.tree.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert heard.args == [expected]


def test_f2_renames_in_place(desk: Desk) -> None:
    code = desk.id(BELOW)
    desk.choose(BELOW)
    desk.press(Qt.Key.Key_F2)
    desk.type("Staden")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.project.codebook()[code].name == "Staden")
    desk.until(lambda: desk.model.index_of(code).data() == "Staden")


def test_a_new_code_is_named_in_its_place_and_is_one_operation(desk: Desk) -> None:
    before = desk.project.last_operation()
    desk.pane.new_code()
    desk.type("Nytt")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.children(None)[-1] == "Nytt")
    assert desk.project.last_operation() == before + 1
    desk.until(lambda: desk.tree.chosen() == [desk.id("Nytt")])


def test_a_new_code_without_a_name_is_none(desk: Desk) -> None:
    count = len(desk.project.codebook())
    desk.pane.new_code()
    desk.type("N")
    desk.press(Qt.Key.Key_Escape)
    desk.see(count)
    assert len(desk.project.codebook()) == count


def test_a_name_that_is_taken_is_explained_and_leaves_nothing(desk: Desk, qtbot: QtBot) -> None:
    count = len(desk.project.codebook())
    desk.pane.new_code()
    desk.type("Ansvar")
    with qtbot.waitSignal(desk.session.runner.user_error) as heard:
        desk.press(Qt.Key.Key_Return)
    assert heard.args is not None
    assert heard.args[0].code == "code_exists"
    desk.see(count)


def test_insert_makes_a_subcode(desk: Desk) -> None:
    desk.choose("Plats")
    desk.press(Qt.Key.Key_Insert)
    desk.type("Torget")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.children("Plats")[-1] == "Torget")


def test_what_happens_while_a_name_is_typed_waits(desk: Desk) -> None:
    desk.pane.new_code()
    desk.type("Ny")
    codes.add_code(desk.project, "Annat")
    desk.settle()
    desk.type("tt")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.children(None)[-2:] == ["Annat", "Nytt"])
    desk.see(len(desk.project.codebook()))


def test_delete_says_what_goes_along_and_deletes(desk: Desk) -> None:
    lost = codes.removal_of(desk.project, [desk.id(ABOVE)])
    desk.choose(ABOVE)
    desk.press(Qt.Key.Key_Delete)
    details = desk.question().informativeText()
    assert f"{lost.codes - 1} subcodes" in details
    assert f"{lost.segments} codings" in details
    desk.agree()
    desk.until(lambda: ABOVE not in desk.children(None))


def test_rows_are_ordered_by_keys(desk: Desk) -> None:
    first, second = desk.children(None)[:2]
    desk.choose(first)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: desk.children(None)[:2] == [second, first])
    desk.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    desk.until(lambda: desk.children(None)[:2] == [first, second])


def test_ctrl_enter_codes_the_selected_passage_with_all_that_is_chosen(desk: Desk) -> None:
    desk.open_first()
    desk.choose("Plats", BELOW)
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: sorted(desk.codings()) == ["Plats", BELOW])


# -- the menu


def test_merging_says_what_will_happen_and_keeps_the_passages(desk: Desk) -> None:
    own = codes.code_uses(desk.project)
    passages = own[desk.id("Plats")].segments
    desk.choose("Plats")
    desk.pane.commands["merge"].trigger()
    desk.pick("staden till")
    assert f"{passages} passages" in desk.question().informativeText()
    desk.agree()
    desk.until(lambda: "Plats" not in desk.children(None))
    assert "Ljus och mörker" in desk.children(BELOW)


def test_moving_under_another_code_by_keyboard(desk: Desk) -> None:
    desk.choose("Plats")
    desk.pane.commands["move"].trigger()
    desk.pick("ansvar som tas")
    desk.until(lambda: desk.children("Ansvar/Ansvar som tas") == ["Plats"])
    desk.see(len(desk.project.codebook()))
    desk.until(lambda: desk.tree.isExpanded(desk.index("Ansvar/Ansvar som tas")))


def test_moving_to_the_top(desk: Desk) -> None:
    desk.choose(BELOW)
    desk.pane.commands["top"].trigger()
    desk.until(lambda: desk.children(None)[-1] == "Tillit till staden")


def test_a_memo_is_asked_for_on_the_code(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(BELOW)
    with qtbot.waitSignal(desk.session.memo_wanted) as heard:
        desk.pane.commands["memo"].trigger()
    assert heard.args == [None, (MemoLink(code=desk.id(BELOW)),)]


def test_a_colour_is_chosen_from_the_palette_with_arrow_keys(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(BELOW)
    desk.pane.commands["color"].trigger()
    popup = desk.pane.findChild(ColorPopup)
    assert isinstance(popup, ColorPopup)
    first = popup.focusWidget()
    assert isinstance(first, QWidget)
    assert first.accessibleName() == NAMES[0]
    qtbot.keyClick(first, Qt.Key.Key_Right)
    second = popup.focusWidget()
    assert isinstance(second, QWidget)
    assert second.accessibleName() == NAMES[1]
    qtbot.keyClick(second, Qt.Key.Key_Return)
    code = desk.id(BELOW)
    desk.until(lambda: desk.project.codebook()[code].color == "#870a28")


def test_any_other_colour_can_be_given(desk: Desk, qtbot: QtBot) -> None:
    desk.choose(BELOW)
    desk.pane.commands["color"].trigger()
    popup = desk.pane.findChild(ColorPopup)
    assert isinstance(popup, ColorPopup)
    other = popup.findChildren(QToolButton)[-1]
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    dialog = desk.pane.findChild(QColorDialog)
    assert isinstance(dialog, QColorDialog)
    dialog.setCurrentColor(QColor("#123456"))
    dialog.accept()
    code = desk.id(BELOW)
    desk.until(lambda: desk.project.codebook()[code].color == "#123456")


def test_every_colour_of_the_palette_has_a_name() -> None:
    assert len(NAMES) == len(set(NAMES)) == len(PALETTE)


def test_a_right_click_opens_the_menu(desk: Desk) -> None:
    point = desk.tree.visualRect(desk.index(BELOW)).center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, desk.tree.viewport().mapToGlobal(point)
    )
    QApplication.sendEvent(desk.tree.viewport(), event)
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    opened.close()


def test_without_a_passage_nothing_can_be_coded(desk: Desk, menu: QMenu) -> None:
    assert not desk.pane.commands["apply"].isEnabled()
    desk.open_first()
    assert desk.pane.commands["apply"].isEnabled()


def test_a_project_for_reading_only_can_be_read_only(
    reading_session: Session, qtbot: QtBot, settled: Settled
) -> None:
    desk = Desk(reading_session, qtbot, settled)
    desk.open_first()
    desk.choose(BELOW)
    enabled = {name for name in desk.pane.commands.names() if desk.pane.commands[name].isEnabled()}
    assert enabled == {"retrieve", "card"}
    assert not desk.model.flags(desk.index(BELOW)) & Qt.ItemFlag.ItemIsEditable
    assert not desk.model.canDropMimeData(_codes(desk.id("Plats")), MOVE, -1, -1, QModelIndex())


# -- the mouse


def _codes(*dragged: CodeId) -> QMimeData:
    mime = QMimeData()
    set_codes(mime, dragged)
    return mime


def test_codes_are_dragged_as_a_tag_beside_the_pointer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[QDrag] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: dragged.append(drag))
    tree = desk.pane.tree
    tree.startDrag(MOVE)
    assert dragged == []  # nothing is chosen
    tree.setCurrentIndex(desk.index("Plats"))
    tree.startDrag(MOVE)
    (drag,) = dragged
    assert codes_in(drag.mimeData()) == (desk.id("Plats"),)
    assert drag.pixmap().height() / drag.pixmap().devicePixelRatio() < 40
    assert drag.hotSpot().x() < 0
    assert drag.hotSpot().y() < 0


def test_a_dragged_code_brings_its_subcodes_and_is_carried_once(desk: Desk) -> None:
    mime = desk.model.mimeData([desk.index(BELOW), desk.index(ABOVE), desk.index("Plats")])
    assert mime.hasFormat(CODES)
    assert codes_in(mime) == (desk.id(ABOVE), desk.id("Plats"))


def test_dropping_on_a_code_puts_below_it(desk: Desk) -> None:
    dragged = _codes(desk.id("Plats"), desk.id("Spontanitet"))
    assert desk.model.dropMimeData(dragged, MOVE, -1, -1, desk.index("Ansvar"))
    desk.until(lambda: desk.children("Ansvar")[-2:] == ["Plats", "Spontanitet"])


def test_dropping_between_codes_puts_there(desk: Desk) -> None:
    second = desk.children(None)[1]
    assert desk.model.dropMimeData(_codes(desk.id(BELOW)), MOVE, 1, 0, QModelIndex())
    desk.until(lambda: desk.children(None)[:3] == [ABOVE, "Tillit till staden", second])


def test_a_place_among_filtered_rows_is_the_place_in_the_codebook(desk: Desk) -> None:
    names = desk.children(None)
    desk.pane.filter.setText(names[3])
    assert desk.model.dropMimeData(_codes(desk.id(names[0])), MOVE, 0, 0, QModelIndex())
    desk.until(lambda: desk.children(None) == [*names[1:3], names[0], *names[3:]])


def test_a_code_cannot_be_dropped_below_itself(desk: Desk) -> None:
    dragged = _codes(desk.id(ABOVE))
    for path in (ABOVE, BELOW):
        assert not desk.model.canDropMimeData(dragged, MOVE, -1, -1, desk.index(path))
    assert not desk.model.canDropMimeData(_codes(CodeId(999)), MOVE, -1, -1, QModelIndex())


def test_a_passage_dropped_on_a_code_is_coded_with_it(desk: Desk) -> None:
    mime = QMimeData()
    set_span(mime, desk.open_first())
    assert not desk.model.canDropMimeData(mime, MOVE, -1, -1, QModelIndex())
    assert desk.model.dropMimeData(mime, MOVE, -1, -1, desk.index(BELOW))
    desk.until(lambda: desk.codings() == [BELOW])


def test_the_tree_can_be_reached_and_used_without_a_mouse(desk: Desk, qtbot: QtBot) -> None:
    desk.pane.setFocus()
    assert desk.tree.hasFocus()
    qtbot.keyClick(desk.tree, Qt.Key.Key_Home)
    assert desk.tree.chosen() == [desk.id(ABOVE)]


def test_the_tree_itself_takes_what_is_dropped_on_a_row(desk: Desk) -> None:
    mime = QMimeData()
    set_span(mime, desk.open_first())
    point = QPointF(desk.tree.visualRect(desk.index(BELOW)).center())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(point.toPoint(), MOVE, mime, buttons, keys)
    for event in (
        enter,
        QDragMoveEvent(point.toPoint(), MOVE, mime, buttons, keys),
        QDropEvent(point, MOVE, mime, buttons, keys),
    ):
        QApplication.sendEvent(desk.tree.viewport(), event)
        assert event.isAccepted()
    desk.until(lambda: desk.codings() == [BELOW])
    assert BELOW.rpartition("/")[2] in desk.children(ABOVE)
