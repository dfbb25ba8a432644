"""The headings of rows and columns, painted here: Qt would ask every cell whether it is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from qcode.ui.sized import by_letters
from qcode.ui.theme import colors, is_dark

_SIDE = 10  # pixels beside the words
_FIRST = 12  # pixels before the names of rows, in line with the words above and below
_ROOM = 28  # pixels that a row's name or a column's words need besides
_NAMES = 50  # of the longest ones, that are measured


class Heads(QHeaderView):
    """Quiet headings: names of rows are plain, those of columns muted."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setSectionsClickable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def fit_names(self, names: Iterable[str], most: int) -> None:
        """Be as wide as the longest names of rows ask for, and `most` pixels at most.

        That is of ordinary letters: large ones may have more.
        """
        longest = sorted(names, key=len)[-_NAMES:]
        wanted = widest(self, longest, least=80) + _ROOM
        self.setFixedWidth(min(wanted, by_letters(self, most)))

    def sizeHint(self) -> QSize:
        """Return the width of the names without asking for hundreds of them, as Qt does."""
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(self.maximumWidth(), 0)
        return super().sizeHint()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one heading with hairlines at its right and below it."""
        chosen = colors(is_dark(self.palette()))
        down = self.orientation() == Qt.Orientation.Vertical
        painter.fillRect(rect, QColor(chosen.window))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), QColor(chosen.rule))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(chosen.rule))
        model = self.model()
        text = str(model.headerData(section, self.orientation()))
        side = model.headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole) or (
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        inner = rect.adjusted(_FIRST if down else _SIDE, 0, -_SIDE, -1)
        elide = Qt.TextElideMode.ElideMiddle if down else Qt.TextElideMode.ElideRight
        painter.setPen(QColor(chosen.text if down else chosen.muted))
        painter.drawText(inner, side, self.fontMetrics().elidedText(text, elide, inner.width()))


def widest(
    widget: QWidget, words: Iterable[str], *, least: int = 0, metrics: QFontMetrics | None = None
) -> int:
    """Return how many pixels the longest of some words needs, or `least` without any."""
    measured = metrics or widget.fontMetrics()
    return max(map(measured.horizontalAdvance, words), default=least)


def column_width(
    widget: QWidget, words: Iterable[str], least: int, most: int, *, bold: bool = False
) -> int:
    """Return how many pixels wide a column with these words, which may be bold, should be.

    `least` and `most` are of ordinary letters: large ones need more.
    """
    font = QFont(widget.font())
    font.setBold(bold or font.bold())
    width = widest(widget, words, metrics=QFontMetrics(font)) + _ROOM
    wanted = max(width, by_letters(widget, least))
    return min(wanted, by_letters(widget, most))
