"""The documents that a report can take, each with a tick."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qcode.model.document import Document, DocumentId

_NOWHERE = QModelIndex()
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_TICK = Qt.ItemDataRole.CheckStateRole


class DocumentNames(QAbstractListModel):
    """Names to tick, however many. `dataChanged` when the user ticks one, or takes its tick."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[Document] = ()
        self._on: set[DocumentId] = set()

    def show(self, rows: Sequence[Document], chosen: Collection[DocumentId] | None) -> None:
        """List documents; those that are `chosen` are ticked, or all of them with None."""
        self.beginResetModel()
        self._rows = rows
        self._on = {row.id for row in rows if chosen is None or row.id in chosen}
        self.endResetModel()

    def ticked(self) -> frozenset[DocumentId]:
        """Return the documents that are ticked."""
        return frozenset(self._on)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Return how many documents there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Every row has a tick."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the name of a document, or its tick."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == _TICK:
            return _ON if row.id in self._on else _OFF
        return None

    def setData(
        self,
        index: QModelIndex | QPersistentModelIndex,
        value: object,
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Tick a document, or take its tick away."""
        if role != _TICK:
            return False
        number = self._rows[index.row()].id
        if Qt.CheckState(value) == _ON:
            self._on.add(number)
        else:
            self._on.discard(number)
        self.dataChanged.emit(index, index, [role])
        return True
