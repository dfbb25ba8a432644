"""Ends of segments are dragged by the stripe or in the text, word by word, and Escape lets go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.layout import Layout
from qcode.model.passage_ends import End
from qcode.model.text import Span
from qcode.ui.coding.columns import LANES
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.coding.view import CodingView

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def send(widget: QWidget, kind: QEvent.Type, at: QPoint) -> None:
    """Send a mouse event with the left button held, as Qt does while one drags."""
    button = NONE if kind == QEvent.Type.MouseMove else LEFT
    held = NONE if kind == QEvent.Type.MouseButtonRelease else LEFT
    place = QPointF(at)
    event = QMouseEvent(
        kind, place, QPointF(widget.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


def press(widget: QWidget, at: QPoint) -> None:
    send(widget, QEvent.Type.MouseButtonPress, at)


def move(widget: QWidget, *to: QPoint) -> None:
    for each in to:
        send(widget, QEvent.Type.MouseMove, each)


def release(widget: QWidget, at: QPoint) -> None:
    send(widget, QEvent.Type.MouseButtonRelease, at)


@pytest.fixture
def moves(view: CodingView) -> list[tuple[int, Span, Span]]:
    """What the view tells of ends that were moved."""
    told: list[tuple[int, Span, Span]] = []
    view.ends.moved.connect(lambda *args: told.append(args))
    return told


def words(view: CodingView, segment: int) -> str:
    span = view.span_of(segment)
    assert span is not None
    return view.text()[span.start : span.end]


def grip(view: CodingView, end: End) -> QPoint:
    knob, foot = view._grips.lines()[end]
    return ((knob + foot) / 2).toPoint()


def word(view: CodingView, eyes: Any, said: str, after: int) -> QPoint:
    """Return the middle of a word in the viewport."""
    return eyes.place(view.text().index(said, after) + 1)


def test_the_end_of_the_chosen_passage_is_dragged_to_a_word(
    view: CodingView, eyes: Any, moves: list[Any]
) -> None:
    view.set_selected_segment(11)
    before = view.span_of(11)
    assert words(view, 11) == "tilliten som gör skillna"
    page, start = view.viewport(), before.start
    press(page, grip(view, End.END))
    move(page, word(view, eyes, "kamerorna", start))
    assert words(view, 11) == "tilliten som gör skillnad, inte kamerorna"  # seen at once
    move(page, word(view, eyes, "skillnad", start))
    assert moves == []
    release(page, word(view, eyes, "skillnad", start))
    assert words(view, 11) == "tilliten som gör skillnad"
    assert moves == [(11, view.span_of(11), before)]
    assert view.selection() is None  # the text took nothing of it for selecting


def test_its_beginning_is_dragged_and_never_past_its_end(
    view: CodingView, eyes: Any, moves: list[Any]
) -> None:
    view.set_selected_segment(11)
    page, end = view.viewport(), view.span_of(11).end
    press(page, grip(view, End.START))
    move(page, word(view, eyes, "tror", 0))
    assert words(view, 11).startswith("tror att det är tilliten")
    move(page, word(view, eyes, "kamerorna", 0))
    release(page, word(view, eyes, "kamerorna", 0))
    assert words(view, 11) == "skillna"
    assert view.span_of(11).end == end
    assert len(moves) == 1


def test_escape_puts_a_dragged_end_back(
    view: CodingView, eyes: Any, moves: list[Any], qtbot: QtBot
) -> None:
    view.set_selected_segment(11)
    before, page = view.span_of(11), view.viewport()
    press(page, grip(view, End.END))
    move(page, word(view, eyes, "kamerorna", before.start))
    assert view.span_of(11) != before
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.span_of(11) == before
    move(page, word(view, eyes, "kamerorna", before.start))
    release(page, word(view, eyes, "kamerorna", before.start))
    assert view.span_of(11) == before
    assert moves == []


def stripe_end(view: CodingView, segment: int, end: End) -> QPoint:
    (stripe,) = (s for s in view._margin.scene().stripes if s.segments[0].id == segment)
    return QPointF(stripe.x, stripe.top + 1 if end is End.START else stripe.bottom - 1).toPoint()


def test_a_stripe_is_dragged_by_its_end_to_another_line(
    view: CodingView, eyes: Any, moves: list[Any]
) -> None:
    margin, text = view._margin, view.text()
    below = eyes.place(view.span_of(11).start).y() + 2 * view._typography.line
    at = stripe_end(view, 11, End.END)
    press(margin, at)
    assert view.selected_segment() == 11
    assert margin.end_at(QPointF(at)) == (11, End.END)
    goal = QPoint(at.x(), below)
    move(margin, at + QPoint(0, 9), goal)
    release(margin, goal)
    ((segment, span, before),) = moves
    assert (segment, span) == (11, view.span_of(11))
    assert span.start == before.start
    assert span.end > before.end
    assert not text[span.end - 1].isspace()
    assert not (text[span.end - 1].isalnum() and text[span.end].isalnum())  # no word is cut


def test_a_click_on_the_end_of_a_stripe_moves_nothing(
    view: CodingView, moves: list[Any], qtbot: QtBot
) -> None:
    at = stripe_end(view, 11, End.START)
    qtbot.mouseClick(view._margin, LEFT, pos=at)
    assert view.selected_segment() == 11
    assert view.selection() == view.span_of(11)
    qtbot.mouseClick(view._margin, LEFT, pos=at)
    assert view.selection() == view.span_of(11)  # the second click takes all of the passage
    assert moves == []


def test_ends_move_by_words_with_the_keyboard(view: CodingView, moves: list[Any]) -> None:
    assert view.ends.step(11, End.END, 1) == view.span_of(11)
    assert words(view, 11) == "tilliten som gör skillnad"
    view.ends.step(11, End.START, 1)
    assert words(view, 11) == "som gör skillnad"
    assert [each[0] for each in moves] == [11, 11]


def test_nothing_can_be_taken_where_nothing_may_be_changed(view: CodingView) -> None:
    view.set_selected_segment(11)
    assert set(view._grips.lines()) == {End.START, End.END}
    view.ends.enabled = False
    assert view._grips.lines() == {}
    assert view._margin.end_at(QPointF(stripe_end(view, 11, End.END))) is None
    assert view.ends.step(11, End.END, 1) is None


def test_a_segment_that_changes_elsewhere_is_let_go(view: CodingView, moves: list[Any]) -> None:
    view.set_selected_segment(11)
    press(view.viewport(), grip(view, End.END))
    assert view.ends.holds
    view.change_segments([], [11])
    assert not view.ends.holds
    release(view.viewport(), QPoint(5, 5))
    assert moves == []


def test_a_double_click_beside_the_text_asks_for_the_memo(view: CodingView, qtbot: QtBot) -> None:
    (name,) = (n for n in view._margin.scene().names if n.segment.id == 13)
    with qtbot.waitSignal(view.segment_opened) as told:
        qtbot.mouseDClick(view._margin, LEFT, pos=name.area.center().toPoint())
    qtbot.mouseRelease(view._margin, LEFT)  # or the button would stay down in the next test
    assert told.args == [13]


def test_at_the_lower_edge_dragging_scrolls_on(view: CodingView, qtbot: QtBot) -> None:
    view.set_selected_segment(11)
    before, page, bar = view.span_of(11), view.viewport(), view.verticalScrollBar()
    edge = QPoint(100, page.height() - 5)
    press(page, grip(view, End.END))
    move(page, edge)
    reached = view.span_of(11).end
    qtbot.waitUntil(lambda: bar.value() > 3 * view._typography.line)
    assert view.span_of(11).end > reached > before.end
    release(page, edge)
    stays = bar.value()
    assert not view.ends._scroll.isActive()
    assert bar.value() == stays


@pytest.fixture
def crowded(
    open_view: Callable[..., CodingView], talk: Callable[[int], tuple[str, Layout]]
) -> CodingView:
    """A view with more passages over one another than there are lanes for stripes."""
    text, layout = talk(40)
    spans = [(40 + each, 700 - 13 * each) for each in range(LANES + 3)]
    segments = [PaintedSegment(n, *span, 1 + n % 3, "Maria") for n, span in enumerate(spans)]
    return open_view(text, layout, segments)


def beyond(view: CodingView, end: End) -> tuple[int, QPoint]:
    """A segment without a lane of its own, and the place of one of its ends."""
    stripe = view._margin.scene().beyond[0]
    y = stripe.top + 1 if end is End.START else stripe.bottom - 1
    return stripe.segments[0].id, QPointF(stripe.x, y).toPoint()


def test_a_stripe_where_lanes_end_is_dragged_by_its_end_too(crowded: CodingView) -> None:
    moves: list[Any] = []
    crowded.ends.moved.connect(lambda *args: moves.append(args))
    margin = crowded._margin
    segment, at = beyond(crowded, End.END)
    crowded.set_selected_segment(segment)  # of several that end there it is the chosen one
    assert margin.end_at(QPointF(at)) == (segment, End.END)
    press(margin, at)
    goal = at + QPoint(0, round(2 * crowded._typography.line))
    move(margin, at + QPoint(0, 9), goal)
    release(margin, goal)
    ((moved, span, before),) = moves
    assert moved == segment
    assert span.end > before.end


def test_a_click_where_lanes_end_still_asks_which_is_meant(
    crowded: CodingView, qtbot: QtBot
) -> None:
    _segment, at = beyond(crowded, End.START)
    qtbot.mouseClick(crowded._margin, LEFT, pos=at)
    menu = crowded._margin.findChild(QMenu)
    assert menu is not None and len(menu.actions()) > 1
    assert crowded.selected_segment() is None
    menu.close()


def test_what_is_taken_there_without_being_chosen_is_chosen_as_it_is_dragged(
    crowded: CodingView,
) -> None:
    _segment, at = beyond(crowded, End.END)
    found = crowded._margin.end_at(QPointF(at))
    assert found is not None
    press(crowded._margin, at)
    move(crowded._margin, at + QPoint(0, 9))
    assert crowded.ends.holds
    assert crowded.selected_segment() == found[0]
    crowded.ends.cancel()
