"""A long text is ready where one looks, and stays there while the rest of it becomes so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.layout import Layout
from qcode.model.text import Span
from qcode.services.appearance import DEFAULT
from qcode.ui.coding.column_layout import ColumnLayout
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.coding.preparing import neighbours
from qcode.ui.coding.view import CodingView
from qcode.ui.theme import palette

Open = Callable[..., CodingView]
TURNS = 1200


@pytest.fixture
def long(open_view: Open, talk: Callable[[int], tuple[str, Layout]]) -> CodingView:
    text, layout = talk(TURNS)
    starts = range(0, len(text) - 100, 400)
    return open_view(text, layout, [PaintedSegment(at, at, at + 90, 1 + at % 3) for at in starts])


def layout_of(view: CodingView) -> ColumnLayout:
    layout = view.document().documentLayout()
    assert isinstance(layout, ColumnLayout)
    return layout


def ready(view: CodingView) -> bool:
    return not layout_of(view).pieces_to_measure(1) and not view._preparer._soon.isActive()


def first_seen(view: CodingView) -> tuple[int, float]:
    """Return the first line on the screen: where it begins and how high it stands."""
    seen = view._geometry.view()
    return next((start, top) for start, top in zip(seen.starts, seen.tops, strict=True) if top >= 0)


def test_a_jump_far_down_finds_all_in_place_at_once(long: CodingView) -> None:
    at = long.text().index("tilliten", int(0.9 * len(long.text())))
    long.reveal(Span(at, at + 8))
    assert not ready(long)
    [band] = long.rects_of(Span(at, at + 8))
    assert abs(band.top() - 0.28 * long.viewport().height()) <= 2
    assert long.position_at(band.center().toPoint()) in range(at, at + 8)
    long.grab()
    seen, checked = long.on_screen(), 0
    for stripe in long._margin.scene().stripes:
        span = stripe.segments[0].span
        if seen.start <= span.start and span.end < seen.end:
            bands = long.rects_of(span)
            assert stripe.top == pytest.approx(bands[0].top(), abs=3)
            assert stripe.bottom == pytest.approx(bands[-1].bottom(), abs=3)
            checked += 1
    assert checked > 1


def test_a_jump_formats_no_more_than_its_surroundings(long: CodingView) -> None:
    before = len(long._preparer._undressed)
    at = int(0.7 * len(long.text()))
    long.scroll_to(Span(at, at + 1))
    assert 0 < before - len(long._preparer._undressed) < 12
    cursor = long.textCursor()
    name = long.text().index("Anna:", at)
    cursor.setPosition(long._unit(name) + 2)
    assert cursor.charFormat().fontWeight() > QFont.Weight.Normal


def test_a_text_opened_at_a_place_begins_there_and_its_beginning_is_not_prepared(
    long: CodingView,
) -> None:
    text, layout = long.text(), long._layout
    at = text.index("Anna:", int(0.6 * len(text)))
    long.set_document(text, layout, [PaintedSegment(1, at, at + 90, 1)], {}, at)
    assert long.place() == at
    assert 0 in long._preparer._undressed
    assert layout_of(long).piece_with(long._unit(at)) not in long._preparer._undressed
    assert long.on_screen().start == at
    cursor = long.textCursor()
    cursor.setPosition(long._unit(at) + 2)
    assert cursor.charFormat().fontWeight() > QFont.Weight.Normal


def test_a_passage_longer_than_the_screen_is_chosen_and_seen_from_its_beginning(
    long: CodingView,
) -> None:
    at = int(0.5 * len(long.text()))
    long.reveal(Span(at, at + 9000), select=True)
    assert long.selection() == Span(at, at + 9000)
    seen = long.on_screen()
    assert seen.start < at < seen.end < at + 9000


def test_all_that_is_seen_is_formatted_also_where_lines_are_lower_than_expected(
    open_view: Open,
) -> None:
    view = open_view("\n" * 500)  # empty paragraphs are no more than gaps
    seen = view._geometry.view()
    assert max(below - above for above, below in pairwise(seen.tops)) < view._typography.line / 2


def test_what_is_seen_stays_put_while_heights_become_exact(long: CodingView, qtbot: QtBot) -> None:
    at = int(0.8 * len(long.text()))
    long.scroll_to(Span(at, at + 1))
    assert not ready(long)
    before, scrolled = first_seen(long), long.verticalScrollBar().value()
    qtbot.waitUntil(lambda: ready(long))
    assert first_seen(long) == before
    assert long.verticalScrollBar().value() != scrolled
    height = layout_of(long).documentSize().height()
    assert long.verticalScrollBar().maximum() == round(height) - long.viewport().height()


def test_scrolling_up_into_what_was_never_laid_out_moves_the_text_by_as_much(
    long: CodingView,
) -> None:
    at = int(0.6 * len(long.text()))
    long.scroll_to(Span(at, at + 1))
    bar = long.verticalScrollBar()
    for _step in range(60):
        start, top = first_seen(long)
        bar.setValue(bar.value() - 60)
        seen = long._geometry.view()
        assert seen.tops[seen.starts.index(start)] == pytest.approx(top + 60, abs=1)


def test_another_width_keeps_the_first_line_far_down(long: CodingView, qtbot: QtBot) -> None:
    at = int(0.8 * len(long.text()))
    long.restore_place(at)
    place, width = long.place(), long.lineWrapColumnOrWidth()
    long.resize(620, 700)
    qtbot.waitUntil(lambda: long.lineWrapColumnOrWidth() < width)
    assert long.place() <= place < long.place() + 120
    qtbot.waitUntil(lambda: ready(long))
    assert long.place() <= place < long.place() + 120


def test_a_window_that_was_laid_out_is_painted_before_more_is_prepared(
    long: CodingView, qtbot: QtBot
) -> None:
    long.window().setUpdatesEnabled(False)
    before = layout_of(long).pieces_to_measure(TURNS)
    long._preparer._go_on()
    assert layout_of(long).pieces_to_measure(TURNS) == before
    long.window().setUpdatesEnabled(True)
    qtbot.waitUntil(lambda: ready(long))


def test_nothing_moves_while_the_thumb_is_held(long: CodingView, qtbot: QtBot) -> None:
    bar = long.verticalScrollBar()
    bar.setSliderDown(True)
    bar.setValue(bar.maximum() // 2)
    qtbot.waitUntil(lambda: not layout_of(long).pieces_to_measure(1))
    value, most = bar.value(), bar.maximum()
    qtbot.wait(20)
    assert (bar.value(), bar.maximum()) == (value, most)
    bar.setSliderDown(False)
    qtbot.waitUntil(lambda: bar.maximum() != most)


def test_a_point_over_the_text_hits_it_before_and_after(long: CodingView, qtbot: QtBot) -> None:
    long.restore_place(len(long.text()) // 2)
    points = [QPoint(x, y) for x in (40, 200, 350) for y in range(20, 600, 37)]
    before = [long.position_at(point) for point in points]
    assert any(found is not None for found in before)
    qtbot.waitUntil(lambda: ready(long))
    assert [long.position_at(point) for point in points] == before


def test_runs_of_neighbours() -> None:
    assert neighbours({5, 1, 2, 9, 3}) == [range(1, 4), range(5, 6), range(9, 10)]
    assert neighbours(()) == []


def test_another_theme_keeps_the_document_and_changes_all_its_inks(
    long: CodingView,
    open_view: Open,
    talk: Callable[[int], tuple[str, Layout]],
    qtbot: QtBot,
    qapp: QApplication,
) -> None:
    def inks(view: CodingView) -> list[tuple[int, str]]:
        cursor = QTextCursor(view.document())
        found = []
        for at in range(1, len(view.text()), 7):
            cursor.setPosition(at)
            found.append((at, cursor.charFormat().foreground().color().name()))
        return found

    page = replace(DEFAULT, colored_speakers=True)
    long.set_page(page, long.font())
    at = len(long.text()) // 2
    long.reveal(Span(at, at + 8))
    qtbot.waitUntil(lambda: ready(long))
    before, kept, place = inks(long), long.document(), first_seen(long)
    qapp.setPalette(palette(dark=True))
    qapp.processEvents()
    assert not ready(long)
    assert (long.document(), first_seen(long)) == (kept, place)
    qtbot.waitUntil(lambda: ready(long))
    assert first_seen(long) == place
    made_dark = open_view(*talk(TURNS))
    made_dark.set_page(page, made_dark.font())
    qtbot.waitUntil(lambda: ready(made_dark))
    assert inks(long) == inks(made_dark) != before


def test_a_fault_while_a_text_is_set_leaves_nothing_silent(
    long: CodingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_what: object) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as broken, pytest.raises(RuntimeError) as held:
        broken.setattr(long._preparer, "begin", break_down)
        long.set_page(replace(DEFAULT, line_height=2.0), long.font())
    assert held.traceback  # which holds all that was under way
    assert not long.signalsBlocked()
    assert not long.verticalScrollBar().signalsBlocked()
