"""The pages of a PDF, one below the other: looked at, and selected on by mouse and keyboard.

Positions and spans are code points of the text that was read from the pages.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services.language import tr
from qcode.services.original_pages import OriginalPages
from qcode.ui.dressed import dress_scroll_bars
from qcode.ui.notches import Notches
from qcode.ui.session import Session
from qcode.ui.theme import PAPER, is_dark

from .marks import PageMarks
from .pictures import Pictures
from .sheets import GAP, LARGEST, SMALLEST, STEP, Fit, Sheets, fitting
from .steps import stretched, walked

_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UP_AND_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LINE = 40  # pixels that an arrow key scrolls
_UPPER_THIRD = 0.28
_NEIGHBOURS = 2  # pages before and after those in sight that are made ready


class PageView(QAbstractScrollArea):
    """Shows pages; it says what was selected, and when the user has moved them."""

    selected = Signal(object)  # Span, by the user
    pointed = Signal(int)  # a character was clicked
    moved = Signal()  # the user scrolled or turned a page
    zoomed = Signal()
    left = Signal()  # the keyboard wants to go back to the text
    context_requested = Signal(QPoint, object)  # global, list[SegmentId]
    details_wanted = Signal(QPoint, object)  # global, list[SegmentId]: to be told in a tool tip

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = PageMarks()
        self.pictures = Pictures(session, self)
        self._sheets = Sheets()
        self._fit = Fit.WIDTH
        self._selection: Span | None = None
        self._anchor: Span | None = None
        self._dragging = False
        self._notches = Notches()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Original pages"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        dress_scroll_bars(self)
        self.viewport().setMouseTracking(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.pictures.arrived.connect(self._arrived)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._ask)
        self.verticalScrollBar().actionTriggered.connect(self._moved_soon)
        self._user_moves = False
        self.verticalScrollBar().valueChanged.connect(self._tell_moved)

    # What is shown -----------------------------------------------------------------------------

    def show_pages(self, pages: OriginalPages | None) -> None:
        """Show pages from the first one; None shows nothing."""
        self._selection = self._anchor = None
        self.pictures.show(pages)
        self._sheets = Sheets(tuple(pages.sizes) if pages else (), self._sheets.zoom)
        self._refit()
        self.verticalScrollBar().setValue(0)
        self._ask()

    def select(self, span: Span | None) -> None:
        """Show what is selected in the text."""
        if span != self._selection:
            self._selection = self._anchor = span
            self.viewport().update()

    def selection(self) -> Span | None:
        """Return what is selected."""
        return self._selection

    @property
    def page(self) -> int:
        """The page in the upper third of the view, from 0."""
        return self._sheets.page_at(self._top() + self.viewport().height() * _UPPER_THIRD)

    def place(self) -> tuple[int, float]:
        """Return the page at the upper edge, from 0, and how many points of it are above."""
        if not self._sheets.sizes:
            return 0, 0.0
        page = self._sheets.page_at(self._top() + GAP)
        return page, (self._top() - self._sheets.tops[page]) / self._sheets.zoom

    def go(self, page: int, top: float) -> None:
        """Scroll to a place as `place` gives it; the last page for one that is not there."""
        if self._sheets.sizes:
            page = min(page, len(self._sheets.sizes) - 1)
            self.verticalScrollBar().setValue(
                round(self._sheets.tops[page] + top * self._sheets.zoom)
            )

    def first_position(self) -> int | None:
        """Return the first character in sight, None where that is not known."""
        for page in self._in_sight():
            letters = self.pictures.letters(page)
            if letters is None:
                return None
            above = (self._top() - self._sheets.tops[page]) / self._sheets.zoom
            found = letters.first_below(above)
            if found is not None:
                return found
        return None

    def bring(self, page: int, span: Span) -> None:
        """Scroll to a passage of a page, unless it is in sight; to the page, until it is known."""
        letters = self.pictures.letters(page)
        boxes = letters.lines(span) if letters is not None else []
        y = self._sheets.tops[page]
        high = self._sheets.sizes[page][1] * self._sheets.zoom
        if boxes:
            y += boxes[0].top * self._sheets.zoom
            high = (boxes[0].bottom - boxes[0].top) * self._sheets.zoom
        top, height = self._top(), self.viewport().height()
        seen = top <= y and y + high <= top + height if boxes else page in self._in_sight()
        if not seen:
            above = height * _UPPER_THIRD if boxes else GAP
            self.verticalScrollBar().setValue(round(y - above))

    # Zoom --------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """How many pixels a point of a page has."""
        return self._sheets.zoom

    @property
    def fit(self) -> Fit:
        """What the zoom follows."""
        return self._fit

    def set_fit(self, fit: Fit) -> None:
        """Have pages fill the width, or be seen whole, from now on."""
        self._fit = fit
        self._refit()

    def set_look(self, fit: Fit, zoom: float) -> None:
        """Show pages as they were: fitting, or at a zoom."""
        self._fit = fit
        if fit is Fit.NOTHING:
            self._set_zoom(zoom)
        else:
            self._refit()

    def zoom_by(self, steps: int) -> None:
        """Show pages larger (1) or smaller (-1)."""
        self._fit = Fit.NOTHING
        self._set_zoom(self._sheets.zoom * STEP**steps)

    def _refit(self) -> None:
        if self._fit is not Fit.NOTHING and self._sheets.sizes:
            sizes = self._sheets.sizes
            widest = max(width for width, _ in sizes), max(height for _, height in sizes)
            room = self.viewport().width(), self.viewport().height()
            self._set_zoom(fitting(widest, room, self._fit))
        else:
            self._set_zoom(self._sheets.zoom)

    def _set_zoom(self, zoom: float) -> None:
        zoom = min(max(zoom, SMALLEST), LARGEST)
        bar, before = self.verticalScrollBar(), self._sheets
        middle = (bar.value() + self.viewport().height() / 2) * zoom / before.zoom
        self._sheets = Sheets(before.sizes, zoom)
        self._set_bars()
        if zoom != before.zoom:
            bar.setValue(round(middle - self.viewport().height() / 2))
        self._ask()
        self.zoomed.emit()

    def _set_bars(self) -> None:
        width, height = self.viewport().width(), self.viewport().height()
        for bar, whole, room in (
            (self.verticalScrollBar(), self._sheets.height, height),
            (self.horizontalScrollBar(), self._sheets.width, width),
        ):
            bar.setPageStep(room)
            bar.setSingleStep(_LINE)
            bar.setRange(0, max(0, round(whole) - room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to the width or the page."""
        super().resizeEvent(event)
        self._refit()

    # Pictures ----------------------------------------------------------------------------------

    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _in_sight(self) -> range:
        return self._sheets.between(self._top(), self._top() + self.viewport().height())

    def _ask(self) -> None:
        """Ask for the pictures of what is in sight, then of what is next to it."""
        seen = self._in_sight()
        if seen:
            after = range(seen.stop, min(seen.stop + _NEIGHBOURS, len(self._sheets.sizes)))
            before = range(max(0, seen.start - _NEIGHBOURS), seen.start)
            scale = self._sheets.zoom * self.devicePixelRatioF()
            if self.isVisible():
                self.pictures.want([*seen, *after, *reversed(before)], scale)
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what nobody saw until now."""
        super().showEvent(event)
        self._ask()

    def _arrived(self, page: int) -> None:
        if page in self._in_sight():
            self.viewport().update()

    def _sheet(self, page: int) -> QRectF:
        left, top = self._sheets.corner(page, self.viewport().width())
        width, height = self._sheets.sizes[page]
        left -= self.horizontalScrollBar().value()
        zoom = self._sheets.zoom
        return QRectF(round(left), round(top - self._top()), width * zoom, height * zoom)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint paper, pictures as far as they are there, and what lies on them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_sight():
            sheet = self._sheet(page)
            if not sheet.intersects(QRectF(event.rect())):
                continue
            painter.fillRect(sheet, QColor(PAPER))
            image = self.pictures.image(page)
            if image is not None:
                painter.drawImage(sheet, image, QRectF(image.rect()))
            letters = self.pictures.letters(page)
            if letters is not None:
                self.marks.paint(
                    painter,
                    sheet,
                    letters,
                    zoom=self._sheets.zoom,
                    selection=self._selection,
                    dark=is_dark(self.palette()),
                )
        painter.end()

    # Pointing ----------------------------------------------------------------------------------

    def _nearest(self, point: QPointF, *, exact: bool = False) -> int | None:
        """Return the character at a point of the viewport, or near it unless it is to be exact."""
        if not self._sheets.sizes:
            return None
        page = self._sheets.page_at(point.y() + self._top())
        letters = self.pictures.letters(page)
        if letters is None:
            return None
        sheet = self._sheet(page)
        x = (point.x() - sheet.left()) / self._sheets.zoom
        y = (point.y() - sheet.top()) / self._sheets.zoom
        return letters.at(x, y) if exact else letters.nearest(x, y)

    def _word(self, position: int) -> Span:
        for page in self._in_sight():
            letters = self.pictures.letters(page)
            if letters is not None and letters.span.start <= position < letters.span.end:
                return letters.word(position)
        return Span(position, position + 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select, or with Shift go on from where it was begun."""
        found = self._nearest(event.position())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            super().mousePressEvent(event)
            return
        self._dragging = True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._anchor is not None:
            self._reach(found)
        else:
            self._anchor, self._selection = Span(found, found + 1), None
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select as far as the pointer, and scroll at the edges."""
        if not self._dragging:
            over = self._nearest(event.position(), exact=True) is not None
            shape = Qt.CursorShape.IBeamCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            return
        y, bar = event.position().y(), self.verticalScrollBar()
        if y < 0 or y > self.viewport().height():
            bar.setValue(bar.value() + (_LINE if y > 0 else -_LINE))
        found = self._nearest(event.position())
        if found is not None and (self._selection or found != getattr(self._anchor, "start", None)):
            self._reach(found)

    def _reach(self, position: int) -> None:
        """Select from the anchor to a character."""
        if self._anchor is not None:
            start = min(self._anchor.start, position)
            self._selection = Span(start, max(self._anchor.end, position + 1))
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say what is selected now, or where was clicked."""
        if not self._dragging or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._dragging = False
        if self._selection is not None:
            self.selected.emit(self._selection)
        elif self._anchor is not None:
            self.pointed.emit(self._anchor.start)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word."""
        found = self._nearest(event.position(), exact=True)
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self._anchor = self._selection = self._word(found)
            self._dragging = True  # its release tells
            self.viewport().update()

    def _segments_under(self, point: QPoint) -> list[SegmentId]:
        found = self._nearest(QPointF(point), exact=True)
        return [] if found is None else self.marks.segments_at(found)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tool tip which codings are under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._segments_under(event.pos())
            if found:
                self.details_wanted.emit(event.globalPos(), found)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu on the selection and the codings here; by key, where the selection is."""
        at, found = event.globalPos(), self._segments_under(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._selection is not None:
            at = self.viewport().mapToGlobal(self._corner(self._selection.start))
            found = self.marks.segments_at(self._selection.start)
        self.context_requested.emit(at, found)

    def _corner(self, position: int) -> QPoint:
        """Return the lower left corner of a character in the viewport, or its middle."""
        for page in self._in_sight():
            letters = self.pictures.letters(page)
            if letters is not None and letters.span.start <= position < letters.span.end:
                box = letters.box(position)
                if box is not None:
                    sheet, zoom = self._sheet(page), self._sheets.zoom
                    return QPoint(
                        round(sheet.left() + box.left * zoom),
                        round(sheet.top() + box.bottom * zoom),
                    )
        return self.viewport().rect().center()

    # Moving ------------------------------------------------------------------------------------

    def _moved_soon(self, _action: int = 0) -> None:
        """What the bar does next is the user's doing."""
        bar = self.verticalScrollBar()
        self._user_moves = bar.sliderPosition() != bar.value()

    def _tell_moved(self, _value: int) -> None:
        if self._user_moves:
            self._user_moves = False
            self.moved.emit()

    def _scroll_by_user(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if min(max(value, bar.minimum()), bar.maximum()) != bar.value():
            self._user_moves = True
            bar.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl zoom, a step for each notch."""
        steps = self._notches.turned(event)
        if steps is None:
            super().wheelEvent(event)
        elif steps:
            self.zoom_by(steps)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages, zoom, and select by words and, with Shift, more of them or lines."""
        bar = self.verticalScrollBar()
        down = {
            Qt.Key.Key_PageDown: bar.value() + self.viewport().height() - _LINE,
            Qt.Key.Key_PageUp: bar.value() - self.viewport().height() + _LINE,
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
            Qt.Key.Key_Down: bar.value() + _LINE,
            Qt.Key.Key_Up: bar.value() - _LINE,
        }
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _SIDEWAYS or (shift and key in _UP_AND_DOWN):
            self._step(key, shift=shift)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in down:
            self._scroll_by_user(down[key])
        elif event.text() in ("+", "-"):
            self.zoom_by(1 if event.text() == "+" else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key, *, shift: bool) -> None:
        """Select the next word or the one before; with Shift have the selection end elsewhere."""
        chosen, by = self._selection, {**_SIDEWAYS, **_UP_AND_DOWN}[key]
        if chosen is None:
            first = self.first_position()
            if first is not None and (by > 0 or not shift):
                self._take(self._word(first))
            return
        if not shift:
            found = walked(chosen, self._words(), by)
        elif key in _SIDEWAYS:
            found = stretched(chosen, [word.end for word in self._words()], by)
        else:
            found = stretched(chosen, self._line_ends(), by)
        if found != chosen:
            self._take(found)

    def _line_ends(self) -> list[int]:
        known = (self.pictures.letters(page) for page in self._in_sight())
        return [piece.end for letters in known if letters for piece in letters.pieces]

    def _words(self) -> Sequence[Span]:
        found: list[Span] = []
        for page in self._in_sight():
            letters = self.pictures.letters(page)
            found += letters.words() if letters is not None else ()
        return found

    def _take(self, span: Span) -> None:
        self._selection = self._anchor = span
        self.viewport().update()
        self.selected.emit(span)
        self._reveal(span.end - 1)

    def _reveal(self, position: int) -> None:
        """Bring the end of a selection into sight, and with it the words behind it."""
        for page in self._in_sight():
            letters = self.pictures.letters(page)
            if letters is not None and letters.span.start <= position < letters.span.end:
                self.bring(page, Span(position, position + 1))
