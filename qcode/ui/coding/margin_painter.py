"""Paints what `scene` has placed in the margin: stripes, and names with their codes' colours."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QStaticText

from qcode.model.codebook import SIGN
from qcode.model.segment import SegmentId
from qcode.ui.theme import CodeColor, Colors, code_color, colors

from .codings import Codings
from .painted import PaintedSegment
from .scene import Leader, Name, Scene, Stripe
from .typography import Typography

_INDENT = 5  # pixels before the patch of colour, behind it, and behind the name
CAP = 3.5  # radius of the knobs by which a chosen stripe is taken at its ends


Fitted = tuple[QStaticText, float]  # a name as there is room for it, and its width


@dataclass(frozen=True, slots=True)
class MarginPainter:
    """Knows how everything looks now; `mirrored` where the margin lies left of the text."""

    codings: Codings
    typography: Typography
    dark: bool
    selected: SegmentId | None
    hovered: SegmentId | None
    mirrored: bool
    known: dict[tuple[str, bool, float], Fitted]  # see `_fitted`

    @property
    def _colors(self) -> Colors:
        return colors(self.dark)

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint a scene, or the part of one that is to be painted."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name in scene.names:
            if name.leader is not None:
                self._paint_leader(painter, name.segment, name.leader)
        for stripe in scene.stripes:
            self._paint_stripe(painter, stripe)
        if scene.overflow:
            painter.setPen(QPen(QColor(self._colors.muted), 1.5, Qt.PenStyle.DotLine))
            for stripe in scene.overflow:
                painter.drawLine(QPointF(stripe.x, stripe.top), QPointF(stripe.x, stripe.bottom))
            for stripe in scene.beyond:
                if stripe.segments[0].id in (self.selected, self.hovered):
                    self._paint_stripe(painter, stripe)
        painter.setFont(self.typography.small_font())
        for name in scene.names:
            self._paint_name(painter, name)

    def _paint_leader(self, painter: QPainter, segment: PaintedSegment, leader: Leader) -> None:
        """Paint a hairline under the stripes; that of a name that stands out has its colour."""
        lit = segment.id in (self.selected, self.hovered)
        color = self._color(segment).stripe if lit else QColor(self._colors.rule)
        painter.setPen(QPen(color, 1.5 if lit else 1))
        corner = QPointF(leader.x, leader.y)
        if leader.y > leader.top:
            painter.drawLine(QPointF(leader.x, leader.top), corner)
        painter.drawLine(corner, QPointF(leader.to, leader.y))

    def _paint_stripe(self, painter: QPainter, stripe: Stripe) -> None:
        (segment,) = stripe.segments
        lit = segment.id in (self.selected, self.hovered)
        width = max(2.5, self.typography.size * 0.18) + (2 if lit else 0)
        area = QRectF(stripe.x - width / 2, stripe.top, width, stripe.bottom - stripe.top)
        color = self._color(segment).stripe
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(area, width / 2, width / 2)
        if segment.id == self.selected:
            painter.setPen(QPen(QColor(self._colors.base), 1))
            for y in (stripe.top + CAP, stripe.bottom - CAP):
                painter.drawEllipse(QPointF(stripe.x, y), CAP, CAP)

    def _paint_name(self, painter: QPainter, name: Name) -> None:
        selected = name.segment.id == self.selected
        color = self._color(name.segment)
        area = name.area
        dot = round(self.typography.size * 0.45)
        before = _INDENT + dot + _INDENT  # up to the name, from the side of the stripes
        room = area.width() - before - _INDENT
        fitted, width = self._fitted(self.codings.code(name.segment.code).name, selected, room)
        taken = before + width + _INDENT
        left = area.right() - taken if self.mirrored else area.x()
        if selected or name.segment.id == self.hovered:
            pill = QRectF(left, area.y(), taken, area.height())
            painter.setPen(QPen(color.stripe, 1) if selected else Qt.PenStyle.NoPen)
            painter.setBrush(color.tint)
            painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        middle = area.center().y()
        patch = area.right() - _INDENT - dot if self.mirrored else area.x() + _INDENT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.stripe)
        painter.drawRoundedRect(QRectF(patch, middle - dot / 2, dot, dot), 2, 2)
        if selected:
            painter.setFont(self.typography.small_font(bold=True))
        painter.setPen(color.text)
        small = self.typography.small_metrics()
        baseline = middle + (small.ascent() - small.descent()) / 2
        x = left + _INDENT if self.mirrored else left + before
        ascent = self.typography.small_metrics(bold=selected).ascent()
        painter.drawStaticText(QPointF(x, baseline - ascent), fitted)
        if name.folded:
            painter.setFont(self.typography.small_font(bold=True))
            painter.setPen(QColor(self._colors.muted))
            painter.drawText(QPointF(name.fold_area.x() + 4, baseline), name.fold_text)
        if selected or name.folded:
            painter.setFont(self.typography.small_font())  # that of the others

    def _fitted(self, name: str, bold: bool, room: float) -> Fitted:
        """Return a name as there is room for it, and its width: set once, and kept."""
        key = name, bold, room
        found = self.known.get(key)
        if found is None:
            metrics = self.typography.small_metrics(bold=bold)
            shown = shortened(name, metrics, room)
            text = QStaticText(shown)
            text.setTextFormat(Qt.TextFormat.PlainText)  # as a name may look like markup
            found = self.known[key] = text, metrics.horizontalAdvance(shown)
        return found

    def _color(self, segment: PaintedSegment) -> CodeColor:
        return code_color(self.codings.code(segment.code).color, self.dark)


def shortened(name: str, metrics: QFontMetricsF, room: float) -> str:
    """Return a code's name, with that of the code above if it has one, as there is room for it.

    The code above gives way first, and goes where no more than a letter of it would be left. Names
    of a family differ at their ends: what is left out is in the middle.
    """
    above, sign, own = name.rpartition(SIGN)
    if sign and metrics.horizontalAdvance(name) > room:
        left = room - metrics.horizontalAdvance(sign + own)
        if left < metrics.horizontalAdvance(above[:2] + "…"):
            return metrics.elidedText(own, Qt.TextElideMode.ElideMiddle, room)
        return metrics.elidedText(above, Qt.TextElideMode.ElideRight, left) + sign + own
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
