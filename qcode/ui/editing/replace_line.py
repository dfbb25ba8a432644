"""The line for finding words in a text that is edited and putting others in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qcode.model.text import Span, canonical
from qcode.services.language import tr, trn
from qcode.ui.field import Field
from qcode.ui.found.parts import flat, quiet
from qcode.ui.rest import single_shot
from qcode.ui.ticks import Tick
from qcode.ui.wrapping_row import WrappingRow

from .editor import TextEditor

_SOON_MS = 150
_STRETCH = 200_000  # code points that are searched in a turn: the length of a long interview


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
        self._counted, self._counting = 0, self._stretches()
        self._next = single_shot(self, 0, self._count_on)
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
        return [place for some in self._stretches() for place in some]

    def _stretches(self) -> Iterator[list[Span]]:
        """Yield the places in one stretch of the text after the other."""
        words, pattern, text = self.found.text(), self._pattern(), self._text()
        begins = 0
        while words and begins < len(text):
            ends = begins + _STRETCH
            seen = ends + len(words)  # and one letter more, which may go on with a word
            found = pattern.finditer(text, begins, seen)
            places = [Span(*match.span()) for match in found if match.start() < ends]
            yield places
            begins = max(ends, places[-1].end) if places else ends

    def _pattern(self) -> re.Pattern[str]:
        pattern = re.escape(self.found.text())
        if self.whole.isChecked():
            pattern = rf"(?<!\w){pattern}(?!\w)"
        return re.compile(pattern, re.NOFLAG if self.exact.isChecked() else re.IGNORECASE)

    def count(self) -> None:
        """Say how often the words occur."""
        self._counted, self._counting = 0, self._stretches()
        self._count_on()

    def _count_on(self) -> None:
        some = next(self._counting, None)
        if some is not None:
            self._counted += len(some)
            self._next.start()
        else:
            told = trn("{n} place", "{n} places", self._counted) if self.found.text() else ""
            self._count.setText(told)

    def step(self) -> None:
        """Select the next place after the selection, or the first one of all."""
        if self._editor.busy:
            return  # there is another text soon
        here = self._editor.selected().end
        pattern, text = self._pattern(), self._text()
        place = pattern.search(text, here) or pattern.search(text)
        if place is not None and self.found.text():
            self._editor.select(Span(*place.span()))
            self._editor.show_middle()

    def replace(self) -> None:
        """Replace the selected place, if one is selected, and go to the next."""
        if self._editor.busy:
            return
        here = self._editor.selected()
        place = self._pattern().match(self._text(), here.start)
        if place is not None and place.end() == here.end > here.start:
            self._editor.textCursor().insertText(self._new())
        self.step()

    def replace_all(self) -> None:
        """Replace every place, as one step that the editor can take back."""
        new = self._new()
        self._editor.replace_all([(*place, new) for place in some] for some in self._stretches())

    def _new(self) -> str:
        return canonical(self.instead.text()).text

    def _text(self) -> str:
        return self._editor.mirror.text
