"""Painting a page: white as paper also in the dark, since that is what it will be.

Paints with glyphs of its own thread; what a page holds is in `flow`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QTextLine

from qcode.formats.printed import Letters, Picture
from qcode.ui.theme import CHART_INK, INK, PAPER, REMARK, REMARK_EDGE, RULE

from .flow import Placed, Rule, Sheet
from .typeset import POINT, Lines, Numbers, font, indents, typeset, units

_CHART_LETTERS = Letters(size=18)
_THICK = 0.69  # of the room for a bar
_BUBBLE = 9 * POINT


def paint_sheet(painter: QPainter, sheet: Sheet, pages: int) -> None:
    """Paint a page at the origin, in units; `pages` is 0 while nobody knows."""
    painter.fillRect(QRectF(0, 0, sheet.width, sheet.height), QColor(PAPER))
    painter.setPen(QColor(INK))
    numbers = Numbers(sheet.number, pages)
    for placed in sheet.placed:
        _paint_placed(painter, placed, numbers)
    for rule in sheet.rules:
        _paint_rule(painter, rule)
    x = sheet.width - sheet.margins[1] + _BUBBLE
    for y in sorted({note.y for note in sheet.notes}):
        _paint_bubble(painter, x, y)


def _paint_placed(painter: QPainter, placed: Placed, numbers: Numbers) -> None:
    paragraph = placed.paragraph
    if paragraph.picture is not None:
        _paint_picture(painter, paragraph.picture, placed)
        return
    lines = typeset(paragraph, placed.width, numbers)
    if lines.layout is None:
        return
    if any(piece.noted for piece in paragraph.pieces):
        _tint(painter, placed, lines, numbers)
    y = placed.y
    painter.setPen(QColor(INK))
    for at in range(placed.first, min(placed.last, len(lines.heights))):
        lines.layout.lineAt(at).draw(painter, QPointF(placed.x, y + lines.drops[at]))
        y += lines.heights[at]


def _tint(painter: QPainter, placed: Placed, lines: Lines, numbers: Numbers) -> None:
    """Lay the tint of a comment behind the words that have one."""
    assert lines.layout is not None
    spans, at = [], 0
    for piece in placed.paragraph.pieces:
        length = len(numbers.shown(piece).encode("utf-16-le")) // 2
        if piece.noted:
            spans.append((at, at + length))
        at += length
    y = placed.y
    for number in range(placed.first, min(placed.last, len(lines.heights))):
        line = lines.layout.lineAt(number)
        start, end = line.textStart(), line.textStart() + line.textLength()
        for first, last in spans:
            if first < end and last > start:
                xs = sorted((_x(line, max(first, start)), _x(line, min(last, end))))
                top = y + lines.drops[number]
                box = QRectF(placed.x + xs[0], top, xs[1] - xs[0], line.height())
                painter.fillRect(box, QColor(REMARK))
        y += lines.heights[number]


def _x(line: QTextLine, at: int) -> float:
    """Return where in a line a position is."""
    found: Any = line.cursorToX(at)
    return float(found[0] if isinstance(found, tuple) else found)


def _paint_rule(painter: QPainter, rule: Rule) -> None:
    style = Qt.PenStyle.DotLine if rule.edge.dotted else Qt.PenStyle.SolidLine
    pen = QPen(QColor(rule.edge.color or INK), max(units(rule.edge.width), 1.0), style)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(rule.x, rule.y), QPointF(rule.to_x, rule.to_y))


def _paint_bubble(painter: QPainter, x: float, y: float) -> None:
    """Paint the sign of a comment in the margin."""
    painter.setPen(QPen(QColor(REMARK_EDGE), POINT * 0.75))
    painter.setBrush(QColor(REMARK))
    box = QRectF(x, y + POINT, _BUBBLE * 1.2, _BUBBLE * 0.85)
    painter.drawRoundedRect(box, POINT * 2, POINT * 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)


@lru_cache(maxsize=8)
def _image(data: bytes) -> QImage:
    return QImage.fromData(data)


def _paint_picture(painter: QPainter, picture: Picture, placed: Placed) -> None:
    width, height = units(picture.width), units(picture.height)
    free = placed.width - width
    left = indents(placed.paragraph.shape)[0]
    x = placed.x + {"right": free, "center": free / 2}.get(placed.paragraph.shape.align, left)
    box = QRectF(x, placed.y, width, height)
    if picture.chart is not None:
        _paint_chart(painter, picture, box)
    elif not (image := _image(picture.data)).isNull():
        painter.drawImage(box, image)


def _paint_chart(painter: QPainter, picture: Picture, box: QRectF) -> None:
    """Paint bars as Word does: names to the left, values at their ends."""
    chart = picture.chart
    if chart is None or not chart.bars:
        return
    letters = font(_CHART_LETTERS)
    painter.setFont(letters)
    metrics = QFontMetricsF(letters)
    most = max(bar.value for bar in chart.bars) or 1
    names = max(metrics.horizontalAdvance(bar.name) for bar in chart.bars)
    names = min(names, box.width() * 0.45)
    gap = 2 * POINT
    axis = box.left() + names + 6 * gap
    room = box.right() - axis - 8 * gap
    each = (box.height() - 6 * gap) / len(chart.bars)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for at, bar in enumerate(chart.bars):
        top = box.top() + 3 * gap + at * each
        painter.setPen(QColor(CHART_INK))
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
        painter.drawText(QRectF(box.left(), top, names + 5 * gap, each), right, name)
        length = room * bar.value / most
        high = each * _THICK
        painter.fillRect(QRectF(axis, top + (each - high) / 2, length, high), QColor(bar.color))
        value = QRectF(axis + length + gap, top, 8 * gap, each)
        painter.drawText(value, Qt.AlignmentFlag.AlignVCenter, str(bar.value))
    painter.setPen(QPen(QColor(RULE), 1.5))
    painter.drawLine(QPointF(axis, box.top() + gap), QPointF(axis, box.bottom() - gap))
