from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.layout import EMPTY, Layout, Turn
from qcode.model.text import Span
from qcode.ui.coding.painted import PaintedCode, PaintedSegment
from qcode.ui.coding.view import CodingView
from qcode.ui.mime import set_codes, span_in
from qcode.ui.theme import code_color, colors, mixed_tint, palette

LEFT = Qt.MouseButton.LeftButton
Open = Callable[..., CodingView]


def text_of(view: CodingView) -> str:
    return view._text


# Selecting ---------------------------------------------------------------------------------------


def test_a_passage_dragged_over_with_the_mouse_is_selected(
    view: CodingView, eyes: Any, qtbot: QtBot
) -> None:
    start = text_of(view).index("kaffe")
    end = text_of(view).index("och så satt")
    first, last = eyes.place(start), eyes.place(end)
    first.setX(int(eyes.bands(Span(start, start + 1))[0].left()))
    last.setX(int(eyes.bands(Span(end, end + 1))[0].left()))
    with qtbot.waitSignal(view.selection_changed):
        qtbot.mousePress(view.viewport(), LEFT, pos=first)
        eyes.point_at(view.viewport(), last, LEFT)
        qtbot.mouseRelease(view.viewport(), LEFT, pos=last)
    assert view.selection() == Span(start, end)
    assert text_of(view)[start:end] == "kaffe 😀 "


def test_the_caret_moves_and_selects_by_keyboard(view: CodingView, qtbot: QtBot) -> None:
    view.setFocus()
    view.select(Span(0, 0))
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.cursor_position() == 3
    assert view.selection() is None
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.selection() == Span(3, 4)
    both = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(view, Qt.Key.Key_Right, both)
    assert text_of(view)[: view.selection().end] == "Intervjuare"
    qtbot.keyClick(view, Qt.Key.Key_End, both)
    assert view.selection() == Span(3, len(text_of(view)))


def test_the_caret_is_seen_though_the_text_cannot_be_edited(
    view: CodingView, eyes: Any, qtbot: QtBot
) -> None:
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.select(Span(20, 20))
    with_caret = eyes.picture()
    view.select(Span(25, 25))
    assert eyes.picture() != with_caret
    qtbot.keyClick(view, Qt.Key.Key_A)
    assert view.document().characterCount() - 1 == len(text_of(view).encode("utf-16-le")) // 2


def test_a_selection_never_cuts_a_visible_character(open_view: Open) -> None:
    text = "a👩‍👩‍👧b e\u0301 c"
    view = open_view(text)
    view._set_cursor(2, 4)  # inside the family
    assert view.selection() == Span(1, 6)
    accent = text.index("\u0301")
    view.select(Span(accent, accent + 1))
    assert view.selection() == Span(accent - 1, accent + 1)


def test_what_is_copied_is_the_text_character_by_character(
    open_view: Open, qapp: QApplication
) -> None:
    text = "10\u00a0000 kr\u2028nästa\ttab\nslut 😀"
    view = open_view(text)
    view.select(Span(0, len(text)))
    view.copy()
    assert qapp.clipboard().text() == text
    assert span_in(qapp.clipboard().mimeData()) == Span(0, len(text))


# Places ------------------------------------------------------------------------------------------


def test_a_passage_that_is_revealed_stands_in_the_upper_third(view: CodingView, eyes: Any) -> None:
    at = text_of(view).index("kamerorna", 3000)
    view.reveal(Span(at, at + 9))
    assert view.cursor_position() == at
    assert view.selection() is None
    band = eyes.bands(Span(at, at + 9))[0]
    assert 0.2 * view.viewport().height() < band.top() < 0.36 * view.viewport().height()
    assert colors(dark=False).flash in eyes.colors(Span(at, at + 9))
    view._unflash.timeout.emit()
    assert colors(dark=False).flash not in eyes.colors(Span(at, at + 9))
    view.reveal(Span(at, at + 9), select=True)
    assert view.selection() == Span(at, at + 9)


@pytest.mark.parametrize("wanted", [0, 1200, 4000, 10**9])
def test_a_document_is_found_again_where_it_was_left(view: CodingView, wanted: int) -> None:
    view.restore_place(wanted)
    place = view.place()
    view.set_document(text_of(view), view._layout, [], {})
    assert view.place() == 0
    view.restore_place(place)
    assert view.place() == place


def test_the_first_visible_character_stays_when_the_width_changes(
    view: CodingView, qtbot: QtBot
) -> None:
    view.restore_place(2500)
    place = view.place()
    width = view.lineWrapColumnOrWidth()
    view.resize(560, 700)
    qtbot.waitUntil(lambda: view.lineWrapColumnOrWidth() < width)
    first = view.document().findBlock(0)
    assert first.isValid()
    around = text_of(view)[view.place() : view.place() + 200]
    assert view.place() <= place < view.place() + len(around)


def test_another_size_of_letters_keeps_place_and_selection(view: CodingView) -> None:
    view.restore_place(2500)
    view.select(Span(2600, 2650))
    view.restore_place(2500)
    place = view.place()
    font = QFont(view.font())
    font.setPixelSize(30)
    view.setFont(font)
    assert view._typography.size == 30
    assert view.selection() == Span(2600, 2650)
    assert view.place() <= place < view.place() + 120


def test_a_long_text_is_wrapped_once_after_the_width_has_settled(
    open_view: Open, talk: Callable[[int], tuple[str, Layout]], qtbot: QtBot
) -> None:
    view = open_view(*talk(1600))
    assert len(text_of(view)) > 100_000
    width = view.lineWrapColumnOrWidth()
    for step in range(5):
        view.resize(700 - 20 * step, 700)
    assert view.lineWrapColumnOrWidth() == width
    qtbot.waitUntil(lambda: view.lineWrapColumnOrWidth() == view._columns.text)
    assert view.lineWrapColumnOrWidth() < width


# Codings -----------------------------------------------------------------------------------------


def test_a_coded_passage_has_the_tint_of_its_code_and_loses_it(view: CodingView, eyes: Any) -> None:
    kaffe = view._codings[13].span
    tint = code_color("#870a28", False).tint.name()
    assert tint in eyes.colors(kaffe)
    view.change_segments([], [13, 999])
    assert tint not in eyes.colors(kaffe)
    assert view.segments_at(kaffe.start) == []


def test_a_segment_that_is_added_is_seen_at_once(view: CodingView, eyes: Any) -> None:
    span = Span(text_of(view).index("skillnad"), text_of(view).index("skillnad") + 8)
    view.change_segments([], [11, 12])
    view.change_segments([PaintedSegment(20, *span, 3, "Maria")])
    assert code_color("#870a28", False).tint.name() in eyes.colors(span)
    view.change_segments([PaintedSegment(20, *span, 2, "Maria")])
    assert code_color("#870a28", False).tint.name() not in eyes.colors(span)
    assert view.segments_at(span.start) == [20]


def test_a_new_colour_is_seen_at_once(view: CodingView, eyes: Any) -> None:
    view.update_codes([PaintedCode(3, "Lag", "Lag", "#03845c")])
    assert code_color("#03845c", False).tint.name() in eyes.colors(view._codings[13].span)
    assert code_color("#03845c", False).stripe.name() in eyes.all_colors(view._margin)


def test_segments_can_be_exchanged_while_the_text_stays(view: CodingView) -> None:
    view.restore_place(1200)
    place, document = view.place(), view.document()
    view.set_segments([PaintedSegment(30, 1300, 1310, 1)])
    assert view.place() == place
    assert view.document() is document
    assert view.segments_at(1305) == [30]
    assert view.segments_at(text_of(view).index("kaffe")) == []


def test_an_overlap_is_told_by_lines_and_not_by_colour_alone(view: CodingView, eyes: Any) -> None:
    first, second = view._codings[11], view._codings[12]
    both = Span(second.start + 1, first.end - 1)
    seen = eyes.colors(both)
    assert mixed_tint(("#51a0db", "#f8b938"), False).name() in seen
    assert code_color("#51a0db", False).stripe.name() in seen
    assert code_color("#f8b938", False).stripe.name() in seen
    alone = Span(first.start + 1, second.start - 1)
    assert code_color("#51a0db", False).stripe.name() not in eyes.colors(alone)


def test_codings_after_an_emoji_lie_where_they_belong(open_view: Open, eyes_on: type) -> None:
    text = "😀😀😀 hej 👩‍👩‍👧 där"
    at = text.index("hej")
    view = open_view(text, EMPTY, [PaintedSegment(1, at, at + 3, 1)])
    tint = code_color("#51a0db", False).tint.name()
    assert tint in eyes_on(view).colors(Span(at, at + 3))
    assert tint not in eyes_on(view).colors(Span(0, at - 1))
    assert tint not in eyes_on(view).colors(Span(at + 4, len(text)))


def test_a_chosen_segment_stands_out(view: CodingView, eyes: Any) -> None:
    kaffe = view._codings[13].span
    view.set_selected_segment(13)
    assert view.selected_segment() == 13
    assert code_color("#870a28", False).strong.name() in eyes.colors(kaffe)
    view.set_selected_segment(None)
    assert code_color("#870a28", False).strong.name() not in eyes.colors(kaffe)
    view.set_selected_segment(404)
    assert view.selected_segment() is None


def test_hits_of_a_search_are_marked_until_others_come(view: CodingView, eyes: Any) -> None:
    spans = [
        Span(at, at + 3) for at in range(len(text_of(view))) if text_of(view)[at:].startswith("Jag")
    ]
    view.set_hits(reversed(spans), current=spans[1])
    assert colors(dark=False).hit in eyes.colors(spans[0])
    view.set_hits([])
    assert colors(dark=False).hit not in eyes.colors(spans[0])


# Pointing ----------------------------------------------------------------------------------------


def test_pointing_at_a_passage_lights_up_its_stripe(
    view: CodingView, eyes: Any, qtbot: QtBot
) -> None:
    before = eyes.picture(view._margin)
    with qtbot.waitSignal(view.segment_hovered) as told:
        eyes.point_at(view.viewport(), eyes.place(view._codings[13].start + 2))
    assert told.args == [13]
    assert eyes.picture(view._margin) != before
    with qtbot.waitSignal(view.segment_hovered) as told:
        eyes.point_at(view.viewport(), eyes.place(2))
    assert told.args == [None]
    assert eyes.picture(view._margin) == before


def test_of_overlapping_passages_the_shortest_is_pointed_at(view: CodingView) -> None:
    assert view.segments_at(view._codings[12].start + 1) == [11, 12]
    view.change_segments([PaintedSegment(50, 0, 3000, 3)])
    assert view.segments_at(view._codings[12].start + 1) == [11, 12, 50]


def test_right_clicks_ask_for_a_menu_and_leave_the_selection(
    view: CodingView, eyes: Any, qtbot: QtBot
) -> None:
    view.select(Span(3, 12))
    point = eyes.place(view._codings[13].start + 1)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, view.viewport().mapToGlobal(point)
    )
    with qtbot.waitSignal(view.context_requested) as told:
        QApplication.sendEvent(view.viewport(), event)
    assert told.args == [view.viewport().mapToGlobal(point), Span(3, 12), [13]]
    assert view.selection() == Span(3, 12)


def test_the_menu_key_asks_for_a_menu_at_the_caret(view: CodingView, qtbot: QtBot) -> None:
    at = view._codings[13].start + 1
    view.select(Span(at, at))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    with qtbot.waitSignal(view.context_requested) as told:
        QApplication.sendEvent(view.viewport(), event)
    assert told.args[1:] == [None, [13]]
    assert view.viewport().rect().contains(view.viewport().mapFromGlobal(told.args[0]))


# Dropping codes ----------------------------------------------------------------------------------


def drop(view: CodingView, point: QPoint, *codes: int) -> bool:
    mime = QMimeData()
    if codes:
        set_codes(mime, codes)
    else:
        mime.setText("something else")
    kind = (Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(point, *kind)
    QApplication.sendEvent(view.viewport(), enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(point, *kind)
    QApplication.sendEvent(view.viewport(), move)
    event = QDropEvent(QPointF(point), *kind)
    QApplication.sendEvent(view.viewport(), event)
    return event.isAccepted()


def test_codes_dropped_on_the_selection_code_it(view: CodingView, eyes: Any) -> None:
    told: list[object] = []
    view.code_dropped.connect(lambda code, span: told.append((code, span)))
    span = Span(text_of(view).index("kaffe"), text_of(view).index("kaffe") + 9)
    view.select(span)
    assert drop(view, eyes.place(span.start + 2), 2, 3)
    assert told == [(2, span), (3, span)]
    assert view.selection() == span


def test_codes_dropped_elsewhere_code_what_the_paragraph_says(view: CodingView, eyes: Any) -> None:
    told: list[object] = []
    view.code_dropped.connect(lambda code, span: told.append((code, span)))
    assert drop(view, eyes.place(4), 1)
    assert told == [(1, Span(len("Intervjuare: "), text_of(view).index("\n")))]


def test_a_label_alone_on_its_line_cannot_be_coded_by_dropping(
    open_view: Open, eyes_on: type
) -> None:
    text = "Anna\nJag tror det."
    view = open_view(text, Layout((Turn(0, len(text), (Span(5, len(text)),), "Anna"),)))
    told: list[object] = []
    view.code_dropped.connect(lambda code, span: told.append((code, span)))
    assert not drop(view, eyes_on(view).place(1), 1)
    assert drop(view, eyes_on(view).place(6), 1)
    assert told == [(1, Span(5, len(text)))]


def test_while_codes_are_dragged_the_place_is_shown_where_they_would_go(
    view: CodingView, eyes: Any
) -> None:
    before = eyes.picture()
    mime = QMimeData()
    set_codes(mime, [1])
    kind = (Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(eyes.place(4), *kind))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(eyes.place(4), *kind))
    assert eyes.picture() != before


def test_nothing_but_codes_can_be_dropped(view: CodingView, eyes: Any) -> None:
    assert not drop(view, eyes.place(4))


# Holding up --------------------------------------------------------------------------------------


def test_a_fault_while_painting_is_logged_once_and_the_text_stays(
    view: CodingView, eyes: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("no colours today")

    view.set_segments([])
    view.select(Span(0, 0))
    sound = eyes.picture(view.viewport())
    monkeypatch.setattr(view._painter, "paint", broken)
    with caplog.at_level(logging.ERROR):
        assert [eyes.picture(view.viewport()) for _ in range(3)] == [sound] * 3
    assert len(caplog.records) == 1
    assert "no colours today" in caplog.text


def test_a_text_that_is_shown_no_more_is_no_part_of_the_view(view: CodingView) -> None:
    """Python may end it at any time; Qt must not be going through its children then."""
    view.set_text("Ett annat samtal.", EMPTY)
    documents = [each for each in view.children() if isinstance(each, QTextDocument)]
    assert documents == [view.document()]


def test_a_coding_that_stood_out_does_so_no_more_when_its_text_comes_back(
    view: CodingView,
    talk: Callable[[int], tuple[str, Layout]],
    codes: dict[int, PaintedCode],
) -> None:
    text, layout, there = text_of(view), view._layout, list(view.codings())
    view.choose_segment(11)
    assert view._margin.pointed_out() == {11}
    view.set_document(*talk(2), [], {})
    view.set_document(text, layout, there, codes)
    assert view._margin.pointed_out() == set()


def test_two_hundred_documents_in_turn_leave_nothing_behind(
    view: CodingView, talk: Callable[[int], tuple[str, Layout]], qtbot: QtBot
) -> None:
    text, layout = talk(6)
    for number in range(200):
        view.set_document(text, layout, [PaintedSegment(number, 3, 30, 1)], {})
    qtbot.waitUntil(lambda: len(view.findChildren(QTextDocument)) == 1)
    assert view.findChildren(QTextDocument) == [view.document()]


def test_a_paragraph_as_long_as_a_book_is_only_looked_at_where_one_is(open_view: Open) -> None:
    text = "ett ord och ett till " * 20_000
    segments = [PaintedSegment(n, n * 40, n * 40 + 30, 1 + n % 3) for n in range(10_000)]
    view = open_view(text, EMPTY, segments)
    view.reveal(Span(200_000, 200_010))
    assert 0 < len(view._geometry.view().chunks) <= 4
    assert view._geometry.view().start < 200_000 < view._geometry.view().end
    shown = {stripe.segments[0].id for stripe in view._margin.scene().stripes}
    assert 5000 in shown


def test_an_empty_document_has_nothing_to_select(open_view: Open, eyes_on: type) -> None:
    view = open_view("")
    eyes_on(view).picture()
    view.selectAll()
    assert (view.selection(), view.place(), view.cursor_position()) == (None, 0, 0)
    assert view._target(QPoint(5, 5)) is None


def test_the_theme_can_change_while_one_reads(
    view: CodingView, eyes: Any, qapp: QApplication
) -> None:
    view.restore_place(1000)
    view.select(Span(1100, 1120))
    place = view.place()
    qapp.setPalette(palette(dark=True))
    qapp.processEvents()
    assert view.place() == place
    assert view.selection() == Span(1100, 1120)
    picture = eyes.picture()
    corner = picture.pixelColor(2, 2).name(), picture.pixelColor(picture.width() - 40, 2).name()
    assert corner == (colors(dark=True).base, colors(dark=True).base)


# For those who do not see ------------------------------------------------------------------------


def test_a_screen_reader_finds_text_caret_and_selection(view: CodingView) -> None:
    view.select(Span(3, 12))
    found = QAccessible.queryAccessibleInterface(view)
    text = found.textInterface()
    assert found.text(QAccessible.Text.Name) == "Text of the document"
    assert text.text(0, 11) == "Intervjuare"
    assert text.cursorPosition() == 12
    assert text.selectionCount() == 1
    names = {
        QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
        for each in (view._margin, view._gutter)
    }
    assert names == {"Codings beside the text", "Paragraph numbers and speakers"}
