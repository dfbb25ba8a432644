"""Handles of a rectangle, and names that do not cover one another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.services.pictures import Rectangle
from qcode.ui.pictures.painter import RegionPainter
from qcode.ui.pictures.shown import ShownRegion, handle_at

FRAME = QRectF(100, 100, 200, 100)


@pytest.mark.parametrize(
    ("x", "y", "handle"),
    [
        *((100, 100, (-1, -1)), (92, 108, (-1, -1)), (300, 200, (1, 1)), (200, 100, (0, -1))),
        *((306, 150, (1, 0)), (88, 100, None), (150, 150, None), (150, 100, None)),
    ],
)
def test_a_handle_is_taken_near_it(x: int, y: int, handle: tuple[int, int] | None) -> None:
    assert handle_at(FRAME, QPointF(x, y)) == handle


@pytest.mark.parametrize("side", [4, 10, 16, 24, 40])
def test_a_small_rectangle_can_be_moved_and_pulled(side: int) -> None:
    frame = QRectF(50, 50, side, side)
    assert handle_at(frame, frame.center()) is None
    assert handle_at(frame, frame.topLeft()) == (-1, -1)
    assert handle_at(frame, frame.bottomRight() + QPointF(5, 5)) == (1, 1)


def plates(qtbot: QtBot, *regions: ShownRegion, chosen: int | None = None) -> list[QRectF]:
    """Where the names of regions are written, as they come to be painted."""
    found: list[list[QRectF]] = []

    class Told(RegionPainter):
        def _label(self, frame: QRectF, region: ShownRegion, plates: list[QRectF]) -> None:
            super()._label(frame, region, plates)
            found.append(list(plates))

    image = QImage(600, 400, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        marks = Told(painter, lambda r: QRectF(r.left, r.top, *r.size), QFont(), dark=False)
        marks.regions(regions, None if chosen is None else regions[chosen])
    return found[-1]


def region(name: str, *edges: int) -> ShownRegion:
    return ShownRegion(Span(0, len(name)), Rectangle(*edges), name)


def test_names_of_regions_in_one_corner_stand_below_one_another(qtbot: QtBot) -> None:
    shown = plates(
        qtbot,
        *(region("Huset", 10, 10, 300, 300), region("Taket", 10, 10, 300, 120)),
        region("Fönstret", 14, 12, 200, 110),
    )
    assert len(shown) == 3
    for at, one in enumerate(shown):
        assert not any(one.intersects(other) for other in shown[at + 1 :])


def test_a_name_without_room_is_left_to_the_tool_tip(qtbot: QtBot) -> None:
    shown = plates(qtbot, region("Huset", 10, 10, 200, 34), region("Taket", 10, 10, 200, 33))
    assert len(shown) == 1


def test_the_chosen_region_has_its_name_first(qtbot: QtBot) -> None:
    regions = region("Huset", 10, 10, 300, 300), region("Taket", 10, 10, 300, 290)
    first, second = plates(qtbot, *regions, chosen=0)
    assert first.top() < second.top()
    assert second.width() == plates(qtbot, regions[1])[0].width()
