"""Where a box goes that is opened at a point, and how large a new window is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication, QScreen

_GAP = 6  # pixels, to the point and to the edges
FRAME = QSize(16, 48)  # what a window system puts around a window, about


def on_screen(size: QSize, screen: QScreen) -> QSize:
    """Return the size of a new window that is wished so large, on a screen."""
    if QGuiApplication.platformName() == "offscreen":
        return size  # its screen is small, and nobody looks at it
    return size.boundedTo(screen.availableGeometry().size() - FRAME)


def beside(point: QPoint, size: QSize, area: QRect) -> QPoint:
    """Return the corner of a box below `point`, or above where it fits only there, in `area`."""
    room = area.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    left = max(room.left(), min(point.x(), room.right() - size.width() + 1))
    top = point.y() + _GAP
    lowest = room.bottom() + 1 - size.height()
    if top > lowest:
        above = point.y() - _GAP - size.height()
        top = lowest if above < room.top() else min(above, lowest)
    return QPoint(left, max(room.top(), top))
