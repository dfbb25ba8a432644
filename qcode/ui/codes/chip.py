"""The small round patch of colour that stands for a code, wherever codes are listed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from qcode.ui.theme import code_color

SIZE = 11  # pixels
ICON = 18  # pixels, on buttons


def paint_chip(
    painter: QPainter, middle: QPointF, color: str, *, dark: bool, size: float = SIZE
) -> None:
    """Paint a code's colour ("#rrggbb") as the theme shows it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(code_color(color, dark).stripe)
    corner = QPointF(size / 2, size / 2)
    painter.drawRoundedRect(QRectF(middle - corner, middle + corner), size / 3, size / 3)
    painter.restore()


def chip_icon(color: str, *, dark: bool, ratio: float) -> QIcon:
    """Return a code's colour as an icon for buttons; `ratio` is the device's pixel ratio."""
    side = ICON
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_chip(painter, QPointF(side / 2, side / 2), color, dark=dark, size=side - 2)
    painter.end()
    return QIcon(pixmap)
