"""Says why a key does nothing now: a key of a command that cannot be used is no riddle then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence

from .actions import Actions

if TYPE_CHECKING:  # imported when a project opens
    from qcode.ui.reading.pane import ReadingPane


class RefusedKeys(QObject):
    """Gives the texts the keys of `actions`, and brings to `tell` why one of them is refused."""

    def __init__(self, actions: Actions, tell: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._tell = actions, tell

    def watch(self, pane: ReadingPane) -> None:
        """Have the keys work in a text."""
        pane.addActions(self._actions.in_text())
        pane.view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Speak up at a key that no command has taken: what can be used never gets here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            why = self._actions.why_not(QKeySequence(event.keyCombination()))
            if why and not event.isAutoRepeat():
                self._tell(why)
        return super().eventFilter(watched, event)
