"""The small digit that stands beside a code on a number key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from qcode.ui.sized import for_letters
from qcode.ui.theme import colors

BADGE = 15  # pixels, wide and high, beside ordinary letters


def paint_badge(painter: QPainter, right: float, middle: float, digit: int, *, dark: bool) -> int:
    """Paint a digit in a frame that ends at `right` and is `middle` down; return how wide it is.

    All in pixels.
    """
    chosen = colors(dark)
    side = for_letters(painter.fontMetrics(), BADGE)
    frame = QRectF(right - side + 0.5, middle - side / 2 + 0.5, side - 1, side - 1)
    font = QFont(painter.font())
    font.setPixelSize(side * (BADGE - 5) // BADGE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(chosen.field))
    painter.setBrush(QColor(chosen.base))
    painter.drawRoundedRect(frame, 3, 3)
    painter.setFont(font)
    painter.setPen(QColor(chosen.text))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, str(digit))
    painter.restore()
    return side
