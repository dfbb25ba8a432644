"""A part of what a window shows, kept for some turns."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget


def kept_picture(part: QWidget, shown: QImage) -> QImage:
    """Return what `shown`, a picture of its window, shows where a part is; none of an empty part.

    As large as lists, and many at each resize: see `garbage.keep_large_apart`.
    """
    ratio = shown.devicePixelRatio()
    place = QRect(part.mapTo(part.window(), QPoint()) * ratio, part.size() * ratio)
    if place.isEmpty():
        return QImage()  # a copy of nothing would be one of all
    kept = shown.copy(place)
    kept.setDevicePixelRatio(ratio)
    return kept
