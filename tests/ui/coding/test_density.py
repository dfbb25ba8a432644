"""The bar beside the scroll bar shows the whole document, and leads where one clicks."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from qcode.model.layout import Layout
from qcode.model.text import Span
from qcode.services.appearance import DEFAULT
from qcode.ui.coding.density import DensityBar
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.coding.view import CodingView
from qcode.ui.theme import code_color, colors

from .conftest import CODES

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def long(
    open_view: Callable[..., CodingView], talk: Callable[[int], tuple[str, Layout]], qtbot: QtBot
) -> CodingView:
    """A view of 400 turns, coded in its last fifth only."""
    text, layout = talk(400)
    late = len(text) * 9 // 10
    view = open_view(text, layout, [PaintedSegment(1, late, late + 400, 2, "Maria")])
    qtbot.waitUntil(lambda: not view._density._outdated)
    return view


def row_of(view: CodingView, position: int) -> int:
    return position * view._density.height() // len(view.text())


def seen(bar: DensityBar, row: int) -> set[str]:
    """Return the colours in which a row is seen, when what has changed is counted."""
    bar._count()
    picture: QImage = bar.grab().toImage()
    return {QColor(picture.pixel(x, row)).name() for x in range(2, 9)}


def stripe(code: int) -> str:
    return code_color(CODES[code].color, False).stripe.name()


def test_a_coded_stretch_is_seen_in_the_colour_of_its_code(long: CodingView) -> None:
    row = row_of(long, long.span_of(1).start) + 2
    assert stripe(2) in seen(long._density, row)
    assert stripe(2) not in seen(long._density, row // 2)


def test_two_codes_stand_side_by_side_and_many_are_neutral(long: CodingView, qtbot: QtBot) -> None:
    span = long.span_of(1)
    row = row_of(long, span.start) + 2
    long.change_segments([PaintedSegment(2, *span, 1)])
    assert {stripe(1), stripe(2)} <= seen(long._density, row)
    long.change_segments([PaintedSegment(n, *span, n) for n in range(3, 9)])
    assert not {stripe(1), stripe(2), stripe(3)} & seen(long._density, row)
    long.change_segments([], [1, *range(3, 9)])
    assert seen(long._density, row) == {stripe(1)}


def test_hits_are_marked(long: CodingView) -> None:
    edge = colors(dark=False).hit_edge
    bar = long._density
    start = len(long.text()) // 2
    row = row_of(long, start)

    def marked() -> bool:
        return QColor(bar.grab().toImage().pixel(11, row)).name() == edge

    assert not marked()
    long.set_hits([Span(start, start + 5)])
    assert marked()
    long.set_hits([])
    assert not marked()


def test_a_click_and_a_drag_lead_there(long: CodingView, qtbot: QtBot, eyes_on: type) -> None:
    bar = long._density
    at = long.span_of(1).start
    qtbot.mouseClick(bar, LEFT, pos=QPoint(5, row_of(long, at)))
    assert long.on_screen().start < at < long.on_screen().end
    middle = bar.height() // 2
    qtbot.mousePress(bar, LEFT, pos=QPoint(5, 10))
    eyes_on(long).point_at(bar, QPoint(5, middle), LEFT)
    qtbot.mouseRelease(bar, LEFT, pos=QPoint(5, middle))
    assert long.on_screen().start < len(long.text()) // 2 < long.on_screen().end


def test_a_click_near_a_hit_goes_to_the_hit(long: CodingView, qtbot: QtBot) -> None:
    start = len(long.text()) // 2
    long.set_hits([Span(start, start + 5)])
    with qtbot.waitSignal(long._density.wanted) as told:
        qtbot.mouseClick(long._density, LEFT, pos=QPoint(5, row_of(long, start) + 2))
    assert told.args == [start]


def test_the_part_in_sight_follows_the_text(long: CodingView) -> None:
    bar = long._density
    assert bar.value() == 0
    long.verticalScrollBar().setValue(long.verticalScrollBar().maximum() // 2)
    assert bar.value() == long.on_screen().start
    assert abs(bar._seen[0] - row_of(long, bar.value())) <= 1


def test_the_bar_can_be_used_with_keys_and_told_by_a_screen_reader(
    long: CodingView, qtbot: QtBot
) -> None:
    bar = long._density
    access = QAccessible.queryAccessibleInterface(bar)
    assert access.text(QAccessible.Text.Name) == "Codings and hits in the whole document"
    assert access.role() == QAccessible.Role.Slider
    assert bar.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(bar, Qt.Key.Key_PageDown)
    below = long.on_screen().start
    assert below > 0
    qtbot.keyClick(bar, Qt.Key.Key_PageUp)
    assert long.on_screen().start < below
    qtbot.keyClick(bar, Qt.Key.Key_End)
    assert long.on_screen().end >= len(long.text()) - 1
    qtbot.keyClick(bar, Qt.Key.Key_Home)
    assert long.on_screen().start == 0


def test_a_tool_tip_says_what_is_there(long: CodingView) -> None:
    bar = long._density
    start, end = long.span_of(1)
    long.set_hits([Span(start, start + 3), Span(start + 4, start + 6)])
    long.change_segments([PaintedSegment(2, start, end, 2), PaintedSegment(3, start, end, 1)])
    place = QPoint(5, row_of(long, start) + 1)
    QApplication.sendEvent(bar, QHelpEvent(QHelpEvent.Type.ToolTip, place, bar.mapToGlobal(place)))
    told = QToolTip.text()
    assert "¶ " in told
    assert "Spontanitet (2), Till grannar" in told
    assert "2 hits" in told
    assert "Not coded" in bar.describe(1)


def test_painted_bit_by_bit_it_is_the_same_picture_as_painted_anew(
    long: CodingView, qtbot: QtBot
) -> None:
    dice, length = random.Random(5), len(long.text())
    pictures = set()
    for number in range(10, 40):
        start = dice.randrange(length - 900)
        made = PaintedSegment(number, start, start + dice.randrange(1, 900), 1 + number % 3)
        gone = [dice.randrange(10, number)] if number % 3 == 0 and number > 10 else []
        long.change_segments([made], gone)
        long._density._count()  # now, and not in a moment
        shown = long._density.grab().toImage()
        long._density.refresh()
        long._density._count()
        assert long._density.grab().toImage() == shown
        pictures.add(bytes(shown.constBits()[: shown.sizeInBytes()]))
    assert len(pictures) > 20


def test_what_came_and_went_before_it_was_counted_leaves_no_trace(long: CodingView) -> None:
    bar, span = long._density, long.span_of(1)
    before = bar.grab().toImage()
    long.change_segments([PaintedSegment(10, 100, 160, 1)])
    long.show_span(10, Span(100, 400))
    long.show_span(1, Span(span.start, span.end + 300))
    long.change_segments([], [10])
    long.show_span(1, span)
    bar._count()
    assert bar.grab().toImage() == before


def test_scrolling_counts_nothing_and_draws_no_row_again(
    long: CodingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = long._density
    bar.grab()
    drawn: list[int] = []
    monkeypatch.setattr(bar, "_draw_rows", lambda _painter, rows: drawn.extend(rows))
    long.verticalScrollBar().setValue(2000)
    bar.grab()
    assert drawn == []
    monkeypatch.undo()


def test_one_more_coding_in_the_densest_place_draws_few_rows(
    long: CodingView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    bar = long._density
    crowd = [PaintedSegment(5000 + number, 100, 160, 1 + number % 3) for number in range(40)]
    long.change_segments(crowd)
    qtbot.waitUntil(lambda: not bar._there and not bar._outdated)
    drawn: list[int] = []
    draw = DensityBar._draw_rows
    monkeypatch.setattr(
        DensityBar,
        "_draw_rows",
        lambda self, painter, rows: (drawn.append(len(rows)), draw(self, painter, rows)),
    )
    long.change_segments([PaintedSegment(6000, 100, 160, 1)])
    qtbot.waitUntil(lambda: bool(drawn))
    assert max(drawn) < 10


def test_smaller_letters_leave_the_bar_as_it_is(
    long: CodingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = long._density
    before = bar.grab().toImage()
    monkeypatch.setattr(
        DensityBar, "_count_parts", lambda _self: pytest.fail("all was counted again")
    )
    font = QFont(long.font())
    font.setPixelSize(font.pixelSize() - 1)
    long.set_page(DEFAULT, font)
    assert not bar._stale
    bar.set_seen(Span(0, 1))
    shown = bar.grab().toImage()
    row = row_of(long, long.span_of(1).start) + 1
    assert [shown.pixel(x, row) for x in range(13)] == [before.pixel(x, row) for x in range(13)]
