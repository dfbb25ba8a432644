"""Parts of a window that come are seen one after another, and what stood there until then.

To paint several at once, with all that is in them, takes too long in one go; and what is not
painted yet would be seen empty.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from .in_turns import InTurns
from .kept_picture import kept_picture


class Coming:
    """Those parts that are hidden now. To be made before they are shown, and then `appear`."""

    def __init__(self, around: QWidget, parts: Iterable[QWidget]) -> None:
        """All of them are in `around`."""
        self._around = around
        self._parts = [each for each in parts if not each.isVisible()]
        store = around.window().backingStore() if self._parts else None
        shown = None if store is None else store.paintDevice()
        self._shown = shown.copy() if isinstance(shown, QImage) else QImage()

    def appear(self, turns: InTurns) -> None:
        """Show what stood in the places of those that have come, until the turn of each."""
        for each in self._parts:
            if each.isVisible() and not self._shown.isNull():
                turns.then(_Cover(each, self._around, self._shown).end)


class _Cover(QWidget):
    """Lies over a part, and shows what a picture of the window shows there."""

    def __init__(self, part: QWidget, around: QWidget, shown: QImage) -> None:
        super().__init__(around)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing below it is painted
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(QRect(part.mapTo(around, QPoint()), part.size()))
        self._image = kept_picture(self, shown)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what was there."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.palette().window())  # where there was nothing
            painter.drawImage(QPoint(), self._image)

    def end(self) -> None:
        """Let the part be seen."""
        if isValid(self):
            self.hide()
            self.deleteLater()
