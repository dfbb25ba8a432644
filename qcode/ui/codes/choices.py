"""The list in the quick-code box: codes that were found, and perhaps one that is not there yet."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qcode.model.codebook import shown_names, split_path
from qcode.services.language import tr
from qcode.ui.findlist import CHOICE, PAD, FindList, Index, row_height, write_row
from qcode.ui.sized import for_letters
from qcode.ui.theme import colors, is_dark

from .badge import paint_badge
from .chip import paint_chip
from .favourites import Favourites
from .finder import Entry


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that choosing would make."""

    path: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the path, outermost first."""
        return split_path(self.path)


Choice = Entry | NewCode


def words_of(choice: Choice) -> str:
    """Return a choice in words."""
    path = shown_names(choice.names)
    return path if isinstance(choice, Entry) else tr("New code “{code}”", code=path)


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a choice: its colour, its name, its number key, and quietly where it belongs."""

    def __init__(self, favourites: Favourites) -> None:
        super().__init__()
        self._favourites = favourites

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row; the width is the list's."""
        return QSize(0, row_height(option.fontMetrics.height()))

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
        side = for_letters(option.fontMetrics, 12)  # of what stands before the name
        middle = QPointF(rect.left() + PAD + side / 2, rect.center().y() + 0.5)
        if isinstance(choice, Entry):
            hollow = not choice.codable
            paint_chip(painter, middle, choice.color, dark=dark, size=side - 1, hollow=hollow)
            name, above = choice.names[-1], shown_names(choice.names[:-1])
        else:
            painter.setPen(chosen.accent)
            painter.drawText(
                QRect(rect.left() + PAD, rect.top(), side, rect.height()),
                Qt.AlignmentFlag.AlignCenter,
                "+",
            )
            name = tr("New code “{code}”", code=choice.names[-1])
            above = shown_names(choice.names[:-1])
        text = rect.adjusted(2 * PAD + side, 0, -PAD, 0)
        digit = self._favourites.digit(choice.code) if isinstance(choice, Entry) else None
        if digit is not None:
            edge = text.right() + 1
            side = paint_badge(painter, edge, rect.center().y() + 1, digit, dark=dark)
            text.adjust(0, 0, -side - PAD, 0)
        write_row(
            painter,
            option,
            text,
            (name, chosen.text),
            (above, chosen.text if marked else chosen.muted),
        )
        painter.restore()


class ChoiceList(FindList):
    """Shows codes and marks one of them."""

    def __init__(self, favourites: Favourites, parent: QWidget | None = None) -> None:
        super().__init__(self._in_words, ChoiceDelegate(favourites), parent)
        self._favourites = favourites
        favourites.changed.connect(self.viewport().update)
        self.setAccessibleName(tr("Codes"))

    def _in_words(self, choice: Choice) -> str:
        digit = self._favourites.digit(choice.code) if isinstance(choice, Entry) else None
        words = words_of(choice)
        if isinstance(choice, Entry) and not choice.codable:
            words += ", " + tr("only groups others")
        return words if digit is None else f"{words}, " + tr("key {digit}", digit=digit)
