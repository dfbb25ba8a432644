"""Boxes to tick and buttons to choose with, seen as well in the dark as in the light.

Fusion draws their edge in a darker tone of the window, which in the dark is no edge at all.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QRadioButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
)

from .theme import colors, is_dark

SIZE = 15  # pixels beside ordinary letters: one more than what is painted over
_PEN = 1.2  # pixels
_OFF = Qt.CheckState.Unchecked


class Tick(QCheckBox):
    """A box to tick."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words as usual, and the box over the usual one."""
        super().paintEvent(event)
        option: Any = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_CheckBoxIndicator
        box = QRectF(self.style().subElementRect(part, option, self))
        with QPainter(self) as painter:
            paint_tick(painter, box, _shades(self), on=self.isChecked())


class Choice(QRadioButton):
    """One of several, of which one can be chosen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words as usual, and the ring over the usual one."""
        super().paintEvent(event)
        option: Any = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_RadioButtonIndicator
        box = QRectF(self.style().subElementRect(part, option, self))
        with QPainter(self) as painter:
            _paint_ring(painter, box, _shades(self), on=self.isChecked())


class TickDelegate(QStyledItemDelegate):
    """Paints rows as usual, with our box over the usual one."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        super().paint(painter, option, index)
        whole: Any = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = QRectF(whole.widget.style().subElementRect(part, whole, whole.widget))
        partly = whole.checkState == Qt.CheckState.PartiallyChecked
        paint_tick(painter, box, whole.palette, on=whole.checkState != _OFF, partly=partly)


def paint_tick(
    painter: QPainter,
    rect: QRectF,
    palette: QPalette,
    *,
    on: bool,
    partly: bool = False,
    calm: bool = False,
) -> None:
    """Paint a box for a tick in the middle of `rect`; `partly` puts a bar in it instead.

    `calm` leaves it unfilled: for long lists in which everything is ticked.
    """
    chosen = colors(is_dark(palette))
    box = _begin(painter, rect, palette, filled=(on or partly) and not calm)
    one = box.width() / SIZE
    painter.drawRoundedRect(box, 3 * one, 3 * one)
    if partly:
        painter.setPen(QPen(QColor(chosen.on_accent), 1.8 * one))
        middle, half = box.center(), QPointF(3.6 * one, 0)
        painter.drawLine(middle - half, middle + half)
    elif on:
        painter.setPen(QPen(QColor(chosen.muted if calm else chosen.on_accent), 1.8 * one))
        corner, corners = box.topLeft(), ((3.6, 7.8), (6.4, 10.6), (11.4, 4.8))
        painter.drawPolyline([corner + QPointF(x, y) * one for x, y in corners])
    painter.restore()


def _paint_ring(painter: QPainter, rect: QRectF, palette: QPalette, *, on: bool) -> None:
    box = _begin(painter, rect, palette, filled=on)
    painter.drawEllipse(box)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors(is_dark(palette)).on_accent))
        dot = box.width() * 2.8 / SIZE
        painter.drawEllipse(box.center(), dot, dot)
    painter.restore()


def _begin(painter: QPainter, rect: QRectF, palette: QPalette, *, filled: bool) -> QRectF:
    """Choose pen and brush, to be restored, and return the square to paint in."""
    chosen = colors(is_dark(palette))
    enabled = palette.currentColorGroup() != QPalette.ColorGroup.Disabled
    strong = QColor(chosen.accent if enabled else chosen.muted)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(strong if filled else QColor(chosen.muted), _PEN))
    painter.setBrush(strong if filled else QColor(chosen.base))
    side = max(SIZE, rect.height() + 1)  # as large as the style makes room for
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    outside = _PEN / 2 - box.left()  # of its edge, where it stands at the edge of a widget
    if outside > 0:
        box.adjust(outside, outside / 2, 0, -outside / 2)
    return box


def _shades(widget: QCheckBox | QRadioButton) -> QPalette:
    """Return the palette of a widget, in the group in which it is."""
    shades = QPalette(widget.palette())
    if not widget.isEnabled():
        shades.setCurrentColorGroup(QPalette.ColorGroup.Disabled)
    return shades
