"""Marks on what is on the screen for a while, and tells what is on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from qcode.model.text import Span
from qcode.ui.rest import single_shot

from .grips import RIM
from .name_line import NamingView

_FLASH_MS = 1600


class MarkedView(NamingView):
    """A text in which passages are lit up, and of which one asks what is in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unflash = single_shot(self, _FLASH_MS, self._end_flash)

    def flash(self, span: Span) -> None:
        """Light a passage up for a moment; nothing moves."""
        self._marks.flash = span
        self._unflash.start()
        self.viewport().update()

    def flashed(self) -> Span | None:
        """Return the passage that is lit up at the moment."""
        return self._marks.flash

    def _end_flash(self) -> None:
        self._marks.flash = None
        self.viewport().update()

    def set_said(self, span: Span | None) -> None:
        """Mark what a recording says at the moment, or nothing; the text stays where it is."""
        before, self._marks.said = self._marks.said, span
        if before != span:
            self._update_under(each for each in (before, span) if each is not None)

    def put_caret(self, position: int) -> None:
        """Put the caret somewhere, if that is in sight: nothing scrolls."""
        seen = self.on_screen()
        if seen.start <= position <= seen.end:
            self.select(Span(position, position))

    def on_screen(self) -> Span:
        """Return the text of the lines that are in sight."""
        view, height = self._geometry.view(), self.viewport().height()
        first, past = bisect_right(view.bottoms, 0), bisect_left(view.tops, height)
        if first >= past:
            return Span(0, 0)
        end = view.starts[past] if past < len(view.starts) else view.end
        return Span(self._position(view.starts[first]), self._position(end))

    def rects_of(self, span: Span) -> list[QRectF]:
        """Return the lines of a passage in the viewport, as far as they are on the screen."""
        return self._geometry.rects(self._unit(span.start), self._unit(span.end))

    def _update_under(self, spans: Iterable[Span]) -> None:
        """Paint the lines of passages again, as far as they are on the screen."""
        view, viewport = self._geometry.view(), self.viewport()
        for span in spans:
            start, end = self._unit(span.start), self._unit(span.end)
            if start < view.end and view.start < end:
                top, bottom = view.line(start)[0] - RIM, view.line(min(end, view.end) - 1)[1] + RIM
                viewport.update(QRectF(0, top, viewport.width(), bottom - top).toAlignedRect())
