"""The original pages beside a text: one selection, codings and hits on both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QImage
from PySide6.QtWidgets import QLabel, QToolTip
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.errors import Cancelled
from qcode.model.text import Span
from qcode.services import coding, importing
from qcode.services.text_editing import edit_text
from qcode.ui.pages.pane import PagesPane
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session
from qcode.ui.theme import PAPER

PdfMaker = Callable[..., bytes]
ONE, TWO = DocumentId(1), DocumentId(2)
LINE = "BT /F1 20 Tf 24 TL 50 {y} Td {words} ET"
PAGES = (
    LINE.format(y=700, words="(The first line) Tj T* (and the second) Tj"),
    *(LINE.format(y=600, words=f"(On page number {number}) Tj") for number in range(2, 12)),
)
TEXT = "\n".join(["The first line\nand the second", *(f"On page number {n}" for n in range(2, 12))])


@pytest.fixture
def reading(
    session: Session,
    read_in_pane: Callable[..., ReadingPane],
    drawn_pdf: PdfMaker,
    tmp_path: Path,
) -> ReadingPane:
    """A pane with a PDF; another document is no PDF."""
    (tmp_path / "1.pdf").write_bytes(drawn_pdf(*PAGES))
    (tmp_path / "2.txt").write_text("Hej", encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "1.pdf", tmp_path / "2.txt"])
    coding.apply_path(session.project, ONE, span("first"), "A/B")
    return read_in_pane(session, ONE, 1100, 700)


@pytest.fixture
def pane(reading: ReadingPane, qtbot: QtBot) -> PagesPane:
    """The pages, with the first of them drawn and read."""
    reading.original.toggle()
    pages = reading.original.pages
    assert pages is not None
    qtbot.waitUntil(lambda: pages.view.pictures.letters(0) is not None)
    return pages


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def at(pane: PagesPane, position: int) -> QPoint:
    """The middle of a letter of the first page, in the viewport."""
    letters = pane.view.pictures.letters(0)
    assert letters is not None
    box = letters.box(position)
    assert box is not None
    zoom, width = pane.view.zoom, pane.view.viewport().width()
    left, top = pane.view._sheets.corner(0, width)
    top -= pane.view.verticalScrollBar().value()
    middle = QPointF((box.left + box.right) / 2, (box.top + box.bottom) / 2) * zoom
    return (middle + QPointF(left, top)).toPoint()


def color_at(pane: PagesPane, position: int) -> QColor:
    """The colour of the ground of a letter of the first page: the lightest that it has."""
    letters = pane.view.pictures.letters(0)
    assert letters is not None
    box = letters.box(position)
    assert box is not None
    middle, zoom = at(pane, position), pane.view.zoom
    wide, high = (box.right - box.left) * zoom / 2, (box.bottom - box.top) * zoom / 2
    image: QImage = pane.view.viewport().grab().toImage()
    ratio = image.devicePixelRatio()
    found = [
        image.pixelColor(round((middle.x() + x) * ratio), round((middle.y() + y) * ratio))
        for x in range(2 - round(wide), round(wide) - 1)
        for y in range(2 - round(high), round(high) - 1)
    ]
    return max(found, key=lambda color: color.lightness())


def drag(pane: PagesPane, qtbot: QtBot, start: int, last: int) -> None:
    port = pane.view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=at(pane, start))
    qtbot.mouseMove(port, at(pane, last))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=at(pane, last))


def note(pane: PagesPane) -> str:
    return " ".join(each.text() for each in pane.findChildren(QLabel) if each.isVisible())


def test_dragging_over_words_on_the_page_selects_them_in_the_text(
    pane: PagesPane, reading: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    words = span("first line\nand")
    drag(pane, qtbot, words.start, words.end - 1)
    assert reading.view.selection() == words
    assert session.span == words


def test_a_double_click_selects_a_word(pane: PagesPane, reading: ReadingPane, qtbot: QtBot) -> None:
    place, port = at(pane, span("second").start + 2), pane.view.viewport()
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place)
    assert reading.view.selection() == span("second")


def test_shift_and_a_click_lengthen_the_selection(
    pane: PagesPane, reading: ReadingPane, qtbot: QtBot
) -> None:
    drag(pane, qtbot, span("first").start, span("first").end - 1)
    place, port = at(pane, span("line").end - 1), pane.view.viewport()
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, shift, pos=place)
    assert reading.view.selection() == span("first line")


def test_a_click_puts_the_caret_there_and_selects_nothing(
    pane: PagesPane, reading: ReadingPane, qtbot: QtBot
) -> None:
    reading.view.select(span("second"))
    place = at(pane, span("line").start)
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert reading.view.selection() is None
    assert reading.view.cursor_position() == span("line").start


def test_shift_and_arrows_select_by_words(
    pane: PagesPane, reading: ReadingPane, qtbot: QtBot
) -> None:
    reading.view.select(span("The"))
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(pane.view, Qt.Key.Key_Right, shift)
    assert reading.view.selection() == span("The first")
    qtbot.keyClick(pane.view, Qt.Key.Key_Right, shift)
    qtbot.keyClick(pane.view, Qt.Key.Key_Left, shift)
    assert reading.view.selection() == span("The first")


def test_what_is_selected_in_the_text_is_selected_on_the_page(
    pane: PagesPane, reading: ReadingPane
) -> None:
    before = color_at(pane, span("second").start)
    reading.view.select(span("second"))
    assert pane.view.selection() == span("second")
    assert before == QColor(PAPER)
    assert color_at(pane, span("second").start) != before


def test_a_passage_on_another_page_is_brought_into_sight(
    pane: PagesPane, reading: ReadingPane, qtbot: QtBot
) -> None:
    reading.view.select(span("number 9"))
    qtbot.waitUntil(lambda: pane.view.page == 8)
    assert "9" in note(pane)


def test_codings_are_drawn_on_the_page_and_told_of(
    pane: PagesPane, reading: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    assert color_at(pane, span("first").start) != QColor(PAPER)
    assert color_at(pane, span("second").start) == QColor(PAPER)
    coding.apply_path(session.project, ONE, span("second"), "C")
    qtbot.waitUntil(lambda: color_at(pane, span("second").start) != QColor(PAPER))
    place = at(pane, span("first").start)
    port = pane.view.viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, place, port.mapToGlobal(place))
    pane.view.viewportEvent(event)
    assert "A › B" in QToolTip.text()


def test_hits_are_drawn_on_the_page(
    pane: PagesPane, reading: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    session.set_hits({ONE: (span("second"),)})
    qtbot.waitUntil(lambda: color_at(pane, span("second").start) != QColor(PAPER))


def test_paging_through_the_pages_takes_the_text_along_unless_told_not_to(
    pane: PagesPane, reading: ReadingPane, qtbot: QtBot
) -> None:
    reading.view.setFixedHeight(60)
    qtbot.keyClick(pane.view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: pane.view.first_position() is not None)
    assert pane.view.page >= 9
    qtbot.keyClick(pane.view, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: reading.view.on_screen().start > 0)


def test_keys_zoom_and_go_to_the_first_and_the_last_page(pane: PagesPane, qtbot: QtBot) -> None:
    zoom = pane.view.zoom
    qtbot.keyClicks(pane.view, "+")
    assert pane.view.zoom > zoom
    qtbot.keyClicks(pane.view, "-")
    assert pane.view.zoom == pytest.approx(zoom)
    qtbot.keyClick(pane.view, Qt.Key.Key_End)
    assert pane.view.page >= 9
    qtbot.keyClick(pane.view, Qt.Key.Key_PageUp)
    qtbot.keyClick(pane.view, Qt.Key.Key_Home)
    assert pane.view.page == 0


def test_what_was_edited_in_the_text_is_said_not_to_be_on_the_page(
    pane: PagesPane, reading: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    edit_text(session.project, ONE, TextChange.replace(TEXT, 0, 0, "A new title\n"))
    qtbot.waitUntil(lambda: reading.view.text().startswith("A new"))
    qtbot.waitUntil(lambda: pane.view.pictures.letters(0) is not None)
    reading.view.select(Span(0, 5))
    assert "not on the pages" in note(pane)
    reading.view.select(Span(12, 15))
    assert pane.view.selection() == span("The")
    assert "not on the pages" not in note(pane)


def test_a_document_without_pages_has_none_shown(
    pane: PagesPane, reading: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    assert reading.original.possible
    session.show_document(TWO)
    qtbot.waitUntil(lambda: session.document == TWO)
    assert not reading.original.possible
    assert not pane.isVisible()
    session.show_document(ONE)
    qtbot.waitUntil(lambda: pane.view.pictures.letters(0) is not None)
    assert pane.isVisible()


def test_pages_are_closed_by_the_same_command_and_by_their_button(
    pane: PagesPane, reading: ReadingPane
) -> None:
    reading.original.toggle()
    assert not pane.isVisible()
    reading.original.toggle()
    assert pane.isVisible()
    pane.closed.emit()
    assert not pane.isVisible()


def test_the_file_is_let_go_of_when_the_project_closes(
    pane: PagesPane, reading: ReadingPane
) -> None:
    pages = pane._pages
    assert pages is not None
    reading.leave()
    with pytest.raises(Cancelled):
        pages.picture(0, 1.0)


def test_the_pages_of_a_scanned_document_are_looked_at_beside_no_text(
    pane: PagesPane,
    reading: ReadingPane,
    session: Session,
    drawn_pdf: PdfMaker,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    (tmp_path / "scan.pdf").write_bytes(drawn_pdf("0 0 100 100 re f", ""))
    result = importing.import_paths(session.project, [tmp_path / "scan.pdf"])
    scan = result.imported[0].document.id
    session.show_document(scan)
    qtbot.waitUntil(lambda: session.document == scan)
    qtbot.waitUntil(lambda: pane.view.pictures.letters(1) is not None)
    qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert reading.view.selection() is None
    assert note(pane).startswith("Page 1 of 2")


def test_arrows_walk_by_words_and_with_shift_select_lines(
    pane: PagesPane, reading: ReadingPane, qtbot: QtBot
) -> None:
    reading.view.select(span("The"))
    qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    assert reading.view.selection() == span("first")
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert reading.view.selection() == span("first line")
    qtbot.keyClick(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert reading.view.selection() == span("first line\nand the second")
    qtbot.keyClick(pane.view, Qt.Key.Key_Left)
    assert reading.view.selection() == span("The")


def test_escape_brings_the_keyboard_back_to_the_text(
    pane: PagesPane, reading: ReadingPane, qtbot: QtBot
) -> None:
    reading.window().activateWindow()
    qtbot.waitUntil(pane.view.hasFocus)
    qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(reading.view.hasFocus)
    assert pane.isVisible()


def test_the_menu_key_opens_the_menu_at_the_selection(
    pane: PagesPane, reading: ReadingPane, qtbot: QtBot
) -> None:
    reading.view.select(span("first"))
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    with qtbot.waitSignal(pane.view.context_requested) as asking:
        pane.view.contextMenuEvent(asked)
    assert asking.args is not None
    where, segments = asking.args
    place = pane.view.viewport().mapFromGlobal(where)
    assert (place - at(pane, span("first").start)).manhattanLength() < 40
    assert len(segments) == 1


def test_pages_are_shown_again_as_they_were_left(
    pane: PagesPane, reading: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    pane._follow.setChecked(False)
    pane.view.zoom_by(2)
    pane.view.go(6, 30.0)
    zoom, place = pane.view.zoom, pane.view.place()
    reading.original._change_sides()
    reading.leave()
    again = ReadingPane(session)
    qtbot.addWidget(again)
    again.resize(1100, 700)
    with qtbot.waitExposed(again):
        again.show()
    session.show_document(TWO)
    qtbot.waitUntil(lambda: session.document == TWO)
    session.show_document(ONE)
    shown = again.original
    qtbot.waitUntil(lambda: shown.pages is not None and shown.pages._pages is not None)
    assert shown.pages is not None
    assert shown.indexOf(shown.pages) == 0
    assert not shown.pages._follow.isChecked()
    assert shown.pages.view.zoom == pytest.approx(zoom)
    assert shown.pages.view.place() == pytest.approx(place, abs=1)
    again.leave()


def test_pages_that_were_put_away_stay_away(
    pane: PagesPane, reading: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    reading.original.toggle()
    again = ReadingPane(session)
    qtbot.addWidget(again)
    session.show_document(TWO)
    session.show_document(ONE)
    qtbot.waitUntil(lambda: session.document == ONE)
    assert again.original.pages is None
    again.leave()
