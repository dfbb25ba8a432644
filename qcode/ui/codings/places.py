"""The places that a row could have, each with the words around it, to be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from qcode.services.language import grouped, tr
from qcode.services.passage_finding import Place
from qcode.services.passage_places import ShownPlace, place_words
from qcode.ui.dialog_looks import dress_list
from qcode.ui.found.parts import quiet

from .rows import FoundDelegate

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NOWHERE = QModelIndex()
_SHARES = (0.26, 0.18)  # of the width, for the document and the paragraph
_SIDE = 6  # pixels


class PlaceColumn(IntEnum):
    """The columns of the list."""

    DOCUMENT = 0
    PARAGRAPH = 1
    WORDS = 2


class PlaceModel(QAbstractTableModel):
    """The places of one row; `picked` are those that are ticked."""

    picked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: tuple[ShownPlace, ...] = ()
        self._picked: set[Place] = set()

    def show(self, places: tuple[ShownPlace, ...], picked: frozenset[Place]) -> None:
        """Show the places of another row."""
        self.beginResetModel()
        self.places, self._picked = places, set(picked)
        self.endResetModel()

    @property
    def picked(self) -> frozenset[Place]:
        """The places that are ticked."""
        return frozenset(self._picked)

    def tick(self, rows: Sequence[int], *, on: bool) -> None:
        """Tick some places, or take their ticks away."""
        places = {self.places[row].place for row in rows}
        self._picked = self._picked | places if on else self._picked - places
        last = max(len(self.places) - 1, 0)
        self.dataChanged.emit(self.index(0, 0), self.index(last, 0), [_Role.CheckStateRole])
        self.picked_changed.emit()

    def toggle(self, rows: Sequence[int], current: int) -> None:
        """Tick all of some places or none, as the current one is not."""
        if 0 <= current < len(self.places):
            self.tick(rows, on=self.places[current].place not in self._picked)

    # -- what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the places."""
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return len(PlaceColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Return the headings."""
        if role != _Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (tr("Document"), tr("Paragraph"), tr("Words around it"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let each place be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        first = index.column() == PlaceColumn.DOCUMENT
        return flags | Qt.ItemFlag.ItemIsUserCheckable if first else flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        """Return what is shown, and what is said of it."""
        if not index.isValid():
            return None
        shown = self.places[index.row()]
        first = index.column() == PlaceColumn.DOCUMENT
        if role == _Role.DisplayRole:
            words = (shown.document, grouped(shown.paragraph), place_words(shown))
            return words[index.column()]
        if role == _Role.CheckStateRole and first:
            on = shown.place in self._picked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == _Role.AccessibleTextRole and first:
            return place_words(shown)
        if role == _Role.ToolTipRole:
            return f"{shown.before}{shown.words}{shown.after}".strip()
        return None

    def setData(self, index: Index, _value: Any, role: int = _Role.EditRole) -> bool:
        """Tick a place, or take its tick away."""
        if role != _Role.CheckStateRole:
            return False
        self.toggle([index.row()], index.row())
        return True


class _WordsDelegate(QStyledItemDelegate):
    """Paints the words in bold in the middle of what stands around them."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        assert isinstance(model, PlaceModel)
        shown = model.places[index.row()]
        any_option: Any = option  # PySide does not tell its fields to type checkers
        any_option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, any_option.widget
        )
        chosen = bool(any_option.state & QStyle.StateFlag.State_Selected)
        palette: QPalette = any_option.palette
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        room: QRect = any_option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        usual = QFont(any_option.font)
        bold = QFont(usual)
        bold.setBold(True)
        painter.save()
        painter.setClipRect(any_option.rect)
        painter.setPen(palette.color(role))
        left = room.left()
        for words, font in _pieces(shown, usual, bold, room.width()):
            painter.setFont(font)
            width = QFontMetrics(font).horizontalAdvance(words)
            place = QRect(left, room.top(), width + 1, room.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
            left += width
        painter.restore()


def _pieces(
    shown: ShownPlace, usual: QFont, bold: QFont, room: int
) -> tuple[tuple[str, QFont], ...]:
    """Return what is painted in a room: the words whole if they fit, and of the rest what does."""
    thin, thick = QFontMetrics(usual), QFontMetrics(bold)
    words = thick.elidedText(shown.words, Qt.TextElideMode.ElideMiddle, room)
    rest = max(room - thick.horizontalAdvance(words), 0)
    after_needs = thin.horizontalAdvance(shown.after)
    before = thin.elidedText(
        shown.before, Qt.TextElideMode.ElideLeft, max(rest // 2, rest - after_needs)
    )
    rest -= thin.horizontalAdvance(before)
    after = thin.elidedText(shown.after, Qt.TextElideMode.ElideRight, max(rest, 0))
    return (before, usual), (words, bold), (after, usual)


class _List(QTreeView):
    """Space ticks all chosen places like the current one; Enter is left to the main button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space, and leave Enter."""
        if event.key() == Qt.Key.Key_Space:
            model = self.model()
            assert isinstance(model, PlaceModel)
            rows = [each.row() for each in self.selectionModel().selectedRows()]
            model.toggle(rows, self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words most of the room."""
        super().resizeEvent(event)
        for number, share in enumerate(_SHARES):
            self.setColumnWidth(number, round(share * event.size().width()))


class PlacesView(QWidget):
    """Shows the places of one row. `picked_changed` when some are ticked or not any more."""

    picked_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PlaceModel(self)
        self.list = _List()
        self.words = quiet()
        self.all_button = QPushButton(tr("All places"))
        self.none_button = QPushButton(tr("No place"))
        self._build()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.words, 1)
        head.addWidget(self.all_button)
        head.addWidget(self.none_button)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 6, 0, 0)
        page.setSpacing(6)
        page.addLayout(head)
        page.addWidget(self.list, 1)

    def _build(self) -> None:
        view = self.list
        view.setModel(self.model)
        view.setItemDelegate(FoundDelegate(view))
        view.setItemDelegateForColumn(PlaceColumn.WORDS, _WordsDelegate(view))
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(tr("Places of the row"))
        view.setTabKeyNavigation(False)
        dress_list(view)
        header = view.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for button in (self.all_button, self.none_button):
            button.setAutoDefault(False)
        self.all_button.clicked.connect(lambda: self._tick_all(on=True))
        self.none_button.clicked.connect(lambda: self._tick_all(on=False))
        self.model.picked_changed.connect(self.picked_changed)

    def _tick_all(self, *, on: bool) -> None:
        self.model.tick(range(len(self.model.places)), on=on)

    def show_places(
        self, places: tuple[ShownPlace, ...], picked: frozenset[Place], words: str
    ) -> None:
        """Show the places of another row, the first of them chosen; `words` say of which."""
        self.words.setText(words)
        self.model.show(places, picked)
        self.list.setCurrentIndex(self.model.index(0, 0))
