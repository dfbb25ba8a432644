"""What is drawn on a page besides its picture: codings, search hits, the selection.

Paper stays paper, also in the dark, so colours on it are those of the light theme. They are laid
over the picture as ink is: what is printed stays as dark as it was. Stripes stand beside the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from qcode.model.page_geometry import Box
from qcode.model.ranges import sweep
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.original_pages import OriginalPages, PageGeometry
from qcode.ui.coding.codings import Codings
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.theme import code_color, colors, mixed_tint

_STRIPE, _LANE, _RIM = 3.0, 5.0, 3.0  # pixels: a stripe, one to the next, from the edge
_MOST_LANES = 6  # stripes beside one another; what has no room is counted
_UNDERLINES = 3
_LINE = 1.0  # pixels
_NAME = 8.0  # points of the number of stripes without room


@dataclass(slots=True)
class _Drawn:
    """What lies on one page, in points."""

    tints: list[tuple[Box, QColor]] = field(default_factory=list)
    underlines: list[tuple[Box, int, QColor]] = field(default_factory=list)
    stripes: list[tuple[float, float, int, str]] = field(default_factory=list)
    hits: list[Box] = field(default_factory=list)
    left_out: int = 0


class PageMarks:
    """Works out once what lies on a page, and paints it."""

    def __init__(self) -> None:
        self._pages: OriginalPages | None = None
        self._codings = Codings()
        self._hits: Sequence[Span] = ()
        self._drawn: dict[int, _Drawn] = {}

    def show(self, pages: OriginalPages | None, codings: Codings, hits: Sequence[Span]) -> None:
        """Draw these codings and hits (spans of the document's text) from now on."""
        self._pages, self._codings, self._hits = pages, codings, hits
        self._drawn.clear()

    def segments_at(self, position: int) -> list[SegmentId]:
        """Return the segments over a character of the pages, the shortest first."""
        place = self._pages.in_text(Span(position, position + 1)) if self._pages else None
        return [] if place is None else [each.id for each in self._codings.at(place.span.start)]

    def paint(
        self,
        painter: QPainter,
        sheet: QRectF,
        letters: PageGeometry,
        *,
        zoom: float,
        selection: Span | None,
        dark: bool,
    ) -> None:
        """Paint what lies on the page that is shown at `sheet`, in `zoom` pixels a point.

        `dark` is what is around the page.
        """
        drawn = self._of(letters)
        light = colors(dark=False)
        painter.save()
        painter.setClipRect(sheet)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for box, color in drawn.tints:
            painter.fillRect(_placed(box, sheet, zoom), color)
        for box in drawn.hits:
            painter.fillRect(_placed(box, sheet, zoom), QColor(light.hit))
        for box in letters.lines(selection) if selection else ():
            painter.fillRect(_placed(box, sheet, zoom), QColor(light.selection))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        for box, number, color in drawn.underlines:
            whole = _placed(box, sheet, zoom)
            top = whole.bottom() - _LINE + number * (_LINE + 1)  # below the letters, never on them
            painter.fillRect(QRectF(whole.left(), top, whole.width(), _LINE), color)
        painter.setPen(QPen(QColor(light.hit_edge), 1))
        for box in drawn.hits:
            painter.drawRect(_placed(box, sheet, zoom))
        painter.restore()
        _paint_stripes(painter, sheet, drawn, zoom=zoom, dark=dark)

    def _of(self, letters: PageGeometry) -> _Drawn:
        found = self._drawn.get(letters.start)
        if found is None:
            found = self._drawn[letters.start] = self._draw(letters)
        return found

    def _draw(self, letters: PageGeometry) -> _Drawn:
        drawn = _Drawn()
        pages = self._pages
        place = pages.in_text(letters.span) if pages and letters.text else None
        if pages is None or place is None:
            return drawn
        here = list(_moved(pages, self._codings.within(*place.span)))
        for run in sweep((each.start, each.end, (lane, each)) for each, lane in here):
            ordered = sorted(run.values, key=lambda value: (value[0], value[1].id))
            hexes = [self._codings.code(each.code).color for _lane, each in ordered]
            boxes = letters.lines(Span(run.start, run.end))
            tint = mixed_tint(tuple(sorted(hexes)), dark=False)
            drawn.tints += [(box, tint) for box in boxes]
            for number, color in enumerate(hexes[:_UNDERLINES] if len(hexes) > 1 else ()):
                ink = code_color(color, dark=False).stripe
                drawn.underlines += [(box, number, ink) for box in boxes]
        for each, lane in here:
            boxes = letters.lines(each.span)
            if boxes and lane >= _MOST_LANES:
                drawn.left_out += 1
            elif boxes:
                color = self._codings.code(each.code).color
                for top, bottom in _columns(boxes):
                    drawn.stripes.append((top, bottom, lane, color))
        for hit in self._hits:
            if hit.start < place.span.end and hit.end > place.span.start:
                there = pages.on_pages(hit)
                drawn.hits += letters.lines(there.span) if there else ()
        return drawn


def _paint_stripes(
    painter: QPainter, sheet: QRectF, drawn: _Drawn, *, zoom: float, dark: bool
) -> None:
    for top, bottom, lane, color in drawn.stripes:
        x = sheet.right() + _RIM + lane * _LANE
        high = max(_STRIPE, (bottom - top) * zoom)
        stripe = QRectF(x, sheet.top() + top * zoom, _STRIPE, high)
        painter.fillRect(stripe, code_color(color, dark).stripe)
    if drawn.left_out:
        font = QFont(painter.font())
        font.setPointSizeF(_NAME)
        painter.setFont(font)
        painter.setPen(QColor(colors(dark).text))
        corner = QRectF(sheet.right() + _RIM, sheet.top(), _MOST_LANES * _LANE, 2 * _NAME)
        painter.drawText(corner, Qt.AlignmentFlag.AlignLeft, f"+{drawn.left_out}")


def _moved(
    pages: OriginalPages, found: Iterable[tuple[PaintedSegment, int]]
) -> Iterator[tuple[PaintedSegment, int]]:
    """Yield segments of the text with the ends that they have on the pages."""
    for segment, lane in found:
        place = pages.on_pages(segment.span)
        if place is not None:
            start, end = place.span
            yield PaintedSegment(segment.id, start, end, segment.code, segment.coder), lane


def _columns(boxes: Sequence[Box]) -> Iterator[tuple[float, float]]:
    """Yield from where to where a passage goes down the page, once for each column of it."""
    top, bottom = boxes[0].top, boxes[0].bottom
    for box in boxes[1:]:
        if box.bottom < top:  # it goes on above: in the next column
            yield top, bottom
            top, bottom = box.top, box.bottom
        top, bottom = min(top, box.top), max(bottom, box.bottom)
    yield top, bottom


def _placed(box: Box, sheet: QRectF, zoom: float) -> QRectF:
    left, top = sheet.left() + box.left * zoom, sheet.top() + box.top * zoom
    return QRectF(left, top, (box.right - box.left) * zoom, (box.bottom - box.top) * zoom)
