"""How a code looks in its row of the tree."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qcode.ui.sized import for_letters
from qcode.ui.theme import colors, is_dark
from qcode.ui.ticks import paint_tick

from .badge import paint_badge
from .chip import SIZE, paint_chip
from .model import CodeTreeModel, Shown
from .rows import Index

_ROW = 9  # pixels that a row is higher than its letters
_EDGE = 12  # pixels between the counts and the edge
# Put together once: rows are painted by the dozen, and Python is slow with Qt's flags.
_Feature = QStyleOptionViewItem.ViewItemFeature
_USUAL = _Feature.HasDisplay | _Feature.HasDecoration
_BOXED = _USUAL | _Feature.HasCheckIndicator
_UNFOCUSED = ~QStyle.StateFlag.State_HasFocus  # the chosen row is marked enough
_CHOSEN = QStyle.StateFlag.State_Selected
_PANEL = QStyle.PrimitiveElement.PE_PanelItemViewItem
_ITEM = QStyle.ControlElement.CE_ItemViewItem
_BOX = QStyle.SubElement.SE_ItemViewItemCheckIndicator
_SIGN = QStyle.SubElement.SE_ItemViewItemDecoration
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ON, _PARTLY = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked


class CodeDelegate(QStyledItemDelegate):
    """Paints a code: its colour, its name, and at the right how often it is used.

    Counts are muted, and so are codes that only lead to others that the filter means, and codes
    that are not chosen for analysis.
    """

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Say what there is to paint, with room for the colour, and mute what is secondary.

        Qt would ask for fonts, brushes and places besides, which no row has.
        """
        _prepare(option, index, _shown(index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        dark = is_dark(option.palette)
        whole, shown = QStyleOptionViewItem(option), _shown(index)
        _prepare(whole, index, shown)
        widget, metrics = whole.widget, whole.fontMetrics
        style = widget.style()
        style.drawPrimitive(_PANEL, whole, painter, widget)
        room = whole.rect.adjusted(0, 0, -_EDGE, 0)
        taken = 8
        if shown.count:
            painter.setPen(_text(dark) if whole.state & _CHOSEN else _muted(dark))
            painter.drawText(room, _RIGHT, shown.count)
            taken += metrics.horizontalAdvance(shown.count)
        if shown.digit is not None:
            edge, middle = room.right() + 1 - taken, room.center().y() + 1
            taken += paint_badge(painter, edge, middle, shown.digit, dark=dark) + 6
        left = QStyleOptionViewItem(whole)  # as Qt's own `paint` would, which asks for all again
        left.rect = room.adjusted(0, 0, -taken, 0)
        style.drawControl(_ITEM, left, painter, widget)
        if shown.check is not None:
            paint_tick(
                painter,
                QRectF(style.subElementRect(_BOX, whole, widget)),
                whole.palette,
                on=shown.check == _ON,
                partly=shown.check == _PARTLY,
                calm=shown.active is None,
            )
        if shown.color:
            rect = style.subElementRect(_SIGN, whole, widget)
            side = for_letters(metrics, SIZE)
            place = QPointF(rect.left() + side / 2, rect.center().y() + 1)
            paint_chip(painter, place, shown.color, dark=dark, size=side, hollow=shown.hollow)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return an even height for all rows."""
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + _ROW)


def _shown(index: Index) -> Shown:
    model = index.model()
    assert isinstance(model, CodeTreeModel)
    return model.shown(index)


def _prepare(option: QStyleOptionViewItem, index: Index, shown: Shown) -> None:
    option.index = cast(QModelIndex, index)
    option.text = shown.name
    option.features = _USUAL
    if shown.check is not None:
        option.features = _BOXED
        option.checkState = shown.check
    option.state &= _UNFOCUSED
    side = for_letters(option.fontMetrics, SIZE)
    option.decorationSize = QSize(side + 5, side)
    if not shown.fits or shown.active is False:
        palette = option.palette
        palette.setColor(QPalette.ColorRole.Text, _muted(is_dark(palette)))
        option.palette = palette


@lru_cache(maxsize=2)
def _text(dark: bool) -> QColor:
    return QColor(colors(dark).text)


@lru_cache(maxsize=2)
def _muted(dark: bool) -> QColor:
    return QColor(colors(dark).muted)
