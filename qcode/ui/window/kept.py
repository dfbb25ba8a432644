"""What one has before oneself in a project, found again in a window that is made anew.

That happens when another language is chosen. What is remembered from one day to the next is in
`Workspace.state`; this goes from one window straight to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from .workspace import Workspace

_PANES = ("documents", "codes", "search", "passages", "memos", "words", "check")


class Kept:
    """What each pane of a workspace was asked for, and where in it one was."""

    def __init__(self, workspace: Workspace) -> None:
        self._asked = {name: getattr(workspace, name).kept() for name in _PANES}
        self._texts = [pane.kept() for pane in workspace.readers.panes]
        self._active = workspace.readers.panes.index(workspace.readers.active)
        self._front = workspace.found.currentIndex()
        self._subject = workspace.session.subject
        held = workspace.window().focusWidget()
        self._keyboard = next(
            (
                name
                for name in (*_PANES, "history", "inspector")
                if held is not None and getattr(workspace, name).isAncestorOf(held)
            ),
            "",
        )

    def give_back(self, workspace: Workspace) -> None:
        """Have the panes of another workspace of the same project go on with that."""
        for name, asked in self._asked.items():
            getattr(workspace, name).resume(asked)
        for pane, kept in zip(workspace.readers.panes, self._texts, strict=False):
            pane.resume(kept)
        workspace.found.setCurrentIndex(self._front)
        if self._subject is not None:
            workspace.session.look_at(self._subject)
        pane = workspace.readers.panes[min(self._active, len(workspace.readers.panes) - 1)]
        held = getattr(workspace, self._keyboard) if self._keyboard else pane
        held.setFocus(Qt.FocusReason.OtherFocusReason)
