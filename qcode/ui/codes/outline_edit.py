"""A field for an indented list, which the keyboard can also leave."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget


class OutlineEdit(QPlainTextEdit):
    """Tab indents before the first letter of a line, and elsewhere goes on to the next control.

    So it does where something is selected: what is pasted is not to be overwritten by a step on.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * 4)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)

    def event(self, event: QEvent) -> bool:
        """Take a Tab that indents before it leads on."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and self._indents()
        ):
            self.insertPlainText("\t")
            return True
        return super().event(event)

    def _indents(self) -> bool:
        caret = self.textCursor()
        if caret.hasSelection() or self.document().isEmpty():
            return False
        return not caret.block().text()[: caret.positionInBlock()].strip()
