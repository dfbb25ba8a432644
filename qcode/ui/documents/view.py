"""The list of documents: what keys and the mouse mean there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from PySide6.QtCore import QEvent, QItemSelection, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from qcode.model.document import DocumentId
from qcode.services.documents import DocumentRow
from qcode.services.language import tr
from qcode.ui.paced import ListApart
from qcode.ui.theme import is_dark, scroll_bar_style

from .delegate import DocumentDelegate, tick_rect
from .groups import Group
from .model import OPEN, DocumentsModel, Index

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DocumentsView(QListView):
    """Documents, of which several can be chosen. Signals ask for what keys and mouse mean."""

    opened = Signal(object)  # DocumentId
    deletion_wanted = Signal()
    ticked = Signal(object)  # list[DocumentId]: the first says what all of them become
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
        self.doubleClicked.connect(self._open)
        ListApart(self)
        self._dress()

    def _open(self, index: Index) -> None:
        row = self.documents.row(index)
        if row is not None:
            self.opened.emit(row.document.id)

    def current_group(self) -> Group | None:
        """Return the group whose heading has the cursor."""
        index = self.currentIndex()
        on_heading = index.isValid() and self.documents.row(index) is None
        return self.documents.group(index) if on_heading else None

    def current(self) -> DocumentId | None:
        """Return the document with the cursor."""
        index = self.currentIndex()
        row = self.documents.row(index) if index.isValid() else None
        return None if row is None else row.document.id

    def rows(self) -> list[DocumentRow]:
        """Return the chosen documents in the order shown, each once."""
        chosen = self.selectionModel().selection()  # not an index for each of a thousand
        ranges = sorted(
            (each.top(), each.bottom()) for each in map(chosen.at, range(chosen.count()))
        )
        found = (row for first, last in ranges for row in self.documents.rows(first, last))
        return list({row.document.id: row for row in found if row is not None}.values())

    def chosen(self) -> list[DocumentId]:
        """Return the chosen documents in the order shown, each once."""
        return [row.document.id for row in self.rows()]

    def groups(self) -> set[str]:
        """Return the keys of the groups that the chosen documents stand in."""
        return {self.documents.group(index).key for index in self.selectedIndexes()}

    def choose(self, documents: list[DocumentId], current: DocumentId | None = None) -> None:
        """Choose documents, those of them that are shown, without scrolling."""
        model, selection = self.selectionModel(), QItemSelection()
        for first, last in _runs(sorted(self.documents.places_of(documents))):
            selection.select(self.documents.index(first), self.documents.index(last))
        model.select(selection, model.SelectionFlag.ClearAndSelect)
        if current is not None:
            index = self.documents.index_of(current)
            model.setCurrentIndex(index, model.SelectionFlag.NoUpdate)

    def rename(self) -> None:
        """Edit the name of the current document in its row."""
        if self.current() is not None:
            self.edit(self.currentIndex())

    def toggle(self, group: Group) -> None:
        """Show or hide the documents of a group; the cursor stays on its heading."""
        chosen = self.chosen()
        self.documents.toggle(group)
        self.choose(chosen)
        index = self.documents.index_like(group, None)
        self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.NoUpdate)

    def tick(self) -> None:
        """Make the chosen documents active, or not."""
        current, chosen = self.current(), self.chosen()
        if current is not None:
            others = [each for each in chosen if each != current]
            self.ticked.emit([current, *others] if current in chosen else [current])

    # -- Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick a box, or open and close a group; everything else chooses."""
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and index.isValid()
        if plain and self.documents.row(index) is None:
            self.toggle(self.documents.group(index))
            event.accept()
        elif plain and self._on_tick(index, event):
            self._tick_at(index)
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a document; on a box or a heading the second click is one more click."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and (self.documents.row(index) is None or self._on_tick(index, event)):
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def _on_tick(self, index: Index, event: QMouseEvent) -> bool:
        box = tick_rect(self.visualRect(index), self.fontMetrics())
        return box.adjusted(-6, -6, 4, 6).contains(event.position().toPoint())

    def _tick_at(self, index: Index) -> None:
        row = self.documents.row(index)
        if row is not None:
            number, chosen = row.document.id, self.chosen()
            others = [each for each in chosen if each != number] if number in chosen else []
            self.ticked.emit([number, *others])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks, F2 renames, Delete deletes, Escape leaves."""
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()
        elif not (self._key_on_heading(event.key()) or self._key(event.key())):
            super().keyPressEvent(event)

    def _key(self, key: int) -> bool:
        current = self.current()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _ENTER and current is not None:
            self.opened.emit(current)
        elif key == Qt.Key.Key_F2:
            self.rename()
        elif key == Qt.Key.Key_Delete:
            self.deletion_wanted.emit()
        elif key == Qt.Key.Key_Space and current is not None:
            self.tick()
        elif key == Qt.Key.Key_Left and current is not None:
            self._to_heading()
        else:
            return False
        return True

    def _key_on_heading(self, key: int) -> bool:
        """Enter, Space and the arrows open and close a group."""
        group = self.current_group()
        if group is None:
            return False
        is_open = bool(self.currentIndex().data(OPEN))
        idle = {Qt.Key.Key_Left: not is_open, Qt.Key.Key_Right: is_open}
        if key not in (*_ENTER, Qt.Key.Key_Space, *idle):
            return False
        if not idle.get(Qt.Key(key), False):
            self.toggle(group)
        return True

    def _to_heading(self) -> None:
        group = self.documents.group(self.currentIndex())
        if group.key:
            self.setCurrentIndex(self.documents.index_like(group, None))

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
