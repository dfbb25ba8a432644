"""The list of documents: painted rows, and the keys that work on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QItemSelection, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qcode.model.document import DocumentId
from qcode.services.documents import DocumentRow
from qcode.services.language import tr
from qcode.ui.found.delegate import small
from qcode.ui.theme import colors, is_dark, scroll_bar_style

from .marks import SIZE, paint_mark
from .model import OPEN, ROW, DocumentsModel, Index

_SIDE = 12
_GAP = 8
_ABOVE = 6


class DocumentDelegate(QStyledItemDelegate):
    """Paints a document: the mark of its kind, its name, and how many segments it has."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of every row."""
        return QSize(120, max(QFontMetrics(option.font).height(), SIZE) + 2 * _ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: DocumentRow = index.data(ROW)
        is_open = bool(index.data(OPEN))
        chosen = colors(is_dark(option.palette))
        text = QColor(chosen.accent if is_open else chosen.text)
        muted = QColor(chosen.muted)
        painter.save()
        self._paint_ground(painter, option)
        inner = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        mark = QRectF(inner.left(), inner.center().y() - SIZE / 2 + 0.5, SIZE, SIZE)
        paint_mark(painter, mark, row.document.kind, text if is_open else muted)
        count = str(row.counts.segments or "")
        painter.setFont(small(option.font))
        painter.setPen(muted)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        right = painter.fontMetrics().horizontalAdvance(count) + (_GAP if count else 0)
        name = inner.adjusted(SIZE + _GAP, 0, -right, 0)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if is_open else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(text)
        elide = Qt.TextElideMode.ElideMiddle
        shown = painter.fontMetrics().elidedText(row.document.name, elide, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen, rect = colors(is_dark(option.palette)), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(chosen.raised))
            edge = chosen.accent if option.state & QStyle.StateFlag.State_HasFocus else chosen.muted
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(edge))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(chosen.raised))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Lay the editor over the name."""
        editor.setGeometry(option.rect.adjusted(_SIDE + SIZE + 2, 1, -4, -1))


class DocumentsView(QListView):
    """Documents, of which several can be chosen. Signals ask for what keys and mouse mean."""

    opened = Signal(object)  # DocumentId
    deletion_wanted = Signal()
    left = Signal()

    def __init__(self, documents: DocumentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.documents = documents
        self.setModel(documents)
        self.setItemDelegate(DocumentDelegate(self))
        self.setAccessibleName(tr("Documents"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(self._click)
        self._dress()

    def _click(self, index: Index) -> None:
        """Open what is clicked, unless it is being added to what is chosen."""
        if QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.opened.emit(self._document(index))

    def _document(self, index: Index) -> DocumentId:
        return self.documents.row(index).document.id

    def current(self) -> DocumentId | None:
        """Return the document with the cursor."""
        index = self.currentIndex()
        return self._document(index) if index.isValid() else None

    def chosen(self) -> list[DocumentId]:
        """Return the chosen documents in the order shown."""
        return [self._document(index) for index in sorted(self.selectedIndexes())]

    def choose(self, documents: list[DocumentId], current: DocumentId | None = None) -> None:
        """Choose documents, those of them that are shown, without scrolling."""
        model, selection = self.selectionModel(), QItemSelection()
        rows = sorted(self.documents.index_of(each).row() for each in documents)
        for first, last in _runs([row for row in rows if row >= 0]):
            selection.select(self.documents.index(first), self.documents.index(last))
        model.select(selection, model.SelectionFlag.ClearAndSelect)
        if current is not None:
            index = self.documents.index_of(current)
            model.setCurrentIndex(index, model.SelectionFlag.NoUpdate)

    def rename(self) -> None:
        """Edit the name of the current document in its row."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 renames, Delete deletes, Escape leaves."""
        current, key = self.current(), event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
        elif key == Qt.Key.Key_F2:
            self.rename()
        elif key == Qt.Key.Key_Delete:
            self.deletion_wanted.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Dress the scroll bar when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        self.verticalScrollBar().setStyleSheet(scroll_bar_style(is_dark(self.palette())))


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of numbers that follow one another."""
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        members = [row for _, row in group]
        yield members[0], members[-1]
