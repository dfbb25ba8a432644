"""A field for several lines that shows whole ones only, however high it happens to be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from .dialog_looks import dress_text

_ACCENT = 1  # pixel that the ring of an Å may stand above its line


class WholeLines(QPlainTextEdit):
    """Plain text; what is left below its last whole line stays empty."""

    def __init__(self, text: str = "", *, least: int = 2) -> None:
        super().__init__(text)
        self.setTabChangesFocus(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)  # below the last line too
        self.setAutoFillBackground(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress_text(self)
        self.setMinimumHeight(self._around() + least * self._line())

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing()

    def _around(self) -> int:
        """Return what is above and below the lines."""
        return round(2 * (self.frameWidth() + self.document().documentMargin()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is too low for a line free of text, and as much below as there is above."""
        super().resizeEvent(event)
        spare = max(0, self.height() - self._around()) % self._line()
        below = spare + round(self.document().documentMargin()) + _ACCENT
        if below != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, below)
