"""The list in which passages are shown: chosen with a click or Enter, left with Escape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from qcode.ui.theme import is_dark, scroll_bar_style

from .delegate import PassageDelegate
from .lazy_list import LazyList
from .rows import Passage, Row, RowsModel, beginning

_REST_MS = 60


@dataclass(frozen=True, slots=True)
class Place:
    """Which passages of a list were chosen, by their keys, and how far it was scrolled."""

    current: object
    chosen: frozenset[object]
    scrolled: int  # pixels


_NEAR_END = 12  # rows before the end at which more are asked for


class PassageList(LazyList):
    """A list of headings and passages that stays quick with thousands of them."""

    chosen = Signal(object)  # Passage: clicked, or Enter
    deleted = Signal(object)  # Passage: Delete
    left = Signal()  # Escape
    unfolded = Signal(object)  # Passage: Space, or a click on its small arrow
    copied = Signal()  # the usual key for that
    recoded = Signal(object)  # Passage: C
    added = Signal(object)  # Passage: A
    topped = Signal()  # Up on the first passage
    more_wanted = Signal()  # the end is near
    menu_wanted = Signal(object, QPoint)  # Passage, where on the screen

    def __init__(
        self,
        *,
        lines: int,
        fixed: bool,
        many: bool = False,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = self._made_rows()
        self._from_top = False
        # Of the rows that were listed last: one more, or a page, is no reason to ask for all anew.
        self._estimated: tuple[list[Row], list[int]] = [], []
        self._place: Place | None = None  # to be come back to when there are rows
        self._pressed = QPoint(-1, -1)
        self._delegate = self._made_delegate(lines=lines, fixed=fixed, elide=elide)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        if many:
            self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._resized = QTimer(self)  # a splitter that is dragged sets rows once, when it rests
        self._resized.setSingleShot(True)
        self._resized.setInterval(_REST_MS)
        self._resized.timeout.connect(self._set_anew)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._offer_menu)
        self.clicked.connect(self._click)
        self._dress()
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)

    def _made_rows(self) -> RowsModel:
        return RowsModel(self)

    def _made_delegate(
        self, *, lines: int, fixed: bool, elide: Qt.TextElideMode
    ) -> PassageDelegate:
        return PassageDelegate(self, lines=lines, fixed=fixed, elide=elide)

    def estimate(self) -> list[int]:
        """Return the likely heights of all rows."""
        rows, (known, heights) = self.rows.rows, self._estimated
        first = beginning(known, rows)
        last = beginning(known[first:][::-1], rows[first:][::-1])
        new = self._delegate.estimates(rows[first : len(rows) - last])
        found = [*heights[:first], *new, *heights[len(heights) - last :]]
        self._estimated = list(rows), found
        return found

    def measure(self, row: int) -> int:
        """Return the height of a row."""
        return self._delegate.height_of(self.rows.rows[row])

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the passages that are chosen stay so while they are listed.

        When the current one goes, the one that comes in its place is chosen: the next key is
        meant for it.
        """
        near, chosen = self._from_here(), [each.key for each in self.selected()]
        self.rows.show(rows)
        if near:
            self._go_on_at(near, chosen)
        else:
            self.setCurrentIndex(QModelIndex())  # not what Qt took in place of what went
        if self._from_top:
            self._from_top = False
            self.scrollToTop()
        if self._place is not None and rows:
            place, self._place = self._place, None
            self._take_place(place)

    def _from_here(self) -> list[object]:
        """Return the keys of the current passage, of those after it, and of those before it."""
        at, rows = self.currentIndex().row(), self.rows.rows
        if at < 0:
            return []
        ways = (rows[at:], rows[:at][::-1])
        return [row.key for way in ways for row in way if isinstance(row, Passage)]

    def _go_on_at(self, near: Sequence[object], chosen: Sequence[object]) -> None:
        """Make the first of some passages current that is there; choose it, or what was chosen."""
        now = self.current()
        if now is not None and now.key == near[0] and len(self.selectedIndexes()) == len(chosen):
            return
        found = {row.key: at for at, row in enumerate(self.rows.rows) if isinstance(row, Passage)}
        row = next((found[key] for key in near if key in found), None)
        if row is None:
            return
        model, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
        kept = [found[key] for key in chosen if key in found]
        gone = near[0] not in found
        if kept or not (chosen or gone):
            model.setCurrentIndex(self.rows.index(row), flags.NoUpdate)
            for each in kept:
                model.select(self.rows.index(each), flags.Select)
        else:
            self.setCurrentIndex(self.rows.index(row))

    def place(self) -> Place:
        """Return where one is in the list."""
        current = self.current()
        keys = frozenset(each.key for each in self.selected())
        return Place(current and current.key, keys, self.verticalScrollBar().value())

    def come_back(self, place: Place) -> None:
        """Be where one was in a list that is asked for anew, when its rows come."""
        self._place = place

    def _take_place(self, place: Place) -> None:
        flags = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        for key in place.chosen:
            row = self.rows.row_of(key)
            if row >= 0:
                model.select(self.rows.index(row), flags.Select)
        row = -1 if place.current is None else self.rows.row_of(place.current)
        if row >= 0:
            model.setCurrentIndex(self.rows.index(row), flags.NoUpdate)
        self.verticalScrollBar().setValue(place.scrolled)

    def forget_place(self) -> None:
        """Have the rows that come next shown from the top, with none chosen: they answer another
        question.
        """
        self._from_top = True
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def current(self) -> Passage | None:
        """Return the passage that is current."""
        return self.rows.passage(self.currentIndex())

    def selected(self) -> list[Passage]:
        """Return the chosen passages in their order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        found = (self.rows.passage(self.rows.index(row)) for row in rows)
        return [passage for passage in found if passage is not None]

    def step(self, by: int) -> Passage | None:
        """Make the next (1) or previous (-1) passage current and return it, None at the end."""
        at = self.currentIndex().row()
        if at < 0 and by < 0:
            at = self.rows.rowCount()
        at += by
        while 0 <= at < self.rows.rowCount():
            found = self.rows.passage(self.rows.index(at))
            if found is not None:
                self.choose_row(at)
                return found
            at += by
        return None

    def choose_row(self, row: int) -> None:
        """Make a row current and bring it into sight."""
        index = self.rows.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _click(self, index: QModelIndex) -> None:
        passage, at, self._pressed = self.rows.passage(index), self._pressed, QPoint(-1, -1)
        if passage is None:
            return
        if passage.opens and self._delegate.arrow_of(self.visualRect(index)).contains(at):
            self.unfolded.emit(passage)
        else:
            self.chosen.emit(passage)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note where the button goes down: a row has more than one thing to click on."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def _offer_menu(self, at: QPoint) -> None:
        passage = self.rows.passage(self.indexAt(at))
        if passage is not None:
            self.menu_wanted.emit(passage, self.viewport().mapToGlobal(at))

    def _look_ahead(self) -> None:
        below = self.indexAt(QPoint(8, self.viewport().height() - 2))
        last = below.row() if below.isValid() else self.rows.rowCount() - 1
        if last >= self.rows.rowCount() - _NEAR_END:
            self.more_wanted.emit()

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, Delete deletes, Escape leaves, Up leaves at the top; Space unfolds."""
        passage = self.current()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Copy) and passage is not None:
            self.copied.emit()
        elif event.key() == Qt.Key.Key_Space and passage is not None and passage.opens:
            self.unfolded.emit(passage)
        elif event.key() == Qt.Key.Key_C and not event.modifiers() and passage is not None:
            self.recoded.emit(passage)
        elif event.key() == Qt.Key.Key_A and not event.modifiers() and passage is not None:
            self.added.emit(passage)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and passage is not None:
            self.chosen.emit(passage)
        elif event.key() == Qt.Key.Key_Delete and passage is not None:
            self.deleted.emit(passage)
        elif event.key() == Qt.Key.Key_Up and self._is_first():
            self.topped.emit()
        else:
            super().keyPressEvent(event)

    def _is_first(self) -> bool:
        at = self.currentIndex().row()
        return all(self.rows.passage(self.rows.index(row)) is None for row in range(at))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        elif event.type() == QEvent.Type.FontChange:
            self._set_anew()

    def _set_anew(self) -> None:
        self._estimated = [], []
        self._delegate.measure_anew()
        self.scheduleDelayedItemsLayout()

    def _dress(self) -> None:
        self.verticalScrollBar().setStyleSheet(scroll_bar_style(is_dark(self.palette())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the rows anew when the width is another."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._resized.start()

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Ask for more when the end comes near by keyboard."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() >= self.rows.rowCount() - _NEAR_END:
            self.more_wanted.emit()
