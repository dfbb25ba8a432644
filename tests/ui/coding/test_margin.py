from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.model.layout import Layout
from qcode.model.text import Span
from qcode.ui.coding.columns import Wish
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.coding.view import CodingView
from qcode.ui.mime import set_codes
from qcode.ui.theme import code_color

from ..wheels import turn_wheel

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dense(
    open_view: Callable[..., CodingView], talk: Callable[[int], tuple[str, Layout]]
) -> CodingView:
    """A view in which passages lie on top of one another by the dozen."""
    text, layout = talk(60)
    dice = random.Random(4)
    segments = []
    for number in range(700):
        start = dice.randrange(len(text) - 400)
        segments.append(
            PaintedSegment(number, start, start + dice.randrange(1, 400), 1 + number % 3, "Maria")
        )
    return open_view(text, layout, segments)


def scroll_through(view: CodingView) -> list[int]:
    bar = view.verticalScrollBar()
    return list(range(0, bar.maximum(), 331))


def test_names_in_the_margin_never_touch_one_another(dense: CodingView) -> None:
    for value in scroll_through(dense):
        dense.verticalScrollBar().setValue(value)
        areas = [name.area for name in dense._margin.scene().names]
        assert areas
        assert not any(one.intersects(other) for one, other in combinations(areas, 2))


def test_stripes_of_one_lane_never_touch_one_another(dense: CodingView) -> None:
    for value in scroll_through(dense):
        dense.verticalScrollBar().setValue(value)
        by_lane: dict[float, list[tuple[float, float]]] = {}
        for stripe in dense._margin.scene().stripes:
            by_lane.setdefault(stripe.x, []).append((stripe.top, stripe.bottom))
        for stripes in by_lane.values():
            ordered = sorted(stripes)
            assert all(a[1] < b[0] for a, b in pairwise(ordered))


def test_every_passage_in_sight_has_a_stripe_and_a_name_or_is_counted(dense: CodingView) -> None:
    text = dense._text
    for value in scroll_through(dense):
        dense.verticalScrollBar().setValue(value)
        height = dense._margin.height()
        scene = dense._margin.scene()
        view = dense._geometry.view()
        seen = set()
        for each, _lane in dense._codings.within(0, len(text)):
            unit, last = dense._unit(each.start), dense._unit(each.end - 1)
            if last < view.start or unit >= view.end:
                continue
            top, bottom = view.line(unit)[0], view.line(last)[1]
            if top < height - 30 and bottom > 0:
                seen.add(each.id)
        striped = {s.id for stripe in (*scene.stripes, *scene.overflow) for s in stripe.segments}
        named = {s.id for name in scene.names for s in (name.segment, *name.folded)}
        assert seen
        assert seen <= striped
        assert seen <= named
        assert any(name.fold_text == f"+{len(name.folded)}" for name in scene.names if name.folded)


def test_a_stripe_reaches_from_the_first_line_to_the_last(view: CodingView, eyes: Any) -> None:
    (stripe,) = (s for s in view._margin.scene().stripes if s.segments[0].id == 11)
    bands = eyes.bands(view._codings[11].span)
    assert bands[0].top() <= stripe.top <= bands[0].top() + 4
    assert bands[-1].bottom() - 4 <= stripe.bottom <= bands[-1].bottom()


def test_a_click_on_a_stripe_or_on_a_name_chooses_the_segment(
    view: CodingView, qtbot: QtBot
) -> None:
    (stripe,) = (s for s in view._margin.scene().stripes if s.segments[0].id == 12)
    with qtbot.waitSignal(view.segment_activated) as told:
        point = QPointF(stripe.x, (stripe.top + stripe.bottom) / 2).toPoint()
        qtbot.mouseClick(view._margin, LEFT, pos=point)
    assert told.args == [12]
    (name,) = (n for n in view._margin.scene().names if n.segment.id == 13)
    with qtbot.waitSignal(view.segment_activated) as told:
        qtbot.mouseClick(view._margin, LEFT, pos=name.area.center().toPoint())
    assert told.args == [13]
    assert view.selected_segment() == 13
    with qtbot.assertNotEmitted(view.segment_activated):
        qtbot.mouseClick(view._margin, LEFT, pos=view._margin.rect().bottomRight())


def test_pointing_at_a_name_lights_up_the_passage(
    view: CodingView, eyes: Any, qtbot: QtBot
) -> None:
    (name,) = (n for n in view._margin.scene().names if n.segment.id == 13)
    before = eyes.colors(view._codings[13].span)
    with qtbot.waitSignal(view.segment_hovered) as told:
        eyes.point_at(view._margin, name.area.center())
    assert told.args == [13]
    assert eyes.colors(view._codings[13].span) != before


def test_a_plus_opens_a_menu_of_those_behind_it(dense: CodingView, qtbot: QtBot) -> None:
    folded = next(name for name in dense._margin.scene().names if name.folded)
    found = dense._margin.segments_at(folded.fold_area.center())
    assert found == [segment.id for segment in folded.folded]
    menu = dense._margin.menu_of(found)
    assert len(menu.actions()) == len(found)
    assert not any(action.icon().isNull() or "Maria" in action.text() for action in menu.actions())
    with qtbot.waitSignal(dense.segment_activated) as told:
        menu.actions()[0].trigger()
    assert told.args == [found[0]]


def test_a_code_dropped_on_a_plus_asks_which_of_those_behind_it_is_meant(
    dense: CodingView, qtbot: QtBot
) -> None:
    dense.ends.enabled = True
    margin = dense._margin
    folded = next(name for name in margin.scene().names if len(name.folded) > 1)
    point, mime, move = folded.fold_area.center(), QMimeData(), Qt.DropAction.MoveAction
    set_codes(mime, [CodeId(2)])
    over = QDragMoveEvent(point.toPoint(), move, mime, LEFT, Qt.KeyboardModifier.NoModifier)
    margin.dragMoveEvent(over)
    assert over.isAccepted()
    margin.dropEvent(QDropEvent(point, move, mime, LEFT, Qt.KeyboardModifier.NoModifier))
    (menu,) = margin.findChildren(QMenu)
    with qtbot.waitSignal(dense.codes_met) as met:
        menu.actions()[1].trigger()
    assert (met.args[0], met.args[1]) == ((2,), folded.folded[1].id)
    menu.close()


def test_a_menu_of_codings_by_several_coders_says_whose_each_is(view: CodingView) -> None:
    words = [action.text() for action in view._margin.menu_of([11, 12]).actions()]
    assert words == ["Tillit/Till grannar · Maria", "Spontanitet · Johan"]


def test_a_tool_tip_tells_path_and_coder_and_takes_nothing_for_markup(view: CodingView) -> None:
    told = view._margin.describe([11, 13])
    assert "Tillit/Till grannar" in told
    assert "Maria" in told
    assert "Lag &amp; &lt;ordning&gt;" in told
    assert view._margin.describe([]) == ""


def test_a_tool_tip_names_all_codes_and_of_few_the_coders_too(dense: CodingView) -> None:
    assert dense._margin.describe(list(range(50))).count("<b>") == 50
    assert "Maria" not in dense._margin.describe(list(range(50)))
    assert "Maria" in dense._margin.describe(list(range(12)))


def test_a_right_click_in_the_margin_says_which_segment_it_is_about(
    view: CodingView, qtbot: QtBot
) -> None:
    (name,) = (n for n in view._margin.scene().names if n.segment.id == 13)
    point = name.area.center().toPoint()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, point, view._margin.mapToGlobal(point)
    )
    view.select(Span(3, 12))  # somewhere else, and not meant here
    with qtbot.waitSignal(view.context_requested) as told:
        QApplication.sendEvent(view._margin, event)
    assert told.args[1:] == [None, [13]]
    assert view.selection() == Span(3, 12)


def test_no_other_stripe_moves_when_one_comes_or_goes(view: CodingView) -> None:
    def lanes() -> dict[int, float]:
        return {s.segments[0].id: s.x for s in view._margin.scene().stripes}

    before = lanes()
    start = view._codings[11].start - 30
    view.change_segments([PaintedSegment(70, start, start + 200, 3), PaintedSegment(71, 0, 900, 1)])
    after = lanes()
    assert {each: after[each] for each in before} == before
    view.change_segments([], [70])
    assert lanes().items() <= after.items()


def test_in_a_narrow_window_the_stripes_remain(view: CodingView, qtbot: QtBot) -> None:
    view.resize(260, 600)
    qtbot.waitUntil(lambda: view._columns.names == 0)
    scene = view._margin.scene()
    assert scene.stripes
    assert not scene.names


@pytest.mark.parametrize("beside", ["_margin", "_gutter"])
def test_the_wheel_beside_the_text_scrolls_it(view: CodingView, beside: str) -> None:
    widget = getattr(view, beside)
    turn_wheel(widget, -120, at=QPoint(20, 20))
    assert view.verticalScrollBar().value() > 0


@pytest.mark.parametrize("left", [False, True], ids=["right", "left"])
def test_a_name_that_is_folded_is_seen_while_its_passage_is_meant(
    dense: CodingView, qtbot: QtBot, left: bool
) -> None:
    margin = dense._margin
    dense.set_margin(Wish(left=left))
    row = next(name for name in margin.scene().names if len(name.folded) > 1)
    _first, meant, *_others = (row.segment, *row.folded)
    dense.set_selected_segment(meant.id)
    (seen,) = (name for name in margin.scene().names if name.area == row.area)
    assert seen.segment == meant
    assert set(seen.folded) == {row.segment, *row.folded} - {meant}
    with qtbot.waitSignal(dense.segment_activated) as told:
        qtbot.mouseClick(margin, LEFT, pos=seen.area.center().toPoint())
    assert told.args == [meant.id]
    dense.set_selected_segment(None)
    assert row in margin.scene().names


def test_the_stripe_of_a_passage_beyond_the_lanes_is_seen_while_it_is_meant(
    dense: CodingView, eyes_on: Any
) -> None:
    margin = dense._margin
    stripe = next(each for each in margin.scene().beyond if 0 < each.top < 500)
    (segment,) = stripe.segments
    point = QPointF(stripe.x, min((stripe.top + stripe.bottom) / 2, 690)).toPoint()
    color = code_color(dense.codings().code(segment.code).color, False).stripe.name()
    picture = eyes_on(dense).picture(margin)
    assert QColor(picture.pixel(point)).name() != color
    dense.set_selected_segment(segment.id)
    assert QColor(eyes_on(dense).picture(margin).pixel(point)).name() == color


def test_a_plus_stands_near_its_name_however_wide_the_margin_is(dense: CodingView) -> None:
    dense.resize(1900, 700)
    for left in (False, True):
        dense.set_margin(Wish(left=left))
        assert dense._margin.width() > 600
        for name in dense._margin.scene().names:
            if name.folded:
                first, last = sorted((name.area, name.fold_area), key=QRectF.left)
                assert abs(last.left() - first.right()) < 1
                assert last == (name.area if left else name.fold_area)
                assert name.area.united(name.fold_area).width() < 320


def test_pointing_at_a_plus_leaves_the_names_as_they_are(dense: CodingView, eyes_on: Any) -> None:
    margin = dense._margin
    before = margin.scene().names
    row = next(name for name in before if len(name.folded) > 1 and name.fold_width > 8)
    look = eyes_on(dense)
    told = margin.describe(margin.segments_at(row.fold_area.center()))
    assert told.count("<b>") == len(row.folded)  # what the tool tip says
    for by in (-3, -2, -1, 0, 1, 2):
        look.point_at(margin, row.fold_area.center() + QPointF(by, 0))
        (seen,) = (name for name in margin.scene().names if name.area.top() == row.area.top())
        assert (seen.segment, set(seen.folded)) == (row.segment, set(row.folded))
