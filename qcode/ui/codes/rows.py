"""The rows of the code tree, kept by Qt: which code stands where, and nothing of what is shown.

A view that lays out its rows asks for each of them several times. Asked in Python, 2,000 codes
would hold the window up; Qt's own rows are there at once, and cost next to nothing: only a row
with others below it, or one that can do less than usual, needs an item.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, KeysView, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel

from qcode.model.codebook import CodeId

from .order import Children

Index = QModelIndex | QPersistentModelIndex
_FEW = 24  # rows that come and go one by one; with more, all are made anew
_NONE: Sequence[CodeId] = ()
_USUAL = QStandardItem().flags()


class CodeRows(QStandardItemModel):
    """Codes in rows below one another. `put` changes them; what they show is for others to say."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, 1, parent)
        self._children: Children = {}
        self._places: dict[CodeId, tuple[CodeId | None, int]] = {}
        # By what Qt keeps in an index, the item above: found as rows are asked for.
        self._beside: dict[int, Sequence[CodeId]] = {}
        self._coming: tuple[CodeId | None, Sequence[CodeId]] = (None, ())
        self._flags: Qt.ItemFlag | None = None  # what can be done with a row; None: Qt's usual
        self.invisibleRootItem().setFlags(Qt.ItemFlag.ItemIsDropEnabled)
        # Before any view hears of it and asks.
        self.rowsInserted.connect(lambda *_: self._settle())
        self.rowsRemoved.connect(lambda *_: self._settle())

    # -- looking

    def parents(self) -> Collection[CodeId | None]:
        """Return the codes that have rows below them, and None for the top."""
        return self._children.keys()

    def codes(self) -> KeysView[CodeId]:
        """Return the codes that are shown."""
        return self._places.keys()

    def below(self, code: CodeId | None) -> Sequence[CodeId]:
        """Return the codes in the rows directly below one; None: at the top."""
        return self._children.get(code, _NONE)

    def code_at(self, index: Index) -> CodeId | None:
        """Return the code of a row, None outside the tree."""
        if not index.isValid():
            return None
        beside = self._beside.get(index.internalId())
        if beside is None:
            beside = self._beside[index.internalId()] = self.below(self.code_at(index.parent()))
        row = index.row()
        return beside[row] if row < len(beside) else None

    def index_of(self, code: CodeId | None) -> QModelIndex:
        """Return where a code is shown; an invalid index if it is not."""
        place = None if code is None else self._places.get(code)
        if place is None:
            return QModelIndex()
        return self.index(place[1], 0, self.index_of(place[0]))

    # -- changing

    def put(self, children: Children) -> bool:
        """Show these rows; return whether they are all anew.

        A few that differ come and go by themselves, and all others stay as they are in a view.
        """
        differing = self._differing(children)
        if differing is None:
            self._put_anew(children)
            return True
        for parent in differing:
            if parent is None or parent in self._places:
                self._take_out(parent, set(children.get(parent, ())))
        for parent in differing:
            if parent is None or parent in self._places:
                self._put_in(parent, children)
        return False

    def put_row(
        self, parent: CodeId | None, row: int, code: CodeId, flags: Qt.ItemFlag | None = None
    ) -> None:
        """Put a code in one more row below `parent`, with `flags` of its own."""
        rows = self.below(parent)
        self._coming = (parent, [*rows[:row], code, *rows[row:]])
        item = self._item(code, flags)  # a list, without which PySide would not hand it over
        self._item_of(parent).insertRow(row, [item])

    def take_row(self, parent: CodeId | None, row: int) -> None:
        """Take a row below `parent` away, with those below it."""
        rows = self.below(parent)
        self._coming = (parent, [*rows[:row], *rows[row + 1 :]])
        self.removeRows(row, 1, self.index_of(parent))

    def _differing(self, children: Children) -> Sequence[CodeId | None] | None:
        """Return what has other rows below it than now; None if much has, or in another order."""
        before, left = self._children, _FEW
        if not before or not children:
            return None
        parents = [p for p in {**before, **children} if before.get(p) != children.get(p)]
        if len(parents) > _FEW:
            return None
        for parent in parents:
            old, new = before.get(parent, []), children.get(parent, [])
            gone, come = set(old).difference(new), set(new).difference(old)
            left -= len(gone) + len(come)
            if left < 0 or [c for c in old if c not in gone] != [c for c in new if c not in come]:
                return None
        return parents

    def _put_anew(self, children: Children) -> None:
        self.beginResetModel()
        self.blockSignals(True)
        top = self.invisibleRootItem()
        top.removeRows(0, top.rowCount())
        self._beside.clear()
        self._children = dict(children)
        self._places = {
            code: (parent, row)
            for parent, rows in children.items()
            for row, code in enumerate(rows)
        }
        top.setRowCount(len(self.below(None)))
        self._furnish(top, self.below(None))
        self.blockSignals(False)
        self.endResetModel()

    def _take_out(self, parent: CodeId | None, staying: Collection[CodeId]) -> None:
        for row in reversed(range(len(self.below(parent)))):
            rows = self.below(parent)
            if rows[row] not in staying:
                self.take_row(parent, row)

    def _put_in(self, parent: CodeId | None, children: Children) -> None:
        for row, code in enumerate(children.get(parent, ())):
            if row >= len(self.below(parent)) or self.below(parent)[row] != code:
                self._bring(code, children)
                self.put_row(parent, row, code)

    def _bring(self, code: CodeId, children: Children) -> None:
        """Have the rows below a code come along with it."""
        for above, rows in _lists_below(code, children):
            self._children[above] = list(rows)

    def _settle(self) -> None:
        """Know which codes the rows are that have just come or stayed."""
        parent, rows = self._coming
        gone = set(self.below(parent)).difference(rows)
        for code in gone:
            for each in (code, *_all_below(code, self._children)):
                self._places.pop(each, None)
            self._forget_below(code)
        if rows:
            self._children[parent] = list(rows)
        else:
            self._children.pop(parent, None)
        for row, code in enumerate(rows):
            if code not in self._places:
                for above, beneath in _lists_below(code, self._children):
                    self._places.update((c, (above, n)) for n, c in enumerate(beneath))
            self._places[code] = (parent, row)
        self._beside.clear()

    def _forget_below(self, code: CodeId) -> None:
        for above, _rows in list(_lists_below(code, self._children)):
            del self._children[above]

    # -- items, where Qt's empty rows are not enough

    def set_flags(self, flags: Qt.ItemFlag | None) -> None:
        """Say what can be done with each row; None: all that Qt's rows can do."""
        if flags == self._flags:
            return
        self._flags = flags
        self.blockSignals(True)  # of these items nobody needs to know
        for parent, rows in self._children.items():
            item = self._item_of(parent)
            for row in range(len(rows)):
                child: QStandardItem | None = item.child(row)
                if child is None and flags is not None:
                    child = QStandardItem()
                    item.setChild(row, child)
                if child is not None:
                    child.setFlags(_USUAL if flags is None else flags)
        self.blockSignals(False)

    def _item(self, code: CodeId, flags: Qt.ItemFlag | None = None) -> QStandardItem:
        rows = self.below(code)
        item = QStandardItem(len(rows), 1)
        if (flags := flags or self._flags) is not None:
            item.setFlags(flags)
        self._furnish(item, rows)
        return item

    def _furnish(self, item: QStandardItem, rows: Sequence[CodeId]) -> None:
        for row, code in enumerate(rows):
            if self._flags is not None or code in self._children:
                item.setChild(row, self._item(code))

    def _item_of(self, code: CodeId | None) -> QStandardItem:
        index = self.index_of(code)
        return self.itemFromIndex(index) if index.isValid() else self.invisibleRootItem()


def _lists_below(code: CodeId, children: Children) -> Iterator[tuple[CodeId, Sequence[CodeId]]]:
    """Yield the rows below a code, with the code they are directly below."""
    waiting = [code]
    while waiting:
        above = waiting.pop()
        rows = children.get(above)
        if rows:
            yield above, rows
            waiting.extend(rows)


def _all_below(code: CodeId, children: Children) -> Iterator[CodeId]:
    return (each for _above, rows in _lists_below(code, children) for each in rows)
