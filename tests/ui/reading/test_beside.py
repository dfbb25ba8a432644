"""The codings beside the text: what is told of them, and what is done to them there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDropEvent, QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QListWidget, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.memo import MemoLink
from qcode.model.passage_ends import End
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import codes, coding, importing, memos
from qcode.ui.mime import set_codes
from qcode.ui.reading.codings_box import _WORDS
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

TEXT = "I: Hur är det?\nIP1: Det är bra, tack. 😀 Jag går ut.\nI: Mm.\n" * 10
ONE = DocumentId(1)
Settle = Callable[[Session], None]
Show = Callable[[DocumentId], ReadingPane]


@pytest.fixture
def pane(session: Session, shown_pane: Show, tmp_path: Path) -> Iterator[ReadingPane]:
    """The pane with a document in which "bra, tack" is coded with "A/B"."""
    (tmp_path / "1.txt").write_text(TEXT, encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "1.txt"])
    coding.apply_path(session.project, ONE, span("bra, tack"), "A/B")
    made = shown_pane(ONE)
    yield made


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def coded(session: Session) -> list[tuple[str, str]]:
    found = coding.segments_of(session.project, ONE)
    codebook = session.project.codebook()  # after them, or it may lack the code of one
    return [(codebook.path(s.code), TEXT[s.start : s.end]) for s in found]


def operations(session: Session) -> int:
    return session.project.last_operation()


def here(pane: ReadingPane, qtbot: QtBot) -> QListWidget:
    """Open the list of codings at the caret and return it."""
    pane.beside.list_here()
    qtbot.waitUntil(pane.beside.box.isVisible)
    return pane.beside.box._list


def test_the_codings_at_the_caret_are_listed_with_all_that_is_known(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    coding.edit_segment(session.project, SegmentId(1), weight=40, condensed="det är bra")
    memos.add_memo(session.project, "", "Sagt snabbt.", links=[MemoLink(segment=SegmentId(1))])
    coding.apply_path(session.project, ONE, span("Det är bra, tack. 😀"), "C")
    pane.view.select(Span(span("tack").start, span("tack").start))
    qtbot.waitUntil(lambda: len(pane.view.segments_at(span("tack").start)) == 2)
    rows = here(pane, qtbot)
    assert pane.beside.box.segments() == [1, 2]
    access = QAccessible.queryAccessibleInterface(rows)
    assert access.text(QAccessible.Text.Name) == "Codings here"
    told = access.child(0).text(QAccessible.Text.Name)
    for part in ("A › B", "Ines", "Weight 40 of 100", "In short: det är bra", "Memo: Sagt snabbt."):
        assert part in told
    qtbot.keyClick(rows, Qt.Key.Key_Escape)
    assert not pane.beside.box.isVisible()


def test_the_coding_that_keys_mean_is_listed_first_and_passages_are_told_apart(
    pane: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    coding.apply_path(session.project, ONE, span("Det är bra"), "A/B")
    coding.apply_path(session.project, ONE, span("tack. 😀 Jag"), "C")
    settled(session)
    pane.view.select(span("tack. 😀 Jag"))
    rows = here(pane, qtbot)
    assert pane.beside.box.segments() == [3, 1]
    access = QAccessible.queryAccessibleInterface(rows)
    told = access.child(1).text(QAccessible.Text.Name)
    assert told.startswith("A › B. “bra, tack”. Ines")
    pane.beside.box.dismiss()
    pane.view.select(span("Det är bra, tack"))
    here(pane, qtbot)
    words = [pane.beside.box._list.item(row).data(_WORDS) for row in range(3)]
    assert sorted(words) == ["“Det är bra”", "“bra, tack”", "“tack. 😀 Jag”"]
    pane.beside.box.dismiss()


def test_the_list_chooses_recodes_removes_copies_and_opens_memos(
    pane: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    pane.view.select(Span(span("bra").start, span("bra").start))
    qtbot.keyClick(here(pane, qtbot), Qt.Key.Key_Space)
    assert pane.view.selection() == span("bra, tack")
    assert pane.view.selected_segment() == 1  # the passage is selected, and the coding still meant
    with qtbot.waitSignal(session.memo_wanted) as wanted:
        qtbot.keyClick(here(pane, qtbot), Qt.Key.Key_Return)
    assert wanted.args == [None, (MemoLink(segment=SegmentId(1)),)]
    qtbot.keyClick(here(pane, qtbot), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "bra, tack" in QGuiApplication.clipboard().text())
    qtbot.keyClick(here(pane, qtbot), Qt.Key.Key_C)
    qtbot.waitUntil(pane._coder.box.isVisible)
    pane._coder.box.dismiss()
    qtbot.keyClick(here(pane, qtbot), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: coded(session) == [])
    settled(session)
    pane.view.select(Span(0, 0))
    here(pane, qtbot)
    assert pane.beside.box.segments() == []
    qtbot.keyClick(pane.beside.box, Qt.Key.Key_Escape)
    assert not pane.beside.box.isVisible()


def test_what_cannot_be_changed_is_not_offered(reading_session: Session, qtbot: QtBot) -> None:
    made = ReadingPane(reading_session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    reading_session.show_document(ONE)
    qtbot.waitUntil(lambda: reading_session.document == 1)
    made.view.select(Span(0, len(made.view.text())))
    made.beside.list_here()
    qtbot.waitUntil(made.beside.box.isVisible)
    assert set(made.beside.box._acts) == {"memo", "select", "copy"}
    assert not made.view.ends.enabled
    made.beside.box.dismiss()
    asked: list[object] = []
    reading_session.memo_wanted.connect(lambda memo, _links: asked.append(memo))
    found = coding.segments_of(reading_session.project, ONE)
    noted = memos.segments_with_memos(reading_session.project, ONE)
    bare = next(each.id for each in found if each.id not in noted)
    made.view.segment_opened.emit(bare)  # begins no memo
    qtbot.waitUntil(lambda: not reading_session.runner._wishes)
    made.view.segment_opened.emit(min(noted))
    qtbot.waitUntil(lambda: bool(asked))
    assert len(asked) == 1
    assert asked[0] is not None


def test_a_tool_tip_gets_the_memo_and_the_time(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    memos.add_memo(session.project, "", "Sagt <snabbt>.", links=[MemoLink(segment=SegmentId(1))])
    qtbot.waitUntil(lambda: bool(pane.view.segments_at(span("bra").start)))
    (name,) = pane.view._margin.scene().names
    for widget, point in (
        (pane.view._margin, name.area.center().toPoint()),
        (pane.view.viewport(), pane.view.rects_of(span("bra"))[0].center().toPoint()),
    ):
        QToolTip.hideText()
        event = QHelpEvent(QHelpEvent.Type.ToolTip, point, widget.mapToGlobal(point))
        QApplication.sendEvent(widget, event)
        assert "A › B" in QToolTip.text()
        qtbot.waitUntil(lambda: "Sagt &lt;snabbt&gt;." in QToolTip.text())
        assert "Ines · " in QToolTip.text()


def test_a_dragged_end_is_one_operation_that_undo_takes_back(
    pane: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    pane.view.select(Span(span("bra").start, span("bra").start))
    before = operations(session)
    pane.beside.move_end(End.END, -1)
    qtbot.waitUntil(lambda: coded(session) == [("A/B", "bra,")])
    assert operations(session) == before + 1
    pane.beside.move_end(End.START, -1)
    qtbot.waitUntil(lambda: coded(session) == [("A/B", "är bra,")])
    settled(session)
    session.undo()
    session.undo()
    qtbot.waitUntil(lambda: coded(session) == [("A/B", "bra, tack")])
    qtbot.waitUntil(lambda: pane.view.span_of(SegmentId(1)) == span("bra, tack"))


def test_an_end_that_cannot_be_moved_goes_back(
    pane: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    pane.view.ends.moved.emit(SegmentId(1), Span(0, len(TEXT) + 999), span("bra, tack"))
    with qtbot.waitSignal(session.runner.user_error):
        pane.view.show_span(SegmentId(1), Span(0, 20))
    assert pane.view.span_of(SegmentId(1)) == span("bra, tack")


def drop(pane: ReadingPane, code: int, modifiers: Qt.KeyboardModifier) -> None:
    (name,) = pane.view._margin.scene().names
    mime = QMimeData()
    set_codes(mime, [code])
    event = QDropEvent(
        QPointF(name.area.center()),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        modifiers,
    )
    pane.view._margin.dropEvent(event)
    assert event.isAccepted()


def menu_of(pane: ReadingPane) -> QMenu | None:
    return next((m for m in pane.view.findChildren(QMenu) if m.isVisible()), None)


def test_a_code_dropped_on_a_name_asks_whether_to_replace_or_to_add(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    code = codes.add_path(session.project, "Ny")
    qtbot.waitUntil(lambda: bool(pane.view._margin.scene().names))
    before = operations(session)
    drop(pane, code, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: menu_of(pane) is not None)
    menu = menu_of(pane)
    assert menu is not None
    replace, add = menu.actions()[:2]
    assert replace.text() == "Replace “B” with “Ny”"
    assert add.text() == "Add “Ny” to the passage"
    assert operations(session) == before  # nothing is done yet
    menu.close()
    replace.trigger()
    qtbot.waitUntil(lambda: coded(session) == [("Ny", "bra, tack")])
    assert operations(session) == before + 1


def test_with_ctrl_a_dropped_code_is_added_at_once(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    code = codes.add_path(session.project, "Ny")
    qtbot.waitUntil(lambda: bool(pane.view._margin.scene().names))
    drop(pane, code, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sorted(coded(session)) == [("A/B", "bra, tack"), ("Ny", "bra, tack")])
    assert menu_of(pane) is None


def test_a_click_selects_the_passage_and_another_selection_ends_the_choice(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(pane.view._margin.scene().names))
    (name,) = pane.view._margin.scene().names
    point: QPoint = name.area.center().toPoint()
    qtbot.mouseClick(pane.view._margin, Qt.MouseButton.LeftButton, pos=point)
    assert session.span == span("bra, tack")
    assert pane.view.selected_segment() == 1
    pane.view.select(span("Hur"))
    assert pane.view.selected_segment() is None


def test_a_selected_passage_follows_the_end_that_is_moved(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(pane.view._margin.scene().names))
    pane.beside.select(SegmentId(1))
    pane.beside.move_end(End.END, -1)
    qtbot.waitUntil(lambda: coded(session) == [("A/B", "bra,")])
    assert pane.view.selection() == span("bra,")
    assert pane.view.selected_segment() == 1


def test_a_coding_is_chosen_no_longer_when_the_caret_goes_elsewhere(
    pane: ReadingPane, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: bool(pane.view._margin.scene().names))
    pane.view.select(Span(span("bra").start, span("bra").start))
    pane.view.set_selected_segment(SegmentId(1))
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    assert pane.view.selected_segment() == 1
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    assert pane.view.selected_segment() is None
