"""The exact text of an editor, and the change that has led to it.

A text is never read back from a widget as a whole: Qt gives back other characters than it was
given (a no-break space comes back as a space). Only what was typed is read, and put into a copy
of the canonical text.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor, QTextDocument

from qcode.model.differences import common_prefix, common_suffix
from qcode.model.edits import TextChange
from qcode.model.text import REPLACEMENT, Offsets

_PARAGRAPH = 0x2029  # how Qt says that a paragraph ends
_LARGE = 400  # code points: a change of more may be many small ones that Qt tells as one


class Mirror(QObject):
    """Follows a document that shows a canonical text. Positions are code points."""

    changed = Signal()

    def __init__(self, document: QTextDocument, text: str) -> None:
        super().__init__(document)
        self._document = document
        self._offsets = Offsets(text)
        self._announced: TextChange | None = None
        self.original = self.text = text
        self.change = TextChange(len(text))
        document.contentsChange.connect(self._follow)

    def to_unit(self, position: int) -> int:
        """Return a position of the text as Qt counts."""
        return self._offsets.to_utf16(position)

    def from_unit(self, unit: int) -> int:
        """Return the position of a unit of Qt's."""
        return self._offsets.from_utf16(min(unit, self._offsets.utf16_length))

    def replace_all(self, edits: list[tuple[int, int, str]]) -> None:
        """Put each `(start, end, inserted)` into the document, as one step of its undo."""
        # Qt will tell of one change from the first place to the last: we know better.
        self._announced = TextChange.replacing(self.text, edits)
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for start, end, inserted in sorted(edits, reverse=True):
            cursor.setPosition(self.to_unit(start))
            cursor.setPosition(self.to_unit(end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(inserted)
        cursor.endEditBlock()
        self._announced = None

    def _follow(self, unit: int, removed: int, added: int) -> None:
        """Take over what Qt says has changed; it may name more than did, the end of all too."""
        if self._announced is not None:
            self._take(self._announced)
            return
        length = self._offsets.utf16_length
        start = self._offsets.from_utf16(min(unit, length))
        end = self._offsets.from_utf16(min(unit + removed, length), up=True)
        grown = self._document.characterCount() - 1 - length
        inserted = self._read(self.to_unit(start), self.to_unit(end) + grown)
        before = common_prefix(self.text[start:end], inserted)
        after = common_suffix(self.text[start + before : end], inserted[before:])
        replaced = inserted[before : len(inserted) - after]
        change = TextChange.replace(self.text, start + before, end - after, replaced)
        self._take(change.refined() if end - after - start - before > _LARGE else change)

    def _take(self, change: TextChange) -> None:
        if change.is_identity:
            return
        self.text = change.apply(self.text)
        self.change = self.change.compose(change)
        self._offsets = Offsets(self.text)
        self.changed.emit()

    def _read(self, start: int, end: int) -> str:
        """Return the characters between two units, as a canonical text has them."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        found = cursor.selectedText().translate({_PARAGRAPH: "\n", 0: REPLACEMENT})
        return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
