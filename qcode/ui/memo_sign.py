"""The sign of a memo: a small sheet with two lines on it, in lists and beside the text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


def paint_memo(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Paint the sign into a rectangle, with lines that are wider in a larger one."""
    line = max(1.0, rect.width() / 10)
    painter.save()
    painter.setPen(QPen(color, line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, 1.5 * line, 1.5 * line)
    side = 2 * line
    for share in (0.35, 0.65):
        y = rect.top() + rect.height() * share
        painter.drawLine(QPointF(rect.left() + side, y), QPointF(rect.right() - side, y))
    painter.restore()
