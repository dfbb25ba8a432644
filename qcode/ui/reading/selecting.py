"""Selecting in the text by word, sentence, paragraph and turn, from where the caret is."""

from __future__ import annotations

from qcode.model.document import DocumentText
from qcode.model.layout import EMPTY
from qcode.model.steps import Step, Stepper
from qcode.model.text import Span
from qcode.ui.coding.reading_view import ReadingView

_ROOM = 3  # lines below what was selected: one reads on, and words about what was done lie there


class Selecting:
    """Grows and shrinks the selection of a view whose document it is told."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._stepper = Stepper("", EMPTY)

    def show(self, opened: DocumentText) -> None:
        """Select in this document from now on."""
        self._stepper = Stepper(opened.text, opened.layout)

    def extend(self, step: Step, *, back: bool = False) -> None:
        """Select what is at the caret whole, or one more, or one less: see `Stepper.extend`."""
        view = self._view
        caret = view.cursor_position()
        span = view.selection() or Span(caret, caret)
        anchor = span.end if caret == span.start else span.start
        found = self._stepper.extend(step, anchor, caret, back=back)
        if found is not None:
            view.select(Span(*found))
            self._leave_room()

    def _leave_room(self) -> None:
        """Scroll on a little where the end of what was selected is at the foot of the view."""
        view, caret = self._view, self._view.cursorRect()
        high = view.viewport().height()
        wanted = min(_ROOM * caret.height(), high // 3)
        missing = caret.bottom() + wanted - high
        if missing > 0:
            view.verticalScrollBar().setValue(view.verticalScrollBar().value() + missing)
