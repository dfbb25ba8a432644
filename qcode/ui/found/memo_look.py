"""How Markdown looks while one writes: text set as it is meant, marks out of the way.

The marks of the line one writes in are shown, muted; on all other lines they take no room.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from qcode.model.text import Offsets
from qcode.ui.theme import colors, is_dark

from .memo_marks import EMPHASIS, HEADING, ITEM, LINK, QUOTE, STRONG

_LARGER = {1: 1.35, 2: 1.2, 3: 1.08}  # by the level of a heading
_Span = tuple[int, int]


class MemoLook(QSyntaxHighlighter):
    """Dresses the lines of a document; it changes no text."""

    def __init__(self, document: QTextDocument, editor: QWidget) -> None:
        super().__init__(document)
        self._editor = editor
        self._open = -1

    @property
    def open_line(self) -> int:
        """The number of the line whose marks are shown, -1 for none."""
        return self._open

    def show_marks(self, block: int) -> None:
        """Show the marks of one line, by its number, and of no other; -1 for none."""
        before, self._open = self._open, block
        if before != block:
            for number in (before, block):
                found = self.document().findBlockByNumber(number) if number >= 0 else QTextBlock()
                if found.isValid():
                    self.rehighlightBlock(found)

    def highlightBlock(self, text: str) -> None:
        """Dress one line."""
        if not text:
            return
        offsets = Offsets(text)
        shown = self.currentBlock().blockNumber() == self._open
        mark = self._muted() if shown else _hidden()
        size = self._editor.font().pointSizeF()
        heading, quote, item = HEADING.match(text), QUOTE.match(text), ITEM.match(text)
        if heading is not None:
            level = len(heading.group(1))
            look = _bold()
            look.setFontPointSize(size * _LARGER.get(level, 1.0))
            self._dress(offsets, (0, len(text)), look)
            self._dress(offsets, heading.span(), mark)
        elif quote is not None:
            self._dress(offsets, (0, len(text)), self._quoted())
            self._dress(offsets, quote.span(), mark)
        elif item is not None:
            self._dress(offsets, item.span(2), self._accent() if shown else self._bullet(item[2]))
        self._dress_words(offsets, text, mark)

    def _dress_words(self, offsets: Offsets, text: str, mark: QTextCharFormat) -> None:
        marks: list[_Span] = []
        for pattern, look, size in ((EMPHASIS, _italic(), 1), (STRONG, _bold(), 2)):
            for found in pattern.finditer(text):
                self._add(offsets, found.span(2), look)
                marks += [(found.start(), found.start() + size), (found.end() - size, found.end())]
        for found in LINK.finditer(text):
            look = self._accent()
            look.setFontUnderline(True)
            self._add(offsets, found.span(2), look)
            marks += [found.span(1), found.span(3)]
        for span in marks:
            self._dress(offsets, span, mark)

    def _add(self, offsets: Offsets, span: _Span, look: QTextCharFormat) -> None:
        """Lay a look over what words have already, so that both are seen."""
        start, end = offsets.to_utf16(span[0]), offsets.to_utf16(span[1])
        for unit in range(start, end):
            whole = QTextCharFormat(self.format(unit))
            whole.merge(look)
            self.setFormat(unit, 1, whole)

    def _dress(self, offsets: Offsets, span: _Span, look: QTextCharFormat) -> None:
        start, end = offsets.to_utf16(span[0]), offsets.to_utf16(span[1])
        self.setFormat(start, end - start, look)

    def _muted(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._editor.palette().color(QPalette.ColorRole.PlaceholderText))
        return made

    def _quoted(self) -> QTextCharFormat:
        made = self._muted()
        made.setFontItalic(True)
        return made

    def _accent(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(colors(is_dark(self._editor.palette())).accent))
        return made

    def _bullet(self, mark: str) -> QTextCharFormat:
        """Leave room for the dot that is painted in place of a dash; numbers are their own."""
        made = self._accent()
        if not mark[0].isdecimal():
            made.setForeground(Qt.GlobalColor.transparent)
        return made


def _hidden() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(Qt.GlobalColor.transparent)
    made.setProperty(QTextCharFormat.Property.FontPixelSize, 1)
    made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    made.setFontLetterSpacing(-0.5)
    return made


def _bold() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.DemiBold)
    return made


def _italic() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontItalic(True)
    return made
