"""Boxes and windows stay where they can be seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from qcode.ui.placing import beside, on_screen


def test_a_new_window_is_no_larger_than_the_screen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = qapp.primaryScreen()
    room = screen.availableGeometry()
    assert on_screen(QSize(1360, 860), screen) == QSize(1360, 860)  # where nobody looks at it
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    assert on_screen(QSize(5000, 400), screen) == QSize(room.width() - 16, 400)
    assert on_screen(QSize(300, 5000), screen) == QSize(300, room.height() - 48)


def test_a_box_that_fits_only_above_its_point_goes_there() -> None:
    area = QRect(0, 0, 800, 600)
    assert beside(QPoint(100, 100), QSize(200, 100), area) == QPoint(100, 106)
    assert beside(QPoint(100, 590), QSize(200, 100), area) == QPoint(100, 484)
