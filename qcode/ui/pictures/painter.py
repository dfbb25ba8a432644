"""Paints the regions of a picture: frames in the colours of their codes, names, handles."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from qcode.services.pictures import Rectangle
from qcode.ui.theme import code_color, colors

from .shown import ShownRegion, handles

_LINE, _RIM = 2.0, 1.5  # pixels: of a frame, and of the light line around it
_MOST_FRAMES = 4  # one inside another; the label names the codes beyond
_TINT, _CHOSEN_TINT = 0.14, 0.26
_PAD = 4.0
_LEAST_LABEL = 28.0  # pixels of width, with less there is no label
_DASH = (4.0, 3.0)

Place = Callable[[Rectangle], QRectF]


class RegionPainter:
    """Paints onto a picture that is there already. `place` says where a rectangle is shown."""

    def __init__(self, painter: QPainter, place: Place, font: QFont, *, dark: bool) -> None:
        self._painter, self._place, self._font, self._dark = painter, place, font, dark
        self._colors = colors(dark)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def regions(self, shown: Iterable[ShownRegion], chosen: ShownRegion | None) -> None:
        """Paint all regions, the chosen one over the others, and their names over all of them.

        No name covers another: the chosen region has its own, then the smallest ones.
        """
        others = [each for each in shown if each is not chosen and _is_marked(each)]
        for each in others:
            self._region(each, strong=False)
        if chosen is not None:
            self._region(chosen, strong=True)
        others.sort(key=lambda each: each.rectangle.area)
        plates: list[QRectF] = []
        for each in (*([chosen] if chosen is not None else []), *others):
            self._label(self._place(each.rectangle), each, plates)

    def drawn(self, rectangle: Rectangle) -> None:
        """Paint a rectangle that is no region yet."""
        frame = self._place(rectangle)
        self._fill(frame, QColor(self._colors.accent), _TINT)
        self._outline(frame, QColor(self._colors.accent), dashed=True)

    def grips(self, rectangle: Rectangle, radius: float) -> None:
        """Paint the handles of a rectangle."""
        self._painter.setPen(QPen(QColor(self._colors.base), 1))
        self._painter.setBrush(QColor(self._colors.accent))
        for place in handles(self._place(rectangle)).values():
            self._painter.drawEllipse(place, radius, radius)

    def focus(self, frame: QRectF) -> None:
        """Paint around the whole that the keyboard is here."""
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(self._colors.accent), 2))
        self._painter.drawRect(frame.adjusted(1, 1, -1, -1))

    def _region(self, region: ShownRegion, *, strong: bool) -> None:
        frame = self._place(region.rectangle)
        stripes = [code_color(color, self._dark).stripe for _name, color in region.codes]
        tint = _CHOSEN_TINT if strong else _TINT
        if not region.whole and stripes:
            self._fill(frame, stripes[0], tint)
        if not stripes:
            self._outline(frame, QColor(self._colors.accent), dashed=not strong)
        inner = frame
        for color in stripes[:_MOST_FRAMES]:
            self._outline(inner, color, wide=strong)
            step = _LINE + _RIM + (1 if strong else 0)
            inner = inner.adjusted(step, step, -step, -step)

    def _fill(self, frame: QRectF, color: QColor, share: float) -> None:
        clear = QColor(color)
        clear.setAlphaF(share)
        self._painter.fillRect(frame, clear)

    def _outline(
        self, frame: QRectF, color: QColor, *, dashed: bool = False, wide: bool = False
    ) -> None:
        """Paint a frame that is seen on any picture: a coloured line within a plain one."""
        line = _LINE + (1 if wide else 0)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for shade, width in ((QColor(self._colors.base), line + 2 * _RIM), (color, line)):
            pen = QPen(shade, width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            if dashed and shade is color:
                pen.setDashPattern(_DASH)
            self._painter.setPen(pen)
            self._painter.drawRect(frame)

    def _label(self, frame: QRectF, region: ShownRegion, plates: list[QRectF]) -> None:
        """Write the name of a region and of its codes in its upper corner, as far as they fit.

        Where another name is already (`plates`) it goes below that, if the region reaches so far.
        """
        metrics = QFontMetricsF(self._font)
        names = ", ".join(name for name, _color in region.codes)
        words = " · ".join(filter(None, (region.name, names)))
        room = frame.width() - 2 * _PAD - 2 * _LINE
        if room < _LEAST_LABEL or metrics.height() + _PAD > frame.height():
            return
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - 2 * _PAD)
        width = metrics.horizontalAdvance(cut) + 2 * _PAD
        corner = frame.topLeft() + QPointF(_LINE + _RIM, _LINE + _RIM)
        plate = QRectF(corner.x(), corner.y(), width, metrics.height() + _PAD / 2)
        while (other := next(filter(plate.intersects, plates), None)) is not None:
            plate.moveTop(other.bottom() + 1)
        if plate.bottom() > frame.bottom():
            return
        plates.append(QRectF(plate))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(self._colors.base))
        self._painter.drawRoundedRect(plate, 3, 3)
        self._painter.setFont(self._font)
        self._painter.setPen(QColor(self._colors.text))
        self._painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, cut)


def _is_marked(region: ShownRegion) -> bool:
    """Whether a region is painted: the picture itself is one only where it is coded."""
    return not region.whole or bool(region.codes)
