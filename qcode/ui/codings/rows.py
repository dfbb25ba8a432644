"""The rows of a table with what was found of each, with boxes to leave some of them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from qcode.analysis.passage_text import difference
from qcode.analysis.quotation_wording import ChangeKind
from qcode.model.codebook import shown_names
from qcode.model.document import DocumentId
from qcode.services.coded_tables import RowChoices
from qcode.services.coded_words import state_words, why_words
from qcode.services.language import grouped, tr
from qcode.services.passage_finding import FoundRow, Place, State
from qcode.ui.checking.rows import change_html
from qcode.ui.found.parts import one_line
from qcode.ui.theme import Colors
from qcode.ui.ticks import TickDelegate

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_LONG = 300  # characters of a passage in the list


class Column(IntEnum):
    """The columns of the list."""

    STATE = 0
    DOCUMENT = 1
    CODES = 2
    WORDS = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows to be shown, the names of documents, and the passages of rows that differ from them."""

    rows: tuple[FoundRow, ...] = ()
    documents: Mapping[DocumentId, str] = field(default_factory=dict)
    passages: Mapping[int, str] = field(default_factory=dict)


class FoundModel(QAbstractTableModel):
    """The rows of one state, or all. What has a place is ticked, until somebody takes it out.

    A row of several places has those that were picked for it.
    """

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listed = Listed()
        self._state: State | None = None
        self._shown: list[FoundRow] = []
        self._left: set[int] = set()
        self._picked: dict[int, frozenset[Place]] = {}

    def show(self, listed: Listed) -> None:
        """Show other rows; what was left out of the same number stays so."""
        self._arrange(listed, self._state)

    def filter(self, state: State | None) -> None:
        """Show the rows of one state only, None for all."""
        self._arrange(self._listed, state)

    def _arrange(self, listed: Listed, state: State | None) -> None:
        self.beginResetModel()
        self._listed, self._state = listed, state
        self._shown = [each for each in listed.rows if state in (None, each.state)]
        self.endResetModel()

    def forget_ticks(self) -> None:
        """Leave no row out any more: the rows are other ones."""
        self._left.clear()
        self._picked.clear()

    @property
    def choices(self) -> RowChoices:
        """Which rows are left out, and which places were picked, by the numbers of rows."""
        return RowChoices(frozenset(self._left), dict(self._picked))

    def picked(self, each: FoundRow) -> frozenset[Place]:
        """Return the places that were picked for a row of several."""
        return self._picked.get(each.row.number, frozenset()).intersection(each.places)

    def pick(self, index: Index, places: frozenset[Place]) -> None:
        """Say where a row of several places is; it is then not left out."""
        each = self.found(index)
        if each is not None and each.state is State.AMBIGUOUS:
            self._picked[each.row.number] = places
            self._left.discard(each.row.number)
            self._tell_ticks()

    def _placed(self, each: FoundRow) -> bool:
        return each.place is not None or bool(self.picked(each))

    def found(self, index: Index) -> FoundRow | None:
        """Return the row at an index."""
        return self._shown[index.row()] if index.isValid() else None

    def toggle(self, indexes: list[QModelIndex], current: QModelIndex) -> None:
        """Tick or leave out all of some rows, as the current one is not."""
        first = self.found(current)
        if first is None or not self._placed(first):
            return
        numbers = {
            each.row.number
            for index in indexes
            if (each := self.found(index)) is not None and self._placed(each)
        }
        if first.row.number in self._left:
            self._left -= numbers
        else:
            self._left |= numbers
        self._tell_ticks()

    def _tell_ticks(self) -> None:
        last = self.index(max(len(self._shown) - 1, 0), len(Column) - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.ticks_changed.emit()

    def details(self, index: Index, chosen: Colors) -> str:
        """Return all there is to say of a row, as HTML in the colours of the theme."""
        each = self.found(index)
        if each is None:
            return ""
        parts: list[str] = []
        if why := why_words(each):
            parts.append(escape(why))
        passage = self._listed.passages.get(each.row.number)
        if each.place is not None and passage is not None:
            like = grouped(round(each.place.similarity * 100))
            parts.append(escape(tr("{n} % like the words of the text", n=like)))
            changes = difference(passage, each.row.quote)
            if any(change.kind is not ChangeKind.SAME for change in changes):
                parts.append(" ".join(change_html(change, chosen) for change in changes))
            else:
                parts.append(escape(passage))
        elif each.row.quote:
            parts.append(escape(each.row.quote))
        if each.row.memo:
            parts.append(escape(tr("Memo: {text}", text=each.row.memo)))
        return "".join(f"<p>{part}</p>" for part in parts)

    # -- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Return the headings."""
        if role != _Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (tr("Found"), tr("Document"), tr("Codes"), tr("Words of the passage"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let what has a place be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        each = self.found(index)
        if index.column() == Column.STATE and each is not None and self._placed(each):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Return what is shown, and what is said of it."""
        each = self.found(index)
        if each is None:
            return None
        if role == _Role.DisplayRole:
            return self._text(each, index.column())
        if role == _Role.ForegroundRole and not self._placed(each):
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        if role == _Role.CheckStateRole and index.column() == Column.STATE:
            if not self._placed(each):
                return None
            on = each.row.number not in self._left
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == _Role.AccessibleTextRole and index.column() == Column.STATE:
            return ", ".join(self._text(each, column) for column in Column)
        return None

    def setData(self, index: Index, _value: Any, role: int = _Role.EditRole) -> bool:
        """Tick a row, or leave it out."""
        if role != _Role.CheckStateRole:
            return False
        at = self.index(index.row(), index.column())
        self.toggle([at], at)
        return True

    def _text(self, each: FoundRow, column: int) -> str:
        picked = self.picked(each)
        if column == Column.STATE:
            if picked:
                return tr("{n} of {all} places", n=len(picked), all=len(each.places))
            return state_words(each.state)
        if column == Column.DOCUMENT:
            places = [each.place] if each.place else [one for one in each.places if one in picked]
            names = dict.fromkeys(self._listed.documents[one.document] for one in places)
            return ", ".join(names) or each.row.document
        if column == Column.CODES:
            return "; ".join(shown_names(code.names) for code in each.row.codes)
        words = one_line(each.row.quote) or self._listed.passages.get(each.row.number, "")
        return words if len(words) <= _LONG else f"{words[: _LONG - 1]}…"


class FoundDelegate(TickDelegate):
    """Paints boxes only where there is something to tick."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        if index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            super().paint(painter, option, index)
        else:
            QStyledItemDelegate.paint(self, painter, option, index)
