"""The small round patch of colour that stands for a code, wherever codes are listed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen, QPixmap

from qcode.ui.theme import code_color, colors

SIZE = 11  # pixels
ICON = 18  # pixels, on buttons


def paint_chip(
    painter: QPainter,
    middle: QPointF,
    color: str,
    *,
    dark: bool,
    size: float = SIZE,
    hollow: bool = False,
) -> None:
    """Paint a code's colour ("#rrggbb") as the theme shows it; `hollow`: only its edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shown = QColor(code_color(color, dark).stripe)
    edge = size / 6 if hollow else 0.0
    painter.setPen(QPen(shown, edge) if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else shown)
    corner = QPointF(size - edge, size - edge) / 2
    painter.drawRoundedRect(QRectF(middle - corner, middle + corner), size / 3, size / 3)
    painter.restore()


def chip_icon(color: str, *, dark: bool, ratio: float, side: int = ICON) -> QIcon:
    """Return a code's colour as an icon for buttons; `ratio` is the device's pixel ratio."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_chip(painter, QPointF(side / 2, side / 2), color, dark=dark, size=side - 2)
    painter.end()
    return QIcon(pixmap)


def chip_tag(words: str, color: str, *, dark: bool, font: QFont, ratio: float) -> QPixmap:
    """Return a tag with a code's colour and some words, to hang on the pointer."""
    chosen, metrics = colors(dark), QFontMetrics(font)
    width, height = metrics.horizontalAdvance(words) + SIZE + 24, metrics.height() + 8
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font)
        painter.setPen(QColor(chosen.field))
        painter.setBrush(QColor(chosen.raised))
        painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 5, 5)
        paint_chip(painter, QPointF(8 + SIZE / 2, height / 2), color, dark=dark)
        painter.setPen(QColor(chosen.text))
        room = QRectF(SIZE + 14, 0, width, height)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
    return pixmap
