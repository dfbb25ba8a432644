"""Keeps the lines of the blocks that were asked for last, and of no more than a few screens.

The glyphs of a block take fifty bytes a character, and Qt frees them with the layout only.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextLayout

from .heights import moved
from .paragraph_lines import LineBreaker, SetLines, Shape

_UNITS = 30_000
_NEIGHBOURS = 16  # blocks that Qt may be at work with at one time, and more


class KeptLines:
    """The lines of some paragraphs of one document, by number."""

    def __init__(self) -> None:
        self.units = 0  # of text that is kept with its lines
        self._kept: dict[int, tuple[SetLines, int]] = {}  # the oldest first

    def get(self, number: int, block: QTextBlock, shape: Shape, breaker: LineBreaker) -> SetLines:
        """Return the lines of a paragraph, kept or new. They are only lent."""
        found = self._kept.pop(number, None)
        if found is None:
            lines = QTextLayout(block)
            lines.setCacheEnabled(True)  # or Qt forgets the glyphs, and finds them anew each time
            found = breaker.set_lines(lines, block, shape), block.length()
            self.units += found[1]
            while self.units > _UNITS and self._kept:
                self._drop(next(iter(self._kept)))
        self._kept[number] = found
        return found[0]

    def forget(self, first: int, last: int) -> None:
        """Drop the lines of paragraphs that have changed."""
        for number in [each for each in self._kept if first <= each <= last]:
            self._drop(number)

    def follow(self, first: int, past: int, by: int) -> None:
        """Drop the lines of paragraphs from `first` to before `past`; renumber later ones."""
        self.forget(first, past - 1)
        self._kept = moved(self._kept, first, past, by)

    def clear(self) -> None:
        """Drop all lines."""
        self._kept.clear()
        self.units = 0

    def _drop(self, number: int) -> None:
        _lines, units = self._kept.pop(number)
        self.units -= units


class LentLines:
    """The blocks that have lines of their own, because Qt asked for them to move the caret."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._lent: dict[int, int] = {}  # units by block, those asked for last at the end
        self._early: list[QTextCursor] = []
        self.units = 0

    def __len__(self) -> int:
        return len(self._lent)

    def note(self, block: QTextBlock) -> None:
        """Note that Qt has asked for the lines of a block; take them from those long left."""
        number = block.blockNumber()
        self.units -= self._lent.pop(number, 0)
        self._lent[number] = block.length()
        self.units += block.length()
        while self.units > _UNITS and len(self._lent) > _NEIGHBOURS:
            self._take_back(next(iter(self._lent)))

    def note_early(self, block: QTextBlock) -> None:
        """Note a block that Qt asked for while it is not known yet what has changed."""
        self._early.append(QTextCursor(block))  # numbers may be others when it is

    def follow(self, first: int, past: int, by: int = 0) -> None:
        """Take their lines from blocks that were `first` to before `past`; renumber later ones.

        Qt asks for new ones only where there are none.
        """
        changed = [number for number in self._lent if first <= number < past]
        self.units -= sum(self._lent[number] for number in changed)
        self._lent = moved(self._lent, first, past, by)
        if changed or self._early:  # it is not known which blocks those are now
            for number in range(first, past + by):
                self._clear(number)
        self._forget_early()

    def _forget_early(self) -> None:
        for cursor in self._early:
            self._clear(cursor.blockNumber())
        self._early.clear()

    def take_back_all(self, *, renumbered: bool) -> None:
        """Take all lines back, also where blocks have other numbers than when Qt asked."""
        numbers: Iterable[int] = tuple(self._lent)
        if renumbered and self._lent:
            numbers = range(self._document.blockCount())
        for number in numbers:
            self._take_back(number)
        self._lent.clear()
        self._forget_early()
        self.units = 0

    def _take_back(self, number: int) -> None:
        self._clear(number)
        self.units -= self._lent.pop(number, 0)

    def _clear(self, number: int) -> None:
        layout = self._document.findBlockByNumber(number).layout()
        layout.beginLayout()  # takes the lines; to clear the layout would leave it its glyphs
        layout.endLayout()
