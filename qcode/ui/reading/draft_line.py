"""The line at the head of a text that was being edited when the program ended."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from qcode.services.drafts import Draft
from qcode.services.language import catalogue, current_language, tr
from qcode.services.words import date_words
from qcode.ui.accessible import announce


class DraftLine(QFrame):
    """Says that an edit was not finished, and asks whether to go on with it."""

    going_on = Signal()
    thrown_away = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self._words = QLabel()
        self._words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.addWidget(self._words, 1)
        for text, wanted in ((tr("Go on"), self.going_on), (tr("Throw away"), self.thrown_away)):
            button = QToolButton()
            button.setText(text)
            button.clicked.connect(lambda _checked=False, wanted=wanted: wanted.emit())
            row.addWidget(button)
        self.hide()

    def offer(self, draft: Draft | None) -> None:
        """Tell of a draft, or go away."""
        if draft is not None:
            moment = draft.made.astimezone()
            when = f"{date_words(moment, catalogue(current_language()))}, {moment:%H:%M}"
            self._words.setText(tr("Unfinished changes of {time}", time=when))
            announce(self._words, self._words.text())
        self.setVisible(draft is not None)
