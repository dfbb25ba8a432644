"""A text in one column, as it is read and as it is edited: its keys, its wheel, its scroll bar."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from qcode.ui.notches import Notches
from qcode.ui.theme import is_dark, scroll_bar_style

from .column_layout import ColumnLayout
from .paging import show_edge, turn_page

_CARET = 2  # pixels


class ColumnEdit(QTextEdit):
    """Shows a document that a `ColumnLayout` lays out."""

    zoom_wanted = Signal(int)  # 1: larger, -1: smaller; by the wheel with Ctrl

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notches = Notches()

    def set_up_column(self) -> None:
        """Have one column between two margins, and a scroll bar that is always there."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def show_column(self, document: QTextDocument, layout: ColumnLayout) -> None:
        """Show a document that has this layout."""
        layout.shifted.connect(self._stay)
        self.setDocument(document)
        self.setCursorWidth(_CARET)  # Qt keeps it with the layout

    def _stay(self, growth: float) -> None:
        """Keep on the screen what is there: the text above it turned out higher by so much."""
        bar = self.verticalScrollBar()
        wanted = bar.value() + round(growth)
        bar.setMaximum(max(bar.maximum(), wanted))  # until Qt knows the new size
        bar.setValue(wanted)
        self.viewport().update()

    def style_scroll_bar(self) -> None:
        """Follow the theme."""
        style = scroll_bar_style(is_dark(self.palette()))
        if self.verticalScrollBar().styleSheet() != style:
            self.verticalScrollBar().setStyleSheet(style)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages in our own way; all other keys are Qt's."""
        before = self.textCursor().position()
        if not turn_page(self, event):
            super().keyPressEvent(event)
        if self.textCursor().position() != before:
            show_edge(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl ask for larger or smaller letters, a step for each notch."""
        steps = self._notches.turned(event)
        if steps is None:
            super().wheelEvent(event)
        elif steps:
            self.zoom_wanted.emit(steps)
