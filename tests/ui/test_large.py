"""Boxes, marks and arrows go with the letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QStyle, QStyleOptionSpinBox
from pytestqt.qtbot import QtBot

from qcode.ui.large import LargeStyle, large_style
from qcode.ui.ticks import Tick


@pytest.fixture
def letters(qapp: QApplication) -> Iterator[QFont]:
    """The font of the application, which with its style is put back afterwards."""
    font = QApplication.font()
    yield QFont(font)
    QApplication.setFont(font)
    qapp.setStyle("Fusion")


def test_ordinary_letters_leave_the_style_alone(qapp: QApplication, letters: QFont) -> None:
    assert large_style(qapp) is None
    assert not isinstance(qapp.style(), LargeStyle)


def test_boxes_and_the_buttons_of_numbers_grow_with_the_letters(
    qapp: QApplication, letters: QFont, qtbot: QtBot
) -> None:
    metric, part = QStyle.PixelMetric.PM_IndicatorWidth, QStyle.SubControl.SC_SpinBoxUp
    box, number, option = Tick("So"), QSpinBox(), QStyleOptionSpinBox()
    qtbot.addWidget(box)
    qtbot.addWidget(number)
    control = QStyle.ComplexControl.CC_SpinBox

    def measured() -> tuple[int, int, int]:
        number.initStyleOption(option)
        option.rect.setRect(0, 0, 200, 60)
        button = qapp.style().subControlRect(control, option, part, number)
        field = qapp.style().subControlRect(
            control, option, QStyle.SubControl.SC_SpinBoxEditField, number
        )
        assert field.right() < button.left()
        return qapp.style().pixelMetric(metric, None, box), button.width(), button.left()

    before = measured()
    letters.setPointSizeF(letters.pointSizeF() * 2)
    QApplication.setFont(letters)
    kept = large_style(qapp)
    assert kept is not None
    after = measured()
    assert after[0] == pytest.approx(2 * before[0], abs=3)
    assert after[1] > 1.5 * before[1]


def test_controls_are_painted_in_it(qapp: QApplication, letters: QFont, qtbot: QtBot) -> None:
    letters.setPointSizeF(letters.pointSizeF() * 2)
    QApplication.setFont(letters)
    kept = large_style(qapp)
    assert kept is not None
    for made in (QComboBox(), QSpinBox(), Tick("So")):
        qtbot.addWidget(made)
        made.show()
        assert not made.grab().isNull()
