"""The two handles at the ends of the chosen passage, in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from qcode.model.passage_ends import End
from qcode.ui.theme import CodeColor

from .ends import EndMover
from .geometry import View

if TYPE_CHECKING:
    from .view import CodingView

RIM = 7  # pixels around a passage that its handles may take
_REACH = 6.0  # pixels around a handle in which it can be taken
_RADIUS = 4.0


def grip_lines(
    rects: Sequence[QRectF], *, begins: bool, ends: bool
) -> dict[End, tuple[QPointF, QPointF]]:
    """Return the upright at each end of a passage that is in sight, from its knob on."""
    found: dict[End, tuple[QPointF, QPointF]] = {}
    if rects and begins:
        found[End.START] = rects[0].topLeft(), rects[0].bottomLeft()
    if rects and ends:
        found[End.END] = rects[-1].bottomRight(), rects[-1].topRight()
    return found


def paint_grips(
    painter: QPainter,
    lines: dict[End, tuple[QPointF, QPointF]],
    color: CodeColor,
    ground: QColor,
) -> None:
    """Paint the handles: an upright with a knob, above the beginning and below the end."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for knob, foot in lines.values():
        painter.setPen(QPen(color.stripe, 2))
        painter.drawLine(knob, foot)
        painter.setPen(QPen(ground, 1))
        painter.setBrush(color.stripe)
        painter.drawEllipse(knob, _RADIUS, _RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class Grips(QObject):
    """Lets the handles be dragged: looks at the mouse over the text before the text does."""

    def __init__(self, view: CodingView, ends: EndMover) -> None:
        super().__init__(view)
        self._view = view
        self._ends = ends
        self._over = False
        view.viewport().installEventFilter(self)

    def lines(self) -> dict[End, tuple[QPointF, QPointF]]:
        """Return where the handles of the chosen segment are, as far as they are in sight."""
        segment = self._view.selected_segment()
        span = None if segment is None else self._view.span_of(segment)
        if span is None or not self._ends.enabled:
            return {}
        seen = self._view.seen()
        return grip_lines(
            self._view.rects_of(span),
            begins=seen.start <= span.start < seen.end,
            ends=seen.start < span.end <= seen.end,
        )

    def at(self, point: QPointF) -> End | None:
        """Return the end whose handle is at a point of the viewport; the nearer one of two."""
        found: list[tuple[float, End]] = []
        for end, (knob, foot) in self.lines().items():
            area = QRectF(knob, foot).normalized()
            if area.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(point):
                found.append(((point - knob).manhattanLength(), end))
        return min(found)[1] if found else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the mouse where it is about a handle."""
        if isinstance(event, QMouseEvent):
            kind, left = event.type(), Qt.MouseButton.LeftButton
            if self._ends.holds:
                if kind == QEvent.Type.MouseMove:
                    self._ends.drag(event.globalPosition().toPoint())
                elif kind == QEvent.Type.MouseButtonRelease:
                    self._ends.release()
                return True
            if kind == QEvent.Type.MouseMove and not event.buttons():
                self._show_pointer(self.at(event.position()) is not None)
                return self._over
            if kind == QEvent.Type.MouseButtonPress and event.button() == left:
                return self._take(event)
        return super().eventFilter(watched, event)

    def _take(self, event: QMouseEvent) -> bool:
        end, segment = self.at(event.position()), self._view.selected_segment()
        if end is None or segment is None:
            return False
        self._ends.grab(segment, end)
        return True

    def _show_pointer(self, over: bool) -> None:
        if over != self._over:
            self._over = over
            shape = Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.IBeamCursor
            self._view.viewport().setCursor(shape)


def nearest_line(view: View, y: float) -> tuple[int, int] | None:
    """Return the line at a height, or the nearest one: where it and the next begin (UTF-16)."""
    if not view.starts:
        return None
    last = len(view.starts) - 1
    at = next((number for number, bottom in enumerate(view.bottoms) if y < bottom), last)
    return view.starts[at], view.starts[at + 1] if at < last else view.end
