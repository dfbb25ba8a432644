"""What the view of a picture is given to paint, and the handles by which a rectangle is pulled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt

from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.pictures import Rectangle

REACH = 9  # pixels around a handle in which it can be taken, for usual letters
_SHARE = 4  # of a frame: so much of each side, at most, belongs to its handles and not to the whole

Handle = tuple[int, int]  # -1, 0 or 1 across and down: which edges it pulls
_CURSORS: Mapping[Handle, Qt.CursorShape] = {
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
}


@dataclass(frozen=True, slots=True)
class ShownRegion:
    """A region with its name, and its codings: the names and colours of codes, in order."""

    span: Span
    rectangle: Rectangle
    name: str
    whole: bool = False  # the picture itself
    codes: tuple[tuple[str, str], ...] = ()
    segments: tuple[SegmentId, ...] = ()

    def at(self, rectangle: Rectangle) -> ShownRegion:
        """Return the region in another place."""
        return replace(self, rectangle=rectangle)


def handles(frame: QRectF) -> dict[Handle, QPointF]:
    """Return where the handles of a frame on the screen are."""
    xs = {-1: frame.left(), 0: frame.center().x(), 1: frame.right()}
    ys = {-1: frame.top(), 0: frame.center().y(), 1: frame.bottom()}
    return {(x, y): QPointF(xs[x], ys[y]) for x, y in _CURSORS}


def handle_at(frame: QRectF, point: QPointF, reach: float = REACH) -> Handle | None:
    """Return the handle of a frame that can be taken at a point, the nearest of them.

    The middle of a small frame belongs to none, so that it can be moved.
    """
    across, down = min(reach, frame.width() / _SHARE), min(reach, frame.height() / _SHARE)
    if frame.adjusted(across, down, -across, -down).contains(point):
        return None
    near = {
        handle: max(abs(place.x() - point.x()), abs(place.y() - point.y()))
        for handle, place in handles(frame).items()
    }
    handle = min(near, key=near.__getitem__)
    return handle if near[handle] <= reach else None


def cursor_of(handle: Handle) -> Qt.CursorShape:
    """Return the pointer that says which way a handle goes."""
    return _CURSORS[handle]


def pulled(rectangle: Rectangle, handle: Handle, x: float, y: float) -> Rectangle:
    """Return a rectangle with the edges of a handle at a point; it may turn inside out."""
    left, top, right, bottom = (float(edge) for edge in rectangle)
    left, right = (x if handle[0] < 0 else left), (x if handle[0] > 0 else right)
    top, bottom = (y if handle[1] < 0 else top), (y if handle[1] > 0 else bottom)
    return Rectangle.between(left, top, right, bottom)
