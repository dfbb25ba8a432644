"""Beside the scroll bar: the whole document at a glance, where it is coded and where hits are.

A row of pixels stands for an equal share of the text. Up to three codes in a row have their own
colours side by side; more are shown in a neutral one, the stronger the more codings there are
compared with the densest row.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QTextEdit, QToolTip

from qcode.model.text import Span
from qcode.services.language import tr, trn
from qcode.ui.theme import code_color, colors, is_dark

from .codings import Codings
from .density_rows import DensityRows
from .guard import Guard
from .painted import PaintedSegment

WIDTH = 13  # pixels
_LEFT, _RIGHT = 2, 9  # of the codings
_HITS = 10  # where the marks of hits begin
_OWN = 3  # codes in a row that are seen in their own colours
_LEAST_SEEN = 8  # pixels: the part in sight is seen in the longest document too
_REST_MS = 30  # after something was shown anew, until it is counted
_TOLD = 4  # codes that a tool tip names
_FAINTEST = 0.15  # strength of a row with more codes
_DRAWN = 150  # rows at a time: a few milliseconds
_DONE = object()
_MANY = 8  # marks of hits are thin where there are more than one in so many rows


class DensityBar(QAbstractSlider):
    """Shows where codings, hits and the part in sight are; a click or a drag leads there.

    Its value is a position in the text (code points), so that a screen reader can tell it.
    """

    wanted = Signal(int)  # a position, to be brought to the middle

    def __init__(self, page: QTextEdit, guard: Guard) -> None:
        super().__init__(page)
        self._page = page
        self._guard = guard
        self._codings = Codings()
        self._rows = DensityRows(1, 1)
        self._length = 1
        self._place: Callable[[Span], str] = lambda _span: ""
        self._hits: Sequence[Span] = ()
        self._hit_rows: Sequence[tuple[int, int]] = ()
        self._seen = (0, 0)  # the rows in sight, from and to
        self._picture: QPixmap | None = None
        self._stale = True  # the rows
        self._outdated = True  # the picture
        self._parts: Iterator[None] | None = None  # of what is counted or drawn anew
        self._there: list[PaintedSegment] = []  # to be counted in
        self._gone: list[PaintedSegment] = []  # to be counted out
        self._counting = self._timer(_REST_MS)
        self._soon = self._timer(0)
        self.setOrientation(Qt.Orientation.Vertical)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Codings and hits in the whole document"))
        self.setInvertedControls(True)  # Down leads down in the text

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._go_on)
        return timer

    def sizeHint(self) -> QSize:
        """Ask for the width of the bar."""
        return QSize(WIDTH, 100)

    # -- what is shown

    def show_codings(self, codings: Codings, length: int, place: Callable[[Span], str]) -> None:
        """Show the segments of a text `length` long; `place` says in words where a span is."""
        known = codings is self._codings and self._length == max(length, 1)
        self._codings, self._length, self._place = codings, max(length, 1), place
        self._hits = self._hit_rows = ()
        self.setRange(0, self._length)
        if known:  # the text is set in another way, and begins and ends where it did
            self.update()
        else:
            self._picture = None
            self.refresh()

    def refresh(self) -> None:
        """Count everything anew before the next painting."""
        self._stale = True
        self._there, self._gone = [], []
        self._draw_anew()

    def recolor(self) -> None:
        """Paint everything anew: the same is counted, but codes have other colours."""
        self._draw_anew()

    def _draw_anew(self) -> None:
        self._outdated = True
        self._parts = None
        self.update()

    def change(self, there: Iterable[PaintedSegment], gone: Iterable[PaintedSegment]) -> None:
        """Count some segments in and others out in a moment: what one has coded comes first."""
        if not self._stale or self._parts is not None:
            self._there += there
            self._gone += gone
            if not self._counting.isActive():
                self._counting.start()

    def _take_news(self) -> None:
        """Count what has changed, and paint the rows that are other by that."""
        scale = _scale(self._rows.most)
        rows = self._rows.change(self._there, self._gone)
        self._there, self._gone = [], []
        if self._outdated or _scale(self._rows.most) != scale:
            self._draw_anew()
        elif self._picture is not None and rows:
            with QPainter(self._picture) as painter:
                self._draw_rows(painter, rows)
            self.update(QRect(0, min(rows), WIDTH, max(rows) - min(rows) + 1))

    def set_hits(self, spans: Sequence[Span]) -> None:
        """Mark hits; they come in the order of the text."""
        self._hits = spans
        self._hit_rows = () if self._stale else self._rows.hits(spans)
        self.update()

    def set_seen(self, span: Span) -> None:
        """Show which part of the text is in sight."""
        self.blockSignals(True)
        self.setPageStep(max(1, span.end - span.start))
        self.setSingleStep(max(1, (span.end - span.start) // 8))
        self.setValue(span.start)
        self.blockSignals(False)
        self._follow(span)

    def _follow(self, span: Span) -> None:
        rows = (
            span.start * self.height() // self._length,
            -(-min(span.end, self._length) * self.height() // self._length),
        )
        if rows != self._seen:
            before, self._seen = self._seen, rows
            for first, last in (before, rows):
                self.update(QRect(0, first - 3, WIDTH, max(last - first, _LEAST_SEEN) + 6))

    # -- painting

    @property
    def _counted(self) -> bool:
        """Whether there are rows for what there was a moment ago, and for the height."""
        return not self._stale and len(self._rows) == max(self.height(), 1)

    def _count(self) -> None:
        """Count and draw what is not yet, at one go."""
        while self._step():
            pass

    def _go_on(self) -> None:
        """Do a part of what there is to do: the text and the keys come first."""
        with self._guard:
            if self._step():
                self._soon.start()

    def _step(self) -> bool:
        """Count or draw a part, or what has changed; return whether there is more to do."""
        self._counting.stop()
        if self._parts is None and not self._counted:
            self._parts = self._count_parts()
        elif self._parts is None and (self._there or self._gone):
            self._take_news()
        elif self._parts is None and self._outdated:
            self._parts = self._draw_parts()
        if self._parts is not None and next(self._parts, _DONE) is _DONE:
            self._parts = None
        waits = self._there or self._gone or self._outdated or not self._counted
        return self._parts is not None or bool(waits)

    def _count_parts(self) -> Iterator[None]:
        """Count all segments; those that come and go meanwhile are counted afterwards."""
        self._there, self._gone = [], []
        rows = DensityRows(self._length, self.height())
        yield from rows.fill(tuple(self._codings))
        self._rows = rows
        self._hit_rows = rows.hits(self._hits)
        self._stale = False
        self._outdated = True

    def _draw_parts(self) -> Iterator[None]:
        """Draw a picture of all rows, and show it when it is whole."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(round(WIDTH * ratio), max(1, round(self.height() * ratio))))
        picture.setDevicePixelRatio(ratio)
        picture.fill(self.palette().base().color())
        for first in range(0, len(self._rows), _DRAWN):
            with QPainter(picture) as painter:
                last = min(first + _DRAWN, len(self._rows))
                self._draw_rows(painter, range(first, last))
            yield
        self._picture, self._outdated = picture, False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is known; only what has changed is worked out."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self.palette().base())
            with self._guard:
                self._paint_rows(painter)
                self._paint_seen(painter)
        finally:
            painter.end()

    def _paint_rows(self, painter: QPainter) -> None:
        """Paint the picture there is, and hits once it is known where they are."""
        picture = self._picture
        if picture is not None and picture.devicePixelRatioF() != self.devicePixelRatioF():
            self._outdated = True
        if self._parts is None and (self._outdated or not self._counted):
            (self._soon if self._counted else self._counting).start()  # the text comes first
        if picture is not None and self._counted:
            painter.drawPixmap(QPoint(0, 0), picture)
        elif picture is not None:
            painter.drawPixmap(self.rect(), picture)
        if self._counted:
            self._paint_hits(painter)

    def _draw_rows(self, painter: QPainter, rows: Collection[int]) -> None:
        dark, base = is_dark(self.palette()), self.palette().base()
        neutral = QColor(colors(dark).muted)
        scale = _scale(self._rows.most)
        for row in rows:
            painter.fillRect(QRect(0, row, WIDTH, 1), base)
            if self._rows.kinds(row) > _OWN:
                strength = (self._rows.total(row) / scale) ** 2
                neutral.setAlphaF(_FAINTEST + (1 - _FAINTEST) * strength)
                painter.fillRect(QRect(_LEFT, row, _RIGHT - _LEFT, 1), neutral)
                continue
            codes = self._rows.codes(row)
            width = (_RIGHT - _LEFT) / max(1, len(codes))
            for number, (code, _segments) in enumerate(codes):
                color = code_color(self._codings.code(code).color, dark).stripe
                painter.fillRect(QRectF(_LEFT + number * width, row, width, 1), color)

    def _paint_hits(self, painter: QPainter) -> None:
        color = QColor(colors(is_dark(self.palette())).hit_edge)
        rim = 0 if _MANY * len(self._hit_rows) > self.height() else 1
        for row, _count in self._hit_rows:
            painter.fillRect(QRect(_HITS, row - rim, WIDTH - _HITS, 1 + 2 * rim), color)

    def _paint_seen(self, painter: QPainter) -> None:
        accent = QColor(colors(is_dark(self.palette())).accent)
        first, last = self._seen
        area = QRectF(1, first, WIDTH - 2, max(last - first, _LEAST_SEEN))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(accent, 2 if self.hasFocus() else 1.2))
        accent.setAlphaF(0.14)
        painter.setBrush(accent)
        painter.drawRoundedRect(area.adjusted(0, 0.5, 0, -0.5), 3, 3)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        if event.type() == QEvent.Type.PaletteChange:
            self._picture = None
            self._draw_anew()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text into other rows."""
        super().resizeEvent(event)
        start = self.value()
        self._follow(Span(start, start + self.pageStep()))

    # -- what is told

    def describe(self, y: int) -> str:
        """Return in words what is at a row: the place, the codings, the hits."""
        self._count()
        row = min(max(y, 0), len(self._rows) - 1)
        codes = self._rows.codes(row)
        parts = [self._place(self._rows.span(row))]
        if codes:
            named = ", ".join(
                f"{self._codings.code(code).name} ({n})" if n > 1 else self._codings.code(code).name
                for code, n in codes[:_TOLD]
            )
            if len(codes) > _TOLD:
                n = len(codes) - _TOLD
                named = f"{named}, {trn('and {n} more', 'and {n} more', n)}"
            parts.append(named)
        else:
            parts.append(tr("Not coded"))
        hits = sum(n for at, n in self._hit_rows if abs(at - row) <= 1)
        if hits:
            parts.append(trn("{n} hit", "{n} hits", hits))
        return "\n".join(part for part in parts if part)

    def event(self, event: QEvent) -> bool:
        """Tell in a tool tip what is at the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.describe(event.pos().y()), self)
            return True
        return super().event(event)

    # -- going there

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the mouse is pressed, to a hit if one is near."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.wanted.emit(self._target(event.position(), near=2))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse while it is dragged."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.wanted.emit(self._target(event.position(), near=0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the click from the text behind."""
        event.accept()

    def _target(self, point: QPointF, *, near: int) -> int:
        self._count()
        row = min(max(int(point.y()), 0), len(self._rows) - 1)
        close = [at for at, _n in self._hit_rows if abs(at - row) <= near]
        if near and close:
            at = min(close, key=lambda each: abs(each - row))
            return next(hit.start for hit in self._hits if self._rows.row(hit.start) == at)
        return self._rows.span(row).start

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go where the keys of a scroll bar lead."""
        before = self.value()
        self.blockSignals(True)
        super().keyPressEvent(event)
        self.blockSignals(False)
        if self.value() != before:
            self.wanted.emit(self.value() + self.pageStep() // 2)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        self._page.wheelEvent(event)


def _scale(most: int) -> int:
    """Return what the densest row is weighed against: 1, 2, 3, 4, 6, 8, 12, 16, 24 …

    It rises in steps, or each passage that is coded in the densest row would change all others.
    """
    scale = 1
    while scale < most:
        scale = scale * 3 // 2 if scale & (scale - 1) == 0 and scale > 1 else -(-scale * 4 // 3)
    return scale
