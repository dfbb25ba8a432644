"""What lies behind the text: codings, search hits, the selection, and the source's own frames.

The codings of a chunk of lines are worked out once and kept; what follows the pointer is worked
out for each picture. Nothing here is ever part of the document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from qcode.model.codebook import CodeId
from qcode.model.segment import SegmentId
from qcode.model.text import Offsets, Span
from qcode.services.appearance import DEFAULT, Appearance, Behind
from qcode.ui.theme import code_color, colors, mixed_tint

from .codings import Codings
from .geometry import Chunk, Geometry
from .layout_document import INDENT
from .looks import Decoration
from .painted import PaintedSegment
from .stretches import stretches
from .typography import Typography

_UNDERLINES = 3  # of an overlap; more would meet the next line, and the margin names them all
_RADIUS = 2.5
_DASH, _GAP = 4, 3  # pixels of the line that stands for more than there is room for
_SAID = 2  # pixels: the line before what is being said
_KEPT = 300  # pictures of chunks: several screens


@dataclass(slots=True)
class Marks:
    """What is to be pointed out besides the codings. Spans are code points."""

    hovered: SegmentId | None = None
    selected: SegmentId | None = None
    hits: Sequence[Span] = ()  # in the order of the text, without overlaps
    current_hit: Span | None = None
    flash: Span | None = None
    said: Span | None = None  # by a recording, at the moment
    target: Span | None = None  # where what is dragged would go
    selection: Span | None = None


@dataclass(slots=True)
class _Picture:
    """The codings of one chunk, ready to paint in this order, relative to its block."""

    rects: list[QRectF] = field(default_factory=list)
    drawn: list[QColor | QBrush] = field(default_factory=list)  # in which colour each


# One of the lines at the foot of a band: pixels from there to its top, how thick it is, and its
# colour.
_Underline = tuple[int, int, QColor | QBrush]

_Foot = tuple[int, tuple[int, ...]]  # how thick such lines are, and from the foot to their tops


class _Look(NamedTuple):
    """What codes of certain colours look like, behind and under what they code."""

    tint: QColor | None
    underlines: tuple[_Underline, ...]


class PassagePainter:
    """Paints behind the visible text of one document."""

    def __init__(
        self,
        geometry: Geometry,
        offsets: Offsets,
        codings: Codings,
        typography: Typography,
        marks: Marks,
        *,
        dark: bool,
        page: Appearance = DEFAULT,
        active: frozenset[CodeId] | None = None,
    ) -> None:
        self._marks = marks
        self._page = page
        self._active = active
        self._geometry = geometry
        self._offsets = offsets
        self._codings = codings
        self._typography = typography
        self._dark = dark
        self._colors = colors(dark)
        self._pictures: dict[tuple[int, int], _Picture] = {}
        self._looks: dict[tuple[str, ...], _Look] = {}  # by colours; see `_look_of`
        self._feet: dict[int, _Foot] = {}  # by the number of codes

    def set_look(self, page: Appearance, active: frozenset[CodeId] | None) -> None:
        """Show codings in another way; of `active` codes only, if the page says so."""
        self._page, self._active = page, active
        self._pictures.clear()
        self._looks.clear()

    def _shows(self, segment: PaintedSegment) -> bool:
        """Whether a coding is seen in the text, and not only in the margin."""
        return not self._page.only_active or self._active is None or segment.code in self._active

    def forget(self, changed: Iterable[PaintedSegment] | None = None) -> None:
        """Work out anew the chunks under these segments, or all of them."""
        if changed is None:
            self._pictures.clear()
            return
        spans = [
            (self._offsets.to_utf16(each.start), self._offsets.to_utf16(each.end))
            for each in changed
        ]
        for chunk in self._geometry.view().chunks:
            if any(start < chunk.end and chunk.start < end for start, end in spans):
                self._pictures.pop((chunk.block, chunk.first), None)
        self._drop_unseen()

    def _drop_unseen(self) -> None:
        """Drop the pictures of all that is not on the screen."""
        visible = {(chunk.block, chunk.first) for chunk in self._geometry.view().chunks}
        for key in [key for key in self._pictures if key not in visible]:
            del self._pictures[key]

    def paint(self, painter: QPainter, clip: QRectF) -> None:
        """Paint all that lies in `clip` behind the text. Coordinates are the viewport's."""
        painter.setPen(Qt.PenStyle.NoPen)
        if self._marks.said:
            self._paint_said(painter, self._marks.said)
        if self._marks.flash:
            self._fill(painter, self._marks.flash, QColor(self._colors.flash))
        top, bottom = clip.top(), clip.bottom()
        chunks = [
            chunk
            for chunk in self._geometry.view().chunks
            if chunk.bottom >= top and chunk.top <= bottom
        ]
        self._draw_missing(chunks)
        for chunk in chunks:
            if chunk.decoration:
                self._paint_decoration(painter, chunk)
            self._paint_codings(painter, chunk)
        self._paint_pointed(painter)
        self._paint_hits(painter)
        if self._marks.selection:
            self._fill(painter, self._marks.selection, QColor(self._colors.selection))
        self._paint_outlines(painter)

    def _paint_codings(self, painter: QPainter, chunk: Chunk) -> None:
        picture = self._pictures[chunk.block, chunk.first]
        if picture.rects:
            fill = painter.fillRect
            painter.translate(chunk.x, chunk.y)
            for rect, drawn in zip(picture.rects, picture.drawn, strict=True):
                fill(rect, drawn)
            painter.translate(-chunk.x, -chunk.y)

    def _draw_missing(self, chunks: Sequence[Chunk]) -> None:
        """Work out the pictures that some of these chunks have not yet, all at one go."""
        self._make_room(len(chunks))
        missing = [each for each in chunks if (each.block, each.first) not in self._pictures]
        if not missing:
            return
        for chunk in missing:
            self._pictures[chunk.block, chunk.first] = _Picture()
        if self._page.behind == Behind.NOTHING:
            return
        runs, looks = self._runs(missing[0].start, missing[-1].end)
        first = past = 0
        for chunk in missing:
            while first < len(runs) and runs[first][1] <= chunk.start:
                first += 1
            past = max(first, past - 1)
            while past < len(runs) and runs[past][0] < chunk.end:
                past += 1
            if first < past:
                self._draw(chunk, runs[first:past], looks[first:past])

    def _make_room(self, chunks: int) -> None:
        """Drop the oldest pictures, a few at a time: hundreds at once would be felt."""
        for _one in range(len(self._pictures) + chunks - _KEPT):
            del self._pictures[next(iter(self._pictures))]

    def _runs(self, start: int, end: int) -> tuple[list[tuple[int, int]], list[_Look]]:
        """Return the stretches of a part of the text under the same codings, and their looks.

        The part and the stretches are in UTF-16 units.
        """
        shows = self._shows if self._page.only_active and self._active is not None else None
        runs, codes = stretches(self._codings, self._offsets, start, end, shows=shows)
        known = self._looks.get
        return runs, [known(hexes) or self._look_of(hexes) for hexes in codes]

    def _draw(self, chunk: Chunk, runs: Sequence[tuple[int, int]], looks: Sequence[_Look]) -> None:
        """Put the stretches in a chunk into its picture: the lines over all tints."""
        picture = self._pictures[chunk.block, chunk.first]
        rects, drawn, height = picture.rects, picture.drawn, chunk.height
        bands = self._geometry.bands(chunk, runs)
        for number, x, top, width in bands:
            tint = looks[number].tint
            if tint is not None:
                rects.append(QRectF(x, top, width, height))
                drawn.append(tint)
        for number, x, top, width in bands:
            for up, thick, color in looks[number].underlines:
                rects.append(QRectF(x, top + height - up, width, thick))
                drawn.append(color)

    def _look_of(self, hexes: tuple[str, ...]) -> _Look:
        """Find how a stretch under codes of these colours looks, and keep it."""
        tinted = self._page.behind == Behind.TINT
        tint = mixed_tint(tuple(sorted(hexes)), self._dark, self._page.strength) if tinted else None
        lined = len(hexes) > 1 or not tinted
        found = self._looks[hexes] = _Look(tint, self._underlines(hexes) if lined else ())
        return found

    def _underlines(self, hexes: Sequence[str]) -> tuple[_Underline, ...]:
        """Return lines of these colours for the foot of a band, one above the other.

        Where there are more colours than lines, the uppermost is dashed.
        """
        thick, ups = self._feet.get(len(hexes)) or self._foot_of(len(hexes))
        stripes = [code_color(color, self._dark).stripe for color in hexes[: len(ups)]]
        drawn: list[QColor | QBrush] = [*stripes]
        if len(ups) < len(hexes):
            drawn[-1] = _dashed(stripes[-1].rgb())
        return tuple([(up, thick, each) for up, each in zip(ups, drawn, strict=True)])

    def _foot_of(self, count: int) -> _Foot:
        """Find where the lines of so many codes are, and keep it."""
        thick = max(2, round(self._typography.size * 0.09))
        if count > _UNDERLINES:  # where there is much of it, it must not shout
            thick = round(thick / 2)
        below = int(self._typography.line * (1 - self._typography.above))  # the letters
        lines = min(count, _UNDERLINES, max(1, below))
        gap = int(2 * lines - 1 <= below)  # none between those of the smallest letters
        thick = max(1, min(thick, (below + gap) // lines - gap))
        ups = tuple(thick + (thick + gap) * number for number in range(lines))
        found = self._feet[count] = thick, ups
        return found

    def _paint_pointed(self, painter: QPainter) -> None:
        """Light up the passage under the pointer and the selected one."""
        for each in dict.fromkeys((self._marks.selected, self._marks.hovered)):
            segment = self._codings.get(each)
            if segment is not None:
                color = self._codings.code(segment.code).color
                self._fill(painter, segment.span, code_color(color, self._dark).strong)

    def _paint_hits(self, painter: QPainter) -> None:
        if not self._marks.hits:
            return
        view = self._geometry.view()
        if not view.chunks:
            return
        start = self._offsets.from_utf16(view.start)
        end = self._offsets.from_utf16(min(view.end, self._offsets.utf16_length), up=True)
        hits = self._marks.hits
        first = max(0, bisect_left(hits, (start, start)) - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(QColor(self._colors.hit_edge), 1)
        for hit in hits[first : bisect_left(hits, (end, end))]:
            current = hit == self._marks.current_hit
            edge.setWidthF(2 if current else 1)
            painter.setPen(edge)
            painter.setBrush(QColor(self._colors.hit))
            for rect in self._rects(hit):
                painter.drawRoundedRect(rect.adjusted(-1, 2, 1, -2), _RADIUS, _RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_outlines(self, painter: QPainter) -> None:
        segment = self._codings.get(self._marks.selected)
        if segment is not None:
            color = code_color(self._codings.code(segment.code).color, self._dark).stripe
            self._outline(painter, segment.span, QPen(color, 1.6))
        if self._marks.target:
            pen = QPen(QColor(self._colors.accent), 1.6, Qt.PenStyle.DashLine)
            self._outline(painter, self._marks.target, pen)

    def _outline(self, painter: QPainter, span: Span, pen: QPen) -> None:
        """Draw one line around all of a passage."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)  # or lines that meet would leave gaps
        for rect in self._rects(span):
            path.addRect(rect.adjusted(-1.5, -0.5, 1.5, 0.5))
        if path.isEmpty():
            return
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path.simplified(), pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_said(self, painter: QPainter, span: Span) -> None:
        """Paint a quiet band behind what is being said, and a line before it."""
        to_unit = self._offsets.to_utf16
        view = self._geometry.view()
        start, end = max(to_unit(span.start), view.start), min(to_unit(span.end), view.end)
        if start >= end:
            return
        top, bottom = view.line(start)[0], view.line(end - 1)[1]
        width = self._geometry.text_width
        painter.fillRect(QRectF(0, top, width, bottom - top), QColor(self._colors.said))
        painter.fillRect(QRectF(0, top, _SAID, bottom - top), QColor(self._colors.accent))

    def _fill(self, painter: QPainter, span: Span, color: QColor) -> None:
        for rect in self._rects(span):
            painter.fillRect(rect, color)

    def _rects(self, span: Span) -> list[QRectF]:
        to_unit = self._offsets.to_utf16
        return self._geometry.rects(to_unit(span.start), to_unit(span.end))

    def _paint_decoration(self, painter: QPainter, chunk: Chunk) -> None:
        """Paint the frame of a table row, the bar of a quotation or the dot of a list item."""
        size = self._typography
        if chunk.decoration & Decoration.CELL:
            self._paint_cell(painter, chunk)
        elif chunk.decoration & Decoration.QUOTE:
            bar = QRectF(
                chunk.x + chunk.indent - size.space(0.8), chunk.top, 3, chunk.bottom - chunk.top
            )
            painter.fillRect(bar, QColor(self._colors.rule))
        elif chunk.decoration & Decoration.BULLET and chunk.first == 0:
            painter.setFont(size.font)
            painter.setPen(QColor(self._colors.muted))
            metrics = QFontMetricsF(size.font)
            x = chunk.x + chunk.indent - size.space(INDENT / 2) - metrics.horizontalAdvance("•") / 2
            painter.drawText(QPointF(x, chunk.baseline), "•")
            painter.setPen(Qt.PenStyle.NoPen)

    def _paint_cell(self, painter: QPainter, chunk: Chunk) -> None:
        gap = self._typography.space(0.4)
        left = chunk.x
        width = self._geometry.text_width
        rule = QColor(self._colors.rule)
        top = chunk.top - (gap if chunk.first == 0 else 0)
        bottom = chunk.bottom + gap
        for x in (left, left + width):
            painter.fillRect(QRectF(x, top, 1, bottom - top), rule)
        if chunk.decoration & Decoration.ROW_BEGINS and chunk.first == 0:
            painter.fillRect(QRectF(left, top, width, 1), rule)
        elif chunk.decoration & Decoration.CELL_BEGINS and chunk.first == 0:
            pen = QPen(rule, 1, Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(left, top), QPointF(left + width, top))
            painter.setPen(Qt.PenStyle.NoPen)
        if chunk.decoration & Decoration.ROW_ENDS and chunk.last:
            painter.fillRect(QRectF(left, bottom, width + 1, 1), rule)


@cache
def _dashed(color: int) -> QBrush:
    """Return what paints dashes of a colour: one picture, as each dash on its own takes long."""
    picture = QImage(_DASH + _GAP, 1, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    for x in range(_DASH):
        picture.setPixelColor(x, 0, QColor(color))
    return QBrush(picture)
