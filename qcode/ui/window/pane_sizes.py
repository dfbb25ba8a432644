"""Makes the pane that has the keyboard wider, narrower, taller or lower."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from qcode.services.language import tr
from qcode.ui.accessible import announce
from qcode.ui.splitter import Splitter

from .workspace import Workspace


def resize_pane(workspace: Workspace, way: Qt.Orientation, steps: int) -> None:
    """Move the nearest divider that is there for this pane, and have the new share said."""
    focused = QApplication.focusWidget()
    if focused is None or not workspace.isAncestorOf(focused):
        focused = workspace.reading
    above = focused.parentWidget()
    while above is not None and above is not workspace:
        if isinstance(above, Splitter) and above.orientation() is way:
            part = above.part_of(focused)
            if part is not None and above.grow(part, steps):
                above.tell(part)
                return
        above = above.parentWidget()
    announce(workspace, tr("This pane cannot give or take more room that way."))
