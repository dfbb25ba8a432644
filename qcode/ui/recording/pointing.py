"""What the mouse does with a recording: a click on a time plays from it, files are dropped."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from qcode.model.time_marks import time_mark_at
from qcode.services.recordings import are_recordings
from qcode.ui.coding.view import CodingView
from qcode.ui.editing.editor import TextEditor

if TYPE_CHECKING:
    from .recording import Recording


class Pointing(QObject):
    """Listens to the mouse over a text. It plays from times only while it is switched on."""

    def __init__(self, view: CodingView, pane: QWidget, recording: Recording) -> None:
        super().__init__(recording)
        self._view, self._pane, self._recording = view, pane, recording
        self._on = False
        self._pressed: QPoint | None = None
        view.beside_pressed.connect(self._press_beside)
        for part in (pane, view.viewport()):
            part.setAcceptDrops(True)
            part.installEventFilter(self)

    def switch(self, on: bool) -> None:
        """Play from times that are clicked on, or do not."""
        self._on = on
        self._view.set_beside_pressable(on and bool(self._recording.follower.times))

    def editor(self) -> TextEditor | None:
        """Return where the text is being edited, None if it is read."""
        return self._pane.findChild(TextEditor)

    def _press_beside(self, position: int) -> None:
        at = self._recording.follower.times.time_of(position)
        if self._on and at is not None:
            self._recording.play_at(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take recordings that are dropped, and clicks on times in the text."""
        if isinstance(event, QDropEvent):  # also while it is dragged over
            return self._take_drop(event)
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            self._follow_mouse(event)
        return super().eventFilter(watched, event)

    def _take_drop(self, event: QDropEvent) -> bool:
        paths = _files(event.mimeData())
        if not are_recordings(paths):
            return False
        moves = isinstance(event, QDragMoveEvent)
        if not moves and not self._recording.add_files(paths):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        return True

    def _follow_mouse(self, event: QMouseEvent) -> None:
        point, kind = event.position().toPoint(), event.type()
        if kind == QEvent.Type.MouseButtonPress:
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            left = event.button() == Qt.MouseButton.LeftButton
            self._pressed = point if plain and left else None
        elif kind == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            moved = (point - self._pressed).manhattanLength()
            if moved < QApplication.startDragDistance():
                self._click(point)
            self._pressed = None

    def _click(self, point: QPoint) -> None:
        position = self._view.position_at(point) if self._on else None
        if position is None or self._view.selection() is not None:
            return
        at = time_mark_at(self._view.text(), position)
        if at is not None:
            self._recording.play_at(at)


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
