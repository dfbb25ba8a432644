"""The small digit that stands beside a code on a number key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from qcode.ui.theme import colors

BADGE = 15  # pixels, wide and high


def paint_badge(painter: QPainter, right: float, middle: float, digit: int, *, dark: bool) -> None:
    """Paint a digit in a frame that ends at `right` and is `middle` down, both in pixels."""
    chosen = colors(dark)
    frame = QRectF(right - BADGE + 0.5, middle - BADGE / 2 + 0.5, BADGE - 1, BADGE - 1)
    font = QFont(painter.font())
    font.setPixelSize(BADGE - 5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(chosen.field))
    painter.setBrush(QColor(chosen.base))
    painter.drawRoundedRect(frame, 3, 3)
    painter.setFont(font)
    painter.setPen(QColor(chosen.text))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, str(digit))
    painter.restore()
