"""The cells of the table for Qt: which rows are shown in which order, and what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from qcode.model.collation import sort_key
from qcode.model.document import (
    Attribute,
    AttributeId,
    AttributeTarget,
    AttributeType,
    CaseLink,
    DocumentId,
)
from qcode.model.errors import UserError
from qcode.services.attribute_table import AttributeTable, Cells, Owner
from qcode.services.cases import checked_value
from qcode.services.language import tr
from qcode.ui.documents.groups import shown_value, value_key

Index = QModelIndex | QPersistentModelIndex
ATTRIBUTE = Qt.ItemDataRole.UserRole  # the attribute of a cell, None for the links of a case
_ROOT = QModelIndex()
EMPTY = AttributeTable(AttributeTarget.DOCUMENT, (), (), {})


@dataclass(frozen=True, slots=True)
class Sorting:
    """How rows are sorted: by an attribute, by name (None), or as in the list (no sorting)."""

    attribute: AttributeId | None = None
    falling: bool = False


@dataclass(frozen=True, slots=True)
class Only:
    """Rows with one value of an attribute; "" are those without."""

    attribute: AttributeId
    value: str


class TableModel(QAbstractTableModel):
    """A table of which some rows are shown. `edited` asks for cells to be stored.

    What is typed shows at once; rows keep their places until they are sorted or filtered anew.
    """

    edited = Signal(object)  # Cells, checked
    replaced = Signal()  # other rows or columns are there now
    refused = Signal(object)  # UserError: what was typed does not fit

    def __init__(self, parent: QObject | None = None, *, writable: bool = True) -> None:
        super().__init__(parent)
        self.table = EMPTY
        self.documents: Mapping[DocumentId, str] = {}  # their names, for the links of cases
        self._writable = writable
        self._heads: list[Attribute | None] = []
        self._flags: list[Qt.ItemFlag] = []  # of the cells of each column
        self._values: dict[int, Mapping[AttributeId, str]] = {}
        self._words: dict[int, str] = {}  # what the filter looks in, once it was asked for
        self._rows: list[Owner] = []
        self._sorting: Sorting | None = None
        self._only: Only | None = None
        self._text = ""

    # -- content

    def show(self, table: AttributeTable, documents: Mapping[DocumentId, str]) -> None:
        """Show a table; where rows and columns stay, so does every place."""
        same = (self.table.target, self.table.attributes) == (table.target, table.attributes)
        same = same and [o.id for o in self.table.owners] == [o.id for o in table.owners]
        if not same:
            self.beginResetModel()
        self.table, self.documents = table, documents
        self._values, self._words = dict(table.values), {}
        self._heads = [None] if table.target is AttributeTarget.CASE else []
        self._heads += table.attributes
        self._flags = [self._flags_of(head) for head in self._heads]
        if same:
            known = {owner.id: owner for owner in table.owners}
            renamed = any(owner.name != known[owner.id].name for owner in self._rows)
            self._rows = [known[owner.id] for owner in self._rows]
            self._refresh()
            if renamed:
                self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._rows) - 1)
        else:
            self._forget_what_is_gone()
            self._rows = self._arranged()
            self.endResetModel()
            self.replaced.emit()

    def _flags_of(self, head: Attribute | None) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._writable and head is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _forget_what_is_gone(self) -> None:
        known = {each.id for each in self.table.attributes} | {None}
        if self._sorting is not None and self._sorting.attribute not in known:
            self._sorting = None
        if self._only is not None and self._only.attribute not in known:
            self._only = None

    def arrange(self) -> None:
        """Sort and filter anew."""
        self.beginResetModel()
        self._rows = self._arranged()
        self.endResetModel()

    def sort_by(self, sorting: Sorting | None) -> None:
        """Sort the rows; None has them as in the list."""
        self._sorting = sorting
        self.arrange()

    def show_only(self, only: Only | None) -> None:
        """Show the rows with one value; None shows them whatever their values."""
        self._only = only
        self.arrange()

    def filter(self, text: str) -> None:
        """Show the rows that hold every word of a text, in their name or any value."""
        self._text = text
        self.arrange()

    @property
    def now(self) -> AttributeTable:
        """The table with what was typed and may not be stored yet."""
        return replace(self.table, values=dict(self._values))

    @property
    def sorting(self) -> Sorting | None:
        """How the rows are sorted."""
        return self._sorting

    @property
    def only(self) -> Only | None:
        """Which value all rows that are shown have."""
        return self._only

    @property
    def rows(self) -> Sequence[Owner]:
        """The documents or cases that are shown, in order."""
        return self._rows

    def _arranged(self) -> list[Owner]:
        wanted, only = self._text.casefold().split(), self._only
        rows: Iterable[Owner] = self.table.owners
        if only is not None:
            rows = [o for o in rows if self.value(o.id, only.attribute) == only.value]
        if wanted:
            rows = [o for o in rows if all(word in self._said(o) for word in wanted)]
        sorting = self._sorting
        if sorting is None:
            return list(rows)
        if sorting.attribute is None:
            return sorted(rows, key=lambda o: sort_key(o.name), reverse=sorting.falling)
        number = sorting.attribute
        key = value_key(next(a for a in self.table.attributes if a.id == number))
        filled = [o for o in rows if self.value(o.id, number)]
        filled.sort(key=lambda o: key(self.value(o.id, number)), reverse=sorting.falling)
        return [*filled, *(o for o in rows if not self.value(o.id, number))]

    def _said(self, owner: Owner) -> str:
        if owner.id not in self._words:
            parts = [owner.name, *self._values.get(owner.id, {}).values()]
            if owner.case is not None:
                parts.append(self.links_text(owner.case.links))
            self._words[owner.id] = " ".join(parts).casefold()
        return self._words[owner.id]

    def value(self, owner: int, attribute: AttributeId) -> str:
        """Return a value as it is stored."""
        return self._values.get(owner, {}).get(attribute, "")

    def values_of(self, attribute: AttributeId) -> dict[str, int]:
        """Return the values of a column, each with how many have it."""
        found: dict[str, int] = {}
        for owner in self.table.owners:
            value = self.value(owner.id, attribute)
            found[value] = found.get(value, 0) + 1
        return found

    # -- columns

    @property
    def heads(self) -> Sequence[Attribute | None]:
        """The attributes of the columns, None for the links of cases."""
        return self._heads

    def attribute(self, column: int) -> Attribute | None:
        """Return the attribute of a column, None for the links of cases and beyond."""
        return self._heads[column] if 0 <= column < len(self._heads) else None

    def text(self, row: int, column: int) -> str:
        """Return what is shown in a cell."""
        owner, attribute = self._rows[row], self._heads[column]
        if attribute is not None:
            return shown_value(attribute, self.value(owner.id, attribute.id))
        return "" if owner.case is None else self.links_text(owner.case.links)

    def links_text(self, links: Sequence[CaseLink]) -> str:
        """Return where a case speaks, in words."""
        names = self.documents
        return ", ".join(
            f"{link.speaker} ({names.get(link.document, '')})"
            if link.speaker
            else names.get(link.document, "")
            for link in links
        )

    # -- Qt

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let values be edited; Qt asks this of every cell that is chosen."""
        return self._flags[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column, with an arrow where it is sorted by, or of a row."""
        if orientation == Qt.Orientation.Vertical:
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self._rows[section].name if shown else None
        attribute = self.attribute(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side_of(attribute)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if attribute is None:
            return tr("Speaks in")
        sorting = self._sorting
        if sorting is None or sorting.attribute != attribute.id:
            return attribute.name
        return f"{attribute.name} {'↓' if sorting.falling else '↑'}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is known of a cell in a role."""
        owner, attribute = self._rows[index.row()], self.attribute(index.column())
        if role == ATTRIBUTE:
            return attribute
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side_of(attribute)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(index.row(), index.column())
        if attribute is None:
            return None
        value = self.value(owner.id, attribute.id)
        if role == Qt.ItemDataRole.EditRole:
            return value
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = shown_value(attribute, value) or tr("No value")
            return f"{owner.name}, {attribute.name}: {said}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed into a cell, if it fits."""
        attribute = self.attribute(index.column())
        if attribute is None or role != Qt.ItemDataRole.EditRole:
            return False
        return self.put({(self._rows[index.row()].id, attribute.id): str(value)})

    def put(self, cells: Cells) -> bool:
        """Show cells and ask for them to be stored; all of them fit, or none is taken."""
        known = {each.id: each for each in self.table.attributes}
        if not self._writable:
            return False
        try:
            checked = {key: checked_value(known[key[1]], text) for key, text in cells.items()}
        except UserError as error:
            self.refused.emit(error)
            return False
        new = {key: value for key, value in checked.items() if self.value(*key) != value}
        for (owner, number), value in new.items():
            self._values[owner] = {**self._values.get(owner, {}), number: value}
            self._words.pop(owner, None)
        if new:
            self._refresh()
            self.edited.emit(new)
        return True

    def _refresh(self) -> None:
        if self._rows and self.columnCount():
            last = self.index(len(self._rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def side_of(attribute: Attribute | None) -> Qt.AlignmentFlag:
    """Return where the words of a column stand: numbers at the right."""
    number = attribute is not None and attribute.type is AttributeType.NUMBER
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
