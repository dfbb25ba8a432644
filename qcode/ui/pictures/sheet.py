"""A picture in a frame that scrolls: zoom, and where what is shown. Nothing of regions."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from qcode.services.pictures import Rectangle, Size
from qcode.ui.theme import is_dark, scroll_bar_style

from .levels import Levels

_STEP = 1.25
_LARGEST = 16.0  # pixels of the screen to one of the picture
_RIM = 12  # pixels around a picture that fits
_NOTCH = 120  # of a wheel, as Qt counts


class Sheet(QAbstractScrollArea):
    """Shows one picture. It fits the pane until another zoom is asked for."""

    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: Levels | None = None
        self.fits = True
        self._scale = 1.0
        self._grabbed: QPointF | None = None  # where the middle button holds the picture
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.viewport().setAutoFillBackground(True)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self._moved())

    # -- what is shown

    def set_levels(self, levels: Levels | None) -> None:
        """Show a picture; the zoom of one of the same size stays."""
        same = levels is not None and self._levels is not None and levels.size == self.size_shown()
        self._levels = levels
        if not same:
            self.fits = True
        self._lay_out()

    def size_shown(self) -> Size:
        """Return the size of the picture in its own pixels, (0, 0) for none."""
        return Size(0, 0) if self._levels is None else self._levels.size

    @property
    def scale(self) -> float:
        """How many pixels of the window one of the picture takes."""
        return self._scale

    # -- zoom

    def zoom_by(self, steps: float, at: QPointF | None = None) -> None:
        """Make it larger or smaller by steps, keeping the point at `at` (viewport) in place."""
        self.set_scale(self._scale * _STEP**steps, at)

    def set_scale(self, scale: float, at: QPointF | None = None) -> None:
        """Show one pixel of the picture as so many of the window."""
        if self._levels is None:
            return
        anchor = QPointF(self.viewport().rect().center()) if at is None else at
        point = self.to_picture(anchor)
        self.fits = False
        self._scale = min(max(scale, min(self._fitting(), 1.0) / 4), _LARGEST)
        self._lay_out()
        off = self.to_view(point) - anchor
        self.horizontalScrollBar().setValue(round(self.horizontalScrollBar().value() + off.x()))
        self.verticalScrollBar().setValue(round(self.verticalScrollBar().value() + off.y()))
        self.zoomed.emit()

    def fit(self) -> None:
        """Show the whole picture, and go on doing so."""
        self.fits = True
        self._lay_out()
        self.zoomed.emit()

    def _fitting(self) -> float:
        """Return the scale at which all of it is seen; no picture is blown up to fit."""
        size = self.size_shown()
        if not size.width:
            return 1.0
        room = self.maximumViewportSize()
        across = max(room.width() - 2 * _RIM, 1) / size.width
        down = max(room.height() - 2 * _RIM, 1) / size.height
        return min(across, down, 1.0)

    def _lay_out(self) -> None:
        if self.fits:
            self._scale = self._fitting()
        size, room = self.size_shown(), self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), size.width, room.width()),
            (self.verticalScrollBar(), size.height, room.height()),
        ):
            bar.setRange(0, max(0, 0 if self.fits else round(whole * self._scale) - seen))
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setStyleSheet(scroll_bar_style(is_dark(self.palette())))
        self._moved()

    def _moved(self) -> None:
        """Paint everything again: the picture stands elsewhere."""
        self.viewport().update()

    # -- places

    def corner(self) -> QPointF:
        """Return where the upper left corner of the picture is in the viewport."""
        size, room = self.size_shown(), self.viewport().size()
        wide, high = size.width * self._scale, size.height * self._scale
        x = (room.width() - wide) / 2 if wide <= room.width() else 0.0
        y = (room.height() - high) / 2 if high <= room.height() else 0.0
        x -= self.horizontalScrollBar().value()
        return QPointF(x, y - self.verticalScrollBar().value())

    def to_picture(self, point: QPointF) -> QPointF:
        """Return the point of the picture at one of the viewport; it may be outside."""
        return (point - self.corner()) / self._scale

    def to_view(self, point: QPointF) -> QPointF:
        """Return where in the viewport a point of the picture is."""
        return point * self._scale + self.corner()

    def place(self, rectangle: Rectangle) -> QRectF:
        """Return where in the viewport a rectangle of the picture is."""
        left, top, right, bottom = rectangle
        return QRectF(self.to_view(QPointF(left, top)), self.to_view(QPointF(right, bottom)))

    def follow(self, point: QPointF) -> None:
        """Scroll towards a point of the viewport that is outside of what is seen."""
        room = self.viewport().rect()
        for bar, at, most in (
            (self.horizontalScrollBar(), point.x(), room.width()),
            (self.verticalScrollBar(), point.y(), room.height()),
        ):
            bar.setValue(round(bar.value() + min(at, 0) + max(at - most, 0)))

    def grab_at(self, point: QPointF | None) -> None:
        """Let the picture hang on the pointer, from this point of the viewport on; None lets go."""
        self._grabbed = point
        if point is not None:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def pull_to(self, point: QPointF) -> bool:
        """Scroll so that what hangs on the pointer is under it; tell whether something does."""
        if self._grabbed is None:
            return False
        by, self._grabbed = point - self._grabbed, point
        for bar, off in (
            (self.horizontalScrollBar(), by.x()),
            (self.verticalScrollBar(), by.y()),
        ):
            bar.setValue(round(bar.value() - off))
        return True

    def bring(self, rectangle: Rectangle) -> None:
        """Scroll so that a rectangle is seen, or its upper left corner if it is too large."""
        frame, room = self.place(rectangle), self.viewport().rect()
        for bar, low, high, most in (
            (self.horizontalScrollBar(), frame.left(), frame.right(), room.width()),
            (self.verticalScrollBar(), frame.top(), frame.bottom(), room.height()),
        ):
            if low < 0 or high - low > most:
                bar.setValue(round(bar.value() + low - _RIM))
            elif high > most:
                bar.setValue(round(bar.value() + high - most + _RIM))

    # -- Qt

    def paint_picture(self, painter: QPainter, seen: QRectF) -> None:
        """Paint the part of the picture that is in `seen`, of the viewport."""
        if self._levels is None:
            return
        image = self._levels.fit_for(self._scale * self.devicePixelRatioF())
        shown = self.place(Rectangle(0, 0, *self.size_shown()))
        part = shown & seen.adjusted(-2, -2, 2, 2)
        if part.isEmpty():
            return
        across, down = image.width() / shown.width(), image.height() / shown.height()
        source = QRectF(
            (part.left() - shown.left()) * across,
            (part.top() - shown.top()) * down,
            part.width() * across,
            part.height() * down,
        )
        smooth = self._scale < 3  # enlarged further, one wants to see the pixels
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(part, image, source)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        with QPainter(self.viewport()) as painter:
            self.paint_picture(painter, QRectF(event.rect()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, or show more."""
        super().resizeEvent(event)
        self._lay_out()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl come nearer to what is under the pointer, or go away from it."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(event.angleDelta().y() / _NOTCH, event.position())
            event.accept()
        else:
            super().wheelEvent(event)
