"""The line of the search: it remembers what was asked, and underlines what cannot be read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QTextCharFormat

from qcode.model.text import Offsets
from qcode.ui.found.query_line import QueryLine
from qcode.ui.theme import colors, is_dark


class SearchLine(QueryLine):
    """A line from which Up opens what was asked before."""

    earlier_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on Up, which has nowhere else to go."""
        if event.key() == Qt.Key.Key_Up:
            self.earlier_wanted.emit()
        else:
            super().keyPressEvent(event)

    def underline(self, start: int, end: int) -> None:
        """Underline a piece (code points of the text) with a wave, or nothing with an empty one."""
        attributes: list[QInputMethodEvent.Attribute] = []
        if start < end:
            offsets = Offsets(self.text())
            first, last = offsets.to_utf16(start), offsets.to_utf16(end)
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            danger = QColor(colors(is_dark(self.palette())).danger)
            look.setUnderlineColor(danger)
            look.setForeground(danger)
            kind = QInputMethodEvent.AttributeType.TextFormat
            at = first - self.cursorPosition()  # as input methods count
            attributes.append(QInputMethodEvent.Attribute(kind, at, last - first, look))
        # Formats are for input methods only, but any is painted; the text is not touched.
        super().inputMethodEvent(QInputMethodEvent("", attributes))
