"""The margin beside places that one passes: painted where it is seen, and kept once one stays."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.layout import EMPTY
from qcode.model.text import Span
from qcode.ui.coding.margin_painter import MarginPainter
from qcode.ui.coding.name_pictures import NamePictures
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.coding.view import CodingView

TEXT = "\n".join(f"Anna: det var {n} som kom till torget den kvällen." for n in range(300))


@pytest.fixture
def long(open_view: Callable[..., CodingView], qtbot: QtBot) -> CodingView:
    segments = [
        PaintedSegment(number, at, at + 40 + number % 90, 1 + number % 3, "Maria")
        for number, at in enumerate(range(20, len(TEXT) - 200, 90), 1)
    ]
    view = open_view(TEXT, EMPTY, segments)
    qtbot.wait(60)
    return view


def seen(view: CodingView) -> QImage:
    """Return what is seen of the margin, and is not painted for this."""
    QApplication.processEvents()
    picture, margin = view.backingStore().paintDevice(), view._margin
    assert isinstance(picture, QImage)
    return picture.copy(QRect(margin.mapTo(view, margin.rect().topLeft()), margin.size()))


def drawn(view: CodingView) -> QImage:
    """Return the margin as it is drawn for the first time."""
    margin = view._margin
    margin._drawn = None
    margin.repaint()
    return seen(view)


def test_what_is_passed_looks_as_where_one_stays(long: CodingView, qtbot: QtBot) -> None:
    bar = long.verticalScrollBar()
    pictures = []
    for value in (700, 1500, 1503, 2300, 40):
        bar.setValue(value)
        passed = seen(long)
        qtbot.waitUntil(lambda: not long._margin._keep_soon.isActive())
        assert seen(long) == passed == drawn(long)
        pictures.append(passed)
    assert all(one != other for one, other in pairwise(pictures))


def test_what_lies_over_the_margin_where_one_stays_costs_no_drawing(
    long: CodingView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    long.verticalScrollBar().setValue(900)
    before = seen(long)
    qtbot.waitUntil(lambda: not long._margin._keep_soon.isActive())
    monkeypatch.setattr(MarginPainter, "paint", lambda *_each: pytest.fail("drawn once more"))
    box = QWidget(long._margin)
    box.setGeometry(10, 10, 80, 80)
    box.show()
    QApplication.processEvents()
    box.hide()
    assert seen(long) == before


def test_a_coding_that_is_pointed_at_while_one_passes_is_lit_up(long: CodingView) -> None:
    long.verticalScrollBar().setValue(900)
    before = seen(long)
    found = long._margin.scene().names[2].segment.id
    long.set_selected_segment(found)
    lit = seen(long)
    assert lit != before
    assert lit == drawn(long)
    long.set_selected_segment(None)
    assert seen(long) == before


def test_names_further_down_are_painted_before_one_comes_to_them(
    open_view: Callable[..., CodingView], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    middle = len(TEXT) // 2
    places = (20, 1), (middle, 2), (middle + 60, 3)
    view = open_view(TEXT, EMPTY, [PaintedSegment(at, at, at + 9, code) for at, code in places])
    qtbot.waitUntil(lambda: view._margin._drawn is not None and not view._margin._ahead.busy)
    with monkeypatch.context() as later:
        later.setattr(MarginPainter, "_paint_name", lambda *_each: pytest.fail("painted late"))
        view.reveal(Span(middle, middle + 1))
        passed = seen(view)
    assert len(view._margin.scene().names) == 2
    assert drawn(view) == passed


def test_a_margin_that_waits_shows_nothing_of_a_place_that_was_left(
    long: CodingView, qtbot: QtBot
) -> None:
    long.verticalScrollBar().setValue(900)
    qtbot.waitUntil(lambda: not long._margin._keep_soon.isActive())
    older = seen(long)
    long._margin._keep_soon.setInterval(600_000)  # one does not stay, however slow the machine is
    long.verticalScrollBar().setValue(1700)
    newer = seen(long)
    long._margin.wait(empty=False)
    long._margin.repaint()
    picture = long.backingStore().paintDevice()
    assert isinstance(picture, QImage)
    margin = long._margin
    waiting = picture.copy(QRect(margin.mapTo(long, margin.rect().topLeft()), margin.size()))
    assert waiting not in (older, newer)
    assert {waiting.pixel(x, 200) for x in range(waiting.width())} == {waiting.pixel(0, 0)}
    qtbot.waitUntil(lambda: not margin._waits)
    assert seen(long) == newer


def test_pictures_of_names_are_for_one_ground_and_no_more_than_there_may_be(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    del qapp
    monkeypatch.setattr("qcode.ui.coding.name_pictures._MOST", 3_000)
    kept, image = NamePictures(QColor("white"), 1.0), QImage(200, 50, QImage.Format.Format_RGB32)
    assert kept.fit(QColor("white"), 1.0)
    assert not kept.fit(QColor("white"), 2.0)
    assert not kept.fit(QColor("black"), 1.0)
    painted: list[int] = []

    def show(number: int, left: float = 0.0) -> None:
        def paint(painter: QPainter) -> None:
            painted.append(number)
            painter.fillRect(QRectF(left, 5, 9, 9), QColor(number, 0, 0))

        with QPainter(image) as painter:
            if not kept.show(painter, number, left, 0):
                kept.keep(number, QRectF(left, 0, 50, 20), paint)
                assert kept.show(painter, number, left, 0)
        assert image.pixelColor(int(left) + 4, 8) == QColor(number, 0, 0)

    for number in (1, 2, 1, 2):
        show(number, left=30.0 * number)
    assert painted == [1, 2]
    show(1, left=30.5)  # other dots of it are full
    assert painted == [1, 2, 1]
    show(3)
    show(1)
    assert painted == [1, 2, 1, 3, 1]
