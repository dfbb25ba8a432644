"""The foot of the window: where one is, how much is selected, who works, what is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from qcode.services.language import tr, trn
from qcode.ui.icons import Icon, icon
from qcode.ui.shortened import Shortened
from qcode.ui.sized import icon_size

if TYPE_CHECKING:
    from qcode.ui.session import Session

_SOON_MS = 400  # what takes less is not worth a word


class StatusLine(QStatusBar):
    """Quiet facts in a row; nothing here blinks or moves. The coder can be changed here."""

    coder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(12, 0, 12, 0)
        self.setAccessibleName(tr("Status"))
        self._document = Shortened()
        self._place = Shortened()
        self._hit = QLabel()
        self._index = QLabel()
        self._saved = QLabel()
        self.coder = QToolButton()
        self.coder.setIcon(icon(Icon.PERSON))
        self.coder.setIconSize(icon_size(self.coder))
        self.coder.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.coder.setAutoRaise(True)
        self.coder.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.coder.setToolTip(tr("Code under another name"))
        self.coder.clicked.connect(self.coder_wanted)
        self.coder.hide()
        self.addWidget(self._document)
        self.addWidget(self._place, 1)
        for widget in (self._hit, self._index, self.coder, self._saved):
            self.addPermanentWidget(widget)
        for label in (self._hit, self._index, self._saved):
            label.setContentsMargins(10, 0, 0, 0)
        self._session: Session | None = None
        self._why = ""
        self._indexing = QTimer(self)
        self._indexing.setSingleShot(True)
        self._indexing.setInterval(_SOON_MS)
        self._indexing.timeout.connect(lambda: _tell(self._index, tr("Indexing…")))

    def follow(self, session: Session | None, *, why: str = "") -> None:
        """Show the state of a session, or nothing; `why` says why it can be read only."""
        self._session, self._why = session, why
        self._indexing.stop()
        for label in (self._document, self._place, self._hit, self._index, self._saved):
            _tell(label, "")
        self.coder.setVisible(session is not None)
        if session is None:
            return
        session.hit_shown.connect(lambda words: _tell(self._hit, words))
        session.index_started.connect(self._indexing.start)
        session.index_changed.connect(self._show_index)
        session.runner.busy_changed.connect(self._show_saved)
        session.freed.connect(self._forget_why)
        self.show_coder()
        self._show_saved(False)

    def show_coder(self) -> None:
        """Show who codes now."""
        if self._session is not None:
            words = tr("Coder: {name}", name=self._session.project.coder)
            self.coder.setText(words.replace("&", "&&"))
            self.coder.setAccessibleName(words)
            self.coder.setEnabled(not self._session.project.read_only)

    def set_place(self, document: str, place: str) -> None:
        """Show where in which document one is."""
        _tell(self._document, document)
        _tell(self._place, place)

    def words(self) -> list[str]:
        """Return what is shown, from left to right."""
        labels = (self._document, self._place, self._hit, self._index, self._saved)
        return [text for label in labels if (text := label.accessibleName())]

    def _show_index(self, missing: int) -> None:
        self._indexing.stop()
        words = trn("{n} source to index", "{n} sources to index", missing) if missing else ""
        _tell(self._index, words)

    def _forget_why(self) -> None:
        self._why = ""
        self._show_saved(False)

    def _show_saved(self, busy: bool) -> None:
        if self._session is None:
            return
        if not self._session.project.read_only:
            _tell(self._saved, tr("Saving…") if busy else tr("All saved"))
        elif self._why:
            _tell(self._saved, tr("Read only: {why}", why=self._why))
        else:
            _tell(self._saved, tr("Read only"))


def _tell(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setAccessibleName(text)
    label.setVisible(bool(text))
