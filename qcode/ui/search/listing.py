"""The list of hits: rows to go to, to tick, and to fold away by document."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from qcode.services.language import tr
from qcode.ui.found.listing import PassageList
from qcode.ui.found.rows import Passage, Row, RowsModel

from .delegate import HitDelegate
from .rows import GroupRow, HitRow
from .ticked import Ticked

_Index = QModelIndex | QPersistentModelIndex
_STEPS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class HitRows(RowsModel):
    """Hits and their groups; the arrow keys come to both, and a screen reader hears of ticks."""

    def __init__(self, ticked: Ticked, parent: QWidget) -> None:
        super().__init__(parent)
        self._ticked = ticked

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let hits be chosen, and groups be come to."""
        flags = super().flags(index)
        if self.passage(index) is not None:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return Qt.ItemFlag.ItemIsEnabled if index.isValid() else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return also whether a row is ticked, and what a group has."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            return _CHECKED[self.state(row)]
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(row, GroupRow):
            words = tr("{name}, hits: {n}", name=row.text, n=row.count)
            return tr("{name}, folded", name=words) if row.folded else words
        return super().data(index, role)

    def state(self, row: Row) -> bool | None:
        """Say whether a row is ticked, None for in part."""
        if isinstance(row, GroupRow) and row.group is not None:
            return self._ticked.group_state(row.group, row.count)
        return self._ticked.state(row.key) if isinstance(row, HitRow) else False  # type: ignore[arg-type]

    def told_of_ticks(self) -> None:
        """Say that ticks may be other now."""
        if self.rows:
            ends = self.index(0), self.index(len(self.rows) - 1)
            self.dataChanged.emit(*ends, [Qt.ItemDataRole.CheckStateRole])


_CHECKED = {
    True: Qt.CheckState.Checked,
    False: Qt.CheckState.Unchecked,
    None: Qt.CheckState.PartiallyChecked,
}


class HitView(PassageList):
    """Shows rows of hits; whoever owns it keeps the ticks."""

    ticked = Signal(object, bool)  # rows: list[HitRow | GroupRow], whether they are to be ticked
    all_ticked = Signal()  # the usual key for everything
    folded = Signal(object)  # GroupRow: fold it, or unfold it
    narrowed = Signal(object)  # GroupRow: show nothing else, or all again

    def __init__(self, ticks: Ticked, parent: QWidget | None = None) -> None:
        self._ticks = ticks
        self._anchor = -1  # where ticking several began
        super().__init__(lines=2, fixed=True, parent=parent)

    def _made_rows(self) -> RowsModel:
        return HitRows(self._ticks, self)

    def _made_delegate(self, *, lines: int, fixed: bool, elide: Qt.TextElideMode) -> HitDelegate:
        assert isinstance(self.rows, HitRows)
        return HitDelegate(
            self,
            lines=lines,
            fixed=fixed,
            ticked=self.rows.state,
            ticking=lambda: bool(len(self._ticks)),
        )

    def rows_in_sight(self, *, lines: bool) -> int:
        """Return how many rows there is room for, and one more."""
        assert isinstance(self._delegate, HitDelegate)
        return self.viewport().height() // self._delegate.usual_height(lines=lines) + 1

    def show_ticks(self) -> None:
        """Show ticks as they are now."""
        assert isinstance(self.rows, HitRows)
        self.rows.told_of_ticks()
        self.viewport().update()

    # -- the mouse

    def _click(self, index: QModelIndex) -> None:
        at, self._pressed = self._pressed, QPoint(-1, -1)
        row = self.rows.rows[index.row()]
        assert isinstance(self._delegate, HitDelegate)
        rect = self.visualRect(index)
        if self._delegate.tick_of(rect, row).contains(at):
            self._toggle([index.row()])
        elif isinstance(row, GroupRow):
            inside = self._delegate.count_of(rect, row).contains(at)
            (self.narrowed if inside else self.folded).emit(row)
        elif isinstance(row, Passage):
            self.chosen.emit(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick with Ctrl and a click, and with Shift all from where one began."""
        modifiers, number = event.modifiers(), self.indexAt(event.position().toPoint()).row()
        ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if number >= 0 and modifiers & (ctrl | shift):
            event.accept()
            if modifiers & shift and self._anchor >= 0:
                first, last = sorted((self._anchor, number))
                self._tick(range(first, last + 1), on=True)
            else:
                self._toggle([number])
            return
        super().mouseReleaseEvent(event)

    # -- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Shift with an arrow several; Left and Right fold and unfold a group."""
        number, step = self.currentIndex().row(), _STEPS.get(event.key())
        row = self.rows.rows[number] if number >= 0 else None
        group = row if isinstance(row, GroupRow) else None
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_ticked.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif row is None:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self._toggle([number])
        elif step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._tick_on(number, step)
        elif event.key() == Qt.Key.Key_Left and group is None:
            self._to_group(number)
        elif (
            group is not None and event.key() in _FOLDS and group.folded is not _FOLDS[event.key()]
        ) or (group is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self.folded.emit(group)
        else:
            super().keyPressEvent(event)

    def _tick_on(self, number: int, step: int) -> None:
        """Tick this row, go on by one, and tick that too."""
        other = number + step
        while (
            0 <= other < len(self.rows.rows) and self.rows.passage(self.rows.index(other)) is None
        ):
            other += step
        if not 0 <= other < len(self.rows.rows):
            other = number
        self._tick([number, other], on=True)
        self.choose_row(other)

    def _to_group(self, number: int) -> None:
        while number >= 0 and not isinstance(self.rows.rows[number], GroupRow):
            number -= 1
        if number >= 0:
            self.choose_row(number)

    # -- ticking

    def _toggle(self, numbers: list[int]) -> None:
        self._anchor = numbers[-1]
        assert isinstance(self.rows, HitRows)
        row = self.rows.rows[numbers[-1]]
        self._tick(numbers, on=self.rows.state(row) is not True)

    def _tick(self, numbers: range | list[int], *, on: bool) -> None:
        rows = [self.rows.rows[number] for number in numbers]
        if len(rows) > 1:  # a group that lies between means its hits, which lie there too
            rows = [row for row in rows if isinstance(row, HitRow)]
        if rows:
            self.ticked.emit(rows, on)


_FOLDS: dict[int, bool] = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}
