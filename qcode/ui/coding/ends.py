"""Moving the ends of a segment: by the mouse, beside the text and in it, and by words with keys.

What is dragged is seen at once; it becomes a change only when the mouse button is let go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from qcode.model.passage_ends import End, moved_to, stepped
from qcode.model.segment import SegmentId
from qcode.model.text import Span

if TYPE_CHECKING:
    from .view import CodingView

_EDGE = 20  # pixels from the upper and lower edge in which dragging scrolls
_SCROLL_MS = 60


@dataclass(slots=True)
class Press:
    """What the mouse button went down on in the margin, until it comes up."""

    point: QPointF
    segment: SegmentId
    end: End
    done: bool = False  # whether it has chosen the segment already
    among: Sequence[SegmentId] = ()  # what a click asks to choose from, where lanes end


class EndMover(QObject):
    """Has hold of one end of one segment while it is dragged.

    `moved(segment, span, before)` says where it was put; spans are code points.
    """

    moved = Signal(object, object, object)  # SegmentId, Span, Span

    def __init__(self, view: CodingView) -> None:
        super().__init__(view)
        self.enabled = True  # False in a project that cannot be changed
        self._view = view
        self._held: tuple[SegmentId, End] | None = None
        self._before: Span | None = None
        self._point = QPoint()
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)
        view.installEventFilter(self)

    @property
    def holds(self) -> bool:
        """Whether an end is being dragged."""
        return self._held is not None

    def grab(self, segment: SegmentId, end: End) -> None:
        """Take hold of an end; the keyboard goes to the text, where Escape lets go."""
        self._before = self._view.span_of(segment)
        if self.enabled and self._before is not None:
            self._held = segment, end
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)

    def drag(self, point: QPoint) -> None:
        """Bring the end to the word at a point of the screen, or to the line beside it."""
        if self._held is None:
            return
        segment, end = self._held
        self._point = point
        place = self._view.viewport().mapFromGlobal(point)
        self._follow(place.y())
        span, at = self._view.span_of(segment), self._view.position_near(place, end)
        if span is not None and at is not None:
            self._view.show_span(segment, moved_to(self._view.text(), span, end, at))

    def release(self) -> None:
        """Leave the end where it is, and say so if that is somewhere else."""
        held, before = self._let_go()
        if held is None or before is None:
            return
        span = self._view.span_of(held[0])
        if span is not None and span != before:
            self.moved.emit(held[0], span, before)

    def cancel(self) -> None:
        """Put the end back where it was."""
        held, before = self._let_go()
        if held is not None and before is not None:
            self._view.show_span(held[0], before)

    def forget(self, segment: SegmentId) -> None:
        """Let go of a segment that has changed or gone meanwhile."""
        if self._held is not None and self._held[0] == segment:
            self._let_go()

    def step(self, segment: SegmentId, end: End, by: int) -> Span | None:
        """Move an end by a word, forward (1) or back (-1); return where the segment is then."""
        span = self._view.span_of(segment)
        if span is None or not self.enabled or self.holds:
            return None
        to = stepped(self._view.text(), span, end, by)
        if to != span:
            self._view.show_span(segment, to)
            self.moved.emit(segment, to, span)
        return to

    def _let_go(self) -> tuple[tuple[SegmentId, End] | None, Span | None]:
        held, before = self._held, self._before
        self._held = self._before = None
        self._scroll.stop()
        return held, before

    def _follow(self, y: int) -> None:
        """Go on scrolling while the pointer is at the upper or lower edge."""
        if _EDGE <= y <= self._view.viewport().height() - _EDGE:
            self._scroll.stop()
        elif not self._scroll.isActive():
            self._scroll.start()

    def _scroll_on(self) -> None:
        bar = self._view.verticalScrollBar()
        up = self._view.viewport().mapFromGlobal(self._point).y() < _EDGE
        bar.setValue(bar.value() + (-1 if up else 1) * bar.singleStep())
        self.drag(self._point)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Escape put the end back."""
        if (
            self.holds
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self.cancel()
            return True
        return super().eventFilter(watched, event)
