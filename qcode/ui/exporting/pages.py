"""The pages of a report, one under the other, as they will be printed.

Pages are painted as they come into sight and kept as pictures while they are near. The keyboard
scrolls; the zoom is the width of the pane until another is chosen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from qcode.services.language import tr
from qcode.ui.dressed import dress_scroll_bar
from qcode.ui.theme import colors, is_dark

from .flow import Note, Sheet
from .paper import paint_sheet
from .typeset import POINT

GAP = 16  # pixels between pages and around them
ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)
_KEPT = 8  # pictures of pages
_LINE = 40  # pixels
_MOST_SIDE = 6000  # pixels of a picture; a page that is larger is painted as it is
_TOLD = 2000  # characters of a page that a screen reader is offered
_REACH = 40  # units around the sign of a comment
_DPI = 96


class Pages(QAbstractScrollArea):
    """Shows sheets. `looked_at` brings the number of the page that fills most of the view."""

    looked_at = Signal(int)
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Preview of the pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self.viewport().setAutoFillBackground(True)
        dress_scroll_bar(self)
        self._sheets: list[Sheet] = []
        self._total = 0
        self._tops: list[int] = []
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._zoom = 0.0  # 0: as wide as the view
        self._current = 0
        self.verticalScrollBar().valueChanged.connect(self._look)

    # -- what is shown

    @property
    def sheets(self) -> Sequence[Sheet]:
        """The pages that are shown."""
        return self._sheets

    @property
    def current(self) -> int:
        """The number of the page that one looks at, 0 for none."""
        return self._current

    def show_sheets(self, sheets: Sequence[Sheet], total: int) -> None:
        """Show pages; `total` is how many there are, 0 where nobody knows.

        Pages that are the same as before stay as they were painted.
        """
        same = 0
        if total == self._total:
            for old, new in zip(self._sheets, sheets, strict=False):
                if old is not new and old != new:
                    break
                same += 1
        for number in [n for n in self._pictures if n >= same]:
            del self._pictures[number]
        self._sheets, self._total = list(sheets), total
        self._measure()
        self._look()
        self.viewport().update()

    def show_page(self, number: int) -> None:
        """Bring the top of a page to the top of the view; pages count from 1."""
        if self._tops:
            at = min(max(number, 1), len(self._tops)) - 1
            self.verticalScrollBar().setValue(self._tops[at] - GAP)

    # -- zoom

    @property
    def zoom(self) -> float:
        """How large pages are shown; 1 is their size on paper."""
        return self._zoom or self._fitting()

    def set_zoom(self, zoom: float) -> None:
        """Show pages at another size, 0 for the width of the view; what is seen stays in sight."""
        bar = self.verticalScrollBar()
        before = bar.value() / max(bar.maximum() + bar.pageStep(), 1)
        self._zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1]) if zoom else 0.0
        self._measure()
        bar.setValue(round(before * (bar.maximum() + bar.pageStep())))
        across = self.horizontalScrollBar()
        across.setValue(across.maximum() // 2)
        self.viewport().update()
        self.zoomed.emit()

    def zoom_in(self) -> None:
        """Show pages one step larger."""
        self.set_zoom(next((z for z in ZOOMS if z > self.zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show pages one step smaller."""
        self.set_zoom(next((z for z in reversed(ZOOMS) if z < self.zoom - 0.01), ZOOMS[0]))

    def _fitting(self) -> float:
        # The widest upright page fits; one on its side is made smaller to fit beside it.
        narrow = min((min(s.width, s.height) for s in self._sheets), default=2381.0)
        room = max(self.viewport().width() - 2 * GAP, 50)
        return min(room / (narrow * _DPI / 72 / POINT), 2.0)

    def _scale(self, sheet: Sheet) -> float:
        """Return pixels to a unit, for one page."""
        scale = self.zoom * _DPI / 72 / POINT
        if self._zoom:
            return scale
        room = max(self.viewport().width() - 2 * GAP, 50)
        return min(scale, room / sheet.width)

    def _size(self, sheet: Sheet) -> QSize:
        scale = self._scale(sheet)
        return QSize(round(sheet.width * scale), round(sheet.height * scale))

    # -- geometry

    def _measure(self) -> None:
        self._tops, y, width = [], GAP, 0
        for sheet in self._sheets:
            size = self._size(sheet)
            self._tops.append(y)
            y += size.height() + GAP
            width = max(width, size.width())
        view = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(y - view.height(), 0))
        down.setPageStep(view.height())
        down.setSingleStep(_LINE)
        across.setRange(0, max(width + 2 * GAP - view.width(), 0))
        across.setPageStep(view.width())
        across.setSingleStep(_LINE)

    def page_rect(self, at: int) -> QRect:
        """Return where the page at an index, from 0, is in the view."""
        size = self._size(self._sheets[at])
        across = self.horizontalScrollBar()
        left = (self.viewport().width() - size.width()) // 2
        if across.maximum():
            left += across.maximum() // 2 - across.value()
        return QRect(QPoint(left, self._tops[at] - self.verticalScrollBar().value()), size)

    def _look(self) -> None:
        """Find out which page one looks at."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        number = max(bisect_right(self._tops, middle), 1) if self._tops else 0
        if number != self._current:
            self._current = number
            self.looked_at.emit(number)
        text = self._sheets[number - 1].text[:_TOLD] if number else ""
        self.setAccessibleDescription(text)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages that are in sight."""
        edge = QColor(colors(is_dark(self.palette())).rule)
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for at, sheet in enumerate(self._sheets):
                rect = self.page_rect(at)
                if rect.top() > event.rect().bottom():
                    break
                if rect.intersects(event.rect()):
                    self._paint_page(painter, at, sheet, rect)
                    painter.setPen(edge)
                    painter.drawRect(rect.adjusted(-1, -1, 0, 0))

    def _paint_page(self, painter: QPainter, at: int, sheet: Sheet, rect: QRect) -> None:
        ratio = self.devicePixelRatioF()
        size = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        if max(size.width(), size.height()) > _MOST_SIDE:
            painter.save()
            painter.translate(rect.topLeft())
            self._draw(painter, sheet, rect.width() / sheet.width)
            painter.restore()
            return
        picture = self._pictures.get(at)
        if picture is None or picture.size() != size:
            picture = QPixmap(size)
            with QPainter(picture) as onto:
                self._draw(onto, sheet, size.width() / sheet.width)
            picture.setDevicePixelRatio(ratio)
            self._pictures[at] = picture
        self._pictures.move_to_end(at)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        painter.drawPixmap(rect.topLeft(), picture)

    def _draw(self, painter: QPainter, sheet: Sheet, scale: float) -> None:
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        painter.scale(scale, scale)
        paint_sheet(painter, sheet, self._total)

    # -- what the user does

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the view again, and stay with the page one looks at."""
        bar = self.verticalScrollBar()
        before = bar.value() / max(bar.maximum() + bar.pageStep(), 1)
        self._measure()
        bar.setValue(round(before * (bar.maximum() + bar.pageStep())))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by lines, by views and to the ends; zoom with the usual keys."""
        bar, key = self.verticalScrollBar(), Qt.Key
        if event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom_in()
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_out()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == key.Key_0:
            self.set_zoom(0)
        elif event.key() == key.Key_Home:
            bar.setValue(0)
        elif event.key() == key.Key_End:
            bar.setValue(bar.maximum())
        elif event.key() in (key.Key_PageDown, key.Key_Space):
            self.show_page(self._current + 1)
        elif event.key() == key.Key_PageUp:
            self.show_page(self._current - 1)
        elif event.key() in (key.Key_Up, key.Key_Down):
            bar.setValue(bar.value() + (_LINE if event.key() == key.Key_Down else -_LINE))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what a comment says where the mouse rests on its sign."""
        if isinstance(event, QHelpEvent):
            notes = self._notes_at(event.pos())
            words = "\n\n".join(f"{n.remark.author}: {n.remark.text}" for n in notes)
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def _notes_at(self, place: QPoint) -> list[Note]:
        for at, sheet in enumerate(self._sheets):
            rect = self.page_rect(at)
            if rect.contains(place):
                scale = self._scale(sheet)
                x, y = (place.x() - rect.left()) / scale, (place.y() - rect.top()) / scale
                if x >= sheet.width - sheet.margins[1]:
                    return [n for n in sheet.notes if n.y - _REACH / 2 <= y <= n.y + _REACH]
        return []
