"""A line of words that gives way where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel


class Shortened(QLabel):
    """A label of which what there is no room for goes from the middle."""

    def minimumSizeHint(self) -> QSize:
        """Ask for little."""
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much of the words as there is room for."""
        elide = Qt.TextElideMode.ElideMiddle
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            shown = self.fontMetrics().elidedText(self.text(), elide, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
