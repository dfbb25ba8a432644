"""The picture one works in: regions are drawn, chosen, moved and pulled, by mouse and by keys.

It takes values and says what the user did; what becomes of that is for others. A rectangle that
was drawn is no region yet: it waits to be coded or kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from qcode.model.regions import smallest_at
from qcode.model.text import Span
from qcode.services.language import tr
from qcode.services.pictures import Rectangle
from qcode.ui.mime import codes_in
from qcode.ui.rest import single_shot
from qcode.ui.sized import by_letters
from qcode.ui.theme import is_dark

from .painter import RegionPainter
from .places import Places
from .sheet import Sheet
from .shown import REACH, Handle, ShownRegion, cursor_of, handle_at, pulled

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_PUSH = 8  # pixels of the screen that an arrow key moves; with Ctrl it is one of the picture
_REST_MS = 700  # after the last arrow key, the region has been moved
_RADIUS = 4  # of a handle, for usual letters
_NEW = 4  # a rectangle made by a key is this part of what is seen, across and down


@dataclass(slots=True)
class _Drag:
    """What the mouse does since its button went down, at a point of the picture."""

    start: QPointF
    pressed: QPoint  # in the viewport
    rectangle: Rectangle | None = None  # that is moved or pulled; none: one is drawn
    handle: Handle | None = None
    moved: bool = False


class PictureView(Sheet):
    """Shows a picture with its regions, one of them chosen, and perhaps a rectangle just drawn."""

    drawn = Signal(object)  # Rectangle, None when it was given up
    kept = Signal()  # what was drawn is wanted as a region
    chosen = Signal(object)  # Span of a region, None for none
    moved = Signal(object, object)  # Span, Rectangle
    name_wanted = Signal(object)  # Span
    removal_wanted = Signal(object)  # Span
    context_requested = Signal(QPoint, object)  # global, list[SegmentId]
    details_wanted = Signal(QPoint, object)  # global, ShownRegion
    code_dropped = Signal(object, object)  # CodeId, ShownRegion or None: what was drawn

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._regions: Sequence[ShownRegion] = ()
        self._chosen: Span | None = None
        self._drawn: Rectangle | None = None
        self._shifted: Rectangle | None = None  # the chosen one, while it is being moved
        self._drag: _Drag | None = None
        self.writes = True
        self._places = Places(self.viewport(), self.place)
        self._settle = single_shot(self, _REST_MS, self._put_down)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("Picture"))

    # -- what is shown

    def set_regions(self, regions: Iterable[ShownRegion]) -> None:
        """Show these regions; the one that is chosen stays so if it is among them."""
        self._regions = tuple(regions)
        if self._drag is None or self._drag.rectangle is not None:
            self._drag = self._shifted = None
        if self.region(self._chosen) is None:
            self._chosen = None
        self._places.show(self._regions)
        self.viewport().update()

    def region(self, span: Span | None) -> ShownRegion | None:
        """Return the region of a paragraph."""
        return next((each for each in self._regions if each.span == span), None)

    def choose(self, span: Span | None, *, bring: bool = True) -> None:
        """Make one region stand out, or none, without saying so."""
        if span == self._chosen:
            return
        self._put_down()
        self._chosen = span
        found = self.region(span)
        if found is not None and bring and not found.whole:
            self.bring(found.rectangle)
        self.viewport().update()

    def chosen_region(self) -> ShownRegion | None:
        """Return the region that stands out."""
        return self.region(self._chosen)

    def held(self) -> Rectangle | None:
        """Return the rectangle of the chosen region, where it has been moved to."""
        found = self.chosen_region()
        return self._shifted or (None if found is None else found.rectangle)

    def set_drawn(self, rectangle: Rectangle | None) -> None:
        """Show a rectangle that is no region yet, or none, without saying so."""
        self._drawn = rectangle
        self.viewport().update()

    def drawn_rectangle(self) -> Rectangle | None:
        """Return the rectangle that was drawn and is no region yet."""
        return self._drawn

    def _movable(self) -> Rectangle | None:
        """Return the rectangle that has handles: drawn just now, or that of the chosen region."""
        if not self.writes:
            return None
        if self._drawn is not None:
            return self._drawn
        found = self.chosen_region()
        if found is None or found.whole:
            return None
        return self._shifted or found.rectangle

    def region_under(self, point: QPointF) -> ShownRegion | None:
        """Return the smallest region under a point of the viewport, the picture itself last."""
        at = self.to_picture(point)
        found = smallest_at((each.rectangle for each in self._regions), at.x(), at.y())
        return next((each for each in self._regions if each.rectangle == found), None)

    # -- moving what is there

    def _show_moved(self, rectangle: Rectangle) -> None:
        """Show what has handles elsewhere; it is said when that is over."""
        if self._drawn is not None:
            self._drawn = rectangle
        else:
            self._shifted = rectangle
        self.viewport().update()

    def _put_down(self) -> None:
        """Say that the chosen region has been moved, if it has."""
        self._settle.stop()
        shifted, found = self._shifted, self.chosen_region()
        if shifted is None or found is None:
            self._shifted = None
        elif shifted == found.rectangle:
            self._shifted = None
            self.viewport().update()
        else:  # it is shown there until the news come
            self.moved.emit(found.span, shifted)

    def forget_move(self) -> None:
        """Show the chosen region where it is: it could not be moved."""
        self._shifted = None
        self.viewport().update()

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw, or take what has handles; the middle button takes the picture."""
        if event.button() == Qt.MouseButton.MiddleButton and self._drag is None:
            self.grab_at(event.position())
            return
        if event.button() != Qt.MouseButton.LeftButton or not self.size_shown().width:
            return
        self._put_down()
        point = event.position()
        self._drag = _Drag(self.to_picture(point), point.toPoint())
        there = self._movable()
        if there is not None:
            handle = self._handle_at(there, point)
            if handle is not None or self.place(there).contains(point):
                self._drag.rectangle, self._drag.handle = there, handle

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, move or pull; or show what could be done here."""
        if self.pull_to(event.position()):
            return
        drag = self._drag
        if drag is None:
            self._show_pointer(event.position())
            return
        far = (event.position().toPoint() - drag.pressed).manhattanLength()
        if not drag.moved and far < QApplication.startDragDistance():
            return
        drag.moved = True
        self.follow(event.position())
        at = self.to_picture(event.position())
        if drag.rectangle is None:
            if self.writes:
                self._chosen = None
                self._drawn = self._cut(
                    Rectangle.between(drag.start.x(), drag.start.y(), at.x(), at.y())
                )
                self.viewport().update()
        elif drag.handle is None:
            by = at - drag.start
            self._show_moved(drag.rectangle.moved(round(by.x()), round(by.y()), self.size_shown()))
        else:
            wanted = self._cut(pulled(drag.rectangle, drag.handle, at.x(), at.y()))
            if wanted is not None:
                self._show_moved(wanted)

    def _cut(self, rectangle: Rectangle) -> Rectangle | None:
        return rectangle.inside(self.size_shown())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say what was drawn, moved or clicked."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self.grab_at(None)
            self._show_pointer(event.position())
            return
        drag, self._drag = self._drag, None
        if event.button() != Qt.MouseButton.LeftButton or drag is None:
            return
        if not drag.moved:
            self._click(event.position())
        elif self._drawn is not None:
            self.drawn.emit(self._drawn)
        else:
            self._put_down()

    def _click(self, point: QPointF) -> None:
        if self._drawn is not None:
            if self.place(self._drawn).contains(point):
                return
            self.give_up()
        found = self.region_under(point)
        self._chosen = None if found is None else found.span
        self.viewport().update()
        self.chosen.emit(self._chosen)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Name the region that is clicked twice."""
        found = self.region_under(event.position())
        if found is not None and self.writes and self._drawn is None:
            self.name_wanted.emit(found.span)

    def _handle_at(self, rectangle: Rectangle, point: QPointF) -> Handle | None:
        return handle_at(self.place(rectangle), point, by_letters(self, REACH))

    def _show_pointer(self, point: QPointF) -> None:
        shape = Qt.CursorShape.CrossCursor if self.writes else Qt.CursorShape.ArrowCursor
        there = self._movable()
        if there is not None:
            handle = self._handle_at(there, point)
            if handle is not None:
                shape = cursor_of(handle)
            elif self.place(there).contains(point):
                shape = Qt.CursorShape.SizeAllCursor
        self.viewport().setCursor(shape)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu on what is under the pointer, or on what is chosen."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            there = self._movable()
            frame = QRectF(self.viewport().rect()) if there is None else self.place(there)
            where = self.viewport().mapToGlobal(frame.center().toPoint())
            found = self.chosen_region()
        else:
            where, point = event.globalPos(), QPointF(event.pos())
            found = self.region_under(point)
            if self._drawn is not None and self.place(self._drawn).contains(point):
                found = None
            elif found is not None and found.span != self._chosen:
                self._click(point)
        self.context_requested.emit(where, [] if found is None else list(found.segments))

    # -- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, draw, move and pull; see the list of keys."""
        if not self.size_shown().width or not self._press(event):
            super().keyPressEvent(event)

    def _press(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        found = self.chosen_region()
        if key in _ARROWS and self._movable() is not None:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._push(*_ARROWS[key], pull=shift, fine=fine)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.step(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Insert and self.writes:
            self.draw_one()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._drawn is not None:
            self.kept.emit()
        elif key == Qt.Key.Key_Escape and (self._drawn or self._chosen):
            self._leave()
        elif key == Qt.Key.Key_F2 and found is not None and self.writes:
            self.name_wanted.emit(found.span)
        elif key == Qt.Key.Key_Delete and shift and found is not None and self.writes:
            self.removal_wanted.emit(found.span)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom_by(1 if key == Qt.Key.Key_Plus else -1)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            return False
        return True

    def _push(self, across: int, down: int, *, pull: bool, fine: bool) -> None:
        """Move what has handles by a small step, or pull its lower right corner."""
        there = self._movable()
        if there is None:
            return
        step = 1 if fine else max(1, round(_PUSH / self.scale))
        change = there.stretched if pull else there.moved
        self._show_moved(change(across * step, down * step, self.size_shown()))
        if self._drawn is not None:
            self.drawn.emit(self._drawn)
        else:
            self._settle.start()

    def step(self, by: int) -> None:
        """Choose the next region (1), or the one before (-1)."""
        self._put_down()
        spans = [each.span for each in self._regions]
        if not spans:
            return
        self.give_up()
        at = spans.index(self._chosen) + by if self._chosen in spans else min(by, 0)
        self.choose(spans[at % len(spans)])
        self.chosen.emit(self._chosen)

    def draw_one(self) -> None:
        """Put a rectangle in the middle of what is seen, to be moved and pulled by keys."""
        self._put_down()
        seen = QRectF(self.viewport().rect())
        size, middle = self.size_shown(), self.to_picture(seen.center())
        wide = min(seen.width() / self.scale, size.width) / _NEW / 2
        high = min(seen.height() / self.scale, size.height) / _NEW / 2
        x, y = middle.x(), middle.y()
        self._chosen = None
        self._drawn = self._cut(Rectangle.between(x - wide, y - high, x + wide, y + high))
        self.viewport().update()
        if self._drawn is not None:
            self.drawn.emit(self._drawn)

    def give_up(self) -> None:
        """Take away what was drawn and is no region."""
        if self._drawn is not None:
            self._drawn = None
            self.viewport().update()
            self.drawn.emit(None)

    def _leave(self) -> None:
        if self._drawn is not None:
            self.give_up()
        else:
            self.choose(None)
            self.chosen.emit(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was being moved stays where it is now."""
        super().focusOutEvent(event)
        self._put_down()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.viewport().update()

    # -- codes dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take codes, and nothing else."""
        event.setAccepted(bool(codes_in(event.mimeData())) and self.writes)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Choose what the code would go to."""
        found = self.region_under(event.position())
        if not self._over_drawn(event.position()) and found is not None:
            self.choose(found.span, bring=False)
        event.setAccepted(self._over_drawn(event.position()) or found is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which codes were dropped on what."""
        point = event.position()
        target = None if self._over_drawn(point) else self.region_under(point)
        if target is None and not self._over_drawn(point):
            event.ignore()
            return
        event.acceptProposedAction()
        for code in codes_in(event.mimeData()):
            self.code_dropped.emit(code, target)

    def _over_drawn(self, point: QPointF) -> bool:
        return self._drawn is not None and self.place(self._drawn).contains(point)

    # -- Qt

    def _moved(self) -> None:
        super()._moved()
        self._places.move()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tool tip what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.region_under(QPointF(event.pos()))
            if found is not None:
                self.details_wanted.emit(event.globalPos(), found)
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, the regions on it, and what is being drawn."""
        with QPainter(self.viewport()) as painter:
            self.paint_picture(painter, QRectF(event.rect()))
            if not self.size_shown().width:
                return
            marks = RegionPainter(painter, self.place, self.font(), dark=is_dark(self.palette()))
            marks.regions(*self._as_moved())
            if self._drawn is not None:
                marks.drawn(self._drawn)
            there = self._movable()
            if there is not None:
                marks.grips(there, by_letters(self, _RADIUS))
            if self.hasFocus():
                marks.focus(QRectF(self.viewport().rect()))

    def _as_moved(self) -> tuple[Sequence[ShownRegion], ShownRegion | None]:
        """Return the regions and the chosen one, which is where it is being moved to."""
        chosen = self.chosen_region()
        if chosen is None or self._shifted is None:
            return self._regions, chosen
        moved = chosen.at(self._shifted)
        return [moved if each is chosen else each for each in self._regions], moved
