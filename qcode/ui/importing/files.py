"""The table of files in an import."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTreeView,
    QWidget,
)

from qcode.services.language import tr
from qcode.ui.dressed import dress, dress_scroll_bar
from qcode.ui.sized import by_letters
from qcode.ui.theme import table_style

from .delegate import INDENT, FileDelegate
from .entries import Column, EntriesModel

_NAME = 190  # pixels that a name has before other columns have what they would like
_LEAST = 60  # pixels of a column
# Which columns are shortened first where names have too little room.
_GIVING = (Column.ENCODING, Column.TURNS, Column.LANGUAGE, Column.KIND)
_EDIT = QAbstractItemView.EditTrigger


class FilesView(QTreeView):
    """Rows with ticks; several can be chosen to be described at once."""

    chosen = Signal()

    def __init__(self, entries: EntriesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = entries
        self._wanted: dict[Column, int] = {}  # how wide columns would like to be
        self.setModel(entries)
        self.setItemDelegate(FileDelegate(self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_EDIT.EditKeyPressed | _EDIT.DoubleClicked)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Files"))
        dress(self, lambda dark: table_style(dark, indent=by_letters(self, INDENT)))
        dress_scroll_bar(self)
        header = self.header()
        # With the view's own it looks at each cell of each row whenever it is painted: whether all
        # of a column is chosen, which is not shown.
        header.setSelectionModel(QItemSelectionModel(entries, header))
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(by_letters(self, _LEAST))
        header.setResizeContentsPrecision(50)  # rows that are measured

    def fit(self) -> Iterator[None]:
        """Fit the columns to what they hold, and let problems take the whole row; in steps."""
        self.setColumnHidden(Column.ENCODING, not self._entries.some_encoding())
        for row in range(self._entries.rowCount()):
            if self._entries.entry(row).candidate is None:
                self.setFirstColumnSpanned(row, QModelIndex(), True)
        for column in (Column.KIND, Column.LANGUAGE, Column.TURNS, Column.ENCODING):
            yield
            self.resizeColumnToContents(column)
            self._wanted[column] = self.columnWidth(column)
        self._give_room_to_names()

    def _give_room_to_names(self) -> None:
        """Shorten other columns, the least telling ones first, where names would be cut."""
        shown = [column for column in self._wanted if not self.isColumnHidden(column)]
        left = self.viewport().width() - sum(self._wanted[column] for column in shown)
        missing, least = by_letters(self, _NAME) - left, by_letters(self, _LEAST)
        for column in (column for column in _GIVING if column in shown):
            given = max(0, min(missing, self._wanted[column] - least))
            self.setColumnWidth(column, self._wanted[column] - given)
            missing -= given

    def rows(self) -> list[int]:
        """Return the chosen rows in order, the current one first."""
        current = self.currentIndex().row()
        chosen = self.selectionModel().selection()  # not a thousand indexes where all are chosen
        ranges = [chosen.at(number) for number in range(chosen.count())]
        rows = {row for each in ranges for row in range(each.top(), each.bottom() + 1)}
        return sorted(rows, key=lambda row: (row != current, row))

    # -- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the new width among the columns."""
        super().resizeEvent(event)
        self._give_room_to_names()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that other rows are chosen."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks all chosen rows like the current one; Enter is left to the main button."""
        if event.key() == Qt.Key.Key_Space:
            self._tick()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Of a name that is being written it has ended the editing.
            event.setAccepted(self.state() == QAbstractItemView.State.EditingState)
        else:
            super().keyPressEvent(event)

    def _tick(self) -> None:
        current = self._entries.index(self.currentIndex().row(), Column.NAME)
        on = current.data(Qt.ItemDataRole.CheckStateRole) != Qt.CheckState.Checked
        self._entries.tick(self.rows(), on=on)
