"""The beginning of a text as it would be read: who speaks and when set apart from the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from qcode.model.layout import Layout
from qcode.services.importing import Candidate
from qcode.services.language import tr
from qcode.services.words import clock
from qcode.ui.found.delegate import small
from qcode.ui.theme import is_dark, scroll_bar_style

PARAGRAPHS = 200
CHARACTERS = 20_000  # a text may be one single line


@dataclass(frozen=True, slots=True)
class Piece:
    """Something said, or text outside the turns; `time_ms` from the beginning of the recording."""

    text: str
    speaker: str = ""
    time_ms: int | None = None


def pieces(text: str, layout: Layout) -> Iterator[Piece]:
    """Yield a text by its turns, labels and marks left out; what lies between them as it is."""
    at = 0
    for turn in layout.turns:
        yield from _between(text[at : turn.start])
        said = "\n".join(text[start:end] for start, end in turn.body)
        yield Piece(said, turn.speaker or "", turn.start_ms)
        at = turn.end
    yield from _between(text[at:])


def _between(text: str) -> Iterator[Piece]:
    if text.strip():
        yield Piece(text.strip("\n"))


class Preview(QTextEdit):
    """Shows the first paragraphs of a proposal, to be read and not changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(tr("Preview"))
        self.document().setDocumentMargin(12)
        self._shown: Candidate | None = None
        self._normal = QTextCharFormat()
        self._speaker = QTextCharFormat()
        self._quiet = QTextCharFormat()
        self._spaced = QTextBlockFormat()
        self._plain = QTextBlockFormat()

    def show_candidate(self, candidate: Candidate) -> None:
        """Show the beginning of a proposal."""
        if self._shown is not None and candidate.imported is self._shown.imported:
            return  # others are chosen beside it, or it is only called otherwise
        self._shown = candidate
        self._dress()
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        left, room = PARAGRAPHS, CHARACTERS
        imported = candidate.imported
        for piece in pieces(imported.text, imported.layout):
            lines = piece.text.split("\n")
            if left > 0 and room > 0:
                self._insert(cursor, piece, [line[:room] for line in lines[:left]])
            left -= len(lines)
            room -= len(piece.text)
            if left < 0 or room < 0:
                self._block(cursor, self._spaced)
                cursor.insertText(tr("The text goes on."), self._quiet)
                break
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_nothing(self) -> None:
        """Show an empty page."""
        self._shown = None
        self.clear()

    def show_words(self, words: str) -> None:
        """Show a sentence in place of a text."""
        self._shown = None
        self._dress()
        self.clear()
        QTextCursor(self.document()).insertText(words, self._quiet)

    def _insert(self, cursor: QTextCursor, piece: Piece, lines: list[str]) -> None:
        self._block(cursor, self._spaced)
        if piece.speaker or piece.time_ms is not None:
            cursor.insertText(piece.speaker, self._speaker)
            if piece.time_ms is not None:
                gap = "   " if piece.speaker else ""
                cursor.insertText(gap + clock(piece.time_ms), self._quiet)
            self._block(cursor, self._plain)
        for number, line in enumerate(lines):
            if number:
                self._block(cursor, self._plain)
            cursor.insertText(line, self._normal)

    def _block(self, cursor: QTextCursor, look: QTextBlockFormat) -> None:
        if cursor.position():
            cursor.insertBlock(look)

    def _dress(self) -> None:
        """Take over font and colours of the moment."""
        palette, metrics = self.palette(), QFontMetrics(self.font())
        self.verticalScrollBar().setStyleSheet(scroll_bar_style(is_dark(palette)))
        quiet_font = small(self.font())
        self._normal.setForeground(palette.color(QPalette.ColorRole.Text))
        self._speaker.setFont(quiet_font)
        self._speaker.setFontWeight(QFont.Weight.DemiBold)
        self._speaker.setForeground(palette.color(QPalette.ColorRole.Text))
        self._quiet.setFont(quiet_font)
        self._quiet.setForeground(palette.color(QPalette.ColorRole.PlaceholderText))
        self._spaced.setTopMargin(metrics.height() * 0.6)
