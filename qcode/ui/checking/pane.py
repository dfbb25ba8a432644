"""The pane of the quotation check: what it is made of comes when it is first seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from qcode.ui.found.parts import column
from qcode.ui.leading import lead_focus
from qcode.ui.session import Session

if TYPE_CHECKING:  # with the readers of manuscripts, which a project opens sooner without
    from .content import CheckContent


class CheckPane(QWidget):
    """Takes manuscripts that are dropped on it, and shows what is wrong with their quotations."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._content: CheckContent | None = None
        self.setAcceptDrops(True)
        # Until there is something in it to take the keyboard.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def content(self) -> CheckContent:
        """What is in the pane, made when it is first asked for."""
        if self._content is None:
            from .content import CheckContent

            self._content = CheckContent(self._session)
            column(self).addWidget(self._content)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            lead_focus(self, self._content)
        return self._content

    def kept(self) -> Path | None:
        """Return the manuscript that is checked, to be gone on with in a window made anew."""
        return None if self._content is None else self._content.manuscript()

    def resume(self, kept: Path | None) -> None:
        """Check the same manuscript again."""
        if kept is not None:
            self.check(kept)

    def check(self, path: Path) -> None:
        """Check the quotations of a manuscript."""
        self.content.check(path)

    def showEvent(self, event: QShowEvent) -> None:
        """Build the pane when it is first seen."""
        super().showEvent(event)
        self.content.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file from outside."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file that is dropped."""
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.check(path)


def _dropped(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
