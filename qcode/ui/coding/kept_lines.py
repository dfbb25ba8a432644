"""Keeps the lines of the blocks that were asked for last, and of no more than a few screens.

The glyphs of a block take fifty bytes a character, and Qt frees them with the layout only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout

from .paragraph_lines import LineBreaker, Shape

_UNITS = 30_000
_NEIGHBOURS = 16  # blocks that Qt may be at work with at one time, and more


class KeptLines:
    """The lines of some paragraphs of one document, by number."""

    def __init__(self) -> None:
        self.units = 0  # of text that is kept with its lines
        self._kept: dict[int, tuple[QTextLayout, int]] = {}  # the oldest first

    def get(
        self, block: QTextBlock, shape: Callable[[QTextBlock], Shape], breaker: LineBreaker
    ) -> QTextLayout:
        """Return the lines of a paragraph, kept or new. They are only lent."""
        number = block.blockNumber()
        found = self._kept.pop(number, None)
        if found is None:
            lines = QTextLayout(block)
            lines.setCacheEnabled(True)  # or Qt forgets the glyphs, and finds them anew each time
            breaker.set_lines(lines, block, shape(block))
            found = lines, block.length()
            self.units += found[1]
            while self.units > _UNITS and self._kept:
                self._drop(next(iter(self._kept)))
        self._kept[number] = found
        return found[0]

    def forget(self, first: int, last: int) -> None:
        """Drop the lines of paragraphs that have changed."""
        for number in [each for each in self._kept if first <= each <= last]:
            self._drop(number)

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

    def take_back(self, first: int, last: int) -> None:
        """Take their lines from blocks: Qt asks for new ones only where there are none."""
        for number in [each for each in self._lent if first <= each <= last]:
            self._take_back(number)

    def take_back_all(self, *, renumbered: bool) -> None:
        """Take all lines back, also where blocks have other numbers than when Qt asked."""
        numbers: Iterable[int] = tuple(self._lent)
        if renumbered and self._lent:
            numbers = range(self._document.blockCount())
        for number in numbers:
            self._take_back(number)
        self._lent.clear()
        self.units = 0

    def _take_back(self, number: int) -> None:
        layout = self._document.findBlockByNumber(number).layout()
        layout.beginLayout()  # takes the lines; to clear the layout would leave it its glyphs
        layout.endLayout()
        self.units -= self._lent.pop(number, 0)
