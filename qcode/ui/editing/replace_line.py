"""The line for finding words in a text that is edited and putting others in their place."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qcode.model.text import Span, canonical
from qcode.services.language import tr, trn
from qcode.ui.field import Field
from qcode.ui.found.parts import flat, quiet
from qcode.ui.ticks import Tick
from qcode.ui.wrapping_row import WrappingRow

from .editor import TextEditor

_SOON_MS = 150


class ReplaceLine(QWidget):
    """Finds whole words, in capitals or not, as they are typed; for names that must go."""

    def __init__(self, editor: TextEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self.found = Field()
        self.found.setPlaceholderText(tr("Find"))
        self.found.setAccessibleName(tr("Words to find"))
        self.instead = Field()
        self.instead.setPlaceholderText(tr("Replace by"))
        self.instead.setAccessibleName(tr("Words to put in their place"))
        self.whole = Tick(tr("Whole words"))
        self.whole.setChecked(True)
        self.exact = Tick(tr("Match capitals"))
        self._count = quiet(wrap=False)
        for field in (self.found, self.instead):
            said = field.fontMetrics().horizontalAdvance(field.placeholderText())
            field.setMinimumWidth(said + 24)
        fields = QWidget()
        both = QHBoxLayout(fields)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(8)
        both.addWidget(self.found, 1)
        both.addWidget(self.instead, 1)
        words = WrappingRow(fields)
        words.setSpacing(8)
        words.addWidget(fields)
        for button in (
            flat(tr("Next"), self.step, tip=tr("The next place (Enter)")),
            flat(tr("Replace"), self.replace, tip=tr("Replace here and go on")),
            flat(tr("Replace all"), self.replace_all),
        ):
            words.addWidget(button)
        how = WrappingRow()
        how.setSpacing(16)
        how.addWidget(self.whole)
        how.addWidget(self.exact)
        how.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 8)
        column.setSpacing(6)
        column.addLayout(words)
        column.addLayout(how)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.count)
        self.found.textChanged.connect(self._soon.start)
        self.whole.toggled.connect(self._soon.start)
        self.exact.toggled.connect(self._soon.start)
        editor.edited.connect(self._soon.start)
        self.found.returnPressed.connect(self.step)
        self.instead.returnPressed.connect(self.replace)

    def open_with(self, words: str) -> None:
        """Take the keyboard, and words that are selected."""
        self.show()
        if words and "\n" not in words:
            self.found.setText(words)
        self.found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.found.selectAll()

    def close_if_used(self) -> bool:
        """Give the keyboard back to the text, if it is here; return whether it was."""
        used = self.isAncestorOf(self.window().focusWidget() or self)
        if used:
            self.hide()
            self._editor.setFocus()
        return used

    def places(self) -> list[Span]:
        """Return where the words are, in the text as it is now."""
        words = self.found.text()
        if not words:
            return []
        pattern = re.escape(words)
        if self.whole.isChecked():
            pattern = rf"(?<!\w){pattern}(?!\w)"
        flags = re.NOFLAG if self.exact.isChecked() else re.IGNORECASE
        return [Span(*match.span()) for match in re.finditer(pattern, self._text(), flags)]

    def count(self) -> None:
        """Say how often the words occur."""
        told = trn("{n} place", "{n} places", len(self.places())) if self.found.text() else ""
        self._count.setText(told)

    def step(self) -> None:
        """Select the next place after the selection, or the first one of all."""
        places = self.places()
        here = self._editor.selected().end
        following = [place for place in places if place.start >= here]
        if places:
            self._editor.select((following or places)[0])
            self._editor.show_middle()

    def replace(self) -> None:
        """Replace the selected place, if one is selected, and go to the next."""
        here = self._editor.selected()
        if here in self.places():
            self._editor.textCursor().insertText(self._new())
        self.step()

    def replace_all(self) -> None:
        """Replace every place, as one step that the editor can take back."""
        self._editor.mirror.replace_all([(*place, self._new()) for place in self.places()])

    def _new(self) -> str:
        return canonical(self.instead.text()).text

    def _text(self) -> str:
        return self._editor.mirror.text
