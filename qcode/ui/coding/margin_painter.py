"""Paints what `scene` has placed in the margin: stripes, and names with their codes' colours."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QStaticText

from qcode.model.codebook import CodeId
from qcode.model.segment import SegmentId
from qcode.ui.theme import CodeColor, code_color, colors

from .codings import Codings
from .name_pictures import NamePictures
from .painted import PaintedSegment
from .scene import Name, Scene, Stripe
from .set_names import SetNames
from .typography import Typography

_INDENT = 5  # pixels before the patch of colour, behind it, and behind the name
CAP = 3.5  # radius of the knobs by which a chosen stripe is taken at its ends


class _Label(NamedTuple):
    """What the name of a code looks like in a certain room."""

    color: CodeColor
    words: QStaticText
    width: float  # of the words
    shown: tuple[str, str]  # the words and the colour


class MarginPainter:
    """Knows how everything looks as long as codes and sizes are the same.

    `mirrored` where the margin lies left of the text.
    """

    def __init__(
        self,
        codings: Codings,
        typography: Typography,
        names: SetNames,
        pictures: NamePictures,
        *,
        dark: bool,
        mirrored: bool,
    ) -> None:
        self._codings, self._typography, self._names = codings, typography, names
        self._dark, self._colors = dark, colors(dark)
        self.pictures = pictures
        self._selected: SegmentId | None = None
        self._hovered: SegmentId | None = None
        self._mirrored = mirrored
        self._labels: dict[tuple[CodeId, float, bool], _Label] = {}  # by room, bold or not
        self._dot = round(typography.size * 0.45)  # side of the patch of colour
        self._before = _INDENT + self._dot + _INDENT  # up to the words, from the stripes' side
        self._stripe = max(2.5, typography.size * 0.18)  # width of a stripe
        small, bold = typography.small_metrics(), typography.small_metrics(bold=True)
        # From the middle of a name to where its letters stand, and to the top of the set words.
        self._baseline = (small.ascent() - small.descent()) / 2
        self._above = self._baseline - small.ascent(), self._baseline - bold.ascent()

    def point_out(self, *, selected: SegmentId | None, hovered: SegmentId | None) -> None:
        """Have these segments stand out from now on, and no others."""
        self._selected, self._hovered = selected, hovered

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint a scene, or the part of one that is to be painted."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_leaders(painter, scene)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_stripes(painter, scene)
        painter.setFont(self._typography.small_font())
        for name in scene.names:
            if self._is_lit(name.segment.id):
                self._paint_pill(painter, name)
                self._paint_name(painter, name)
            else:
                self._show_name(painter, name)
        for name in scene.names:
            if name.folded:
                self._paint_number(painter, name)

    def _is_lit(self, segment: SegmentId) -> bool:
        return segment in (self._selected, self._hovered)

    def _paint_leaders(self, painter: QPainter, scene: Scene) -> None:
        """Paint hairlines under the stripes; that of a name that stands out has its colour."""
        usual = QPen(QColor(self._colors.rule), 1)
        for name in scene.names:
            if name.leader is not None:
                x, top, y, to = name.leader
                lit = self._is_lit(name.segment.id)
                color = self._color(name.segment.code).stripe
                painter.setPen(QPen(color, 1.5) if lit else usual)
                corner = QPointF(x, y)
                if y > top:
                    painter.drawLine(QPointF(x, top), corner)
                painter.drawLine(corner, QPointF(to, y))

    def _paint_stripes(self, painter: QPainter, scene: Scene) -> None:
        """Paint the stripes, and dots for those that have no lane, with a painter without a pen."""
        for stripe in scene.stripes:
            self._paint_stripe(painter, stripe)
        if scene.overflow:
            painter.setPen(QPen(QColor(self._colors.muted), 1.5, Qt.PenStyle.DotLine))
            for stripe in scene.overflow:
                painter.drawLine(QPointF(stripe.x, stripe.top), QPointF(stripe.x, stripe.bottom))
            painter.setPen(Qt.PenStyle.NoPen)
            for stripe in scene.beyond:
                if self._is_lit(stripe.segments[0].id):
                    self._paint_stripe(painter, stripe)

    def _paint_stripe(self, painter: QPainter, stripe: Stripe) -> None:
        x, top, bottom, (segment,) = stripe
        width = self._stripe + (2 if self._is_lit(segment.id) else 0)
        painter.setBrush(self._color(segment.code).stripe)
        painter.drawRoundedRect(
            QRectF(x - width / 2, top, width, bottom - top), width / 2, width / 2
        )
        if segment.id == self._selected:
            painter.setPen(QPen(QColor(self._colors.base), 1))
            for y in (top + CAP, bottom - CAP):
                painter.drawEllipse(QPointF(x, y), CAP, CAP)
            painter.setPen(Qt.PenStyle.NoPen)

    def _paint_pill(self, painter: QPainter, name: Name) -> None:
        """Paint what makes a name stand out, with a painter without a pen."""
        label = self._label(name)
        taken = self._before + label.width + _INDENT
        left = name.x + name.width - taken if self._mirrored else name.x
        if name.segment.id == self._selected:
            painter.setPen(QPen(label.color.stripe, 1))
        painter.setBrush(label.color.tint)
        area = QRectF(left, name.top, taken, name.height).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, 3, 3)
        painter.setPen(Qt.PenStyle.NoPen)

    def prepare(self, code: CodeId, like: Name) -> None:
        """Have a code's name ready to be shown as another one is that does not stand out."""
        of_code = PaintedSegment(SegmentId(0), 0, 0, code)
        self._keep(Name(*like[:4], of_code))

    def _show_name(self, painter: QPainter, name: Name) -> None:
        """Show the picture of a name that does not stand out: it lies on nothing but the page."""
        label = self._label(name)
        left, top = self._corner(name, label)
        if not self.pictures.show(painter, label.shown, left, top):
            self._keep(name)
            self.pictures.show(painter, label.shown, left, top)

    def _corner(self, name: Name, label: _Label) -> tuple[float, float]:
        """Return where the picture of a name begins.

        Not at the edge of the row: there, letters of other names may reach into it.
        """
        x, top, width = name[:3]
        wide = label.width + self._before
        return x + width - wide - _INDENT if self._mirrored else x + _INDENT, top + 1

    def _keep(self, name: Name) -> None:
        """Keep a picture of a name, unless there is one."""
        label = self._label(name)
        area = QRectF(*self._corner(name, label), label.width + self._before, name.height - 2)

        def paint(picture: QPainter) -> None:
            picture.setRenderHint(QPainter.RenderHint.Antialiasing)
            picture.setFont(self._typography.small_font())
            self._paint_name(picture, name)

        self.pictures.keep(label.shown, area, paint)

    def _paint_name(self, painter: QPainter, name: Name) -> None:
        """Paint a name and its patch of colour with a painter that has the small font."""
        x, top, width, height, segment = name[:5]
        dot, mirrored, middle = self._dot, self._mirrored, top + height / 2
        selected = segment.id == self._selected
        color, words, wide, _shown = self._label(name)
        patch = x + width - _INDENT - dot if mirrored else x + _INDENT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.stripe)
        painter.drawRoundedRect(QRectF(patch, middle - dot / 2, dot, dot), 2, 2)
        begin = x + width - self._before - wide if mirrored else x + self._before
        painter.setPen(color.text)
        if selected:
            painter.setFont(self._typography.small_font(bold=True))
        painter.drawStaticText(QPointF(begin, middle + self._above[selected]), words)
        if selected:
            painter.setFont(self._typography.small_font())  # that of the others
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_number(self, painter: QPainter, name: Name) -> None:
        """Paint how many are folded into a name."""
        painter.setFont(self._typography.small_font(bold=True))
        painter.setPen(QColor(self._colors.muted))
        baseline = name.top + name.height / 2 + self._baseline
        painter.drawText(QPointF(name.fold_x + 4, baseline), name.fold_text)
        painter.setPen(Qt.PenStyle.NoPen)

    def _label(self, name: Name) -> _Label:
        """Return what a name looks like, worked out once."""
        bold = name.segment.id == self._selected
        key = name.segment.code, name.width, bold
        found = self._labels.get(key)
        if found is None:
            code = self._codings.code(name.segment.code)
            room = name.width - self._before - _INDENT
            words, wide = self._names.fitted(code.name, bold=bold, room=room)
            color, shown = code_color(code.color, self._dark), (words.text(), code.color)
            found = self._labels[key] = _Label(color, words, wide, shown)
        return found

    def _color(self, code: CodeId) -> CodeColor:
        return code_color(self._codings.code(code).color, self._dark)
