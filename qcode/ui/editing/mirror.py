"""The exact text of an editor, and the change that has led to it.

A text is never read back from a widget as a whole: Qt gives back other characters than it was
given (a no-break space comes back as a space). Only what was typed is read, and put into a copy
of the canonical text.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor, QTextDocument

from qcode.model.differences import common_prefix, common_suffix
from qcode.model.edits import Replacement, TextChange
from qcode.model.long_text import LongText
from qcode.model.text import REPLACEMENT

_PARAGRAPH = "\u2029"  # how Qt says that a paragraph ends
_LARGE = 400  # code points: a change of more may be many small ones that Qt tells as one

Edit = tuple[int, int, str]  # what is put in from one position to another


class Mirror(QObject):
    """Follows a document that shows a canonical text. Positions are code points."""

    stepping = Signal()  # the document has changed, which is not taken over yet
    changed = Signal()

    def __init__(self, document: QTextDocument, text: str) -> None:
        super().__init__(document)
        self._document = document
        self._now = LongText(text)
        self._announced: TextChange | None = None
        # What changes many places at once, by how many steps could be undone when it had led there.
        self._done: dict[int, TextChange] = {}
        self._undone: dict[int, TextChange] = {}
        self.following = True  # else the document is on its way to what will be taken over
        self.original = text
        self.change = TextChange(len(text))
        document.contentsChange.connect(self._follow)

    @property
    def text(self) -> str:
        """The text as it is now."""
        return str(self._now)

    @property
    def length(self) -> int:
        """How long it is; to ask for that alone costs nothing."""
        return len(self._now)

    def to_unit(self, position: int) -> int:
        """Return a position of the text as Qt counts."""
        return self._now.to_utf16(position)

    def from_unit(self, unit: int) -> int:
        """Return the position of a unit of Qt's."""
        return self._now.from_utf16(min(unit, self._now.utf16_length))

    def replace_all(self, edits: list[Edit]) -> None:
        """Put each `(start, end, inserted)` into the document, as one step of its undo."""
        # Qt will tell of one change from the first place to the last: we know better.
        change = self._announced = TextChange.replacing(self.text, edits)
        self._undone[self._document.availableUndoSteps()] = change.invert()
        self.put(sorted(edits, reverse=True))
        self._done[self._document.availableUndoSteps()] = change
        self._announced = None

    def put(self, edits: Iterable[Edit]) -> None:
        """Put edits into the document, the last one first, as one step of its undo."""
        cursor = QTextCursor(self._document)
        cursor.beginEditBlock()
        for start, end, inserted in edits:
            cursor.setPosition(self.to_unit(start))
            cursor.setPosition(self.to_unit(end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(inserted)
        cursor.endEditBlock()

    def take(self, change: TextChange, whole: TextChange) -> None:
        """Take over what was not followed, and what has changed in all since the beginning."""
        self._now.apply(change)
        self.change = whole
        self.changed.emit()

    def _follow(self, unit: int, removed: int, added: int) -> None:
        """Take over what Qt says has changed; it may name more than did, the end of all too."""
        del added
        self.stepping.emit()
        if not self.following:
            return
        if self._announced is not None:
            self._take(self._announced)
            return
        length = self._now.utf16_length
        start = self._now.from_utf16(min(unit, length))
        end = self._now.from_utf16(min(unit + removed, length), up=True)
        grown = self._document.characterCount() - 1 - length
        new = self._read(self.to_unit(start), self.to_unit(end) + grown)
        old = self._now.between(start, end)
        before = common_prefix(old, new)
        after = common_suffix(old[before:], new[before:])
        told = Replacement(
            start + before,
            end - after,
            new[before : len(new) - after],
            old[before : len(old) - after],
        )
        change = TextChange(self.length, (told,))
        if told.end - told.start > _LARGE:
            change = self._recognised(change) or change.refined()
        self._take(change)

    def _recognised(self, told: TextChange) -> TextChange | None:
        """Return the many places of a change that Qt tells as one, if it was one of ours."""
        steps, before = self._document.availableUndoSteps(), self.text
        after = told.apply(before)
        for known in (self._undone.get(steps), self._done.get(steps)):
            if known is not None and known.length == len(before):
                with suppress(ValueError):  # of another text as long as this
                    if known.apply(before) == after:
                        return known
        return None

    def _take(self, change: TextChange) -> None:
        if change.is_identity:
            return
        self._now.apply(change)
        self.change = self.change.compose(change)
        self.changed.emit()

    def _read(self, start: int, end: int) -> str:
        """Return the characters between two units, as a canonical text has them."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        found = cursor.selectedText().replace(_PARAGRAPH, "\n").replace("\0", REPLACEMENT)
        return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
