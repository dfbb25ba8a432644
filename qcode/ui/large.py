"""Fusion for large letters: boxes, marks and arrows grow with them.

Fusion gives them pixels, which are too few beside letters twice the usual size, to see and to hit.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from .sized import for_letters

_FROM = 1.3  # times the usual letters; below that Fusion's own sizes do
_ARROW = 9  # pixels, how wide an arrow is beside ordinary letters
_HUNDRED = 100
_ARROWS = {  # how far each is turned, in degrees
    QStyle.PrimitiveElement.PE_IndicatorArrowDown: 0,
    QStyle.PrimitiveElement.PE_IndicatorArrowUp: 180,
    QStyle.PrimitiveElement.PE_IndicatorArrowLeft: 90,
    QStyle.PrimitiveElement.PE_IndicatorArrowRight: -90,
}
_METRIC = QStyle.PixelMetric
_GROWING = frozenset(
    {
        _METRIC.PM_IndicatorWidth,
        _METRIC.PM_IndicatorHeight,
        _METRIC.PM_ExclusiveIndicatorWidth,
        _METRIC.PM_ExclusiveIndicatorHeight,
        _METRIC.PM_CheckBoxLabelSpacing,
        _METRIC.PM_RadioButtonLabelSpacing,
        _METRIC.PM_TreeViewIndentation,
        _METRIC.PM_SliderThickness,
        _METRIC.PM_SliderControlThickness,
        _METRIC.PM_SliderLength,
        _METRIC.PM_MenuButtonIndicator,
        _METRIC.PM_HeaderMarkSize,
        _METRIC.PM_SmallIconSize,
    }
)
_SPIN, _COMBO = QStyle.ComplexControl.CC_SpinBox, QStyle.ComplexControl.CC_ComboBox
_UP, _DOWN = QStyle.SubControl.SC_SpinBoxUp, QStyle.SubControl.SC_SpinBoxDown
_EDIT = QStyle.SubControl.SC_SpinBoxEditField


def large_style(application: QApplication) -> LargeStyle | None:
    """Give the application this style if its letters ask for it, and return it, to be kept."""
    share = for_letters(QFontMetrics(QApplication.font()), _HUNDRED) / _HUNDRED
    if share < _FROM:
        return None
    style = LargeStyle(share)
    application.setStyle(style)
    return style


class LargeStyle(QProxyStyle):
    """Fusion with marks that are `share` times as large."""

    def __init__(self, share: float) -> None:
        super().__init__("Fusion")
        self._share = share

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Return a length; those of marks are larger."""
        length = super().pixelMetric(metric, option, widget)
        return round(length * self._share) if metric in _GROWING else length

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Return where a part is; the small buttons of a field with a number are wider."""
        where = cast(QWidget, widget)  # there may be none
        found = super().subControlRect(control, option, part, where)
        if control == _SPIN and part in (_UP, _DOWN, _EDIT):
            button = super().subControlRect(control, option, _UP, where).width()
            more = round(button * (self._share - 1))
            if part == _EDIT:
                found.setRight(found.right() - more)
            else:
                found.setLeft(found.left() - more)
        return found

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint a part; the arrow before what can be unfolded is larger."""
        if element in _ARROWS:
            grown = QRect(0, 0, *[round(2 * _ARROW * self._share)] * 2)
            grown.moveCenter(option.rect.center())
            self._paint_arrow(painter, option, grown, _ARROWS[element])
        elif element != QStyle.PrimitiveElement.PE_IndicatorBranch:
            super().drawPrimitive(element, option, painter, widget)
        elif option.state & QStyle.StateFlag.State_Children:
            is_open = bool(option.state & QStyle.StateFlag.State_Open)
            turned = 0 if is_open else 90 if widget is not None and widget.isRightToLeft() else -90
            self._paint_arrow(painter, option, option.rect, turned)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint a control, with larger arrows over Fusion's own."""
        super().drawComplexControl(control, option, painter, widget)
        arrows = {
            _COMBO: ((QStyle.SubControl.SC_ComboBoxArrow, 0),),
            _SPIN: ((_UP, 180), (_DOWN, 0)),
        }.get(control, ())
        for part, turned in arrows:
            if option.subControls & part:
                rect = self.subControlRect(control, option, part, widget)
                self._paint_arrow(painter, option, rect, turned)

    def _paint_arrow(
        self, painter: QPainter, option: QStyleOption, rect: QRect, turned: float
    ) -> None:
        """Paint an arrow in the middle of a rectangle: down, turned by so many degrees."""
        most = min(rect.width(), rect.height() * 1.6) - 2
        wide = min(_ARROW * self._share, most)
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        group = QPalette.ColorGroup.Active if enabled else QPalette.ColorGroup.Disabled
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(rect).center())
        painter.rotate(turned)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(group, QPalette.ColorRole.ButtonText))
        half, high = wide / 2, wide / 3.6
        painter.drawPolygon(
            QPolygonF([QPointF(-half, -high), QPointF(half, -high), QPointF(0, high)])
        )
        painter.restore()
