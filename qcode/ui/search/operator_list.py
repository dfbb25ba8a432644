"""The operators of a query as a list of cards: a picture, one sentence, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPalette,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qcode.services.language import mark, tr
from qcode.services.operators import Group, Operator, operators
from qcode.ui.dressed import dress_scroll_bars
from qcode.ui.found.delegate import SIDE, small
from qcode.ui.theme import colors, is_dark

from .pictures import HEIGHT, WIDTH, paint_picture

_OPERATOR = Qt.ItemDataRole.UserRole
_GAP, _ABOVE, _UNDER = 14, 8, 2  # pixels beside, above and under the words of a card
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_GROUPS: Mapping[Group, str] = {
    Group.WORDS: mark("Words"),
    Group.JOINING: mark("Joining"),
    Group.FIELDS: mark("Where, who and what"),
    Group.RELATIONS: mark("Passages and what is near them"),
}

_Index = QModelIndex | QPersistentModelIndex


class OperatorList(QListView):
    """`chosen` tells the key of the operator one has come to."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("What to search for"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(HEIGHT + 2 * _ABOVE)  # one card
        dress_scroll_bars(self)
        self._rows = QStandardItemModel(self)
        group: Group | None = None
        for operator in operators():
            if operator.group is not group:
                group = operator.group
                heading = QStandardItem(tr(_GROUPS[group]))  # marked in _GROUPS
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                self._rows.appendRow(heading)
            card = QStandardItem(operator.sentence)
            card.setData(operator, _OPERATOR)
            card.setEditable(False)
            card.setToolTip(operator.example)
            self._rows.appendRow(card)
        self.setModel(self._rows)
        self.setItemDelegate(_Cards(self))
        self.selectionModel().currentChanged.connect(self._tell)

    def key(self) -> str:
        """Return the operator one is at."""
        operator = self.currentIndex().data(_OPERATOR)
        return operator.key if isinstance(operator, Operator) else ""

    def choose(self, key: str) -> None:
        """Go to an operator."""
        for row in range(self._rows.rowCount()):
            operator = self._rows.index(row, 0).data(_OPERATOR)
            if isinstance(operator, Operator) and operator.key == key:
                self.setCurrentIndex(self._rows.index(row, 0))

    def _tell(self, _now: _Index, _before: _Index) -> None:
        if key := self.key():
            self.chosen.emit(key)

    def doItemsLayout(self) -> None:
        """Keep the card one is at in sight."""
        super().doItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Cards(QStyledItemDelegate):
    """Paints headings and cards."""

    def __init__(self, view: OperatorList) -> None:
        super().__init__(view)
        self._view = view

    def _words(self, rect: QRect) -> QRect:
        return rect.adjusted(SIDE + WIDTH + _GAP, _ABOVE, -SIDE, -_ABOVE)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room for the sentence in the width there is."""
        width = self._view.viewport().width()
        metrics = QFontMetrics(self._view.font())
        if index.data(_OPERATOR) is None:
            return QSize(width, metrics.height() + 2 * _ABOVE)
        room = self._words(QRect(0, 0, width, 9999))
        high = metrics.boundingRect(room, _WRAPPED, index.data()).height()
        high += QFontMetrics(small(self._view.font())).height() + _UNDER
        return QSize(width, max(high, HEIGHT) + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        dark = is_dark(option.palette)
        chosen, rect, font = colors(dark), option.rect, self._view.font()
        operator = index.data(_OPERATOR)
        painter.save()
        if not isinstance(operator, Operator):
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(chosen.muted))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect.adjusted(SIDE, 0, -SIDE, 0), middle, index.data())
            painter.restore()
            return
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        if marked:
            painter.fillRect(rect, option.palette.color(QPalette.ColorRole.Highlight))
        picture = QRectF(rect.left() + SIDE, rect.top(), WIDTH, rect.height())
        paint_picture(painter, picture, operator.key, dark=dark, marked=marked)
        words = self._words(rect)
        painter.setFont(font)
        painter.setPen(QColor(chosen.text))
        high = painter.fontMetrics().boundingRect(words, _WRAPPED, operator.sentence).height()
        sign = QFontMetrics(small(font)).height() + _UNDER
        words.translate(0, max(0, (words.height() - high - sign) // 2))
        painter.drawText(words, _WRAPPED, operator.sentence)
        painter.setFont(small(font))
        painter.setPen(QColor(chosen.text if marked else chosen.muted))
        painter.drawText(words.adjusted(0, high + _UNDER, 0, 0), _WRAPPED, operator.sign)
        painter.restore()
