"""Sizes that go with the letters: what has room for ordinary ones must have room for large ones."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from .icons import SIZE
from .placing import FRAME

_USUAL = 15  # pixels to a line of the letters that sizes are thought out for
_MOST = 0.92  # of the screen


def for_letters(metrics: QFontMetrics, pixels: int) -> int:
    """Return so many pixels, or as many more as these letters are larger than the usual ones."""
    return round(pixels * max(1.0, metrics.height() / _USUAL))


def by_letters(widget: QWidget, pixels: int) -> int:
    """Return so many pixels, or as many more as a widget's letters are larger than usual."""
    return for_letters(widget.fontMetrics(), pixels)


def resize_by_letters(widget: QWidget, width: int, height: int) -> None:
    """Give a window a size that goes with its letters; it stays on the screen."""
    screen = widget.screen().availableSize()
    wanted = QSize(by_letters(widget, width), by_letters(widget, height))
    # Of the smallest screens all there is, but for what a window system puts around a window.
    usual = QSize(width, height).boundedTo(screen - FRAME)
    widget.resize(wanted.boundedTo((screen * _MOST).expandedTo(usual)))


def icon_size(widget: QWidget) -> QSize:
    """Return how large an icon beside the letters of a widget is."""
    side = by_letters(widget, SIZE)
    return QSize(side, side)
