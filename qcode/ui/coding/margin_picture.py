"""What the margin showed last, kept as a picture: a box that lay over it costs no more."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from .geometry import View


class Drawn(NamedTuple):
    """What a picture of the margin shows."""

    scene: object  # its key
    view: View | None  # which is part of the key, and must not be another one of the same id
    palette: int
    ratio: float


class MarginPicture:
    """A picture at least as large as the margin. What of it is out of date is the margin's."""

    def __init__(self) -> None:
        self.pixmap = QPixmap()

    def make_room(self, size: QSize, ratio: float) -> None:
        """Have a picture that is large enough. A larger one stays: new memory is slow at first."""
        needed, there = size * ratio, self.pixmap.size()
        if there.expandedTo(needed) != there or self.pixmap.devicePixelRatioF() != ratio:
            self.pixmap = QPixmap(needed)
            self.pixmap.setDevicePixelRatio(ratio)

    def show(self, painter: QPainter, place: QRectF) -> None:
        """Show a part of it where it belongs."""
        ratio = self.pixmap.devicePixelRatioF()
        part = QRectF(place.topLeft() * ratio, place.size() * ratio)
        painter.drawPixmap(place, self.pixmap, part)
