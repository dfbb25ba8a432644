"""The subcodes that passages are sorted into, each with its key and how many it gets."""

from __future__ import annotations

from collections.abc import Mapping, Sized

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from qcode.services.language import tr
from qcode.ui.dialog_looks import dress_list
from qcode.ui.sized import by_letters

from .chip import ICON, chip_icon
from .sorting import Sorting

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
_KEY, _NAME, _COUNT = range(3)


class Targets(QTreeWidget):
    """Lists "stays" and the subcodes; `given` brings the one that was chosen or dropped on.

    It brings None for staying.
    """

    given = Signal(object)  # str or None

    def __init__(
        self, sorting: Sorting, *, dark: bool, ratio: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._dark, self._ratio = dark, ratio
        self._color = sorting.color
        self._names: list[str | None] = []
        self._side = by_letters(self, ICON)
        self.setIconSize(QSize(self._side, self._side))
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAccessibleName(tr("Subcodes"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(_KEY, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_COUNT, QHeaderView.ResizeMode.ResizeToContents)
        dress_list(self)
        self._append("0", None, tr("Stays in “{code}”", code=sorting.name), sorting.color)
        for name, color in sorting.subcodes:
            self._append(self._key(), name, name, color)
        self.itemClicked.connect(lambda item, _column: self._give(item))

    def _key(self) -> str:
        place = len(self._names) - 1
        return KEYS[place].upper() if place < len(KEYS) else ""

    def _append(self, key: str, name: str | None, words: str, color: str) -> None:
        self._names.append(name)
        item = QTreeWidgetItem([key, words, ""])
        item.setIcon(_NAME, chip_icon(color, dark=self._dark, ratio=self._ratio, side=self._side))
        item.setTextAlignment(_COUNT, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(_NAME, words)
        self.addTopLevelItem(item)

    def add(self, name: str) -> bool:
        """Add a subcode that is to be made; return False if it is there already."""
        if name in self._names:
            return False
        self._append(self._key(), name, name, self._color)
        return True

    def name_at(self, place: int) -> str | None:
        """Return the subcode with a key, 0 for the first; None if there is none."""
        return self._names[place + 1] if place + 1 < len(self._names) else None

    def count(self, parts: Mapping[str, Sized], total: int) -> None:
        """Show how many passages each gets, of so many in all."""
        stay = total - sum(map(len, parts.values()))
        for row, name in enumerate(self._names):
            number = stay if name is None else len(parts.get(name, ()))
            item = self.topLevelItem(row)
            assert item is not None
            item.setText(_COUNT, str(number or ""))

    def _give(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.given.emit(self._names[self.indexOfTopLevelItem(item)])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives to the one with the cursor."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._give(self.currentItem())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take passages of the table beside."""
        if isinstance(event.source(), QTableView):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Mark the subcode under the pointer."""
        item = self.itemAt(event.position().toPoint())
        if item is None or not isinstance(event.source(), QTableView):
            event.ignore()
            return
        self.setCurrentItem(item)
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Give what is dropped."""
        self._give(self.itemAt(event.position().toPoint()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
