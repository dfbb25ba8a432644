"""The list in the quick-code box: codes that were found, and perhaps one that is not there yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qcode.model.codebook import split_path
from qcode.services.language import tr
from qcode.ui.accessible import announce
from qcode.ui.theme import colors, is_dark

from .chip import paint_chip
from .finder import Entry

Index = QModelIndex | QPersistentModelIndex
CHOICE = Qt.ItemDataRole.UserRole
_PAD = 10


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that choosing would make."""

    path: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the path, outermost first."""
        return split_path(self.path)


Choice = Entry | NewCode


def shown_path(names: Sequence[str]) -> str:
    """Return nested names as a reader sees them."""
    return " / ".join(names)


class ChoiceModel(QAbstractListModel):
    """What can be chosen now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: Sequence[Choice] = ()

    def show(self, choices: Sequence[Choice]) -> None:
        """List other choices."""
        self.beginResetModel()
        self._choices = choices
        self.endResetModel()

    def choice(self, index: Index) -> Choice | None:
        """Return the choice in a row, None outside the list."""
        return self._choices[index.row()] if index.isValid() else None

    def row_of(self, choice: Choice) -> int | None:
        """Return where a choice is listed, None if it is not."""
        return self._choices.index(choice) if choice in self._choices else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's signature
        """Return how many choices there are."""
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a row, for those who listen, or the choice itself."""
        choice = self.choice(index)
        if choice is None:
            return None
        if role == CHOICE:
            return choice
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words_of(choice)
        return None


def words_of(choice: Choice) -> str:
    """Return a choice in words."""
    path = shown_path(choice.names)
    return path if isinstance(choice, Entry) else tr("New code “{code}”", code=path)


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a choice: its colour, its name, and quietly where it belongs."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row; the width is the list's."""
        return QSize(0, option.fontMetrics.height() + _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        choice = index.data(CHOICE)
        dark = is_dark(option.palette)
        chosen = colors(dark)
        rect = option.rect
        painter.save()
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        if marked:
            painter.fillRect(rect, chosen.selection)
        middle = QPointF(rect.left() + _PAD + 6, rect.center().y() + 0.5)
        if isinstance(choice, Entry):
            paint_chip(painter, middle, choice.color, dark=dark)
            name, above = choice.names[-1], shown_path(choice.names[:-1])
        else:
            painter.setPen(chosen.accent)
            painter.drawText(
                QRect(rect.left() + _PAD, rect.top(), 12, rect.height()),
                Qt.AlignmentFlag.AlignCenter,
                "+",
            )
            name = tr("New code “{code}”", code=choice.names[-1])
            above = shown_path(choice.names[:-1])
        text = rect.adjusted(2 * _PAD + 12, 0, -_PAD, 0)
        self._write(
            painter,
            option,
            text,
            (name, chosen.text),
            (above, chosen.text if marked else chosen.muted),
        )
        painter.restore()

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        name: tuple[str, str],
        above: tuple[str, str],
    ) -> None:
        """Write the name, and behind it as much as there is room for of the path above it."""
        metrics = option.fontMetrics
        middle = Qt.AlignmentFlag.AlignVCenter
        shown = metrics.elidedText(name[0], Qt.TextElideMode.ElideRight, rect.width())
        painter.setPen(name[1])
        painter.drawText(rect, middle, shown)
        rest = rect.adjusted(metrics.horizontalAdvance(shown) + 2 * _PAD, 0, 0, 0)
        if above[0] and rest.width() > 4 * _PAD:
            painter.setPen(above[1])
            right = middle | Qt.AlignmentFlag.AlignRight
            painter.drawText(
                rest,
                right,
                metrics.elidedText(above[0], Qt.TextElideMode.ElideMiddle, rest.width()),
            )


class ChoiceList(QListView):
    """Shows choices and marks one of them; the keyboard stays in the line above it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = ChoiceModel(self)
        self.setModel(self._choices)
        self.setItemDelegate(ChoiceDelegate(self))
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Codes"))

    def offer(self, choices: Sequence[Choice]) -> None:
        """List choices and mark the first."""
        self._choices.show(choices)
        self._mark(0)

    def mark(self, choice: Choice) -> None:
        """Mark a choice if it is listed."""
        row = self._choices.row_of(choice)
        if row is not None:
            self._mark(row)

    def marked(self) -> Choice | None:
        """Return the choice that is marked, None where there is none."""
        return self._choices.choice(self.currentIndex())

    def step(self, by: int) -> None:
        """Move the mark and say where it went; one step beyond an end leads to the other."""
        count = self._choices.rowCount()
        if count:
            row = self.currentIndex().row() + by
            self._mark(row % count if abs(by) == 1 else max(0, min(row, count - 1)))
            if (choice := self.marked()) is not None:
                announce(self, words_of(choice))

    def set_rows(self, rows: int) -> None:
        """Be as high as so many rows."""
        self.setFixedHeight(rows * (self.fontMetrics().height() + _PAD))

    def _mark(self, row: int) -> None:
        self.setCurrentIndex(self._choices.index(row, 0))
