"""The beginning of a document that a survey would give: questions, answers, who says them."""

from __future__ import annotations

from PySide6.QtGui import QFont, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from qcode.model.survey_texts import Rendered
from qcode.services.language import tr
from qcode.ui.dialog_looks import dress_text

_CHARACTERS = 8_000  # that are shown


class SurveySample(QTextEdit):
    """Shows a text with its headings, to be read and not changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(tr("What a document will look like"))
        self.document().setDocumentMargin(12)
        dress_text(self)

    def show_text(self, shown: Rendered | None) -> None:
        """Show the beginning of a text; without one, say that there will be none."""
        self.clear()
        cursor = QTextCursor(self.document())
        plain, strong, quiet = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        plain.setForeground(self.palette().color(QPalette.ColorRole.Text))
        strong.setForeground(self.palette().color(QPalette.ColorRole.Text))
        strong.setFontWeight(QFont.Weight.DemiBold)
        quiet.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        if shown is None:
            cursor.insertText(tr("No open question is taken, so there will be cases only."), quiet)
            return
        heads = {each.start for each in shown.layout.formats}
        speakers = {each.start: each.body[0].start for each in shown.layout.turns}
        spaced = QTextBlockFormat()
        spaced.setTopMargin(0.6 * self.fontMetrics().height())
        at = 0
        for number, line in enumerate(shown.text[:_CHARACTERS].split("\n")):
            if number:
                cursor.insertBlock(spaced if {at} & {*heads, *speakers} else QTextBlockFormat())
            named = speakers.get(at, at) - at
            cursor.insertText(line[:named], strong)
            cursor.insertText(line[named:], strong if at in heads else plain)
            at += len(line) + 1
        if len(shown.text) > _CHARACTERS:
            cursor.insertBlock(spaced)
            cursor.insertText(tr("The text goes on."), quiet)
        self.moveCursor(QTextCursor.MoveOperation.Start)
