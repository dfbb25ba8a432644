"""The margin is drawn anew a turn after the text, and shows nothing that is of another text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.layout import EMPTY
from qcode.ui.coding.margin_painter import MarginPainter
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.coding.painter import PassagePainter
from qcode.ui.coding.view import CodingView

from .conftest import CODES


@pytest.fixture
def painted(view: CodingView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> list[str]:
    """What is painted, in its order; it is painted all the same."""
    coming = view._arrange_soon, view._margin._come_soon, view._margin._arrange_soon
    qtbot.wait(30)
    qtbot.waitUntil(lambda: not any(each.isActive() for each in coming))
    QApplication.sendPostedEvents()
    heard: list[str] = []
    for name, kind in (("text", PassagePainter), ("margin", MarginPainter)):
        paint = kind.paint

        def told(*each: object, name: str = name, paint: object = paint) -> object:
            heard.append(name)
            return paint(*each)  # type: ignore[operator]

        monkeypatch.setattr(kind, "paint", told)
    return heard


def in_margin(view: CodingView) -> QImage:
    """Return what is seen of the margin, and is not painted for this."""
    picture, margin = view.backingStore().paintDevice(), view._margin
    assert isinstance(picture, QImage)
    return picture.copy(QRect(margin.mapTo(view, margin.rect().topLeft()), margin.size()))


def is_plain(picture: QImage) -> bool:
    ground = picture.pixel(0, 0)
    return all(
        picture.pixel(x, y) == ground
        for x in range(picture.width())
        for y in range(picture.height())
    )


def test_another_text_is_painted_first_and_the_margin_is_empty_until_its_turn(
    view: CodingView, painted: list[str], qtbot: QtBot
) -> None:
    assert not is_plain(in_margin(view))
    text = "Ett annat samtal. " * 300
    view.set_document(text, EMPTY, [PaintedSegment(1, 3, 90, 1, "Maria")], CODES)
    QApplication.sendPostedEvents()
    assert set(painted) == {"text"}
    assert is_plain(in_margin(view))
    qtbot.waitUntil(lambda: "margin" in painted)
    assert not is_plain(in_margin(view))


@pytest.mark.parametrize("by", [120, -120])
def test_in_another_size_the_margin_shows_what_it_showed_until_its_turn(
    by: int, view: CodingView, painted: list[str], qtbot: QtBot
) -> None:
    view.resize(view.width(), view.height() + by)
    QApplication.sendPostedEvents()
    assert set(painted) == {"text"}
    assert not is_plain(in_margin(view))
    qtbot.waitUntil(lambda: "margin" in painted)
    qtbot.waitUntil(lambda: in_margin(view) == view._margin.grab().toImage())


def test_a_margin_that_is_scrolled_is_painted_with_the_text(
    view: CodingView, painted: list[str]
) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    QApplication.sendPostedEvents()
    assert set(painted) == {"text", "margin"}
