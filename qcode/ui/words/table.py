"""Counted words as a table: columns that can be sorted, and rows that a few letters filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qcode.analysis.collocation import Neighbour, Neighbours
from qcode.analysis.frequency import Frequencies, WordCount
from qcode.model.collation import sort_key
from qcode.services.language import grouped, mark, tr
from qcode.services.words import decimal

Index = QModelIndex | QPersistentModelIndex
Row = WordCount | Neighbour
_ROOT = QModelIndex()
PART = Qt.ItemDataRole.UserRole  # of a bar that is shown in a cell, 0 to 1; None for no bar


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and what it means, and how a row is shown and sorted in it.

    `part` gives the length of a bar under the number, 0 to 1.
    """

    title: str
    meaning: str
    shown: Callable[[Any], str]
    sort: Callable[[Any], Any]
    part: Callable[[Any], float] | None = None
    falling: bool = True  # what a first click on the heading gives
    copied: Callable[[Any], str] | None = None  # what a spreadsheet takes, where that is another


def _word(row: Row) -> str:
    return row.word


_WORD = Column(
    mark("Words"), mark("The form that is said most"), _word, lambda row: sort_key(row.word)
)
COUNTS = (
    _WORD,
    Column(
        mark("Count"),
        mark("How often the word is said, in all its forms"),
        lambda row: grouped(row.count),
        lambda row: row.count,
        copied=lambda row: str(row.count),
    ),
    Column(
        mark("Docs"),
        mark("How many documents have the word"),
        lambda row: grouped(row.documents),
        lambda row: row.documents,
        copied=lambda row: str(row.documents),
    ),
    Column(
        mark("Spread"),
        mark("1: as often everywhere; near 0: in one place only (Gries' DP, turned round)"),
        lambda row: decimal(row.spread, 2),
        lambda row: row.spread,
        lambda row: row.spread,
    ),
)
NEAR = (
    _WORD,
    Column(
        mark("Near"),
        mark("How often the word stands within five words"),
        lambda row: grouped(row.count),
        lambda row: row.count,
        copied=lambda row: str(row.count),
    ),
    Column(
        mark("Before / after"),
        mark("How often it stands before, and how often after"),
        lambda row: f"{row.left} / {row.right}",
        lambda row: row.left - row.right,
    ),
    Column(
        mark("Docs"),
        mark("In how many documents that happens"),
        lambda row: grouped(row.documents),
        lambda row: row.documents,
        copied=lambda row: str(row.documents),
    ),
    Column(
        mark("Strength"),
        mark("How sure it is that they belong together (log-likelihood; above 10.8: 999 in 1,000)"),
        lambda row: decimal(row.strength, 1),
        lambda row: row.strength,
        lambda row: min(max(row.strength, 0.0) / 50, 1.0),
    ),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a table shows: rows in order, under columns."""

    columns: Sequence[Column] = COUNTS
    rows: Sequence[Row] = ()
    sorted_by: int = 1
    falling: bool = True


def sheet_of(
    found: Frequencies | Neighbours, letters: str, sorted_by: int | None, falling: bool
) -> Sheet:
    """Return what is shown of what was counted: the words that have some letters, in order.

    Without `sorted_by` the order is that of the count. It may take long: not for the window.
    """
    columns = COUNTS if isinstance(found, Frequencies) else NEAR
    rows: list[Row] = [row for row in found.rows if _has(row, letters.casefold().strip())]
    if sorted_by is None or sorted_by >= len(columns):
        return Sheet(columns, rows, 1 if columns is COUNTS else len(columns) - 1)
    rows.sort(key=columns[sorted_by].sort, reverse=falling)  # stable: ties as they were
    return Sheet(columns, rows, sorted_by, falling)


def _has(row: Row, letters: str) -> bool:
    if not letters or letters in row.word:
        return True
    return isinstance(row, WordCount) and any(letters in form for form, _count in row.forms)


class WordModel(QAbstractTableModel):
    """A sheet for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show another sheet."""
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many words there are."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.sheet.columns)

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        return self.sheet.columns[column].shown(self.sheet.rows[row])

    def copied(self, row: int, column: int) -> str:
        """Return what a cell gives to a spreadsheet: a number without thousands apart."""
        how = self.sheet.columns[column]
        return (how.copied or how.shown)(self.sheet.rows[row])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, says and how long its bar is."""
        if not index.isValid():
            return None
        row, column = self.sheet.rows[index.row()], self.sheet.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.shown(row)
        if role == PART and column.part is not None:
            return column.part(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return explained(row)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the heading of a column, and what it means."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.sheet.columns):
            return None
        column = self.sheet.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ("▾" if self.sheet.falling else "▴") if section == self.sheet.sorted_by else ""
            return f"{tr(column.title)} {arrow}".strip()  # marked in COUNTS, NEAR
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{tr(column.title)}\n{tr(column.meaning)}"  # marked in COUNTS, NEAR
        if role == Qt.ItemDataRole.TextAlignmentRole and section:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def explained(row: Row) -> str:
    """Return what a row has to say besides its cells."""
    if isinstance(row, WordCount):
        return forms_said(row)
    return tr("{times} times as often as by chance", times=decimal(row.times, 1))


def forms_said(row: Row) -> str:
    """Return the forms of a word with their counts; "" for one that has but one."""
    if not isinstance(row, WordCount) or len(row.forms) < 2:
        return ""
    return ", ".join(f"{form} {count}" for form, count in row.forms)
