"""What pasting a block would do, shown before it is done: what matches, and what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qcode.model.courtesy import giving_way
from qcode.model.document import AttributeId, AttributeTarget
from qcode.services.attribute_table import Cells, NewColumn
from qcode.services.attribute_words import TYPES
from qcode.services.language import tr, trn
from qcode.services.pasting import Fate, Pasted, PastedColumn, PastedRow
from qcode.ui.dialog_looks import MARGINS, SPACE
from qcode.ui.messages import answers
from qcode.ui.sized import resize_by_letters
from qcode.ui.theme import colors, is_dark, sheet_style
from qcode.ui.ticks import Tick

from .heads import Heads, column_width

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)
_LONGEST_NAME, _NARROWEST, _WIDEST = 240, 90, 260  # pixels
_MEASURED = 30  # rows, for the width of columns: about what is in sight
_NAMED = 3  # names that are told before "and n more"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be stored: values, attributes to add with theirs, and cases to add."""

    cells: Cells
    columns: Sequence[NewColumn] = ()
    new_cases: Mapping[str, Mapping[AttributeId, str]] | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A plan with all that has to be counted and looked for in it, which takes a while."""

    plan: Pasted
    order: Order | None  # what to store, if nothing has to be asked
    fates: Sequence[Mapping[tuple[bool, Fate], int]]  # of a column: how many, of strangers or not
    strangers: Sequence[PastedRow]
    known: int  # rows
    any_twice: bool


def foresee(plan: Pasted) -> Foreseen:
    """Count in a plan what the preview says; on any thread."""
    fates: list[Counter[tuple[bool, Fate]]] = [Counter() for _ in plan.columns]
    for row in giving_way(plan.rows):
        if row.owner is not None or not row.twice:
            for tally, cell in zip(fates, row.cells, strict=True):
                tally[row.owner is None, cell.fate] += 1
    known = sum(row.owner is not None for row in plan.rows)
    twice = any(row.twice for row in plan.rows)
    return Foreseen(plan, plain_order(plan), fates, plan.strangers, known, twice)


def plain_order(plan: Pasted) -> Order | None:
    """Return what to store when nothing has to be asked; None when something does."""
    if plan.by_name or plan.outside or plan.count(Fate.UNFIT):
        return None
    return Order(plan.cells)


class PreviewModel(QAbstractTableModel):
    """The pasted block; what will be changed is bold, what has no place is struck out."""

    def __init__(self, foreseen: Foreseen, dark: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plan, self._fates = foreseen.plan, foreseen.fates
        chosen = colors(dark)
        self._shades = {
            Fate.CHANGED: chosen.accent,
            Fate.NEW: chosen.accent,
            Fate.SAME: chosen.text,
            Fate.UNFIT: chosen.danger,
            Fate.LEFT: chosen.muted,
        }
        struck, bold = QFont(), QFont()
        struck.setStrikeOut(True)
        bold.setWeight(QFont.Weight.DemiBold)
        self._fonts = {
            Fate.CHANGED: bold,
            Fate.NEW: bold,
            Fate.UNFIT: struck,
            Fate.LEFT: struck,
        }
        self.new_columns = self.new_rows = False

    def take(self, *, new_columns: bool, new_rows: bool) -> None:
        """Say which of the rows and columns that are not there yet will be added."""
        self.beginResetModel()
        self.new_columns, self.new_rows = new_columns, new_rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows were copied."""
        return 0 if parent.isValid() else len(self._plan.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns were copied, apart from the names."""
        return 0 if parent.isValid() else len(self._plan.columns)

    def fate(self, row: int, column: int) -> Fate:
        """Return what becomes of a cell, as things are ticked."""
        line, head = self._plan.rows[row], self._plan.columns[column]
        lost = self._loses_row(line) or self._loses_column(head)
        return Fate.LEFT if lost else line.cells[column].fate

    def _loses_row(self, line: PastedRow) -> bool:
        return line.owner is None and (line.twice or not self.new_rows)

    def _loses_column(self, head: PastedColumn) -> bool:
        return head.attribute is None and not (self.new_columns and head.name)

    def count(self) -> tuple[int, int]:
        """Return how many cells will be changed, and how many would not fit."""
        changed = unfit = 0
        for head, tally in zip(self._plan.columns, self._fates, strict=True):
            if not self._loses_column(head):
                for is_new in (False, True) if self.new_rows else (False,):
                    changed += tally.get((is_new, Fate.CHANGED), 0) + tally.get(
                        (is_new, Fate.NEW), 0
                    )
                    unfit += tally.get((is_new, Fate.UNFIT), 0)
        return changed, unfit

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a row or column, and whether it is known."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            head = self._plan.columns[section]
            if head.attribute is not None:
                return head.attribute.name
            if self.new_columns and head.name:
                return tr(
                    "{name} (new, {type})", name=head.name, type=tr(TYPES[head.guess]).lower()
                )
            return tr("{name} (left out)", name=head.name)
        return self.row_name(section)

    def row_name(self, number: int) -> str:
        """Return the name of a row, and whether it is known."""
        row = self._plan.rows[number]
        if row.owner is not None:
            return row.owner.name
        if row.twice:
            return tr("{name} (again)", name=row.name)
        if self.new_rows:
            return tr("{name} (new)", name=row.name)
        return tr("{name} (not found)", name=row.name)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is known of a cell in a role."""
        if role not in _ROLES:
            return None
        cell = self._plan.rows[index.row()].cells[index.column()]
        fate = self.fate(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._shades[fate])
        if role == Qt.ItemDataRole.FontRole:  # for who does not tell the colours apart
            return self._fonts.get(fate)
        return _FATES[fate](cell.text)


_FATES: Mapping[Fate, Callable[[str], str]] = {
    Fate.CHANGED: lambda text: tr("“{text}”: will be stored", text=text),
    Fate.NEW: lambda text: tr("“{text}”: will be stored", text=text),
    Fate.SAME: lambda text: tr("“{text}”: is so already", text=text),
    Fate.UNFIT: lambda text: tr("“{text}”: does not fit, left out", text=text),
    Fate.LEFT: lambda text: tr("“{text}”: left out", text=text),
}


class PastePreview(QDialog):
    """Says what pasting would do; `then` gets what works out, on any thread, what is agreed to."""

    def __init__(
        self, foreseen: Foreseen, then: Callable[[Callable[[], Order]], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Paste"))
        plan = foreseen.plan
        self._foreseen, self._plan, self._then = foreseen, plan, then
        self.model = PreviewModel(foreseen, is_dark(self.palette()), self)
        self.words = QLabel()
        self.words.setWordWrap(True)
        names = [column.name for column in plan.unknown]
        told, n = _listed(names), len(names)
        words = trn("Add the attribute {names}", "Add the attributes {names}", n, names=told)
        self.columns = self._tick(words, shown=bool(names))
        people = foreseen.strangers if plan.target is AttributeTarget.CASE else []
        names = [row.name for row in people]
        told, n = _listed(names), len(names)
        words = trn("Add the case {names}", "Add the cases {names}", n, names=told)
        self.rows = self._tick(words, shown=bool(names))
        self.agree = QPushButton()
        self.agree.setDefault(True)
        self.agree.clicked.connect(self.accept)
        self._lay_out()
        self._update()
        self.agree.setFocus()

    def _tick(self, words: str, *, shown: bool) -> Tick:
        tick = Tick(words.replace("&", "&&"))
        tick.setChecked(shown)
        tick.setVisible(shown)
        tick.toggled.connect(lambda _on: self._update())
        return tick

    def _lay_out(self) -> None:
        self._table = table = QTableView()
        self._names = rows = Heads(Qt.Orientation.Vertical)
        table.setVerticalHeader(rows)
        table.setHorizontalHeader(Heads(Qt.Orientation.Horizontal))
        table.setAccessibleName(tr("What would be pasted"))
        style = sheet_style(is_dark(self.palette()))
        table.setStyleSheet(f"{style} QTableView::item {{ padding: 0 7px; }}")
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 9)
        table.setModel(self.model)
        self.model.modelReset.connect(self._measure)
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(answers(self.agree, cancel))
        above, below = QVBoxLayout(), QVBoxLayout()
        above.setContentsMargins(MARGINS.left(), MARGINS.top(), MARGINS.right(), SPACE)
        above.addWidget(self.words)
        below.setContentsMargins(MARGINS.left(), SPACE, MARGINS.right(), MARGINS.bottom())
        below.setSpacing(8)
        below.addWidget(self.columns)
        below.addWidget(self.rows)
        below.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(table, 1)
        layout.addLayout(below)
        resize_by_letters(self, 720, 460)

    def _measure(self) -> None:
        """Make names and columns as wide as the first rows ask for."""
        model, rows = self.model, self._plan.rows
        longest = sorted(range(len(rows)), key=lambda number: len(rows[number].name))[-_MEASURED:]
        self._names.fit_names(map(model.row_name, longest), _LONGEST_NAME)
        shown = rows[:_MEASURED]
        for column in range(model.columnCount()):
            words = [str(model.headerData(column, Qt.Orientation.Horizontal))]
            words += [row.cells[column].text for row in shown]
            self._table.setColumnWidth(
                column, column_width(self._table, words, _NARROWEST, _WIDEST, bold=True)
            )

    def _update(self) -> None:
        new_rows = self.rows.isChecked()
        self.model.take(new_columns=self.columns.isChecked(), new_rows=new_rows)
        changed, unfit = self.model.count()
        self.words.setText(" ".join(summary(self._foreseen, unfit, new_rows=new_rows)))
        self.agree.setText(trn("Paste {n} value", "Paste {n} values", changed))
        self.agree.setEnabled(changed > 0 or (new_rows and bool(self._foreseen.strangers)))

    def accept(self) -> None:
        """Hand over what was agreed to."""
        plan, new_columns, new_rows = self._plan, self.columns.isChecked(), self.rows.isChecked()

        def order() -> Order:
            columns = plan.new_columns(with_strangers=new_rows) if new_columns else ()
            return Order(plan.cells, columns, plan.new_cases() if new_rows else None)

        self._then(order)
        super().accept()


def summary(foreseen: Foreseen, unfit: int, *, new_rows: bool) -> list[str]:
    """Return what matches and what does not, a sentence each."""
    plan, found = foreseen.plan, []
    if plan.by_name:
        every = len(plan.rows)
        found.append(tr("{n} of {all} rows are found by their names.", n=foreseen.known, all=every))
        missing = [] if new_rows else [row.name for row in foreseen.strangers]
        if missing:
            found.append(tr("Not found: {names}.", names=_listed(missing)))
        if foreseen.any_twice:
            found.append(tr("Of rows with the same name, the first counts."))
    if unfit:
        found.append(
            trn(
                "{n} value does not fit its column and is left out.",
                "{n} values do not fit their columns and are left out.",
                unfit,
            )
        )
    if plan.outside:
        found.append(
            trn(
                "{n} cell is beyond the edge of the table.",
                "{n} cells are beyond the edge of the table.",
                plan.outside,
            )
        )
    return found


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return shown if more <= 0 else tr("{names} and {n} more", names=shown, n=more)
