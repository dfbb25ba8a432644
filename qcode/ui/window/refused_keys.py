"""Says why a key does nothing now: a key of a command that cannot be used is no riddle then."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence

from .actions import Actions

if TYPE_CHECKING:  # imported when a project opens
    from qcode.ui.reading.pane import ReadingPane

    from .workspace import Workspace


class RefusedKeys(QObject):
    """Gives the texts the keys of `actions`, and brings to `tell` why one of them is refused."""

    def __init__(self, actions: Actions, tell: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._tell = actions, tell
        self._workspace: Workspace | None = None

    def follow(self, workspace: Workspace) -> None:
        """Have the keys work in the texts of a workspace, and be explained in all of it."""
        self._workspace = workspace
        workspace.installEventFilter(self)
        workspace.readers.added.connect(self._watch)
        for pane in workspace.readers.panes:
            self._watch(pane)

    def _watch(self, pane: ReadingPane) -> None:
        pane.addActions(self._actions.in_text())
        pane.view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Speak up at a key that no command has taken: what can be used never gets here.

        The text is asked before it sees the key. Elsewhere a key comes to the workspace when
        neither a field nor a list has had a use for it, and letters are no keys.
        """
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            in_text = watched is not self._workspace
            if not event.isAutoRepeat() and (in_text or not self._in_text()):
                keys = QKeySequence(event.keyCombination())
                if why := self._actions.why_not(keys, in_text=in_text):
                    self._tell(why)
        return super().eventFilter(watched, event)

    def _in_text(self) -> bool:
        """Whether the keyboard is in a text, which has said why already."""
        panes = [] if self._workspace is None else self._workspace.readers.panes
        return any(pane.view.hasFocus() for pane in panes)
