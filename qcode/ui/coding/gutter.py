"""Left of the text: paragraph numbers, pages, and who speaks when the text does not say it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from qcode.model.layout import Layout
from qcode.model.text import Offsets
from qcode.services.appearance import DEFAULT, Appearance
from qcode.services.language import tr
from qcode.ui.theme import colors, is_dark

from .geometry import Chunk, Geometry
from .grips import nearest_line
from .guard import Guard
from .looks import labels_speaker
from .typography import Typography

_EVERY_MS = 60_000  # at least this far apart are two times that the text itself does not show
_SIGN = 1.2  # font sizes that the sign of a memo needs left of numbers and names
_DENSE = 1.15  # paragraphs closer than this many lines show every fifth number only


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to say at a place of the text that the text does not say."""

    start: int  # code point
    name: str = ""
    detail: str = ""


def marks(text: str, layout: Layout, *, times: bool = True) -> list[Mark]:
    """Return what the gutter has to say about a document, in the order of the text."""
    found = [Mark(page.start, detail=tr("p. {page}", page=page.label)) for page in layout.pages]
    speaker: str | None = None
    shown_ms: int | None = None
    for turn in layout.turns:
        changed = turn.speaker is not None and turn.speaker != speaker
        speaker = turn.speaker
        if turn.speaker and labels_speaker(text, turn):
            continue
        silent = not turn.body or turn.body[0].start == turn.start  # no time in the text either
        time = ""
        if times and silent and turn.start_ms is not None:
            due = shown_ms is None or abs(turn.start_ms - shown_ms) >= _EVERY_MS
            if changed or due:
                time, shown_ms = clock(turn.start_ms), turn.start_ms
        if changed or time:
            found.append(Mark(turn.start, (turn.speaker or "") if changed else "", time))
    return sorted(found, key=lambda mark: mark.start)


def clock(milliseconds: int) -> str:
    """Return a time as hours, minutes and seconds; without hours when there are none."""
    seconds = milliseconds // 1000
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class Gutter(QWidget):
    """Paints beside the visible lines; the wheel over it scrolls them."""

    pressed = Signal(int)  # the first character of the line, as Qt counts; while it is pressable

    def __init__(self, page: QTextEdit, geometry: Geometry, guard: Guard) -> None:
        super().__init__(page)
        self._page = page
        self._geometry = geometry
        self._guard = guard
        self._typography = Typography.of(self.font())
        self._marks: Sequence[Mark] = ()
        self._units: list[int] = []  # where the marks are, as Qt counts
        self._cuts: list[int] = []  # where a block ends, but no paragraph, as Qt counts
        self._page_look = DEFAULT
        self._widths: dict[str, float] = {}  # of numbers
        self._needed = 0  # pixels left of the text, with the longest name whole
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing is painted under it
        self._pressable = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Paragraph numbers and speakers"))

    def show_document(
        self, found: Sequence[Mark], offsets: Offsets, cuts: Sequence[int] = ()
    ) -> None:
        """Show these marks from now on. `cuts` are code points at which a block ends early."""
        self._marks = found
        self._cuts = [offsets.to_utf16(cut) for cut in cuts]
        self._units = [offsets.to_utf16(mark.start) for mark in found]
        self.update()

    def set_typography(self, typography: Typography, look: Appearance) -> None:
        """Use the sizes of another font, and show what is to be shown."""
        if typography is not self._typography:
            self._widths.clear()
        self._typography, self._page_look = typography, look
        self.update()

    def wanted_width(self, paragraphs: int) -> int:
        """Return the width that numbers and marks need."""
        size = self._typography
        digits = "0" * max(3, len(str(paragraphs)))
        numbers = QFontMetricsF(size.small_font()).horizontalAdvance(digits)
        if not self._page_look.numbers:
            numbers = 0.0
        if not self._marks:
            self._needed = round(numbers) + size.space(0.9 if numbers else 0) + size.space(_SIGN)
            return self._needed
        bold = QFontMetricsF(size.small_font(bold=True))
        widest = max(
            max(bold.horizontalAdvance(mark.name), bold.horizontalAdvance(mark.detail))
            for mark in self._sample()
        )
        widest = max(size.space(2.5), widest)
        self._needed = round(numbers + widest) + size.space(1.9) + size.space(_SIGN)
        return self._needed - round(widest - min(size.space(9), widest))

    def signs_left(self) -> int:
        """Return where signs begin: beside the numbers and names, however wide the page is."""
        return max(0, self.width() - self._needed)

    def _sample(self) -> Sequence[Mark]:
        """Return one mark for each name or time that is as long; thousands say the same."""
        return list({(mark.name, len(mark.detail)): mark for mark in self._marks}.values())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text."""
        self._page.wheelEvent(event)

    def set_pressable(self, on: bool) -> None:
        """Tell of clicks, and look like it, or do not."""
        self._pressable = on
        self.setToolTip(tr("Play from here") if on else "")
        if on:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of the line that was clicked beside."""
        line = nearest_line(self._geometry.view(), event.position().toPoint().y())
        if self._pressable and line is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(line[0])
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what belongs to the lines on the screen."""
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self.palette().base())
            with self._guard:
                self._paint(painter)
        finally:
            painter.end()

    def _paint(self, painter: QPainter) -> None:
        size, chunks = self._typography, self._geometry.view().chunks
        muted = QColor(colors(is_dark(self.palette())).muted)
        small = size.small_font()
        right = self.width() - size.space(0.9)
        painter.setFont(small)
        painter.setPen(muted)
        metrics = QFontMetricsF(small)
        said = [chunk for chunk in chunks if chunk.end - chunk.start > 1]  # no empty paragraphs
        for chunk, following in zip(said, [*said[1:], None], strict=False):
            number = self.number(chunk)
            if number is None:
                continue
            dense = following is not None and following.top - chunk.top < _DENSE * size.line
            if dense and number % 5:
                continue
            if not self._page_look.numbers:
                continue
            shown = str(number)
            if shown not in self._widths:
                self._widths[shown] = metrics.horizontalAdvance(shown)
            painter.drawText(QPointF(right - self._widths[shown], chunk.baseline), shown)
        if self._marks:
            numbers = metrics.horizontalAdvance("0" * 4) if self._page_look.numbers else 0.0
            self._paint_marks(painter, chunks, right - numbers - size.space(0.5))

    def number(self, chunk: Chunk) -> int | None:
        """Return the number of the paragraph that begins with these lines, None if none does."""
        cut = bisect_left(self._cuts, chunk.start)
        goes_on = cut > 0 and self._cuts[cut - 1] == chunk.start - 1
        return None if chunk.first or goes_on else chunk.block + 1 - cut

    def _paint_marks(self, painter: QPainter, chunks: Sequence[Chunk], right: float) -> None:
        lowest = float("-inf")
        first = True
        for chunk in chunks:
            for at in range(
                bisect_left(self._units, chunk.start), bisect_left(self._units, chunk.end)
            ):
                top, bottom = self._geometry.view().line(self._units[at])
                if bottom < 0:
                    continue
                if first and top > self._typography.line * 2.2:
                    self._paint_running(painter, right)
                first = False
                baseline = max(top + (chunk.baseline - chunk.top), lowest)
                lowest = self._paint_mark(painter, self._marks[at], right, baseline)
        if first and chunks:
            self._paint_running(painter, right)

    def _paint_running(self, painter: QPainter, right: float) -> None:
        """Say at the upper edge who has been speaking since above it."""
        view = self._geometry.view()
        line = next((at for at, bottom in enumerate(view.bottoms) if bottom > 0), None)
        if line is None:
            return
        for at in range(bisect_right(self._units, view.starts[line]) - 1, -1, -1):
            if self._marks[at].name:
                baseline = QFontMetricsF(self._typography.small_font(bold=True)).ascent() + 4
                self._paint_mark(painter, Mark(0, self._marks[at].name), right, baseline)
                return

    def _paint_mark(self, painter: QPainter, mark: Mark, right: float, baseline: float) -> float:
        """Paint name and detail, one below the other; return where the next may stand."""
        chosen = colors(is_dark(self.palette()))
        for said, bold, color in (
            (mark.name, True, chosen.text),
            (mark.detail, False, chosen.muted),
        ):
            if said:
                font = self._typography.small_font(bold=bold)
                metrics = QFontMetricsF(font)
                shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, right - 4)
                painter.setFont(font)
                painter.setPen(QColor(color))
                width = metrics.horizontalAdvance(shown)
                area = QRectF(right - width, baseline - metrics.ascent(), width + 2, 99)
                painter.drawText(QPointF(area.x(), baseline), shown)
                baseline += metrics.height()
        return baseline
