"""The list under a line that one types in: what was found, one of them marked.

The quick-code box and the command palette are made of it; how a row looks is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QStringListModel, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qcode.services.language import tr
from qcode.ui.accessible import announce
from qcode.ui.theme import colors, is_dark

Index = QModelIndex | QPersistentModelIndex
CHOICE = Qt.ItemDataRole.UserRole
PAD = 10
_CHOSEN = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)


class FoundModel(QStringListModel):
    """What can be chosen now. `words` says a choice for those who listen.

    Qt asks twice for every row of a list before it shows the first, so it keeps the rows itself,
    each without words.
    """

    def __init__(self, words: Callable[[Any], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._choices: Sequence[Any] = ()

    def show(self, choices: Sequence[Any]) -> None:
        """List other choices."""
        self._choices = choices
        self.setStringList([""] * len(choices))

    def choice(self, index: Index) -> Any | None:
        """Return the choice in a row, None outside the list."""
        return self._choices[index.row()] if index.isValid() else None

    def row_of(self, choice: object) -> int | None:
        """Return where a choice is listed, None if it is not."""
        return self._choices.index(choice) if choice in self._choices else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row can be chosen, and nothing else."""
        return _CHOSEN if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a row, for those who listen, or the choice itself."""
        choice = self.choice(index)
        if choice is None:
            return None
        if role == CHOICE:
            return choice
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(choice)
        return None


class FindList(QListView):
    """Shows choices and marks one of them; the keyboard stays in the line above it."""

    def __init__(
        self,
        words: Callable[[Any], str],
        delegate: QStyledItemDelegate,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._choices = FoundModel(words, self)
        self.setModel(self._choices)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def offer(self, choices: Sequence[Any], *, none: str = "") -> None:
        """List choices and mark the first; `none` says what is shown where there are none."""
        self._none = none or tr("Nothing found")
        self._choices.show(choices)
        self._mark(0)

    def mark(self, choice: object) -> None:
        """Mark a choice if it is listed."""
        row = self._choices.row_of(choice)
        if row is not None:
            self._mark(row)

    def marked(self) -> Any | None:
        """Return the choice that is marked, None where there is none."""
        return self._choices.choice(self.currentIndex())

    def step(self, by: int) -> None:
        """Move the mark and say where it went; one step beyond an end leads to the other."""
        count = self._choices.rowCount()
        if count:
            row = self.currentIndex().row() + by
            self._mark(row % count if abs(by) == 1 else max(0, min(row, count - 1)))
            self.tell()

    def tell(self) -> None:
        """Say what is marked, or that nothing is."""
        choice = self.marked()
        announce(self, self._none if choice is None else self._words(choice))

    def set_rows(self, rows: int) -> None:
        """Be as high as so many rows."""
        self.setFixedHeight(rows * row_height(self.fontMetrics().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or say that there are none."""
        super().paintEvent(event)
        if not self._choices.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colors(is_dark(self.palette())).muted))
            rect = self.viewport().rect().adjusted(PAD, 0, -PAD, 0)
            rect.setHeight(row_height(self.fontMetrics().height()))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, self._none)

    def _mark(self, row: int) -> None:
        self.setCurrentIndex(self._choices.index(row, 0))


def row_height(line: int) -> int:
    """Return the height of a row with a line of text of this height, in pixels."""
    return line + PAD


def write_row(
    painter: QPainter,
    option: QStyleOptionViewItem,
    rect: QRect,
    name: tuple[str, str],
    behind: tuple[str, str],
) -> None:
    """Write a name, and at the right as much as there is room for of what stands behind it.

    Both are words with their colour.
    """
    metrics = option.fontMetrics
    middle = Qt.AlignmentFlag.AlignVCenter
    shown = metrics.elidedText(name[0], Qt.TextElideMode.ElideRight, rect.width())
    painter.setPen(name[1])
    painter.drawText(rect, middle, shown)
    rest = rect.adjusted(metrics.horizontalAdvance(shown) + 2 * PAD, 0, 0, 0)
    if behind[0] and rest.width() > 4 * PAD:
        painter.setPen(behind[1])
        right = middle | Qt.AlignmentFlag.AlignRight
        cut = metrics.elidedText(behind[0], Qt.TextElideMode.ElideMiddle, rest.width())
        painter.drawText(rest, right, cut)
