"""Small drawn marks for the kinds of documents: shapes that can be told apart without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from qcode.model.document import DocumentKind

SIZE = 16  # pixels that a mark is designed for


def paint_mark(painter: QPainter, rect: QRectF, kind: DocumentKind, color: QColor) -> None:
    """Paint the mark of a kind as lines in a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / SIZE, rect.height() / SIZE)
    pen = QPen(color, 1.25)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(_PATHS[kind])
    painter.restore()


def _lines(path: QPainterPath, *lines: tuple[float, float, float, float]) -> QPainterPath:
    for left, top, right, bottom in lines:
        path.moveTo(left, top)
        path.lineTo(right, bottom)
    return path


def _bubble(path: QPainterPath, rect: QRectF, tail: float) -> QPainterPath:
    """Add a speech bubble; the tail hangs `tail` from its left."""
    path.addRoundedRect(rect, 2.5, 2.5)
    at = rect.left() + tail
    path.moveTo(at, rect.bottom())
    path.lineTo(at, rect.bottom() + 2.6)
    path.lineTo(at + 2.8, rect.bottom())
    return path


def _interview() -> QPainterPath:
    path = _bubble(QPainterPath(), QRectF(2, 3, 12, 8), 3)
    return _lines(path, (5, 6, 11, 6), (5, 8.4, 9, 8.4))


def _focus_group() -> QPainterPath:
    path = _bubble(QPainterPath(), QRectF(1.5, 2, 8, 5.5), 2)
    return _bubble(path, QRectF(6.5, 6.5, 8, 5.5), 4)


def _observation() -> QPainterPath:
    path = QPainterPath(QPointF(1.5, 8))
    path.quadTo(8, 1, 14.5, 8)
    path.quadTo(8, 15, 1.5, 8)
    path.addEllipse(QPointF(8, 8), 2, 2)
    return path


def _field_note() -> QPainterPath:
    path = QPainterPath(QPointF(3, 13))
    for x, y in ((3.6, 10.2), (11, 2.8), (13.2, 5), (5.8, 12.4), (3, 13)):
        path.lineTo(x, y)
    return _lines(path, (9.4, 4.4, 11.6, 6.6))


def _survey() -> QPainterPath:
    path = QPainterPath()
    for top in (3, 9.5):
        path.addRect(QRectF(2, top, 3.5, 3.5))
    return _lines(path, (8.5, 4.8, 14, 4.8), (8.5, 11.2, 14, 11.2))


def _literature() -> QPainterPath:
    path = QPainterPath(QPointF(8, 4))
    path.quadTo(5, 2.2, 1.8, 3.2)
    path.lineTo(1.8, 12.6)
    path.quadTo(5, 11.6, 8, 13.2)
    path.quadTo(11, 11.6, 14.2, 12.6)
    path.lineTo(14.2, 3.2)
    path.quadTo(11, 2.2, 8, 4)
    path.lineTo(8, 13.2)
    return path


def _other() -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(3, 1.8, 10, 12.4), 1.5, 1.5)
    return _lines(path, (5.5, 5.5, 10.5, 5.5), (5.5, 8, 10.5, 8), (5.5, 10.5, 8.5, 10.5))


_PATHS = {
    DocumentKind.INTERVIEW: _interview(),
    DocumentKind.FOCUS_GROUP: _focus_group(),
    DocumentKind.OBSERVATION: _observation(),
    DocumentKind.FIELD_NOTE: _field_note(),
    DocumentKind.SURVEY: _survey(),
    DocumentKind.LITERATURE: _literature(),
    DocumentKind.OTHER: _other(),
}
