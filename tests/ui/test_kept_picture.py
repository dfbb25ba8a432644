"""A part of a picture is the same, dot by dot, as what it was taken from."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qcode.ui.kept_picture import kept_picture

Format = QImage.Format


def picture(width: int, height: int, ratio: float, kind: Format) -> QImage:
    """Return a picture of which no two dots near each other are alike."""
    made = QImage(round(width * ratio), round(height * ratio), kind)
    for y in range(made.height()):
        for x in range(made.width()):
            made.setPixelColor(x, y, QColor(x * 7 % 256, y * 5 % 256, (x + y) % 256))
    made.setDevicePixelRatio(ratio)
    return made


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("kind", [Format.Format_RGB32, Format.Format_ARGB32_Premultiplied])
def test_a_part_is_the_same_dot_by_dot(qtbot: QtBot, ratio: float, kind: Format) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(80, 60)
    part = QWidget(window)
    part.setGeometry(20, 10, 40, 30)
    shown = picture(80, 60, ratio, kind)
    place = QRect(part.pos() * ratio, part.size() * ratio)
    kept = kept_picture(part, shown)
    assert kept.devicePixelRatio() == ratio
    assert kept.size() == place.size()
    assert all(
        kept.pixel(x, y) == shown.pixel(place.x() + x, place.y() + y)
        for y in range(kept.height())
        for x in range(kept.width())
    )


def test_a_part_that_is_not_there_has_no_picture(qtbot: QtBot) -> None:
    part = QWidget()
    qtbot.addWidget(part)
    part.resize(0, 0)
    assert kept_picture(part, picture(8, 6, 1.0, Format.Format_RGB32)).isNull()


def test_what_sticks_out_of_the_picture_is_left_dark(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    part = QWidget(window)
    part.setGeometry(4, 3, 8, 6)
    kept = kept_picture(part, picture(8, 6, 1.0, Format.Format_ARGB32_Premultiplied))
    assert kept.pixel(0, 0) == picture(8, 6, 1.0, Format.Format_ARGB32_Premultiplied).pixel(4, 3)
    assert kept.pixel(7, 5) == 0
