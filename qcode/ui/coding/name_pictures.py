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
_AHEAD = 0.25  # of them for names that are expected


class NamePictures:
    """Pictures of names on one ground, for a screen of one density."""

    def __init__(self, ground: QColor, ratio: float) -> None:
        self._ground, self._ratio = ground, ratio
        self._kept: dict[Hashable, QPixmap] = {}  # the oldest first
        self._dots = 0

    def fit(self, ground: QColor, ratio: float) -> bool:
        """Whether they are for this ground and such a screen."""
        return (ground, ratio) == (self._ground, self._ratio)

    @property
    def has_room(self) -> bool:
        """Whether there is room for names nobody has come to yet."""
        return self._dots < _MOST * _AHEAD

    def show(self, painter: QPainter, name: Hashable, left: float, top: float) -> bool:
        """Show a name with its corner there; return False if there is no picture of it.

        There is one for each part of a dot by which a corner is away from a whole one.
        """
        ratio = self._ratio
        x, y, key = self._placed(name, left, top)
        picture = self._kept.get(key)
        if picture is None:
            return False
        if ratio == 1.0:
            painter.drawPixmap(x, y, picture)
        else:
            painter.drawPixmap(QPointF(x / ratio, y / ratio), picture)
        return True

    def keep(self, name: Hashable, area: QRectF, paint: Callable[[QPainter], None]) -> None:
        """Keep a picture of what `paint` paints into an area, for this name; the oldest go."""
        ratio = self._ratio
        x, y, key = self._placed(name, area.x(), area.y())
        if key in self._kept:
            return
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
        self._kept[key] = picture

    def _placed(self, name: Hashable, left: float, top: float) -> tuple[int, int, Hashable]:
        """Return the dot where a name begins, and what its picture there is kept under."""
        left, top = left * self._ratio, top * self._ratio
        x, y = floor(left), floor(top)
        return x, y, (name, round(left - x, 3), round(top - y, 3))
