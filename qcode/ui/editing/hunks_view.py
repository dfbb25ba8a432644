"""What an edit changes: each place with the words around it, old ones struck out."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from qcode.model.hunks import Hunk, Kind, Piece
from qcode.services.language import tr, trn
from qcode.ui.theme import colors, is_dark, scroll_bar_style

_SHOWN = 300  # places; a text that was changed in more is another text
_LONGEST = 2_000  # code points of one piece


class HunksView(QTextBrowser):
    """Lists changes of a text, for reading only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hunks: Sequence[Hunk] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.document().setDocumentMargin(14)
        self.setAccessibleName(tr("What has changed"))

    def show_hunks(self, hunks: Sequence[Hunk]) -> None:
        """Show these changes and no others."""
        self._hunks = hunks
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()

    def _write(self) -> None:
        dark = is_dark(self.palette())
        self.verticalScrollBar().setStyleSheet(scroll_bar_style(dark))
        place = self.verticalScrollBar().value()
        self.setHtml(html_of(self._hunks, dark=dark))
        self.verticalScrollBar().setValue(place)


def html_of(hunks: Sequence[Hunk], *, dark: bool) -> str:
    """Return changes as HTML. What is not seen by colour is told by a line through or under it."""
    chosen = colors(dark)
    if not hunks:
        return f"<p style='color:{chosen.muted}'>{escape(tr('Nothing has changed yet.'))}</p>"
    parts = []
    for hunk in hunks[:_SHOWN]:
        words = "".join(_piece(piece, dark=dark) for piece in hunk.pieces)
        head = escape(tr("Paragraph {n}", n=hunk.paragraph))
        parts.append(
            f"<p style='margin:0 0 2px 0; color:{chosen.muted}'>{head}</p>"
            f"<p style='margin:0 0 14px 0'>{words}</p>"
        )
    if len(hunks) > _SHOWN:
        more = trn("and {n} more", "and {n} more", len(hunks) - _SHOWN)
        parts.append(f"<p style='color:{chosen.muted}'>{escape(more)}</p>")
    return "".join(parts)


def _piece(piece: Piece, *, dark: bool) -> str:
    chosen = colors(dark)
    text = piece.text
    if len(text) > _LONGEST:
        text = text[: _LONGEST // 2] + " … " + text[-_LONGEST // 2 :]
    if piece.kind is not Kind.SAME:
        text = text.replace("\n", "¶\n")  # a paragraph mark that came or went can be seen
    words = escape(text).replace("\n", "<br>")
    if piece.kind is Kind.REMOVED:
        return f"<s style='color:{chosen.danger}'>{words}</s>&thinsp;"
    if piece.kind is Kind.INSERTED:
        return f"<u style='color:{chosen.accent}; font-weight:600'>{words}</u>"
    return words
