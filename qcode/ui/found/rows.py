"""Rows of the lists of passages: headings and passages, ready to be painted.

Search, retrieval, memos and history give plain rows; the model swaps only what is new, so that
the chosen row and the place one has scrolled to stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import is_
from typing import ClassVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qcode.model.text import Span

ROW = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex

LINE = "\N{LINE SEPARATOR}"  # between the paragraphs of a passage, as Qt sets texts

# What tells how high a row will be in some width: letters, `LINE`s, whether a line says where it
# stands, and what stands before and after it. None for a heading.
Shape = tuple[int, int, bool, str, str] | None


@dataclass(frozen=True, slots=True)
class Chip:
    """A code's name on a small ground of its colour ("#rrggbb")."""

    text: str
    color: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a group, with a quiet word at its right. `color` is a code's, or ""."""

    text: str
    detail: str = ""
    color: str = ""
    shape: ClassVar[Shape] = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: where it stands, what it says, and the codes on it.

    `marks` are code points of `text`; what is shown around it and itself may have a `LINE`. `key`
    is whatever the pane knows the row by. A `dim` row is no longer in force and is struck out;
    `memo` says that there is a memo on it.
    """

    key: object
    text: str
    place: str = ""
    marks: tuple[Span, ...] = ()
    chips: tuple[Chip, ...] = ()
    memo: bool = False
    dim: bool = False
    spoken: str = ""  # said before the text by a screen reader, such as the heading above
    before: str = ""  # what stands around it, where that is shown
    after: str = ""
    opens: bool = False  # whether what stands around it can be shown
    # Made with the row, on the thread that makes it: a list of thousands asks at once for all.
    shape: Shape = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Tell the shape."""
        text, placed = self.text, bool(self.place or self.chips)
        shape = (len(text), text.count(LINE), placed, self.before, self.after)
        object.__setattr__(self, "shape", shape)

    @property
    def is_open(self) -> bool:
        """Whether what stands around it is shown."""
        return bool(self.before or self.after)


Row = Heading | Passage


class RowsModel(QAbstractListModel):
    """A list of rows. Headings cannot be chosen; the arrow keys pass over them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    @property
    def rows(self) -> Sequence[Row]:
        """The rows that are shown."""
        return self._rows

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; what is the same at the beginning and at the end is left alone."""
        old, none = self._rows, QModelIndex()
        same = beginning(old, rows)
        kept = beginning(old[same:][::-1], rows[same:][::-1])
        gone, new = old[same : len(old) - kept], list(rows[same : len(rows) - kept])
        if gone and _keys(gone) == _keys(new):
            old[same : same + len(gone)] = new
            self.dataChanged.emit(self.index(same), self.index(same + len(gone) - 1))
            return
        if gone:
            self.beginRemoveRows(none, same, same + len(gone) - 1)
            del old[same : same + len(gone)]
            self.endRemoveRows()
        if new:
            self.beginInsertRows(none, same, same + len(new) - 1)
            old[same:same] = new
            self.endInsertRows()

    def replace(self, passage: Passage) -> None:
        """Show one passage, found by its key, in another state."""
        row = self.row_of(passage.key)
        if row >= 0:
            self._rows[row] = passage
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, key: object) -> int:
        """Return the row of a passage by its key, -1 if it is not there."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Passage) and row.key == key:
                return number
        return -1

    def passage(self, index: _Index) -> Passage | None:
        """Return the passage at an index, None for headings and for nothing."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, Passage) else None

    # -- Qt

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let passages be chosen, and nothing else."""
        if self.passage(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the row itself, or its words for a screen reader."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text if isinstance(row, Heading) else _spoken(row)
        return None


def as_shown(rows: Iterable[Row], shown: Iterable[Row]) -> list[Row]:
    """Return rows with the very objects that are shown in place of their equals.

    For the thread that makes rows: the model then sees at a glance which are new.
    """
    known = {_name(row): row for row in shown}
    return [before if (before := known.get(_name(row))) == row else row for row in rows]


def beginning(some: Sequence[Row], others: Sequence[Row]) -> int:
    """Return how many rows are the same at the beginning. Quick where they are the same objects."""
    same, at = list(map(is_, some, others)), 0
    try:
        while some[at := same.index(False, at)] == others[at]:
            at += 1
    except ValueError:
        return len(same)
    return at


def _name(row: Row) -> object:
    return row if isinstance(row, Heading) else row.key


def _keys(rows: Sequence[Row]) -> list[object]:
    """Return what tells whether rows are the same things, in another state."""
    return [row.key if isinstance(row, Passage) else Heading for row in rows]


def _spoken(row: Passage) -> str:
    chips = ", ".join(chip.text for chip in row.chips)
    said = (row.spoken, row.place, row.before, row.text, row.after, chips)
    return ". ".join(part for part in said if part).replace(LINE, " ")
