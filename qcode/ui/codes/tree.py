"""The tree of codes on the screen: what stays open, chosen and in sight."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QTreeView,
    QWidget,
)

from qcode.model.codebook import CodeId
from qcode.services.language import tr
from qcode.ui.keys import held_to_copy
from qcode.ui.mime import codes_in
from qcode.ui.paced import ListApart
from qcode.ui.resting import rest_without_keyboard
from qcode.ui.theme import colors, is_dark, scroll_bar_style

from .chip import chip_tag
from .delegate import CodeDelegate
from .model import COLOR, DRAFT, CodeTreeModel
from .order import ORDERS
from .rows import Index
from .snapshot import Snapshot

NOTHING = " "  # said where a drop would do nothing: the line stays, and with it the tree
_SMALL = 80  # codes: a codebook up to this size is shown open at first


class CodeTree(QTreeView):
    """Shows a `CodeTreeModel`; `editing_ended` tells that no name is being typed any more.

    `hinted` says in words what a drop would do here, "" when nothing is dragged over it.
    """

    editing_ended = Signal()
    hinted = Signal(str)

    def __init__(self, model: CodeTreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.codes = model
        self._open: set[CodeId] = set()
        self._known = False  # whether there was a codebook to open at first
        self._begun = False  # whether it is known what lay open the last time
        self._parents: set[CodeId] = set()  # that have been shown
        self._filtered = False
        self._goes = QRect()  # where what is dragged would go: a row, or a line between two
        rest_without_keyboard(self)
        self.setModel(model)
        delegate = CodeDelegate(self)
        self.setItemDelegate(delegate)
        delegate.closeEditor.connect(lambda *_: self.editing_ended.emit())
        self.setAccessibleName(tr("Codes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names of a family differ at the end
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(600)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHeaderHidden(True)
        ListApart(self)
        self._dress()
        self.expanded.connect(lambda index: self._note(index, is_open=True))
        self.collapsed.connect(lambda index: self._note(index, is_open=False))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the row with the cursor, so that one can see where one is."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.setCurrentIndex(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Dress the scroll bar when the theme changes."""
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        self.verticalScrollBar().setStyleSheet(scroll_bar_style(is_dark(self.palette())))

    # -- content

    def show_codes(self, snapshot: Snapshot, text: str) -> None:
        """Show a codebook, filtered; what was open, chosen and in sight stays so."""
        chosen, current = self.chosen(), self.current()
        scrolled = self.verticalScrollBar().value()
        filtered = bool(text.strip())
        self.selectionModel().blockSignals(True)  # no row is looked at because another one went
        moved = self.codes.show(snapshot, text)
        if self.current() != current:
            self.selectionModel().clearCurrentIndex()
        self.selectionModel().blockSignals(False)
        if not moved and filtered == self._filtered:
            if filtered:
                self.viewport().update()  # other rows may be what the filter means
            return
        self._open_as_before(filtered=filtered)
        self.choose(chosen, current)
        self.verticalScrollBar().setValue(scrolled)

    def begin_with(self, codes: Iterable[CodeId]) -> None:
        """Have some codes lie open at first, those that did so the last time."""
        self._open, self._begun = set(codes), True

    def opened(self) -> frozenset[CodeId]:
        """Return the codes that lie open."""
        return frozenset(self._open & self._parents)

    def _open_new(self, *, small: bool) -> None:
        """Open a small codebook at first, and afterwards what has its first subcodes."""
        parents = {code for code in self.codes.parents() if code is not None}
        new, first = parents - self._parents, not self._known
        if not (first and self._begun) and (small or (not first and len(new) == 1)):
            self._open |= new
        self._known, self._parents = True, parents

    def _open_as_before(self, *, filtered: bool) -> None:
        """Open all that a filter leaves, or else what the user had opened."""
        if not filtered and len(self.codes.snapshot.codebook):
            self._open_new(small=len(self.codes.snapshot.codebook) <= _SMALL)
        self.blockSignals(True)  # opening rows again is no news
        if filtered != self._filtered:
            self._filtered = filtered
            self.collapseAll()
        self.scheduleDelayedItemsLayout()  # once, and not for each row that is opened
        parents = self.codes.parents()
        for code in parents if filtered else self._open.intersection(parents):
            self.setExpanded(self.codes.index_of(code), True)
        self.blockSignals(False)

    def choose(self, chosen: Iterable[CodeId], current: CodeId | None) -> None:
        """Choose codes, those of them that are shown, without scrolling."""
        wanted = QItemSelection()
        for code in chosen:
            index = self.codes.index_of(code)
            if index.isValid():
                wanted.select(index, index)
        select = QItemSelectionModel.SelectionFlag
        if (index := self.codes.index_of(current)).isValid():
            self.selectionModel().setCurrentIndex(index, select.NoUpdate)
        self.selectionModel().select(wanted, select.ClearAndSelect)

    def _note(self, index: Index, *, is_open: bool) -> None:
        code = self.codes.code_at(index)
        if code is None or self._filtered:
            return
        if is_open:
            self._open.add(code)
        else:
            self._open.discard(code)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the chosen codes as a small tag beside the pointer, which hides nothing there."""
        codes = self.chosen()
        if not codes:
            return
        current = self.current()
        first = current if current is not None and current in codes else codes[0]
        index = self.codes.index_of(first)
        name = str(index.data())
        words = name if len(codes) == 1 else tr("{code} and {n} more", code=name, n=len(codes) - 1)
        drag = QDrag(self)
        drag.setMimeData(self.codes.mimeData(self.selectionModel().selectedIndexes()))
        dark, ratio = is_dark(self.palette()), self.devicePixelRatioF()
        color = str(index.data(COLOR))
        drag.setPixmap(chip_tag(words, color, dark=dark, font=self.font(), ratio=ratio))
        drag.setHotSpot(QPoint(-12, -14))
        drag.exec(actions, self.defaultDropAction())

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say what a drop would do."""
        super().dragMoveEvent(event)
        self._point_to(self._goal(event) if event.isAccepted() else QRect())
        self.hinted.emit(self._hint(event))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Say nothing any more."""
        super().dragLeaveEvent(event)
        self._point_to(QRect())
        self.hinted.emit("")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is dropped, and say nothing any more."""
        super().dropEvent(event)
        self._point_to(QRect())
        self.hinted.emit("")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where a drop would go: Qt's own frame is black, and open at the right."""
        super().paintEvent(event)
        if self._goes.isEmpty():
            return
        with QPainter(self.viewport()) as painter:
            painter.setPen(QPen(QColor(colors(is_dark(self.palette())).accent), 1))
            painter.drawRect(self._goes.adjusted(0, 0, -1, -1))

    def _point_to(self, place: QRect) -> None:
        if place != self._goes:
            self._goes = place
            self.viewport().update()

    def _goal(self, event: QDragMoveEvent) -> QRect:
        """Return what to frame: the row, or what is on both sides of the line between two."""
        row = self.visualRect(self.indexAt(event.position().toPoint()))
        place, where = self.dropIndicatorPosition(), QAbstractItemView.DropIndicatorPosition
        if row.isEmpty() or place == where.OnViewport:
            return QRect()
        if place == where.OnItem:
            return row.adjusted(0, 0, 0, 1)  # over the frame that Qt draws
        line = row.top() if place == where.AboveItem else row.bottom()
        return QRect(row.left(), line, row.width(), 2)

    def _hint(self, event: QDragMoveEvent) -> str:
        moved = codes_in(event.mimeData())
        index = self.indexAt(event.position().toPoint())
        code = self.codes.code_at(index)
        if not moved:
            return ""
        if code is None or code == DRAFT:
            return NOTHING
        name = self.codes.snapshot.codebook[code].name
        if self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.OnItem:
            if not event.isAccepted():
                return NOTHING
            if event.dropAction() == Qt.DropAction.CopyAction:
                return tr("Merge into “{code}”", code=name)
            return tr(
                "Put under “{code}”. With {key}: merge into it.", code=name, key=held_to_copy()
            )
        if self.codes.stays_ordered(moved, self.codes.snapshot.codebook[code].parent):
            order = tr(ORDERS[self.codes.view.order])  # marked in ORDERS
            return tr(
                "The codes are ordered: {order}. Choose “By hand” to move them among themselves.",
                order=order.casefold(),
            )
        return tr("Put it between these codes") if event.isAccepted() else NOTHING

    # -- what is chosen

    def current(self) -> CodeId | None:
        """Return the code with the cursor."""
        code = self.codes.code_at(self.currentIndex())
        return None if code == DRAFT else code

    def chosen(self) -> list[CodeId]:
        """Return the chosen codes, in no order."""
        rows = self.selectionModel().selectedIndexes()
        found = [self.codes.code_at(index) for index in rows]
        return [code for code in found if code is not None and code != DRAFT]

    def reveal(self, code: CodeId | None) -> bool:
        """Choose a code and bring it into sight; return whether it is there."""
        index = self.codes.index_of(code)
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def reveal_all(self, codes: Collection[CodeId]) -> None:
        """Choose codes and bring them into sight: the first of them, if they are too many."""
        codebook = self.codes.snapshot.codebook
        shown = [code.id for _depth, code in codebook.walk() if code.id in codes]
        indexes = [index for index in map(self.codes.index_of, shown) if index.isValid()]
        for above in {codebook[code].parent for code in shown} - {None}:
            self.setExpanded(self.codes.index_of(above), True)
        for index in (*indexes[-1:], *indexes[:1]):
            self.scrollTo(index)
        if indexes:
            self.choose(shown, self.codes.code_at(indexes[0]))

    def name_draft(self, parent: CodeId | None) -> None:
        """Open an empty row under `parent` for the name of a new code."""
        index = self.codes.begin_draft(parent)
        if parent is not None:
            self.setExpanded(self.codes.index_of(parent), True)
        self.setFocus()
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    @property
    def is_editing(self) -> bool:
        """Whether a name is being typed."""
        return self.state() == QAbstractItemView.State.EditingState
