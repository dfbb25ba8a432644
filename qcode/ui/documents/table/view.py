"""The table on the screen: keys as in a spreadsheet, and blocks to and from the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QTableView,
    QWidget,
)

from qcode.model.document import Attribute, AttributeId, AttributeType
from qcode.services.attribute_table import Cells, Owner
from qcode.services.language import tr
from qcode.services.pasting import Pasted, is_named, plan_at, plan_named, read_block, write_block
from qcode.ui.dressed import dress
from qcode.ui.resting import rest_without_keyboard
from qcode.ui.theme import sheet_style

from .cells import CellDelegate
from .heads import Heads, column_width
from .model import TableModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LONGEST_NAME = 260  # pixels
_WIDEST, _NARROWEST = 240, 90  # of a column, in pixels
_MEASURED = 50  # rows by which columns are made wide enough
_LARGE = 2000  # cells of a block that is not planned while the window waits
_NEXT = {True: "false", False: "true"}


class TableView(QTableView):
    """Shows a `TableModel`. `pasted` brings a plan, `links_wanted` a row whose links to edit.

    `planned` brings the function that plans a large block, which takes too long to be waited for.
    """

    pasted = Signal(object)  # Pasted
    planned = Signal(object)  # Callable[[], Pasted]
    links_wanted = Signal(object)  # Owner

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = model
        rest_without_keyboard(self)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(tr("Table of attributes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        edits = QAbstractItemView.EditTrigger
        self.setEditTriggers(edits.DoubleClicked | edits.EditKeyPressed | edits.AnyKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows, columns = Heads(Qt.Orientation.Vertical), Heads(Qt.Orientation.Horizontal)
        self.setVerticalHeader(rows)
        self.setHorizontalHeader(columns)
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 11)
        self.doubleClicked.connect(self._open_links)
        model.replaced.connect(self._measure)
        dress(self, sheet_style)

    def _measure(self) -> None:
        """Make columns as wide as their first values ask for, and the names of rows too."""
        model = self.cells
        names = self.verticalHeader()
        assert isinstance(names, Heads)
        names.fit_names((each.name for each in model.rows), _LONGEST_NAME)
        for column in range(model.columnCount()):
            words = [str(model.headerData(column, Qt.Orientation.Horizontal))]
            rows = range(min(model.rowCount(), _MEASURED))
            words += [model.text(row, column) for row in rows]
            self.setColumnWidth(column, column_width(self, words, _NARROWEST, _WIDEST))

    # -- what is chosen

    def block(self) -> tuple[range, range]:
        """Return the rows and the columns of the smallest block that holds what is chosen."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(number) for number in range(chosen.count())]
        index = self.currentIndex()
        if not ranges:
            return (
                range(index.row(), index.row() + index.isValid()),
                range(index.column(), index.column() + index.isValid()),
            )
        return (
            range(min(r.top() for r in ranges), max(r.bottom() for r in ranges) + 1),
            range(min(r.left() for r in ranges), max(r.right() for r in ranges) + 1),
        )

    def owners(self) -> list[Owner]:
        """Return the documents or cases in whose rows something is chosen."""
        return [self.cells.rows[row] for row in self.block()[0]]

    def current_owner(self) -> Owner | None:
        """Return the document or case of the row with the cursor."""
        index = self.currentIndex()
        return self.cells.rows[index.row()] if index.isValid() else None

    def current_attribute(self) -> Attribute | None:
        """Return the attribute of the column with the cursor."""
        index = self.currentIndex()
        return self.cells.attribute(index.column()) if index.isValid() else None

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell, if there is one."""
        index = self.cells.index(row, column)
        if index.isValid():  # whatever keys are held: Shift+Tab goes back and extends nothing
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    # -- blocks

    def copy(self, *, names: bool = False) -> None:
        """Put what is chosen on the clipboard; with the names of rows and columns if asked."""
        rows, columns = self.block()
        model = self.cells
        across = Qt.Orientation.Horizontal
        lines = [[model.text(row, each) for each in columns] for row in rows]
        if names:
            heads = [model.attribute(each) for each in columns]
            words = [
                head.name if head else str(model.headerData(each, across))
                for head, each in zip(heads, columns, strict=True)
            ]
            lines = [
                ["", *words],
                *([model.rows[r].name, *line] for r, line in zip(rows, lines, strict=True)),
            ]
        if lines:
            QGuiApplication.clipboard().setText(write_block(lines))

    def cut(self) -> None:
        """Put what is chosen on the clipboard and empty it."""
        self.copy()
        self.clear()

    def paste(self) -> None:
        """Plan what is on the clipboard: by names if it has them, else from the chosen cell on."""
        block = read_block(QGuiApplication.clipboard().text())
        plan = self._plan(block) if block else None
        if plan is None:
            return
        if len(block) * len(block[0]) > _LARGE:
            self.planned.emit(plan)
        else:
            self.pasted.emit(plan())

    def _plan(self, block: list[list[str]]) -> Callable[[], Pasted] | None:
        """Return what plans a block as things are now, on any thread; None without a place."""
        table = self.cells.now
        if is_named(table, block):
            return partial(plan_named, table, block)
        rows, columns = self.block()
        heads = [head for head in self.cells.heads[columns.start :] if head is not None]
        if not rows or not heads:
            return None
        if len(block) == len(block[0]) == 1:  # one cell fills all that are chosen
            block = [[block[0][0]] * len(columns)] * len(rows)
        return partial(plan_at, table, block, self.cells.rows[rows.start :], heads)

    def _columns(self) -> int:
        return self.cells.columnCount()

    def clear(self) -> None:
        """Empty what is chosen."""
        self.cells.put(dict.fromkeys(self._chosen_cells(), ""))

    def fill_down(self) -> None:
        """Give all chosen rows the values of the first; a single one those of the row above."""
        rows, _columns = self.block()
        first = rows.start if len(rows) > 1 else rows.start - 1
        if first < 0 or not rows:
            return
        above = self.cells.rows[first].id
        cells: Cells = {
            (owner, number): self.cells.value(above, number)
            for owner, number in self._chosen_cells()
            if owner != above
        }
        self.cells.put(cells)

    def _chosen_cells(self) -> list[tuple[int, AttributeId]]:
        rows, columns = self.block()
        heads = [self.cells.attribute(each) for each in columns]
        numbers = [head.id for head in heads if head is not None]
        return [(self.cells.rows[row].id, number) for row in rows for number in numbers]

    def _flip(self) -> None:
        """Change the chosen cells from yes to no, or from no to yes."""
        attribute, owner = self.current_attribute(), self.current_owner()
        if attribute is not None and owner is not None:
            value = _NEXT[self.cells.value(owner.id, attribute.id) == "true"]
            cells = [each for each in self._chosen_cells() if each[1] == attribute.id]
            self.cells.put(dict.fromkeys(cells, value))

    # -- Qt

    def _open_links(self) -> None:
        owner = self.current_owner()
        if owner is not None and owner.case is not None and self.current_attribute() is None:
            self.links_wanted.emit(owner)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Tab go on, F2 edits, Delete empties; copy, cut, paste and fill down."""
        typing = self.state() == QAbstractItemView.State.EditingState
        if typing or not (self._key_for_block(event) or self._key(event)):
            super().keyPressEvent(event)

    def _key_for_block(self, event: QKeyEvent) -> bool:
        standard, control = QKeySequence.StandardKey, Qt.KeyboardModifier.ControlModifier
        shift = Qt.KeyboardModifier.ShiftModifier
        if event.matches(standard.Copy):
            self.copy()
        elif event.modifiers() == control | shift and event.key() == Qt.Key.Key_C:
            self.copy(names=True)
        elif event.matches(standard.Cut):
            self.cut()
        elif event.matches(standard.Paste):
            self.paste()
        elif event.modifiers() == control and event.key() == Qt.Key.Key_D:
            self.fill_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            return False
        return True

    def _key(self, event: QKeyEvent) -> bool:
        key, back = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        attribute = self.current_attribute()
        on_links = attribute is None and self.currentIndex().isValid()
        if key in _ENTER:
            self._step(-1 if back else 1, 0)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and control:
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._step(0, -1 if key == Qt.Key.Key_Backtab else 1)
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Space) and on_links:
            self._open_links()
        elif key == Qt.Key.Key_Space and attribute and attribute.type is AttributeType.BOOLEAN:
            self._flip()
        else:
            return False
        return True

    def _step(self, down: int, right: int) -> None:
        """Go to the next cell; from the end of a row to the beginning of the next."""
        index, columns = self.currentIndex(), self._columns()
        if not index.isValid():
            self.go_to(0, 0)
            return
        at = index.column() + right
        row = index.row() + down + (at // columns)
        self.go_to(row, at % columns)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter go down, after Tab to the right; no other editor opens."""
        hints = QAbstractItemDelegate.EndEditHint
        moves = {
            hints.SubmitModelCache: (1, 0),
            hints.EditNextItem: (0, 1),
            hints.EditPreviousItem: (0, -1),
        }
        super().closeEditor(editor, hints.NoHint if hint in moves else hint)
        if hint in moves:
            self._step(*moves[hint])

    def choose_column(self, column: int) -> None:
        """Choose the cells of a column."""
        model = self.selectionModel()
        top, bottom = (
            self.cells.index(0, column),
            self.cells.index(len(self.cells.rows) - 1, column),
        )
        chosen = QItemSelectionModel.SelectionFlag
        if top.isValid():
            model.select(QItemSelection(top, bottom), chosen.ClearAndSelect)
            model.setCurrentIndex(top, chosen.NoUpdate)
