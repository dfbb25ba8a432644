"""Paint a window in turns of its own: after the work that changed it, and its lists one by one.

Qt paints all that has changed in the turn that changed it. Each may be quick enough and all
together too long: a key that comes meanwhile waits for everything. Here a window is painted in
the next turn of the timers where this one has worked already, and the lists in it after the
rest, one a turn. Until then they show what they showed before: nothing else is painted there.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from PySide6.QtCore import (
    QAbstractEventDispatcher,
    QCoreApplication,
    QEvent,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QWidget
from shiboken6 import isValid

from .effort import ENOUGH, is_left_to_others

_PATIENCE = 0.03  # seconds that a window is not painted while keys and the pointer keep coming
_BAND = 240  # pixels: as much of a list as is painted in a turn
_WANTED = QEvent.Type.UpdateRequest
_PAINT = QEvent.Type.Paint
_GONE = (QEvent.Type.Hide, QEvent.Type.Show)

_Place = tuple[tuple[object, ...], tuple[int, int]]  # of a list in its window; how far scrolled


class Paced(QObject):
    """Has a window painted in turns of its own. It goes with the window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._since = time.thread_time()  # the last turn of the timers that is known of
        self._asked = 0.0  # when painting was put off; 0: it is not
        self._painting = False
        self._paintings = 0  # so far
        self._own: ListApart | None = None  # whose turn it is
        self._lists: dict[ListApart, QRegion] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)
        window.installEventFilter(self)

    @staticmethod
    def of(window: QWidget) -> Paced | None:
        """Return what paces a window, if anything does."""
        only = Qt.FindChildOption.FindDirectChildrenOnly
        return window.findChild(Paced, options=only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put painting off if there was enough to do without it."""
        if event.type() != _WANTED or watched is not self._window or self._painting:
            return False
        if not self._asked:
            if time.thread_time() - self._since < ENOUGH:
                self._paint()
            else:
                self._put_off()
        return True

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let what is painted now be painted now."""
        before, self._painting = self._painting, True
        try:
            yield
        finally:
            self._painting = before

    def _put_off(self) -> None:
        self._asked = time.perf_counter()
        self._timer.start()
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.aboutToBlock.connect(self._look)

    def _look(self) -> None:
        """Paint in between where the timers never come to their turn."""
        if self._asked and time.perf_counter() - self._asked > _PATIENCE:
            self._paint()

    def _next(self) -> None:
        self._since = time.thread_time()
        if self._asked:
            self._paint()
        elif is_left_to_others():
            pass  # an answer, which has waited for a painting and would come together with one
        elif self._lists and not self._paints_else():
            self._paint_band(next(iter(self._lists)))
        elif not self._lists:
            self._timer.stop()
            return
        self._timer.start()  # again: timers that have become due meanwhile come before it

    def _paint_band(self, waits: ListApart) -> None:
        """Paint the upper part of what is to be painted of a list; the rest has its turn next."""
        region = self._lists.pop(waits)
        place = region.boundingRect()
        band = region.intersected(QRect(place.topLeft(), QSize(place.width(), _BAND)))
        self._own = waits
        with self.at_once():
            shown = waits.paint(band)
        self._own = None
        rest = region.subtracted(band)
        if shown and not rest.isEmpty():
            self._lists[waits] = self._lists.pop(waits, QRegion()).united(rest)

    def _paints_else(self) -> bool:
        """Paint what else there is to be painted by now; return whether there was any."""
        before = self._paintings
        QCoreApplication.sendPostedEvents(self._window, _WANTED)
        return self._paintings != before

    def _paint(self) -> None:
        if self._asked:
            self._asked = 0.0
            QAbstractEventDispatcher.instance().aboutToBlock.disconnect(self._look)
        self._paintings += 1
        with self.at_once():
            self._window.event(QEvent(_WANTED))

    @property
    def painting(self) -> bool:
        """Whether the window is being painted: not a picture of it, as for a screenshot."""
        return self._painting

    def takes(self, part: ListApart, region: QRegion) -> bool:
        """Whether a list is painted in a turn of its own later, as this one is not its own."""
        if self._own is part:
            return False
        self._lists[part] = self._lists.get(part, QRegion()).united(region)
        self._timer.start()
        return True

    def widen(self, part: ListApart, whole: QRegion) -> None:
        """Have all of a list painted that waits yet: what was to be painted stands elsewhere."""
        if part in self._lists:
            self._lists[part] = whole


def painted_at_once(window: QWidget) -> AbstractContextManager[None]:
    """Have what is painted of a window meanwhile painted then, however much there was to do."""
    paced = Paced.of(window)
    return nullcontext() if paced is None else paced.at_once()


class ListApart(QObject):
    """Has a list painted after the window it is in, as long as it stays where it was."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view, self._port = view, view.viewport()
        self._seen: _Place | None = None  # where the window shows it
        self._paced: Paced | None = None
        self._port.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._port.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave what is seen as it is, or lay the ground, which Qt then leaves to us."""
        kind = event.type()
        if kind == _PAINT and watched is self._port and isinstance(event, QPaintEvent):
            if self._waits(event.region()):
                return True
            with QPainter(self._port) as painter:
                ground = self._port.palette().brush(self._port.backgroundRole())
                painter.fillRect(event.rect(), ground)
        elif kind in _GONE:
            self._seen = None
        return False

    def _waits(self, region: QRegion) -> bool:
        paced = self._pace()
        if paced is None or not paced.painting:
            return False
        place, seen, whole = self._place(), self._seen, QRegion(self._port.rect())
        stays = seen is not None and place[0] == seen[0]
        if stays and (place == seen or whole.subtracted(region).isEmpty()):
            return paced.takes(self, region)
        self._seen = place
        paced.widen(self, whole)
        return False

    def _pace(self) -> Paced | None:
        window = self._port.window()
        if self._paced is None or self._paced.parent() is not window:
            self._paced = Paced.of(window)
        return self._paced

    def _place(self) -> _Place:
        port, window, view = self._port, self._port.window(), self._view
        across, down = view.horizontalScrollBar().value(), view.verticalScrollBar().value()
        size, ratio = window.size(), port.devicePixelRatio()
        frame = window, size, ratio, port.mapTo(window, QPoint()), port.size()
        return frame, (across, down)

    def paint(self, region: QRegion) -> bool:
        """Paint a part of the list now; return whether it can be seen."""
        seen = isValid(self._port) and self._port.isVisible()
        if seen:
            self._port.repaint(region)
        return seen
