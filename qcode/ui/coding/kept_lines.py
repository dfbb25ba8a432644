"""Keeps the lines of the paragraphs that were asked for last, and of no more than a few screens.

The glyphs of a paragraph take fifty bytes a character, and Qt frees them with the layout only.
"""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextLayout

from .paragraph_lines import LineBreaker, Shape

_UNITS = 30_000


class KeptLines:
    """The lines of some paragraphs of one document, by number."""

    def __init__(self) -> None:
        self.units = 0  # of text that is kept with its lines
        self._kept: dict[int, tuple[QTextLayout, int]] = {}  # the oldest first

    def get(self, block: QTextBlock, shape: Shape, breaker: LineBreaker) -> QTextLayout:
        """Return the lines of a paragraph, kept or new. They are only lent."""
        number = block.blockNumber()
        found = self._kept.pop(number, None)
        if found is None:
            lines = QTextLayout(block)
            breaker.set_lines(lines, block, shape)
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
