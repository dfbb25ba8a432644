"""The rows of the documents pane for Qt: what is shown, renamed and dragged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from qcode.model.document import DocumentId
from qcode.services.documents import DocumentRow
from qcode.services.language import catalogue, current_language, tr, trn
from qcode.services.words import kind_name, language_name
from qcode.ui.mime import DOCUMENTS, documents_in, set_documents

from .listing import moved

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
OPEN = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


class DocumentsModel(QAbstractListModel):
    """Documents in the order they are shown. `renamed` and `reordered` are requests."""

    renamed = Signal(object, str)  # DocumentId, name
    reordered = Signal(object)  # list[DocumentId], all of them

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[DocumentRow] = []
        self._places: dict[DocumentId, int] = {}
        self._open: DocumentId | None = None
        self._movable = False
        self._writable = True

    def show(self, rows: Sequence[DocumentRow], *, movable: bool, writable: bool) -> None:
        """Show rows; where the same documents stand in the same places, nothing is reset."""
        self._movable, self._writable = movable and writable, writable
        places = {row.document.id: number for number, row in enumerate(rows)}
        if list(places) == list(self._places):
            self._rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows, self._places = list(rows), places
        self.endResetModel()

    def mark_open(self, document: DocumentId | None) -> None:
        """Mark the document that is open in the reading pane."""
        before, self._open = self._open, document
        for each in (before, document):
            if each in self._places:
                index = self.index(self._places[each])
                self.dataChanged.emit(index, index)

    def row(self, index: Index) -> DocumentRow:
        """Return the row at an index that is valid."""
        return self._rows[index.row()]

    def index_of(self, document: DocumentId) -> QModelIndex:
        """Return where a document is shown; invalid when it is not."""
        return self.index(self._places[document]) if document in self._places else QModelIndex()

    # -- Qt

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many documents are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let documents be renamed, and dragged while they are in the user's own order."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self._movable else Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self._writable:
            flags |= Qt.ItemFlag.ItemIsEditable
        if self._movable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is known of a document in a role."""
        row = self._rows[index.row()]
        is_open = row.document.id == self._open
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.document.name
            case Qt.ItemDataRole.ToolTipRole:
                return described(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row, is_open=is_open)
            case _ if role == ROW:
                return row
            case _ if role == OPEN:
                return is_open
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name; it shows when it is the document's."""
        document = self._rows[index.row()].document
        name = " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or not name or name == document.name:
            return False
        self.renamed.emit(document.id, name)
        return True

    # -- dragging

    def supportedDropActions(self) -> Qt.DropAction:
        """Documents are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only documents are dropped between documents; files go to the pane."""
        return [DOCUMENTS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the documents that are dragged."""
        mime = QMimeData()
        set_documents(mime, (self.row(index).document.id for index in sorted(indexes)))
        return mime

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the order that a drop means."""
        dragged = documents_in(data)
        if not dragged or not self._movable or action == Qt.DropAction.IgnoreAction:
            return False
        if row < 0:
            row = parent.row() if parent.isValid() else len(self._rows)
        order = list(self._places)
        wanted = moved(order, dragged, row)
        if wanted != order:
            self.reordered.emit(wanted)
        return True


def spoken(row: DocumentRow, *, is_open: bool) -> str:
    """Return what a screen reader says of a document."""
    words = catalogue(current_language())
    parts = [row.document.name, kind_name(row.document.kind, words), coded(row)]
    if is_open:
        parts.append(tr("open"))
    return ", ".join(parts)


def coded(row: DocumentRow) -> str:
    """Return how many segments a document has, in words."""
    return trn("{n} segment", "{n} segments", row.counts.segments)


def described(row: DocumentRow) -> str:
    """Return what the tooltip says of a document: what it is, who speaks, what was done."""
    words = catalogue(current_language())
    document = row.document
    lines = [document.name]
    kind, language = kind_name(document.kind, words), language_name(document.language, words)
    lines.append(f"{kind} · {language}" if document.language else kind)
    if document.speakers:
        lines.append(tr("Speakers: {names}", names=", ".join(document.speakers)))
    memos = trn("{n} memo", "{n} memos", row.counts.memos)
    lines.append(f"{coded(row)} · {memos}" if row.counts.memos else coded(row))
    return "\n".join(lines)
