"""The foot of the window: where one is, how much is selected, who works, what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from qcode.services.language import tr, trn

if TYPE_CHECKING:
    from qcode.ui.session import Session


class StatusLine(QStatusBar):
    """Quiet facts in a row; nothing here blinks or moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 0, 12, 0)
        self._place = QLabel()
        self._index = QLabel()
        self._coder = QLabel()
        self._saved = QLabel()
        self.addWidget(self._place, 1)
        for widget in (self._index, self._coder, self._saved):
            widget.setContentsMargins(12, 0, 0, 0)
            self.addPermanentWidget(widget)
        self._session: Session | None = None

    def follow(self, session: Session | None) -> None:
        """Show the state of a session, or nothing."""
        self._session = session
        for label in (self._place, self._index, self._coder, self._saved):
            label.clear()
        if session is None:
            return
        session.index_changed.connect(self._show_index)
        session.runner.busy_changed.connect(self._show_saved)
        self._coder.setText(tr("Coder: {name}", name=session.project.coder))
        self._show_saved(False)

    def set_place(self, text: str) -> None:
        """Show where in which document one is."""
        self._place.setText(text)

    def _show_index(self, missing: int) -> None:
        self._index.setText(
            trn("{n} source to index", "{n} sources to index", missing) if missing else ""
        )

    def _show_saved(self, busy: bool) -> None:
        if self._session is None:
            return
        if self._session.project.read_only:
            self._saved.setText(tr("Read only"))
        else:
            self._saved.setText(tr("Saving…") if busy else tr("Saved"))
