"""The rows of the documents pane for Qt: headings and documents, what is renamed and dragged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
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
from qcode.services.activation import ALL, Activation
from qcode.services.documents import DocumentRow
from qcode.ui.mime import DOCUMENTS, documents_in, set_documents

from .groups import Group
from .listing import moved
from .words import described, heading, spoken

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole  # DocumentRow, None for a heading
OPEN = Qt.ItemDataRole.UserRole + 1  # whether it is being read, or a heading's documents are shown
GROUP = Qt.ItemDataRole.UserRole + 2
ACTIVE = Qt.ItemDataRole.UserRole + 3  # True, False, or None where all documents are
_ROOT = QModelIndex()
_FEW = 8  # rows that are told of one by one


@dataclass(frozen=True, slots=True)
class _Entry:
    group: Group
    row: DocumentRow | None  # None: the heading of the group

    @property
    def key(self) -> tuple[str, int]:
        return self.group.key, 0 if self.row is None else self.row.document.id

    def looks_other_than(self, before: _Entry) -> bool:
        """Whether something else is seen in the row, of the same key, than before."""
        if self.row is not None:
            return self.row != before.row
        ours, theirs = self.group, before.group
        return (ours.title, len(ours.rows)) != (theirs.title, len(theirs.rows))


class DocumentsModel(QAbstractListModel):
    """Headings and documents in the order shown. Signals are requests.

    A document in several sets has several rows; `index_of` gives the first.
    """

    renamed = Signal(object, str)  # DocumentId, name
    reordered = Signal(object)  # list[DocumentId], all of them
    regrouped = Signal(object, object, object)  # documents, the group they come from, the new one

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[Group, ...] = ()
        self._entries: list[_Entry] = []
        self._places: dict[DocumentId, int] = {}
        self._collapsed: set[str] = set()
        self._reading: DocumentId | None = None
        self._activation = ALL
        self._movable = False
        self._writable = True
        self._unfolded = False
        self._from: Group | None = None  # where what is dragged comes from

    def show(
        self, groups: Sequence[Group], *, movable: bool, writable: bool, unfolded: bool = False
    ) -> None:
        """Show groups; where the same documents stand in the same places, nothing is reset.

        With `unfolded`, as while one filters, closed groups show their documents too.
        """
        self._movable, self._writable = movable and writable, writable
        self._unfolded = unfolded
        self._groups = tuple(groups)
        self._fill()

    def _fill(self) -> None:
        entries = list(self._list())
        if [each.key for each in entries] == [each.key for each in self._entries]:
            before, self._entries = self._entries, entries
            self._tell(at for at, each in enumerate(entries) if each.looks_other_than(before[at]))
            return
        self.beginResetModel()
        self._entries = entries
        self._places = {}
        for place, entry in enumerate(entries):
            if entry.row is not None:
                self._places.setdefault(entry.row.document.id, place)
        self.endResetModel()

    def _list(self) -> Iterable[_Entry]:
        for group in self._groups:
            if group.key:
                yield _Entry(group, None)
            if self.is_open(group):
                for row in group.rows:
                    yield _Entry(group, row)

    def _refresh(self) -> None:
        self._tell(range(len(self._entries)))

    def _tell(self, places: Iterable[int]) -> None:
        """Have these rows painted again, and where there are many, what lies between them too."""
        rows = [self.index(place) for place in places]
        if len(rows) > _FEW:
            self.dataChanged.emit(rows[0], rows[-1])
        else:
            for row in rows:
                self.dataChanged.emit(row, row)

    def mark_open(self, document: DocumentId | None) -> None:
        """Mark the document that is open in the reading pane."""
        if document != self._reading:
            other = (document, self._reading)
            self._reading = document
            rows = ((at, each.row) for at, each in enumerate(self._entries))
            self._tell(at for at, row in rows if row is not None and row.document.id in other)

    def mark_active(self, activation: Activation) -> None:
        """Show which documents are chosen for analysis."""
        if activation != self._activation:
            self._activation = activation
            self._refresh()

    # -- groups

    @property
    def collapsed(self) -> frozenset[str]:
        """The keys of the groups whose documents are not shown."""
        return frozenset(self._collapsed)

    def is_open(self, group: Group) -> bool:
        """Whether the documents of a group are shown."""
        return self._unfolded or group.key not in self._collapsed

    def collapse(self, keys: Collection[str]) -> None:
        """Hide the documents of exactly these groups."""
        if self._collapsed != set(keys):
            self._collapsed = set(keys)
            self._fill()

    def toggle(self, group: Group) -> None:
        """Show the documents of a group, or hide them."""
        self.collapse(self._collapsed ^ {group.key})

    def keys(self) -> list[str]:
        """Return the keys of all groups."""
        return [group.key for group in self._groups]

    # -- rows

    def first(self) -> QModelIndex:
        """Return where the first document is shown; the first heading where all are closed."""
        places = (at for at, entry in enumerate(self._entries) if entry.row is not None)
        return self.index(next(places, 0))

    def row(self, index: Index) -> DocumentRow | None:
        """Return the document at an index that is valid, None for a heading."""
        return self._entries[index.row()].row

    def rows(self, first: int, last: int) -> list[DocumentRow | None]:
        """Return the documents in some places, None for a heading."""
        return [entry.row for entry in self._entries[first : last + 1]]

    def places_of(self, documents: Iterable[DocumentId]) -> list[int]:
        """Return where documents are shown first, of those that are."""
        return [self._places[each] for each in documents if each in self._places]

    def group(self, index: Index) -> Group:
        """Return the group that a heading or a document stands in."""
        return self._entries[index.row()].group

    def index_of(self, document: DocumentId) -> QModelIndex:
        """Return where a document is shown first; invalid when it is not."""
        return self.index(self._places[document]) if document in self._places else QModelIndex()

    def index_like(self, group: Group, document: DocumentId | None) -> QModelIndex:
        """Return where a heading, or a document of a group, is shown now."""
        key = group.key, document or 0
        for place, entry in enumerate(self._entries):
            if entry.key == key:
                return self.index(place)
        return QModelIndex() if document is None else self.index_of(document)

    def shown(self) -> list[DocumentId]:
        """Return the documents that are listed, each once; those of closed groups too."""
        return list(dict.fromkeys(number for group in self._groups for number in group.documents))

    # -- Qt

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many headings and documents are shown."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let documents be renamed and dragged: in the user's own order, or to another group."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self._movable else Qt.ItemFlag.NoItemFlags
        entry = self._entries[index.row()]
        flags = Qt.ItemFlag.ItemIsEnabled
        if entry.row is not None:
            flags |= Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            if self._writable:
                flags |= Qt.ItemFlag.ItemIsEditable
        if entry.group.key and self._writable:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is known of a heading or a document in a role."""
        entry = self._entries[index.row()]
        if role == GROUP:
            return entry.group
        if entry.row is None:
            return self._heading(entry.group, role)
        return self._document(entry.row, role)

    def _heading(self, group: Group, role: int) -> Any:
        is_open = self.is_open(group)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return group.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return heading(group, is_open=is_open)
            case _ if role == OPEN:
                return is_open
        return None

    def _document(self, row: DocumentRow, role: int) -> Any:
        document = row.document
        is_open = document.id == self._reading
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return document.name
            case Qt.ItemDataRole.ToolTipRole:
                return described(row, active=self._activation.has_document(document.id))
            case Qt.ItemDataRole.AccessibleTextRole:
                active = self._activation.has_document(document.id)
                return spoken(row, is_open=is_open, active=active)
            case _ if role == ROW:
                return row
            case _ if role == OPEN:
                return is_open
            case _ if role == ACTIVE:
                known = self._activation.documents
                return None if known is None else document.id in known
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name; it shows when it is the document's."""
        row = self._entries[index.row()].row
        name = " ".join(str(value).split())
        if row is None or role != Qt.ItemDataRole.EditRole or name in ("", row.document.name):
            return False
        self.renamed.emit(row.document.id, name)
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
        chosen = sorted(index for index in indexes if self.row(index) is not None)
        groups = {self.group(index).key for index in chosen}
        self._from = self.group(chosen[0]) if len(groups) == 1 else None
        rows = [row for row in map(self.row, chosen) if row is not None]
        mime = QMimeData()
        set_documents(mime, dict.fromkeys(row.document.id for row in rows))
        return mime

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the order that a drop means, or for another group."""
        dragged = documents_in(data)
        if not dragged or action == Qt.DropAction.IgnoreAction:
            return False
        if parent.isValid() and self.group(parent).key and self._writable:
            self._drop_on(dragged, self.group(parent))
            return True
        if not self._movable:
            return False
        if row < 0:
            row = parent.row() if parent.isValid() else len(self._entries)
        order = list(self._places)
        wanted = moved(order, dragged, row)
        if wanted != order:
            self.reordered.emit(wanted)
        return True

    def _drop_on(self, dragged: Sequence[DocumentId], group: Group) -> None:
        there = frozenset(group.documents)
        new = [each for each in dragged if each not in there]
        if new:
            self.regrouped.emit(new, self._from, group)
