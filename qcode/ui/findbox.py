"""A box with one line and a list, for finding something without the mouse.

It lies inside the window, not in a popup of its own: dead keys and input methods work in it,
and the window stays the active one. The quick-code box and the command palette are such boxes.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from qcode.ui.codes.placing import beside
from qcode.ui.theme import box_style, is_dark, scroll_bar_style

from .findlist import FindList

ROWS = 9

_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: ROWS - 1,
    Qt.Key.Key_PageUp: 1 - ROWS,
}
_OURS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class FindBox(QFrame):
    """Finds as one types. It belongs to `parent`, and gives the keyboard back to who had it.

    What is found and what becomes of it is for those who are made from this: `_search`, `_take`
    and perhaps `_tab`.
    """

    closed = Signal()

    def __init__(self, found: FindList, parent: QWidget, *, width: int) -> None:
        super().__init__(parent)
        self._owner = parent
        self._list = found
        self._wide = width
        self._before: QWidget | None = None
        self._build()
        self.hide()
        parent.destroyed.connect(self.deleteLater)

    def _build(self) -> None:
        self.setObjectName("quickbox")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel()
        self._title.setWordWrap(True)
        self._title.hide()
        self._line = QLineEdit(frame=False)
        self._line.textChanged.connect(self._search)
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

    # -- opening and closing

    def _prepare(self) -> None:
        """Remember who has the keyboard, and lie in the window."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        window = self._owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._dress(dark=is_dark(window.palette()))

    def _appear(self, global_point: QPoint, rows: int) -> None:
        """Show the box below a point, or above it where there is more room, with the keyboard."""
        window = self._owner.window()
        self._list.set_rows(rows)
        self.setFixedWidth(min(self._wide, window.width()))
        self.adjustSize()
        self.move(beside(window.mapFromGlobal(global_point), self.size(), window.rect()))
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _dress(self, *, dark: bool) -> None:
        style = box_style(dark) + scroll_bar_style(dark)
        if style != self.styleSheet():  # setting one costs more than all the rest
            self.setStyleSheet(style)

    def dismiss(self, *, give_back: bool = True) -> None:
        """Close the box; give the keyboard back to what had it before."""
        if not self.isVisible():
            return
        before, self._before = self._before, None
        self.hide()
        self.setParent(self._owner)
        if give_back and before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    # -- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that belong to the list while the cursor stays in the line."""
        if watched is self._line:
            if isinstance(event, QKeyEvent):
                if event.type() == QEvent.Type.KeyPress:
                    return self._press(event)
                if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OURS:
                    event.accept()
                    return True
            elif isinstance(event, QFocusEvent) and event.lostFocus():
                self._leave(event.reason())
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

    def _leave(self, reason: Qt.FocusReason) -> None:
        if reason not in (
            Qt.FocusReason.PopupFocusReason,  # its own context menu
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.dismiss(give_back=False)
