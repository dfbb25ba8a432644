"""A text on which codes are dropped: where they would go is shown, and the edges scroll."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from qcode.model.layout import EMPTY, Layout
from qcode.model.steps import Step, Stepper
from qcode.model.text import Span
from qcode.ui.mime import codes_in

from .painter import Marks
from .reading_view import ReadingView

_EDGE = 28  # pixels from the upper and lower edge in which a drag scrolls


class TargetView(ReadingView):
    """Takes codes that are dragged over the text."""

    code_dropped = Signal(object, object)  # CodeId, Span
    codes_over = Signal(bool)  # codes are dragged over the text, or no longer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = Marks()
        self._stepper = Stepper("", EMPTY)
        self.setAcceptDrops(True)

    def set_text(self, text: str, layout: Layout, place: int = 0) -> None:
        """Show a canonical text from the line with `place` on."""
        self._stepper = Stepper(text, layout)
        super().set_text(text, layout, place)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take codes, and nothing else."""
        if codes_in(event.mimeData()):
            event.acceptProposedAction()
            self.codes_over.emit(True)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the code would go, and scroll at the edges."""
        if not codes_in(event.mimeData()):
            event.ignore()
            return
        point = event.position().toPoint()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if point.y() < _EDGE:
            bar.setValue(bar.value() - self._typography.line)
        elif point.y() > height - _EDGE:
            bar.setValue(bar.value() + self._typography.line)
        self._aim(self._target(point))
        event.setAccepted(self._marks.target is not None)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped here."""
        self._aim(None)
        self.codes_over.emit(False)
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which codes were dropped on which passage."""
        codes = codes_in(event.mimeData())
        target = self._target(event.position().toPoint())
        self._aim(None)
        self.codes_over.emit(False)
        if not codes or target is None:
            event.ignore()
            return
        event.acceptProposedAction()
        for code in codes:
            self.code_dropped.emit(code, target)

    def _aim(self, target: Span | None) -> None:
        if target != self._marks.target:
            self._marks.target = target
            self.viewport().update()

    def _target(self, point: QPoint) -> Span | None:
        """Return where a drop would go: the selection under the pointer, else what is said in the
        paragraph, as one key selects it: without the speaker's label.
        """
        selection = self.selection()
        position = self.position_at(point)
        if selection and position is not None and selection.start <= position < selection.end:
            return selection
        position = self._position(self.cursorForPosition(point).position())
        paragraph = self._paragraphs.span(self._paragraphs.number_at(position))
        said = self._stepper.at(Step.PARAGRAPH, paragraph.start)
        return said if said is not None and said.end <= paragraph.end else None
