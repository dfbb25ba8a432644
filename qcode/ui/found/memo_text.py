"""The text of a memo: Markdown as it is typed, quietly set apart as one types."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from qcode.model.text import Offsets
from qcode.ui.theme import colors, is_dark, scroll_bar_style

from .delegate import SIDE

_HEADING = re.compile(r"(#{1,6} +)(.+)")
_QUOTE = re.compile(r"> ?.*")
_BULLET = re.compile(r" *(?:[-*+]|\d+[.)]) ")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])")


class MemoText(QPlainTextEdit):
    """A plain editor; Tab leaves it, so that the keyboard reaches everything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(SIDE)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look = _Look(self)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        self.verticalScrollBar().setStyleSheet(scroll_bar_style(is_dark(self.palette())))
        self._look.rehighlight()


class _Look(QSyntaxHighlighter):
    """Headings and strong words bold, marks muted: nothing changes its place."""

    def __init__(self, editor: MemoText) -> None:
        super().__init__(editor.document())
        self._editor = editor

    def highlightBlock(self, text: str) -> None:
        """Dress one paragraph."""
        offsets = Offsets(text)
        heading = _HEADING.fullmatch(text)
        if heading is not None:
            self._dress(offsets, heading.span(1), self._muted())
            self._dress(offsets, heading.span(2), _bold())
            return
        if _QUOTE.fullmatch(text):
            self._dress(offsets, (0, len(text)), self._muted())
            return
        bullet = _BULLET.match(text)
        if bullet is not None:
            accent = QTextCharFormat()
            accent.setForeground(QColor(colors(is_dark(self._editor.palette())).accent))
            self._dress(offsets, bullet.span(), accent)
        for pattern, look in ((_EMPHASIS, _italic()), (_STRONG, _bold())):
            for found in pattern.finditer(text):
                self._dress(offsets, found.span(), look)
                for at in (found.start(), found.end() - len(found.group(1))):
                    self._dress(offsets, (at, at + len(found.group(1))), self._muted())

    def _dress(self, offsets: Offsets, span: tuple[int, int], look: QTextCharFormat) -> None:
        start, end = offsets.to_utf16(span[0]), offsets.to_utf16(span[1])
        self.setFormat(start, end - start, look)

    def _muted(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._editor.palette().color(QPalette.ColorRole.PlaceholderText))
        return made


def _bold() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.DemiBold)
    return made


def _italic() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontItalic(True)
    return made
