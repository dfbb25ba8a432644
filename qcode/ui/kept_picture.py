"""A part of what a window shows, kept for some turns."""

from __future__ import annotations

from mmap import mmap

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

_DEPTH = 32  # bits of a dot in the pictures that windows have


def kept_picture(part: QWidget, shown: QImage) -> QImage:
    """Return what `shown`, a picture of its window, shows where a part is.

    Such pictures are as large as lists, come by the handful, and go in another order. Taken from
    the heap they would leave holes in it that fit nothing else; so each has memory of its own,
    which goes back to the system with it.
    """
    ratio = shown.devicePixelRatio()
    place = QRect(part.mapTo(part.window(), QPoint()) * ratio, part.size() * ratio)
    if place.isEmpty():
        return QImage()
    if shown.depth() != _DEPTH:
        kept = shown.copy(place)
    else:
        width, height = place.width(), place.height()
        stride = width * _DEPTH // 8
        kept = QImage(memoryview(mmap(-1, stride * height)), width, height, stride, shown.format())
        with QPainter(kept) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            painter.drawImage(kept.rect(), shown, place)
    kept.setDevicePixelRatio(ratio)
    return kept
