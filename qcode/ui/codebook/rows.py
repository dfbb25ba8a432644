"""What a codebook would bring, as a tree with boxes to tick: code, what becomes of it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qcode.model.codebook_plan import Plan, PlanRow, Status
from qcode.services.codebook_words import change_words, conflict_words, status_words
from qcode.services.language import tr
from qcode.ui.codes.chip import chip_icon
from qcode.ui.theme import is_dark
from qcode.ui.ticks import paint_tick

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns of the tree."""

    CODE = 0
    STATUS = 1
    CHANGES = 2


class PlanModel(QAbstractItemModel):
    """The rows of a plan. New codes are ticked with what they need above them."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan = Plan((), (), 0, 0)
        self._children: dict[int | None, list[int]] = {}
        self._places: list[int] = []
        self._ticked: set[int] = set()
        self._shown: set[int] = set()

    def show(self, plan: Plan, *, only_changes: bool) -> None:
        """Show a plan, its usual rows ticked; or only the rows that do something."""
        self._ticked = set(plan.usual())
        self._arrange(plan, only_changes=only_changes)

    def filter(self, *, only_changes: bool) -> None:
        """Show all rows or only those that do something; what is ticked stays."""
        self._arrange(self._plan, only_changes=only_changes)

    def _arrange(self, plan: Plan, *, only_changes: bool) -> None:
        self.beginResetModel()
        self._plan = plan
        shown = set(range(len(plan.rows)))
        if only_changes:
            shown = {n for n, row in enumerate(plan.rows) if row.status is not Status.SAME}
            for number in list(shown):
                at = plan.parents[number]
                while at is not None and at not in shown:
                    shown.add(at)
                    at = plan.parents[at]
        self._shown = shown
        self._children, self._places = {}, [0] * len(plan.rows)
        for number in sorted(shown):
            siblings = self._children.setdefault(plan.parents[number], [])
            self._places[number] = len(siblings)
            siblings.append(number)
        self.endResetModel()

    def first(self) -> QModelIndex:
        """Return the first row that does something, else the first of all."""
        for number, row in enumerate(self._plan.rows):
            if row.status is not Status.SAME and number in self._shown:
                return self.createIndex(self._places[number], 0, number)
        return self.index(0, 0)

    def ticked(self) -> frozenset[int]:
        """Return the rows that are to come in."""
        return frozenset(self._ticked)

    def row_at(self, index: Index) -> PlanRow | None:
        """Return the row of the plan that stands at an index."""
        return self._plan.rows[index.internalId()] if index.isValid() else None

    # -- what Qt asks

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return where a row of the tree is."""
        above = parent.internalId() if parent.isValid() else None
        siblings = self._children.get(above, [])
        if 0 <= row < len(siblings) and 0 <= column < len(Column):
            return self.createIndex(row, column, siblings[row])
        return QModelIndex()

    def parent(self, index: Index = _NOWHERE) -> Any:
        """Return where the row above another is."""
        above = self._plan.parents[index.internalId()] if index.isValid() else None
        return QModelIndex() if above is None else self.createIndex(self._places[above], 0, above)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows below another."""
        if parent.column() > 0:
            return 0
        return len(self._children.get(parent.internalId() if parent.isValid() else None, ()))

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Return the headings."""
        if role != _Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (tr("Code"), tr("What happens"), tr("What changes"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let what can be ticked be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == Column.CODE and self._tickable(index.internalId()):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Return what is shown, and what is said of it."""
        number = index.internalId()
        row = self._plan.rows[number]
        if role == _Role.DisplayRole:
            return self._text(row, index.column())
        if role == _Role.ForegroundRole and row.status is Status.SAME:
            return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
        if index.column() != Column.CODE:
            return None
        if role == _Role.CheckStateRole:
            on = number in self._ticked or row.status is Status.SAME
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == _Role.DecorationRole and row.shown:
            dark = is_dark(QGuiApplication.palette())
            return chip_icon(row.shown, dark=dark, ratio=1.0)
        if role == _Role.AccessibleTextRole:
            texts = (self._text(row, column) for column in Column)
            return ", ".join(filter(None, texts))
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Tick a row, and with it what it needs; or take the tick away, and from what needs it."""
        number = index.internalId()
        if role != _Role.CheckStateRole or not self._tickable(number):
            return False
        before = frozenset(self._ticked)
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked |= self._needed(number)
        else:
            self._ticked -= self._needing(number)
        for changed in (before ^ self._ticked) & self._shown:
            at = self.createIndex(self._places[changed], Column.CODE, changed)
            self.dataChanged.emit(at, at, [_Role.CheckStateRole])
        self.ticks_changed.emit()
        return True

    def _tickable(self, number: int) -> bool:
        row = self._plan.rows[number]
        if row.status is Status.CONFLICT:
            return bool(row.changes)
        return row.status is not Status.SAME

    def _needed(self, number: int) -> set[int]:
        found, at = {number}, self._plan.parents[number]
        while at is not None and self._plan.rows[at].status is Status.NEW:
            found.add(at)
            at = self._plan.parents[at]
        return found

    def _needing(self, number: int) -> set[int]:
        if self._plan.rows[number].status is not Status.NEW:
            return {number}
        found = {number}
        for at in range(number + 1, len(self._plan.rows)):  # in tree order: parents come first
            if self._plan.parents[at] in found:
                found.add(at)
        return found

    def _text(self, row: PlanRow, column: int) -> str:
        if column == Column.CODE:
            return row.entry.name
        if column == Column.STATUS:
            return status_words(row.status)
        said: Sequence[str] = [conflict_words(row)] if row.conflict is not None else []
        return "; ".join((*said, *map(change_words, row.changes)))


class PlanDelegate(QStyledItemDelegate):
    """Paints rows as usual with our box: an empty tick for what is here already."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        super().paint(painter, option, index)
        if index.column() != Column.CODE:
            return
        whole: Any = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = QRectF(whole.widget.style().subElementRect(part, whole, whole.widget))
        on = whole.checkState == Qt.CheckState.Checked
        calm = not index.flags() & Qt.ItemFlag.ItemIsUserCheckable
        paint_tick(painter, box, whole.palette, on=on, calm=calm)
