"""Left of the text: a sign at each line in which a passage with a memo begins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from qcode.model.memo import MemoId
from qcode.model.segment import SegmentId
from qcode.model.text import Offsets, Span
from qcode.services.language import tr
from qcode.ui.memo_sign import paint_memo
from qcode.ui.theme import colors, is_dark

from .geometry import Geometry
from .guard import Guard
from .typography import Typography

_SIDE = 0.8  # of the size of the letters
_SLIM = 0.9  # its width, of its height
_INSET = 0.25  # left of the sign
_WIDE = 1.05  # the strip, which lies where the gutter is empty
_TOLD = 4  # memos in a tool tip
_TIP = 320  # pixels of it


class Note(NamedTuple):
    """A memo on a passage (code points), perhaps that of a segment: its title, and beginning."""

    span: Span
    memo: MemoId
    title: str
    words: str
    segment: SegmentId | None = None


class _Sign(NamedTuple):
    area: QRectF
    notes: tuple[Note, ...]


class NoteStrip(QWidget):
    """Lies on the gutter. What is no sign is the gutter's: clicks, tool tips and the wheel."""

    opened = Signal(object, QPoint)  # tuple[Note, ...], global place
    pointed = Signal(object)  # Note | None

    def __init__(self, gutter: QWidget, geometry: Geometry, guard: Guard) -> None:
        super().__init__(gutter)
        self._geometry = geometry
        self._guard = guard
        self._typography = Typography.of(self.font())
        self._notes: Sequence[Note] = ()
        self._units: list[int] = []  # where their passages begin, as Qt counts
        self._pointed: Note | None = None
        self._wanted = True
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Memos beside the text"))

    def show_notes(self, notes: Sequence[Note], offsets: Offsets) -> None:
        """Show these memos from now on."""
        self._notes = sorted(notes, key=lambda note: (note.span, note.memo))
        self._units = [offsets.to_utf16(note.span.start) for note in self._notes]
        self._point(None)
        self.set_wanted(self._wanted)
        self.update()

    def set_wanted(self, on: bool) -> None:
        """Be there from now on, or do not. Without a memo it is only in the way of the painting."""
        self._wanted = on
        self.setVisible(on and bool(self._notes))

    def place(self, typography: Typography, left: int, height: int) -> None:
        """Lie from there on in the gutter, with signs as large as its letters."""
        self._typography = typography
        self.setGeometry(left, 0, typography.space(_WIDE), height)

    def signs(self) -> list[_Sign]:
        """Return the signs of the lines on the screen, one for all memos of a line."""
        view, side = self._geometry.view(), self._typography.size * _SIDE
        left = self._typography.space(_INSET) + 0.5
        found: list[_Sign] = []
        if not view.starts:
            return found
        for at in range(bisect_left(self._units, view.start), bisect_left(self._units, view.end)):
            top, bottom = view.line(self._units[at])
            corner = round((top + bottom - side) / 2) + 0.5  # sharp lines run through dots
            area = QRectF(left, corner, round(side * _SLIM), round(side))
            if found and found[-1].area == area:
                found[-1] = _Sign(area, (*found[-1].notes, self._notes[at]))
            else:
                found.append(_Sign(area, (self._notes[at],)))
        return found

    def notes_at(self, point: QPoint) -> tuple[Note, ...]:
        """Return the memos whose sign is at a point, or just beside it."""
        for sign in self.signs():
            if sign.area.adjusted(-4, -4, 4, 4).contains(point.toPointF()):
                return sign.notes
        return ()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the signs of what is on the screen."""
        painter = QPainter(self)
        try:
            with self._guard:
                chosen = colors(is_dark(self.palette()))
                for sign in self.signs():
                    if sign.area.intersects(QRectF(event.rect())):
                        lit = self._pointed in sign.notes
                        shade = chosen.accent if lit else chosen.muted
                        painter.fillRect(sign.area, QColor(chosen.base))
                        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                        paint_memo(painter, sign.area, QColor(shade))
        finally:
            painter.end()

    # -- the mouse

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what the memos are about."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            notes = self.notes_at(event.pos())
            if not notes:
                return False
            QToolTip.showText(event.globalPos(), _card(notes), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the passage whose memo is pointed at."""
        notes = self.notes_at(event.position().toPoint())
        if notes:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self._point(notes[0] if notes else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        self._point(None)
        super().leaveEvent(event)

    def _point(self, note: Note | None) -> None:
        if note != self._pointed:
            self._pointed = note
            self.update()
            self.pointed.emit(note)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the memos that are clicked on."""
        notes = self.notes_at(event.position().toPoint())
        if notes and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(notes, event.globalPosition().toPoint())
        else:
            event.ignore()


def _card(notes: Sequence[Note]) -> str:
    """Return memos as rich text for a tool tip."""
    pieces = []
    for note in notes[:_TOLD]:
        heading = f"<b>{escape(note.title)}</b><br>" if note.title else ""
        pieces.append(f"<p>{heading}{escape(note.words).replace(chr(10), '<br>')}</p>")
    if len(notes) > _TOLD:
        pieces.append(f"<p>{escape(tr('+{n}', n=len(notes) - _TOLD))}</p>")
    return f"<table><tr><td width='{_TIP}'>{''.join(pieces)}</td></tr></table>"
