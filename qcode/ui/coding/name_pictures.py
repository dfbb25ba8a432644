"""Names in the margin as they were painted once, to be shown again wherever they come next.

A picture holds a name on the ground of the page. To set its letters and to round the corners of
its patch of colour takes several times as long as to show it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

_MOST = 400_000  # dots of all pictures: a megabyte and a half, as much as a margin itself


class NamePictures:
    """Pictures of names on one ground, for a screen of one density."""

    def __init__(self, ground: QColor, ratio: float) -> None:
        self._ground, self._ratio = ground, ratio
        self._kept: dict[Hashable, QPixmap] = {}  # the oldest first
        self._dots = 0

    def fit(self, ground: QColor, ratio: float) -> bool:
        """Whether they are for this ground and such a screen."""
        return (ground, ratio) == (self._ground, self._ratio)

    def show(
        self, painter: QPainter, name: Hashable, area: QRectF, paint: Callable[[QPainter], None]
    ) -> None:
        """Show what `paint` paints into an area for this name, as far from whole dots as here."""
        ratio = self._ratio
        left, top = area.x() * ratio, area.y() * ratio
        x, y = floor(left), floor(top)
        key = name, round(left - x, 3), round(top - y, 3)
        picture = self._kept.get(key)
        if picture is None:
            picture = self._kept[key] = self._painted(x, y, area, paint)
        painter.drawPixmap(QPointF(x / ratio, y / ratio), picture)

    def _painted(self, x: int, y: int, area: QRectF, paint: Callable[[QPainter], None]) -> QPixmap:
        """Return a picture of an area whose first dot is that; the oldest make room for it."""
        ratio = self._ratio
        width = max(1, ceil(area.right() * ratio) - x)
        height = max(1, ceil(area.bottom() * ratio) - y)
        picture = QPixmap(width, height)
        picture.setDevicePixelRatio(ratio)
        picture.fill(self._ground)
        with QPainter(picture) as painter:
            painter.translate(-x / ratio, -y / ratio)
            paint(painter)
        self._dots += width * height
        while self._dots > _MOST and self._kept:
            gone = self._kept.pop(next(iter(self._kept)))
            self._dots -= gone.width() * gone.height()
        return picture
