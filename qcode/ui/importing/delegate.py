"""Paints the name of a file in an import over a quiet line that says where it comes from."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qcode.ui.found.delegate import small
from qcode.ui.sized import for_letters
from qcode.ui.theme import colors, is_dark
from qcode.ui.ticks import paint_tick

from .entries import NOTE, Column, Index

_ABOVE = 6
_BEFORE = 10  # left of the tick
INDENT = 38  # room for the tick and what is before it, beside ordinary letters
_SIDE = 8
_OFF = Qt.CheckState.Unchecked


class FileDelegate(QStyledItemDelegate):
    """Two lines in the first column, one in the others; an even ground under what is chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the same height for every row."""
        metrics = _metrics(option)
        height = 2 * _ABOVE + metrics[0].height() + metrics[1].height()
        return QSize(metrics[0].horizontalAdvance(index.data() or "") + 2 * _SIDE, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        rect: QRect = option.rect
        palette: QPalette = option.palette
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            chosen = colors(is_dark(palette))
            painter.fillRect(rect, QColor(chosen.raised))
            if index.column() == Column.NAME:
                painter.fillRect(rect.adjusted(0, 0, 3 - rect.width(), 0), QColor(chosen.accent))
        if index.data(NOTE) is None:
            self._paint_line(painter, option, rect.adjusted(_SIDE, 0, -4, 0), index)
        else:
            self._paint_name(painter, option, index)
        painter.restore()

    def _paint_line(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index
    ) -> None:
        metrics, _ = _metrics(option)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        text = metrics.elidedText(index.data() or "", Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        palette: QPalette = option.palette
        tick = index.data(Qt.ItemDataRole.CheckStateRole)
        if tick is not None:
            self._paint_tick(painter, option, index)
        out = tick is None or Qt.CheckState(tick) == Qt.CheckState.Unchecked
        upper, lower = _metrics(option)
        left = for_letters(upper, INDENT)
        line = QRect(rect.left() + left, rect.top() + _ABOVE, rect.width() - left - 4, 0)
        line.setHeight(upper.height())
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(muted if out else palette.color(QPalette.ColorRole.Text))
        elide = Qt.TextElideMode.ElideMiddle
        painter.drawText(line, 0, upper.elidedText(index.data(), elide, line.width()))
        line.translate(0, upper.height())
        line.setHeight(lower.height())
        painter.setFont(small(option.font))
        painter.setPen(QColor(colors(is_dark(palette)).danger) if tick is None else muted)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(line, 0, lower.elidedText(index.data(NOTE), elide, line.width()))

    def _paint_tick(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the tick where the style expects a click on it."""
        box: Any = _moved(option)
        self.initStyleOption(box, index)
        style = box.widget.style()
        box.rect = style.subElementRect(
            QStyle.SubElement.SE_ItemViewItemCheckIndicator, box, box.widget
        )
        paint_tick(painter, QRectF(box.rect), box.palette, on=box.checkState != _OFF)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Take a click on the tick where it is painted."""
        return super().editorEvent(event, model, _moved(option), index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Lay the editor over the name, right of the tick."""
        rect: QRect = option.rect
        left = for_letters(option.fontMetrics, INDENT)
        editor.setGeometry(rect.adjusted(left - 4, 4, -2, -4))


def _moved(option: QStyleOptionViewItem) -> QStyleOptionViewItem:
    """Return an option whose cell begins where the tick does."""
    moved: Any = QStyleOptionViewItem(option)
    moved.rect = moved.rect.adjusted(_BEFORE, 0, 0, 0)
    return cast(QStyleOptionViewItem, moved)


def _metrics(option: QStyleOptionViewItem) -> tuple[QFontMetrics, QFontMetrics]:
    font = option.font
    return QFontMetrics(font), QFontMetrics(small(font))
