"""The documents pane: the list of documents, its filter, and what can be done with them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qcode.ui.session import Session


class DocumentsPane(QWidget):
    """The documents of the open project."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
