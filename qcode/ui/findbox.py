"""A box with one line and a list, for finding something without the mouse.

The quick-code box and the command palette are such boxes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from .findlist import FindList
from .overlay import Overlay

ROWS = 9
TELL_MS = 500  # after the last letter, which is told first

_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: ROWS - 1,
    Qt.Key.Key_PageUp: 1 - ROWS,
}
_OURS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class FindBox(Overlay):
    """Finds as one types.

    What is found and what becomes of it is for those who are made from this: `_search`, `_take`
    and perhaps `_tab`.
    """

    def __init__(self, found: FindList, parent: QWidget, *, width: int) -> None:
        super().__init__(parent, width=width)
        self._list = found
        self._build()

    def _build(self) -> None:
        self._title = QLabel()
        self._title.setWordWrap(True)
        self._title.hide()
        self._line = QLineEdit(frame=False)
        self._line.textChanged.connect(self._search)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(TELL_MS)
        self._telling.timeout.connect(self._list.tell)
        self._line.textEdited.connect(lambda _text: self._telling.start())
        self.closed.connect(self._telling.stop)
        self._line.installEventFilter(self)
        self._list.clicked.connect(lambda _index: self._take(stay=False))
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 8)
        column.setSpacing(0)
        for widget in (self._title, self._line, self._list, self._hint):
            column.addWidget(widget)

    # -- what one finds, and what becomes of it

    def _search(self, text: str) -> None:
        """List what the text may mean, and mark the likeliest."""
        raise NotImplementedError

    def _take(self, *, stay: bool) -> None:
        """Do something with what is marked; `stay` with the box open, if that makes sense."""
        raise NotImplementedError

    def _tab(self) -> None:
        """Do what Tab means here: nothing, for the box has one place for the keyboard."""

    def _open_at(self, global_point: QPoint, rows: int) -> None:
        """Show the box at a point, with so many rows and the cursor in its line."""
        self._list.set_rows(rows)
        self._appear(global_point, self._line)
        if self._list.marked() is not None:  # which Enter takes at once
            self._telling.start()

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that belong to the list while the cursor stays in the line."""
        if watched is self._line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._press(event)
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OURS:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(stay=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Tab:
            self._tab()
        elif key == Qt.Key.Key_Backtab:
            pass  # leads nowhere
        elif key in _MOVES:
            self._list.step(_MOVES[Qt.Key(key)])
        else:
            return False
        return True
