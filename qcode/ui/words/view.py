"""The table of words on the screen: quiet cells, bars under some numbers, headings that sort."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qcode.services.language import tr
from qcode.services.pasting import write_block
from qcode.ui.documents.table.heads import Heads
from qcode.ui.resting import chosen_ground, rest_without_keyboard
from qcode.ui.theme import colors, is_dark, sheet_style

from .table import PART, Index, Row, WordModel

_SIDE = 10  # pixels beside the words, as in the headings
_BAR = 2  # pixels
_MEASURED = 60  # rows by which columns are made wide enough
_WORD, _LEAST = 12, 7  # letters of a word: before headings are cut, and where nothing else helps
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Cells(QStyledItemDelegate):
    """Paints cells here and not by the style, which asks the model a dozen things of each."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, with a bar below its number if it has one."""
        rect, chosen = option.rect, colors(is_dark(option.palette))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, chosen_ground(option, chosen))
        inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        part = index.data(PART)
        if part is not None:
            top = inner.bottom() - _BAR
            length = round(inner.width() * part)
            painter.fillRect(inner.left(), top, inner.width(), _BAR, QColor(chosen.rule))
            painter.fillRect(inner.left(), top, length, _BAR, QColor(chosen.accent))
        text = option.fontMetrics.elidedText(
            index.data(), Qt.TextElideMode.ElideRight, inner.width()
        )
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) or left
        painter.setPen(QColor(chosen.text if index.column() < 2 else chosen.muted))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QColor(chosen.text))
        painter.drawText(inner, side, text)


class WordTable(QTableView):
    """Shows a `WordModel`. `chosen` brings the row that was opened, `sort_wanted` a column."""

    chosen = Signal(object)  # Row
    sort_wanted = Signal(int)
    topped = Signal()  # up from the first row
    left = Signal()  # Escape

    def __init__(self, model: WordModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = model
        rest_without_keyboard(self)
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(tr("Words"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        heads = Heads(Qt.Orientation.Horizontal)
        heads.sectionClicked.connect(self.sort_wanted)
        self.setHorizontalHeader(heads)
        heads.setSectionResizeMode(Heads.ResizeMode.Fixed)
        self.doubleClicked.connect(lambda _index: self._open())
        model.modelReset.connect(self.measure)
        self._dress()

    def current_row(self) -> Row | None:
        """Return the row with the cursor."""
        index = self.currentIndex()
        return self.words.sheet.rows[index.row()] if index.isValid() else None

    def measure(self) -> None:
        """Make the columns of numbers as wide as they ask for; the words take what is left.

        Where that is too little for words, headings of columns that are not sorted by are cut.
        """
        if not (count := self.words.columnCount()):
            return
        letter = self.fontMetrics().averageCharWidth()
        wanted = {column: self._width(column, head=True) for column in range(1, count)}
        spare = {column: wanted[column] - self._width(column) for column in wanted}
        spare[self.words.sheet.sorted_by] = 0
        room = self.viewport().width() - sum(wanted.values())
        missing, all_spare = letter * _WORD - room, sum(spare.values())
        share = min(1.0, max(0.0, missing / all_spare)) if all_spare else 0.0
        for column, width in wanted.items():
            given = math.ceil(spare[column] * share)
            self.setColumnWidth(column, width - given)
            room += given
        self.setColumnWidth(0, max(room, letter * _LEAST))

    def _width(self, column: int, *, head: bool = False) -> int:
        """Return how wide the numbers of a column are, or its heading if that is wider."""
        said = str(self.words.headerData(column, Qt.Orientation.Horizontal))
        arrow = "" if column == self.words.sheet.sorted_by else " ▾"  # when it is
        rows = range(min(self.words.rowCount(), _MEASURED))
        texts = [said + arrow] * head
        texts += [self.words.text(row, column) for row in rows]
        return max(map(self.fontMetrics().horizontalAdvance, texts), default=0) + 2 * _SIDE

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, with the headings, as a spreadsheet takes them."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if rows:
            columns = range(self.words.columnCount())
            sheet = self.words.sheet
            heads = [tr(column.title) for column in sheet.columns]  # marked in qcode.ui.words.table
            lines = [[self.words.copied(row, column) for column in columns] for row in rows]
            QGuiApplication.clipboard().setText(write_block([heads, *lines]))

    def _open(self) -> None:
        row = self.current_row()
        if row is not None:
            self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Escape leaves, up from the first row goes to the line above, copy copies."""
        first = self.currentIndex().row() <= 0
        if event.key() in _ENTER:
            self._open()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Up and first and not event.modifiers():
            self.topped.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Give the words what room there is."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.measure()

    def changeEvent(self, event: QEvent) -> None:
        """Dress the table when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        style = sheet_style(is_dark(self.palette()))
        if style != self.styleSheet():
            self.setStyleSheet(style)
