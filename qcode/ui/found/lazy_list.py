"""A list view that measures only the rows in sight, so that thousands appear at once.

Qt's own list asks for the height of each row before it shows the first. Here all heights begin
as estimates, and a row is measured when it comes into sight; the rows that are seen already stay
where they are when one above them turns out to be of another height.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from qcode.ui.paced import ListApart

from .heights import Heights

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemView.ScrollHint
Move = QAbstractItemView.CursorAction
_ROOT = QModelIndex()


class LazyList(QListView):
    """Rows below one another, each as wide as the view and as high as its content needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights = Heights()
        self._hovered = QPersistentModelIndex()
        self._held: tuple[QPersistentModelIndex, int] | None = None  # what one looks at
        self._settling = False
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ListApart(self)

    def estimate(self) -> list[int]:
        """Return the likely heights of all rows, quickly."""
        raise NotImplementedError

    def measure(self, row: int) -> int:
        """Return the height of one row."""
        raise NotImplementedError

    # -- where rows are

    def doItemsLayout(self) -> None:
        """Estimate the heights of all rows anew; what is in sight is measured at once."""
        if self.model() is None:
            return
        held = self._held
        self._heights = Heights(self.estimate())
        self._settling = True
        QAbstractItemView.doItemsLayout(self)  # Qt's own list would ask for all sizes
        self._settling = False
        self._settle(held)

    def _placed(self, row: int) -> tuple[QPersistentModelIndex, int]:
        offset = self._heights.top(row) - self.verticalScrollBar().value()
        return QPersistentModelIndex(self.model().index(row, 0)), offset

    def _settle(self, place: tuple[QPersistentModelIndex, int] | None) -> None:
        """Measure what is in sight, with a row held at its place, until nothing moves any more."""
        if self._settling or not self._is_laid_out():
            return
        self._settling = True
        try:
            self._update_bar()
            self._hold(place)
            while self._measure_visible():
                self._update_bar()
                self._hold(place)
        finally:
            self._settling = False
        self._keep_place()
        self.viewport().update()

    def _is_laid_out(self) -> bool:
        """Whether the heights are those of the rows there are; if not, a layout is on its way."""
        model = self.model()
        return model is not None and len(self._heights) == model.rowCount()

    def _keep_place(self) -> None:
        """Note the first row in sight and where it is: there it stays. At the top, the top does."""
        value = self.verticalScrollBar().value()
        some = value > 0 and len(self._heights) > 0
        self._held = self._placed(self._heights.row_at(value)) if some else None

    def _hold(self, place: tuple[QPersistentModelIndex, int] | None) -> None:
        if place is not None and place[0].isValid():
            self.verticalScrollBar().setValue(self._heights.top(place[0].row()) - place[1])

    def _measure_visible(self) -> bool:
        """Measure the rows in sight that were not yet; return whether any differs."""
        first, last = self._visible()
        return self._measure_rows(range(first, last + 1))

    def _measure_rows(self, rows: range) -> bool:
        heights = self._heights
        new = {row: self.measure(row) for row in rows if not heights.is_measured(row)}
        return heights.measure(new)

    def _visible(self) -> tuple[int, int]:
        """Return the first and the last row in sight; there are none if the last is smaller."""
        if not len(self._heights):
            return 0, -1
        value = self.verticalScrollBar().value()
        first = self._heights.row_at(value)
        return first, self._heights.row_at(value + max(self.viewport().height() - 1, 0))

    def _update_bar(self) -> None:
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(height)
        bar.setRange(0, max(self._heights.total - height, 0))

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the rows, and measure what a larger view shows."""
        self._settle(self._held)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Measure what comes into sight; a row that was in sight before stays where it is."""
        if self._settling or not self._is_laid_out():
            return  # painted when all is settled
        first, last = self._visible()
        if self.verticalScrollBar().value() == self.verticalScrollBar().maximum() > 0:
            self._measure_rows(range(last, last + 1))
            self._update_bar()
            self.scrollTo(self.model().index(last, 0), Hint.PositionAtBottom)
            return
        known = next((r for r in range(first, last + 1) if self._heights.is_measured(r)), first)
        self._settle(self._placed(known) if last >= first else None)

    def scrollToTop(self) -> None:
        """Bring the first row into sight, also where rows were changed and not yet laid out."""
        self._held = None
        super().scrollToTop()

    # -- Qt's questions

    def visualRect(self, index: Index) -> QRect:
        """Return where a row is in the viewport."""
        self.executeDelayedItemsLayout()
        return self._rect(index.row()) if index.isValid() else QRect()

    def _rect(self, row: int) -> QRect:
        top = self._heights.top(row) - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self._heights.height(row))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a point of the viewport."""
        self.executeDelayedItemsLayout()
        y = point.y() + self.verticalScrollBar().value()
        if not 0 <= y < self._heights.total:
            return QModelIndex()
        return self.model().index(self._heights.row_at(y), 0)

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a row into sight, measured exactly."""
        if not index.isValid():
            return
        self.executeDelayedItemsLayout()
        row = index.row()
        if self._measure_rows(range(row, row + 1)):
            self._update_bar()
        bar, page = self.verticalScrollBar(), self.viewport().height()
        top, height = self._heights.top(row), self._heights.height(row)
        above, below = top < bar.value(), top + height > bar.value() + page
        if hint is Hint.PositionAtCenter:
            wanted = top - (page - height) // 2
        elif hint is Hint.PositionAtTop or (hint is Hint.EnsureVisible and above):
            wanted = top
        elif hint is Hint.PositionAtBottom or (hint is Hint.EnsureVisible and below):
            wanted = top + height - page if height < page else top
        else:
            return
        index = QPersistentModelIndex(index)
        self._settling = True
        bar.setValue(wanted)
        self._settling = False
        self._settle((index, top - bar.value()))

    def moveCursor(self, action: Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go by a row, by a page or to an end, past rows that cannot be chosen."""
        self.executeDelayedItemsLayout()
        count, page = len(self._heights), self.viewport().height()
        now = self.currentIndex().row()
        if not count:
            return QModelIndex()
        match action:
            case Move.MoveHome:
                return self._enabled(range(count))
            case Move.MoveEnd:
                return self._enabled(range(count - 1, -1, -1))
            case _ if now < 0:
                return self._enabled(range(count))
            case Move.MovePageDown:
                target = self._heights.row_at(self._heights.top(now) + page)
                return self._enabled(range(max(target, now + 1), count), range(count - 1, now, -1))
            case Move.MovePageUp:
                target = self._heights.row_at(max(self._heights.top(now) - page, 0))
                return self._enabled(range(min(target, now - 1), -1, -1), range(now))
            case Move.MoveUp | Move.MovePrevious:
                return self._enabled(range(now - 1, -1, -1))
            case Move.MoveDown | Move.MoveNext:
                return self._enabled(range(now + 1, count))
        return self.currentIndex()

    def _enabled(self, *ways: range) -> QModelIndex:
        """Return the first row on these ways that can be chosen, else the current one."""
        for row in (row for way in ways for row in way):
            index = self.model().index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                return index
        return self.currentIndex()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the rows that a rectangle of the viewport touches."""
        self.executeDelayedItemsLayout()
        chosen = QItemSelection()
        value = self.verticalScrollBar().value()
        top, bottom = sorted((rect.top() + value, rect.bottom() + value))
        if len(self._heights) and top < self._heights.total and bottom >= 0:
            first, last = self._heights.row_at(top), self._heights.row_at(bottom)
            chosen.select(self.model().index(first, 0), self.model().index(last, 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, _selection: QItemSelection) -> QRegion:
        """Return what is painted again when other rows are chosen: everything in sight."""
        return QRegion(self.viewport().rect())

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight."""
        self.executeDelayedItemsLayout()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain, delegate, state = option.state, self.itemDelegate(), QStyle.StateFlag
        painter = QPainter(self.viewport())
        focused = self.hasFocus() or self.viewport().hasFocus()
        first, last = self._visible()
        for row in range(first, last + 1):
            rect = self._rect(row)
            if not event.region().intersects(rect):
                continue
            index = self.model().index(row, 0)
            option.rect = rect
            option.state = plain & ~state.State_HasFocus
            if self.selectionModel().isSelected(index):
                option.state |= state.State_Selected
            if self._hovered == index:
                option.state |= state.State_MouseOver
            if focused and index == self.currentIndex():
                option.state |= state.State_HasFocus
            delegate.paint(painter, option, index)
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """Know the row below the mouse."""
        kind = event.type()
        if kind in (QEvent.Type.HoverMove, QEvent.Type.HoverEnter, QEvent.Type.MouseMove):
            self._hover(self.indexAt(event.position().toPoint()))  # type: ignore[attr-defined]
        elif kind in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self._hover(_ROOT)
        return super().viewportEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        if self._hovered != index:
            for each in (self._hovered, index):
                if each.isValid():
                    self.viewport().update(self.visualRect(each))
            self._hovered = QPersistentModelIndex(index)
