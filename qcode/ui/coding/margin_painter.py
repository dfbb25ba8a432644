"""Paints what `scene` has placed in the margin: stripes, and names with their codes' colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from qcode.model.segment import SegmentId
from qcode.ui.theme import CodeColor, code_color, colors

from .codings import Codings
from .painted import PaintedSegment
from .scene import Leader, Name, Scene, Stripe
from .set_names import SetNames
from .typography import Typography

_INDENT = 5  # pixels before the patch of colour, behind it, and behind the name
CAP = 3.5  # radius of the knobs by which a chosen stripe is taken at its ends


class MarginPainter:
    """Knows how everything looks now; `mirrored` where the margin lies left of the text."""

    def __init__(
        self,
        codings: Codings,
        typography: Typography,
        names: SetNames,
        *,
        dark: bool,
        selected: SegmentId | None,
        hovered: SegmentId | None,
        mirrored: bool,
    ) -> None:
        self._codings, self._typography, self._names = codings, typography, names
        self._dark, self._colors = dark, colors(dark)
        self._selected, self._hovered = selected, hovered
        self._mirrored = mirrored
        self._dot = round(typography.size * 0.45)  # side of the patch of colour
        self._stripe = max(2.5, typography.size * 0.18)  # width of a stripe
        small, bold = typography.small_metrics(), typography.small_metrics(bold=True)
        # From the middle of a name to where its letters stand, and to the top of the set words.
        self._baseline = (small.ascent() - small.descent()) / 2
        self._above = self._baseline - small.ascent(), self._baseline - bold.ascent()

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint a scene, or the part of one that is to be painted."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for name in scene.names:
            if name.leader is not None:
                self._paint_leader(painter, name.segment, name.leader)
        painter.setPen(Qt.PenStyle.NoPen)
        for stripe in scene.stripes:
            self._paint_stripe(painter, stripe)
        if scene.overflow:
            painter.setPen(QPen(QColor(self._colors.muted), 1.5, Qt.PenStyle.DotLine))
            for stripe in scene.overflow:
                painter.drawLine(QPointF(stripe.x, stripe.top), QPointF(stripe.x, stripe.bottom))
            painter.setPen(Qt.PenStyle.NoPen)
            for stripe in scene.beyond:
                if stripe.segments[0].id in (self._selected, self._hovered):
                    self._paint_stripe(painter, stripe)
        painter.setFont(self._typography.small_font())
        for name in scene.names:
            self._paint_name(painter, name)

    def _paint_leader(self, painter: QPainter, segment: PaintedSegment, leader: Leader) -> None:
        """Paint a hairline under the stripes; that of a name that stands out has its colour."""
        lit = segment.id in (self._selected, self._hovered)
        color = self._color(segment).stripe if lit else QColor(self._colors.rule)
        painter.setPen(QPen(color, 1.5 if lit else 1))
        corner = QPointF(leader.x, leader.y)
        if leader.y > leader.top:
            painter.drawLine(QPointF(leader.x, leader.top), corner)
        painter.drawLine(corner, QPointF(leader.to, leader.y))

    def _paint_stripe(self, painter: QPainter, stripe: Stripe) -> None:
        """Paint a stripe with a painter that has no pen."""
        x, top, bottom, (segment,) = stripe
        lit = segment.id in (self._selected, self._hovered)
        width = self._stripe + (2 if lit else 0)
        painter.setBrush(self._color(segment).stripe)
        painter.drawRoundedRect(
            QRectF(x - width / 2, top, width, bottom - top), width / 2, width / 2
        )
        if segment.id == self._selected:
            painter.setPen(QPen(QColor(self._colors.base), 1))
            for y in (top + CAP, bottom - CAP):
                painter.drawEllipse(QPointF(x, y), CAP, CAP)
            painter.setPen(Qt.PenStyle.NoPen)

    def _paint_name(self, painter: QPainter, name: Name) -> None:
        """Paint a name with a painter that has the small font."""
        x, top, width, height, segment = name[:5]
        selected = segment.id == self._selected
        code = self._codings.code(segment.code)
        color = code_color(code.color, self._dark)
        dot = self._dot
        before = _INDENT + dot + _INDENT  # up to the name, from the side of the stripes
        room = width - before - _INDENT
        words, wide = self._names.fitted(code.name, bold=selected, room=room)
        taken = before + wide + _INDENT
        left = x + width - taken if self._mirrored else x
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or segment.id == self._hovered:
            area = QRectF(left, top, taken, height)
            self._paint_pill(painter, area, color, selected=selected)
        middle = top + height / 2
        patch = x + width - _INDENT - dot if self._mirrored else x + _INDENT
        painter.setBrush(color.stripe)
        painter.drawRoundedRect(QRectF(patch, middle - dot / 2, dot, dot), 2, 2)
        painter.setPen(color.text)
        if selected:
            painter.setFont(self._typography.small_font(bold=True))
        begin = left + _INDENT if self._mirrored else left + before
        painter.drawStaticText(QPointF(begin, middle + self._above[selected]), words)
        if name.folded:
            self._paint_number(painter, name, middle + self._baseline)
        if selected:
            painter.setFont(self._typography.small_font())  # that of the others

    def _paint_pill(
        self, painter: QPainter, area: QRectF, color: CodeColor, *, selected: bool
    ) -> None:
        """Paint what makes a name stand out; the painter has no pen then."""
        if selected:
            painter.setPen(QPen(color.stripe, 1))
        painter.setBrush(color.tint)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_number(self, painter: QPainter, name: Name, baseline: float) -> None:
        """Paint how many are folded into a name."""
        painter.setFont(self._typography.small_font(bold=True))
        painter.setPen(QColor(self._colors.muted))
        painter.drawText(QPointF(name.fold_x + 4, baseline), name.fold_text)
        painter.setFont(self._typography.small_font())

    def _color(self, segment: PaintedSegment) -> CodeColor:
        return code_color(self._codings.code(segment.code).color, self._dark)
