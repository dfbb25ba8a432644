"""Paint a window whose parts get other places: not in the turn in which they are laid out.

To lay a window out and to paint it takes too long in one go. Nothing of it is painted before the
next turn, so that nothing is seen empty; the lists in it show the picture they showed before, and
are painted after all else, one a turn. A list that something lies over or in is painted with the
window: its picture would show that too, after it has moved or gone.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QAbstractItemView, QWidget
from shiboken6 import isValid

from .kept_picture import kept_picture
from .paced import painted_at_once

_TURNS = 2  # of the timers: the first may belong to the turn in which it was asked
_PATIENCE_MS = 100  # that a window is not painted while it is laid out again and again


def paint_after(part: QWidget, lists: Iterable[QAbstractItemView] = ()) -> None:
    """Have the window that `part` is in painted in the next turn, and after it the lists in it.

    Where it is laid out without an end, as while its edge is dragged, the window is painted all
    the same, and its lists when it rests. To be called before anything is laid out.
    """
    window = part.window()
    only = Qt.FindChildOption.FindDirectChildrenOnly
    later = window.findChild(_Later, options=only) or _Later(window)
    later.hold(lists)


class _Later(QObject):
    """Holds a window back for a turn. It goes with the window, and not with what is in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._pictures: list[_Picture] = []
        self._turns = 0  # that it waits yet
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)

    def hold(self, lists: Iterable[QAbstractItemView]) -> None:
        """Paint nothing in this turn."""
        if self._turns:
            if self._since.elapsed() >= _PATIENCE_MS:
                self._paint()
        elif self._window.isVisible() and self._window.updatesEnabled():
            self._keep(lists)
            self._window.setUpdatesEnabled(False)
            self._turns = _TURNS
            self._since.start()
            self._timer.start()

    def _keep(self, lists: Iterable[QAbstractItemView]) -> None:
        """Have each list keep the picture that the window shows of it."""
        store = self._window.backingStore()
        shown = None if store is None else store.paintDevice()
        if isinstance(shown, QImage):
            kept = {each.viewport for each in self._pictures}
            ports = [each.viewport() for each in lists if each.isVisible()]
            self._pictures += [
                _Picture(each, shown) for each in ports if each not in kept and not _is_shared(each)
            ]

    def _next(self) -> None:
        if self._turns:
            self._turns -= 1
            if not self._turns:
                self._paint()
                self._timer.start()  # again: timers that have become due meanwhile come before it
        elif self._pictures:
            self._pictures.pop(0).end()
        else:
            self._timer.stop()

    def _paint(self) -> None:
        self._turns = 0
        self._window.setUpdatesEnabled(True)
        with painted_at_once(self._window):  # what is merely asked for might be held again before
            self._window.repaint()


def _is_shared(part: QWidget) -> bool:
    """Whether other widgets are seen where a part is: in it, or over it.

    What a layout puts beside it is not, though it may have been moved by now, for the picture
    shows where it was; nor is what a mask leaves of it, as of a divider that is easy to grasp.
    """
    area, window = QRect(part.mapTo(part.window(), QPoint()), part.size()), part.window()
    if any(each.isVisible() for each in _parts_of(part)):
        return True
    below, around = part, part.parentWidget()
    while around is not None and below is not window:
        beside, layout = _parts_of(around), around.layout()
        for each in beside[beside.index(below) + 1 :]:  # from the lowest to the topmost
            laid = layout is not None and layout.indexOf(below) >= 0 <= layout.indexOf(each)
            if not laid and _seen(each, window).intersects(area):
                return True
        below, around = around, around.parentWidget()
    return False


def _seen(part: QWidget, window: QWidget) -> QRegion:
    """Return where a part would be seen in its window if nothing lay over it."""
    if not part.isVisible() or part.isWindow():
        return QRegion()
    mask = part.mask()
    seen = QRegion(part.rect()) if mask.isEmpty() else mask
    return seen.translated(part.mapTo(window, QPoint()))


def _parts_of(whole: QWidget) -> list[QWidget]:
    return [each for each in whole.children() if isinstance(each, QWidget)]


class _Picture(QObject):
    """What a list showed. It is painted in its place until `end`."""

    def __init__(self, viewport: QWidget, shown: QImage) -> None:
        super().__init__()
        self.viewport = viewport
        self._image = kept_picture(viewport, shown)
        viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint the picture instead of the list."""
        if event.type() == QEvent.Type.Paint and watched is self.viewport:
            with QPainter(self.viewport) as painter:
                painter.drawImage(QPoint(), self._image)
            return True
        return super().eventFilter(watched, event)

    def end(self) -> None:
        """Let the list be painted as it is now."""
        if isValid(self.viewport):
            self.viewport.removeEventFilter(self)
            self.viewport.update()
