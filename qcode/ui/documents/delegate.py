"""How a row of the documents pane is painted: a heading, or a document with what was done."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qcode.services.documents import DocumentRow
from qcode.ui.found.delegate import small
from qcode.ui.sized import for_letters
from qcode.ui.theme import Colors, colors, is_dark

from .groups import Group
from .marks import SIZE, paint_mark
from .model import ACTIVE, GROUP, OPEN, ROW, Index
from .words import share

SIDE = 12
TICK = 14  # the box that says whether a document is active
_GAP = 8
_ABOVE = 6
_BAR = 24  # the length of the line that says how much is coded
_LIFT = 5  # how far the count stands above the middle, to leave room for that line


def tick_rect(row: QRect, metrics: QFontMetrics) -> QRect:
    """Return where the box of a row is; a click a little beside it counts too."""
    middle, side = row.center().y(), for_letters(metrics, TICK)
    return QRect(row.left() + SIDE, middle - side // 2 + 1, side, side)


class DocumentDelegate(QStyledItemDelegate):
    """Paints a heading, or a document: box, mark of its kind, name, coded share and count."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of every row."""
        return QSize(120, max(option.fontMetrics.height(), SIZE) + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        chosen = colors(is_dark(option.palette))
        row: DocumentRow | None = index.data(ROW)
        painter.save()
        self._paint_ground(painter, option, chosen, heading=row is None)
        if row is None:
            self._paint_heading(painter, option, index, chosen)
        else:
            self._paint_document(painter, option, index, row, chosen)
        painter.restore()

    # -- a heading

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: Colors
    ) -> None:
        group: Group = index.data(GROUP)
        inner = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        arrow = tick_rect(option.rect, option.fontMetrics)
        _paint_arrow(painter, arrow, chosen, down=bool(index.data(OPEN)))
        painter.setPen(QColor(chosen.muted))
        painter.setFont(small(option.font))
        count = str(len(group.rows))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, count)
        room = inner.adjusted(
            arrow.width() + _GAP, 0, -painter.fontMetrics().horizontalAdvance(count) - _GAP, 0
        )
        font = QFont(small(option.font))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(
            room, middle, painter.fontMetrics().elidedText(group.title, elide, room.width())
        )

    # -- a document

    def _paint_document(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        row: DocumentRow,
        chosen: Colors,
    ) -> None:
        is_open, active = bool(index.data(OPEN)), index.data(ACTIVE)
        quiet = QColor(chosen.muted)
        text = quiet if active is False else QColor(chosen.accent if is_open else chosen.text)
        inner = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        box, side = tick_rect(option.rect, option.fontMetrics), _side(option)
        _paint_box(painter, QRectF(box), chosen, active)
        left = box.left() + box.width() + _GAP
        mark = QRectF(left, inner.center().y() - side / 2 + 0.5, side, side)
        paint_mark(painter, mark, row.document.kind, text if is_open else quiet)
        painter.setFont(small(option.font))
        right = self._paint_work(painter, option, row, chosen)
        name = QRect(inner)
        name.setLeft(left + side + _GAP)
        name.setRight(right)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if is_open else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(text)
        elide = Qt.TextElideMode.ElideMiddle
        shown = painter.fontMetrics().elidedText(row.document.name, elide, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_work(
        self, painter: QPainter, option: QStyleOptionViewItem, row: DocumentRow, chosen: Colors
    ) -> int:
        """Paint the count over the coded share at the right; return where the name must end."""
        inner = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        long, lift = (for_letters(option.fontMetrics, each) for each in (_BAR, _LIFT))
        thick = for_letters(option.fontMetrics, 2)
        count = str(row.counts.segments or "")
        width = max(painter.fontMetrics().horizontalAdvance(count), long)
        painter.setPen(QColor(chosen.muted))
        above = inner.adjusted(0, 0, 0, -lift if count else 0)
        painter.drawText(above, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        bar = QRectF(inner.right() + 1 - long, inner.bottom() - _LIFT - thick + 1, long, thick)
        part = share(row)
        if part:
            painter.fillRect(bar, QColor(chosen.rule))
            bar.setWidth(max(round(long * part), 1))
            painter.fillRect(bar, QColor(chosen.muted))
        return inner.right() - width - _GAP

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, chosen: Colors, *, heading: bool
    ) -> None:
        rect = option.rect
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if option.state & QStyle.StateFlag.State_Selected or (heading and focused):
            painter.fillRect(rect, QColor(chosen.raised))
            edge = chosen.accent if focused else chosen.muted
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(edge))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(chosen.raised))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Lay the editor over the name."""
        box = tick_rect(option.rect, option.fontMetrics)
        left = SIDE + box.width() + _GAP + _side(option) + 2
        editor.setGeometry(option.rect.adjusted(left, 1, -4, -1))


def _side(option: QStyleOptionViewItem) -> int:
    """Return how large the mark of a document's kind is."""
    return for_letters(option.fontMetrics, SIZE)


def _paint_arrow(painter: QPainter, rect: QRect, chosen: Colors, *, down: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(chosen.muted), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    middle = QRectF(rect).center()
    points = ((-4, -2), (0, 2), (4, -2)) if down else ((-2, -4), (2, 0), (-2, 4))
    painter.drawPolyline([middle + QPointF(x, y) for x, y in points])


def _paint_box(painter: QPainter, rect: QRectF, chosen: Colors, active: bool | None) -> None:
    """Paint the box: quiet while all documents are active, and plain to see once some are not."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    filled = active is True
    edge = chosen.accent if filled else chosen.field
    painter.setPen(QPen(QColor(edge), 1.2))
    painter.setBrush(QColor(chosen.accent if filled else chosen.base))
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / TICK, rect.height() / TICK)
    painter.drawRoundedRect(QRectF(0.5, 0.5, TICK - 1, TICK - 1), 3, 3)
    if active is not False:
        pen = QPen(QColor(chosen.on_accent if filled else chosen.muted), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        points = ((3.2, 6.8), (5.6, 9.2), (10, 4.2))
        painter.drawPolyline([QPointF(x, y) for x, y in points])
    painter.restore()
