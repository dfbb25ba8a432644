"""A small picture for each operator of a query: lines are text, coloured bars what is found.

Drawn in a field of 56 by 36 units, sharp at any scale; the first colour is what is looked for, or
the left side of a relation, the second the right side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from qcode.ui.resting import on_chosen
from qcode.ui.theme import colors

WIDTH, HEIGHT = 56, 36
_ROWS = (5.0, 11.5, 18.0, 24.5, 31.0)  # middles of lines of text
_THICK = 3.0


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws in the colours of a theme."""

    painter: QPainter
    text: QColor
    one: QColor
    other: QColor
    ground: QColor

    def bar(self, x: float, y: float, width: float, color: QColor, height: float = _THICK) -> None:
        """Draw a piece of a line of text, `y` in its middle."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(color)
        radius = min(height, width) / 2
        self.painter.drawRoundedRect(QRectF(x, y - height / 2, width, height), radius, radius)

    def stroke(self, color: QColor, width: float = 1.4, *, dashed: bool = False) -> None:
        """Draw lines from now on."""
        pen = QPen(color, width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setDashPattern([0.1, 2.4])
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)

    def line(self, *points: tuple[float, float]) -> None:
        """Draw a line through points."""
        self.painter.drawPolyline([QPointF(x, y) for x, y in points])

    def frame(self, x: float, y: float, width: float, height: float, radius: float = 2) -> None:
        """Draw a box."""
        self.painter.drawRoundedRect(QRectF(x, y, width, height), radius, radius)

    def ring(self, x: float, y: float, radius: float) -> None:
        """Draw a circle."""
        self.painter.drawEllipse(QPointF(x, y), radius, radius)


def paint_picture(
    painter: QPainter, rect: QRectF, key: str, *, dark: bool, marked: bool = False
) -> None:
    """Paint the picture of an operator into the middle of a rectangle, of a marked row perhaps."""
    chosen = colors(dark)
    scale = min(rect.width() / WIDTH, rect.height() / HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(WIDTH, HEIGHT) * scale / 2)
    painter.scale(scale, scale)
    inks = (chosen.muted if marked else chosen.field, chosen.accent, chosen.hit_edge)
    text, one, other = (on_chosen(ink, dark) if marked else QColor(ink) for ink in inks)
    _PICTURES[key](_Pen(painter, text, one, other, QColor(chosen.base)))
    painter.restore()


def pictured() -> frozenset[str]:
    """Return the operators that have a picture."""
    return frozenset(_PICTURES)


# -- words


def _word(pen: _Pen) -> None:
    for row, (end, rest) in zip((8, 18, 28), ((5, 14), (12, 7), (0, 19)), strict=True):
        pen.bar(4, row, 20, pen.one, 4)
        if end:
            pen.bar(25.5, row, end, pen.other, 4)
        pen.bar(27.0 + end, row, rest, pen.text)


def _exact(pen: _Pen) -> None:
    pen.bar(3, 18, 8, pen.text)
    pen.bar(45, 18, 8, pen.text)
    pen.bar(18, 18, 20, pen.one, 4)
    pen.stroke(pen.one)
    pen.line((18, 9), (14, 9), (14, 27), (18, 27))
    pen.line((38, 9), (42, 9), (42, 27), (38, 27))


def _forms(pen: _Pen) -> None:
    pen.bar(18, 8, 24, pen.one, 4)
    pen.bar(18, 18, 30, pen.one, 4)
    pen.bar(18, 28, 20, pen.text, 4)
    pen.stroke(pen.one, 1.8)
    pen.line((6, 18), (12, 18))
    pen.line((9, 15), (9, 21))
    pen.stroke(pen.other, 1.8)
    pen.line((6, 28), (12, 28))


def _prefix(pen: _Pen) -> None:
    pen.bar(4, 18, 22, pen.one, 5)
    pen.stroke(pen.one, 3.4, dashed=True)
    pen.line((31, 18), (52, 18))


def _wild(pen: _Pen) -> None:
    pen.stroke(pen.one, 3.4, dashed=True)
    pen.line((4, 18), (14, 18))
    pen.bar(18, 18, 12, pen.one, 5)
    pen.stroke(pen.other)
    pen.frame(33, 13, 8, 10)
    pen.bar(44, 18, 8, pen.one, 5)


def _fuzzy(pen: _Pen) -> None:
    for row, odd in ((11, -1), (25, 2)):
        for letter in range(5):
            color = pen.other if letter == odd else pen.one
            pen.bar(5 + letter * 9.5, row, 7.5, color, 7.5)


def _phrase(pen: _Pen) -> None:
    for x, width in ((10, 9), (21, 15), (38, 8)):
        pen.bar(x, 18, width, pen.one, 4)
    pen.stroke(pen.text, 1.8)
    for mark in (2.5, 5.5, 50.5, 53.5):
        pen.line((mark, 9), (mark, 13))


def _words_near(pen: _Pen) -> None:
    pen.bar(3, 12, 13, pen.one, 4)
    pen.bar(19, 12, 7, pen.text)
    pen.bar(29, 12, 8, pen.text)
    pen.bar(40, 12, 13, pen.other, 4)
    pen.stroke(pen.text)
    pen.line((18, 21), (18, 29))
    pen.line((38, 21), (38, 29))
    pen.line((19, 25), (37, 25))
    pen.line((22, 22.5), (19, 25), (22, 27.5))
    pen.line((34, 22.5), (37, 25), (34, 27.5))


def _regex(pen: _Pen) -> None:
    pen.stroke(pen.text, 2)
    pen.line((7, 29), (13, 7))
    pen.line((43, 29), (49, 7))
    pen.painter.setPen(Qt.PenStyle.NoPen)
    pen.painter.setBrush(pen.one)
    pen.ring(21, 25, 2.6)
    pen.stroke(pen.one, 2)
    for x, y in ((0, 6), (5.2, 3), (5.2, -3)):
        pen.line((34 - x, 15 - y), (34 + x, 15 + y))


# -- joining


def _circles() -> tuple[QPainterPath, QPainterPath]:
    left, right = QPainterPath(), QPainterPath()
    left.addEllipse(QPointF(21, 18), 13, 13)
    right.addEllipse(QPointF(35, 18), 13, 13)
    return left, right


def _joined(pen: _Pen, filled: QPainterPath) -> None:
    left, right = _circles()
    pen.painter.fillPath(filled, pen.one)
    pen.stroke(pen.one)
    pen.painter.drawPath(left)
    pen.painter.drawPath(right)


def _and(pen: _Pen) -> None:
    left, right = _circles()
    _joined(pen, left.intersected(right))


def _or(pen: _Pen) -> None:
    left, right = _circles()
    _joined(pen, left.united(right))


def _not(pen: _Pen) -> None:
    left, right = _circles()
    _joined(pen, left.subtracted(right))


# -- fields


def _rows(pen: _Pen, left: float = 6, width: float = 44, *, marked: tuple[int, ...] = ()) -> None:
    for number, y in enumerate(_ROWS):
        short = width * (0.62 if number == len(_ROWS) - 1 else 1)
        pen.bar(left, y, short, pen.one if number in marked else pen.text, 2.4)


def _speaker(pen: _Pen) -> None:
    pen.stroke(pen.one)
    bubble = QPainterPath()
    bubble.addRoundedRect(QRectF(6, 4, 44, 22), 5, 5)
    tail = QPainterPath()
    tail.addPolygon([QPointF(14, 25), QPointF(14, 33), QPointF(23, 25)])
    pen.painter.drawPath(bubble.united(tail).simplified())
    pen.bar(13, 12, 30, pen.text, 2.4)
    pen.bar(13, 18, 20, pen.text, 2.4)


def _sheet(pen: _Pen, x: float, y: float, color: QColor) -> None:
    pen.stroke(color)
    pen.painter.setBrush(pen.ground)
    pen.frame(x, y, 20, 27)


def _document(pen: _Pen) -> None:
    _sheet(pen, 18, 4, pen.text)
    pen.bar(22, 10, 12, pen.one, 3.6)
    for y in (16, 20.5, 25):
        pen.bar(22, y, 12, pen.text, 2)


def _kind(pen: _Pen) -> None:
    for x, color in ((3, pen.text), (21, pen.one), (39, pen.text)):
        pen.stroke(color)
        pen.frame(x, 8, 14, 20)
        for y in (14, 18, 22):
            pen.bar(x + 3.5, y, 7, color, 1.8)


def _set(pen: _Pen) -> None:
    for shift in (8, 4, 0):
        _sheet(pen, 14 + shift, 8 - shift / 2, pen.one if shift < 5 else pen.text)
    for y in (16, 20.5, 25):
        pen.bar(18, y, 12, pen.one, 2)


def _code(pen: _Pen) -> None:
    _rows(pen, 4, 36, marked=(1, 2, 3))
    pen.bar(47, 18, 4, pen.one, 17)


def _subcodes(pen: _Pen) -> None:
    pen.stroke(pen.text)
    pen.line((13, 10), (13, 29), (22, 29))
    pen.line((13, 18.5), (22, 18.5))
    for x, y, width in ((9, 8, 24), (24, 18.5, 20), (24, 29, 16)):
        pen.bar(x, y, 8, pen.one, 8)
        pen.bar(x + 11, y, width, pen.text, 2.4)


def _person(pen: _Pen, x: float, color: QColor) -> None:
    pen.stroke(color, 1.6)
    pen.ring(x, 12, 5)
    shoulders = QPainterPath(QPointF(x - 9, 31))
    shoulders.cubicTo(QPointF(x - 9, 18), QPointF(x + 9, 18), QPointF(x + 9, 31))
    pen.painter.drawPath(shoulders)


def _coder(pen: _Pen) -> None:
    _person(pen, 15, pen.one)
    for y in (10, 16.5, 23):
        pen.bar(29, y, 15, pen.text, 2.4)
    pen.bar(48, 16.5, 4, pen.one, 16)


def _case(pen: _Pen) -> None:
    _person(pen, 15, pen.one)
    for y, width in ((12, 22), (19, 16), (26, 19)):
        pen.bar(30, y, width, pen.text, 2.4)


def _memo(pen: _Pen) -> None:
    pen.stroke(pen.one)
    pen.line((34, 5), (16, 5), (16, 31), (40, 31), (40, 11), (34, 5), (34, 11), (40, 11))
    for y, width in ((13, 10), (18.5, 16), (24, 12)):
        pen.bar(20, y, width, pen.text, 2.4)


def _date(pen: _Pen) -> None:
    pen.stroke(pen.text)
    pen.frame(13, 6, 30, 26, 3)
    pen.line((13, 13), (43, 13))
    pen.line((20, 3.5), (20, 8))
    pen.line((36, 3.5), (36, 8))
    for row in (19, 26):
        for column in range(4):
            chosen = row == 19 and column in (1, 2)
            pen.bar(17 + column * 6, row, 4, pen.one if chosen else pen.text, 4)


def _attribute(pen: _Pen) -> None:
    pen.stroke(pen.text)
    pen.frame(8, 5, 40, 26)
    pen.line((8, 13.7), (48, 13.7))
    pen.line((8, 22.3), (48, 22.3))
    pen.line((26, 5), (26, 31))
    pen.bar(12, 9.5, 10, pen.text, 2.4)
    pen.bar(12, 18, 10, pen.one, 3)
    pen.bar(30, 18, 13, pen.one, 3)
    pen.bar(12, 26.5, 8, pen.text, 2.4)


# -- relations: text, and two stripes in its margin


def _stripes(pen: _Pen, one: tuple[float, float], other: tuple[float, float]) -> None:
    for number, y in enumerate(_ROWS):
        pen.bar(4, y, 20 if number == 4 else 30, pen.text, 2.4)
    for x, (top, bottom), color in ((40, one, pen.one), (48, other, pen.other)):
        pen.bar(x, (top + bottom) / 2, 4.4, color, bottom - top)


def _near(pen: _Pen) -> None:
    _stripes(pen, (2, 13), (23, 34))
    pen.stroke(pen.text)
    pen.line((46, 15), (46, 21))
    pen.line((44, 17), (46, 15), (48, 17))
    pen.line((44, 19), (46, 21), (48, 19))


def _within(pen: _Pen) -> None:
    _stripes(pen, (11, 25), (2, 34))


def _overlaps(pen: _Pen) -> None:
    _stripes(pen, (2, 22), (14, 34))


def _followed_by(pen: _Pen) -> None:
    _stripes(pen, (2, 15), (20, 34))
    pen.stroke(pen.text)
    pen.line((42.2, 18), (42.2, 27), (45.5, 27))
    pen.line((44, 25), (46, 27), (44, 29))


_PICTURES: Mapping[str, Callable[[_Pen], None]] = {
    "word": _word,
    "exact": _exact,
    "forms": _forms,
    "prefix": _prefix,
    "wild": _wild,
    "fuzzy": _fuzzy,
    "phrase": _phrase,
    "words_near": _words_near,
    "regex": _regex,
    "and": _and,
    "or": _or,
    "not": _not,
    "speaker": _speaker,
    "document": _document,
    "kind": _kind,
    "set": _set,
    "code": _code,
    "subcodes": _subcodes,
    "coder": _coder,
    "memo": _memo,
    "case": _case,
    "date": _date,
    "attribute": _attribute,
    "near": _near,
    "within": _within,
    "overlaps": _overlaps,
    "followed_by": _followed_by,
}
