"""Paints hits: passages as everywhere, lines with the key word in one column, and ticks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from qcode.ui.found.delegate import SIDE, PassageDelegate, small
from qcode.ui.found.rows import ROW, Heading, Row
from qcode.ui.sized import by_letters
from qcode.ui.theme import colors, is_dark
from qcode.ui.ticks import SIZE, paint_tick

from .rows import GroupRow, HitRow, LineRow

_Index = QModelIndex | QPersistentModelIndex
GUTTER = 8 + SIZE + 7  # pixels left of the words, for ticks
_AIR = 4  # above and below a line
_WIDE = 72  # letters: from here on the place stands before the line, and else above it
_KEY = 0.4  # of the room: where the key word begins
_ARROW = 14
_STRONG = QFont.Weight.DemiBold


class HitDelegate(PassageDelegate):
    """Paints the rows of the search. `ticked` says of a row whether it is, None for in part."""

    def __init__(
        self,
        view: QAbstractItemView,
        *,
        lines: int,
        fixed: bool,
        ticked: Callable[[Row], bool | None],
        ticking: Callable[[], bool],
    ) -> None:
        self._ticked = ticked
        self._ticking = ticking
        super().__init__(view, lines=lines, fixed=fixed)
        self._left = by_letters(view, GUTTER)

    # -- room

    def height_of(self, row: Row) -> int:
        """Return how high a row is in the width there is."""
        return self._line_height() if isinstance(row, LineRow) else super().height_of(row)

    def usual_height(self, *, lines: bool) -> int:
        """Return how high most rows are."""
        return self._line_height() if lines else 14 + self._place + 2 * self._line

    def estimates(self, rows: Iterable[Row]) -> list[int]:
        """Return the likely heights of rows; those of lines are exact."""
        rows, line = list(rows), self._line_height()
        if any(isinstance(row, LineRow) for row in rows):
            return [line if isinstance(row, LineRow) else self.height_of(row) for row in rows]
        return super().estimates(rows)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room a row needs in the width there is."""
        return QSize(self._width, self.height_of(index.data(ROW)))

    def _is_wide(self) -> bool:
        return self._width - self._left > _WIDE * self._metrics.averageCharWidth()

    def _line_height(self) -> int:
        above = 0 if self._is_wide() else self._place
        return 2 * _AIR + self._line + above

    def tick_of(self, rect: QRect, row: Row) -> QRect:
        """Return where in a row one ticks it."""
        height = rect.height() if isinstance(row, Heading) else min(rect.height(), 34)
        return QRect(rect.left(), rect.top(), self._left, height)

    def count_of(self, rect: QRect, row: GroupRow) -> QRect:
        """Return where in a heading its count stands."""
        width = QFontMetrics(small(self._view.font())).horizontalAdvance(row.detail) + 16
        return QRect(rect.right() - SIDE - width + 8, rect.top(), width + SIDE, rect.height())

    # -- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row, with its tick where there are any, or where one looks."""
        row: Row = index.data(ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if isinstance(row, GroupRow):
            self._paint_group(painter, rect, row, state)
        elif isinstance(row, LineRow):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter, rect, state)
            self._paint_line(painter, rect, row)
            painter.restore()
        else:
            super().paint(painter, option, index)
        looked_at = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected
        if isinstance(row, HitRow | GroupRow) and (self._ticking() or state & looked_at):
            self._paint_tick(painter, rect, row)

    def _paint_tick(self, painter: QPainter, rect: QRect, row: Row) -> None:
        on = self._ticked(row)
        area = self.tick_of(rect, row)
        middle = area.center().y() + (4 if isinstance(row, Heading) else 0)
        if isinstance(row, HitRow):
            first = self._line if isinstance(row, LineRow) and self._is_wide() else self._place
            above = _AIR if isinstance(row, LineRow) else 7
            middle = rect.top() + above + first // 2
        side = by_letters(self._view, SIZE)
        box = QRectF(8, middle - side / 2, side, side)
        paint_tick(painter, box, self._view.palette(), on=bool(on), partly=on is None)

    def _paint_group(
        self, painter: QPainter, rect: QRect, row: GroupRow, state: QStyle.StateFlag
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver):
            self._paint_ground(painter, rect, state)
        muted = self._view.palette().color(QPalette.ColorRole.PlaceholderText)
        middle, one = QPointF(self._left + 4, rect.center().y() + 4.5), by_letters(self._view, 10)
        painter.setPen(QPen(muted, 1.4 * one / 10))
        ends = ((-2, -3.5), (2, 0), (-2, 3.5)) if row.folded else ((-3.5, -2), (0, 2), (3.5, -2))
        painter.drawPolyline([middle + QPointF(x, y) * one / 10 for x, y in ends])
        words = self._left + by_letters(self._view, _ARROW) - SIDE
        self._paint_heading(painter, rect.adjusted(words, 0, 0, 0), row)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRect, row: LineRow) -> None:
        inner = rect.adjusted(self._left, _AIR, -SIDE, -_AIR)
        line = QRect(inner.left(), inner.bottom() + 1 - self._line, inner.width(), self._line)
        if self._is_wide():
            place = min(inner.width() // 5, 22 * self._metrics.averageCharWidth())
            self._paint_where(painter, line, place, row)
            chips = min(inner.width() // 5, 24 * self._metrics.averageCharWidth())
            right = line.right() - 2
            painter.setFont(small(self._view.font()))
            self._paint_chips(
                painter,
                QRect(right - chips, line.top() + 1, 0, line.height() - 2),
                right,
                row.chips,
            )
            line.adjust(place + 12, 0, -chips - 12, 0)
        else:
            above = QRect(inner.left(), inner.top(), inner.width(), self._place - 2)
            self._paint_place(painter, above, row)
        self._paint_context(painter, line, row)

    def _paint_where(self, painter: QPainter, line: QRect, width: int, row: LineRow) -> None:
        font = small(self._view.font())
        painter.setFont(font)
        painter.setPen(self._view.palette().color(QPalette.ColorRole.PlaceholderText))
        shown = QFontMetrics(font).elidedText(row.place, Qt.TextElideMode.ElideMiddle, width)
        place = QRect(line.left(), line.top(), width, line.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_context(self, painter: QPainter, line: QRect, row: LineRow) -> None:
        """Paint left, key word and right, each from where it must stand, in pixels."""
        palette = self._view.palette()
        chosen = colors(is_dark(palette))
        plain, strong = QFont(self._view.font()), QFont(self._view.font())
        strong.setWeight(_STRONG)
        bold = QFontMetrics(strong)
        base = line.top() + self._metrics.ascent() + (line.height() - self._metrics.height()) // 2
        at = key_column(line) if row.word else line.left()
        word = bold.elidedText(row.word, Qt.TextElideMode.ElideMiddle, line.width() // 2)
        end = at + bold.horizontalAdvance(word)
        painter.setFont(plain)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        left = self._metrics.elidedText(row.left, Qt.TextElideMode.ElideLeft, at - line.left())
        painter.drawText(at - self._metrics.horizontalAdvance(left), base, left)
        room = line.right() - end
        right = self._metrics.elidedText(row.right, Qt.TextElideMode.ElideRight, room)
        painter.drawText(end, base, right)
        if word:
            box = QRect(at, line.top(), end - at, line.height())
            painter.fillRect(box, QColor(chosen.hit))
            painter.fillRect(QRect(at, line.bottom(), end - at, 1), QColor(chosen.hit_edge))
            painter.setFont(strong)
            painter.drawText(at, base, word)


def key_column(line: QRect) -> int:
    """Return where in a line the key word begins, whatever stands before it."""
    return line.left() + round(line.width() * _KEY)
