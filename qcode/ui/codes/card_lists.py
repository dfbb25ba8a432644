"""The lists at the foot of a code card: memos on the code, and its history in the journal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from qcode.model.changes import Operation
from qcode.model.memo import Memo, MemoId
from qcode.model.memo_links import first_words
from qcode.services.facts import moment_words
from qcode.services.history import describe
from qcode.services.language import tr
from qcode.services.words import local_time
from qcode.ui.dialog_looks import dress_list


class History(QListWidget):
    """What was done to a code, newest first; what was undone is struck out."""

    def __init__(self, operations: Sequence[Operation], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _dress(self, tr("History"))
        for operation in operations:
            when = moment_words(local_time(operation.time))
            words = f"{describe(operation)}\n{when}  ·  {operation.coder}"
            if operation.undone:
                words = tr("{operation} (undone)", operation=words)
            item = QListWidgetItem(words)
            font = item.font()
            font.setStrikeOut(operation.undone)
            item.setFont(font)
            self.addItem(item)


class Memos(QListWidget):
    """The memos on a code; `opened` brings the one that was chosen, with a click or Enter."""

    opened = Signal(object)  # MemoId

    def __init__(self, memos: Sequence[Memo], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _dress(self, tr("Memos"))
        self._ids: list[MemoId] = [memo.id for memo in memos]
        for memo in memos:
            name = memo.title or first_words(memo.text)
            item = QListWidgetItem(name or tr("Memo"))
            item.setToolTip(memo.text)
            self.addItem(item)
        self.itemDoubleClicked.connect(lambda _item: self._open())

    def _open(self) -> None:
        if 0 <= self.currentRow() < len(self._ids):
            self.opened.emit(self._ids[self.currentRow()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the memo with the cursor with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open()
        else:
            super().keyPressEvent(event)


def _dress(lines: QListWidget, name: str) -> None:
    lines.setAccessibleName(name)
    lines.setWordWrap(True)
    lines.setSpacing(2)
    lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    lines.setMinimumHeight(lines.fontMetrics().lineSpacing() * 3 + 18)
    dress_list(lines)
