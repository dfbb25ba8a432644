"""The margin is made wider by its edge, lies left or right, and shows names or stripes only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from qcode.ui.coding.columns import Wish
from qcode.ui.coding.view import CodingView

from .test_ends import LEFT, move, press, release


@pytest.fixture
def told(view: CodingView) -> list[Wish]:
    """What the view says it was dragged to."""
    wishes: list[Wish] = []
    view.margin_changed.connect(wishes.append)
    return wishes


def test_its_edge_is_dragged_and_the_text_stays_beside_it(
    view: CodingView, told: list[Wish]
) -> None:
    margin, before = view._margin, view._margin.width()
    view._margin.grab()
    press(margin, QPoint(1, 300))
    move(margin, QPoint(41, 300))
    assert margin.width() == before - 40
    assert margin.geometry().left() == view.viewport().geometry().right() + 1
    release(margin, QPoint(1, 300))
    assert told == [Wish(width=before - 40)]
    view.resize(1100, 700)
    assert margin.width() == before - 40


def test_it_is_no_wider_than_there_is_room_for(view: CodingView, told: list[Wish]) -> None:
    press(view._margin, QPoint(1, 300))
    move(view._margin, QPoint(-2000, 300))
    release(view._margin, QPoint(1, 300))
    assert told[-1].width == view._margin.width()
    assert view.viewport().width() >= view._typography.column // 2


def test_a_double_click_on_the_edge_gives_it_the_room_there_is(
    view: CodingView, told: list[Wish], qtbot: QtBot
) -> None:
    before = view._margin.width()
    view.set_margin(Wish(width=200))
    assert view._margin.width() == 200
    qtbot.mouseDClick(view._margin, LEFT, pos=QPoint(1, 300))
    qtbot.mouseRelease(view._margin, LEFT)
    assert view._margin.width() == before
    assert told[-1] == Wish()


def test_on_the_left_everything_is_mirrored_and_works(view: CodingView, qtbot: QtBot) -> None:
    right = {s.segments[0].id: view._margin.width() - s.x for s in view._margin.scene().stripes}
    view.set_margin(Wish(left=True))
    margin, gutter = view._margin, view._gutter
    assert margin.geometry().left() == 0
    assert margin.geometry().right() < gutter.geometry().left() + 1
    assert gutter.geometry().right() < view.viewport().geometry().left()
    scene = margin.scene()
    assert {s.segments[0].id for s in scene.stripes} == set(right)
    for name in scene.names:
        (stripe,) = (s for s in scene.stripes if s.segments[0].id == name.segment.id)
        assert name.area.right() <= stripe.x
        assert name.area.left() >= 0
        with qtbot.waitSignal(view.segment_activated) as chosen:
            qtbot.mouseClick(margin, LEFT, pos=name.area.center().toPoint())
        assert chosen.args == [name.segment.id]
    assert margin.edge_at(QPointF(margin.width() - 1, 50)) is not None
    assert margin.edge_at(QPointF(1, 50)) is None
    before = margin.width()
    press(margin, QPoint(before - 1, 300))
    move(margin, QPoint(before - 31, 300))
    release(margin, QPoint(before - 31, 300))
    assert margin.width() == before - 30


def test_without_names_the_stripes_remain(view: CodingView) -> None:
    view.set_margin(Wish(names=False))
    assert view._margin.scene().stripes
    assert not view._margin.scene().names
    assert view._margin.cursor().shape() == Qt.CursorShape.ArrowCursor
    view.set_margin(Wish())
    assert view._margin.scene().names
