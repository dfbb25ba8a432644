"""How a long document is divided into pieces of neighbouring paragraphs, also while it changes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtGui import QTextDocument

PIECE = 2_000  # units, and to the end of the paragraph: less than a screenful


@dataclass(frozen=True, slots=True)
class Edit:
    """Where a document has changed. What comes behind is the same, with other numbers."""

    first: int  # piece
    past: int  # behind the last piece, as they were numbered
    now: int  # behind the last piece, as they are
    changed: int  # paragraph
    was: int  # behind the last paragraph, as they were numbered
    stop: int  # behind the last paragraph, as they are

    @property
    def more(self) -> int:
        """How many paragraphs more there are."""
        return self.stop - self.was


class Pieces:
    """The pieces of one document, by number. A unit is one of UTF-16."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self.firsts = [0]  # paragraph of each
        self.starts = [0]  # unit at which each begins
        self.paragraphs = self.units = 1

    def divide(self) -> None:
        """Divide the whole document, as it is now."""
        self._count()
        self.firsts, self.starts = self._divided(0, 0, self.units)

    def _count(self) -> None:
        self.paragraphs = self._document.blockCount()
        self.units = self._document.characterCount()  # with the end of the last paragraph

    def _divided(self, first: int, start: int, end: int) -> tuple[list[int], list[int]]:
        """Return the pieces between two units; the paragraph `first` begins at `start`."""
        firsts, starts = [first], [start]
        while True:
            following = self._document.findBlock(starts[-1] + PIECE).next()
            if not following.isValid() or following.position() >= end:
                return firsts, starts
            firsts.append(following.blockNumber())
            starts.append(following.position())

    def piece_with(self, unit: int) -> int:
        """Return the piece in which a position of the text lies."""
        return bisect_right(self.starts, unit) - 1

    def units_of(self, piece: int) -> tuple[int, int]:
        """Return where a piece begins and ends in the text."""
        ends = self.starts[piece + 1 : piece + 2]
        return self.starts[piece], ends[0] if ends else self._document.characterCount() - 1

    def sizes(self, first: int, past: int) -> list[tuple[int, int]]:
        """Return how many paragraphs and units some pieces have."""
        firsts = [*self.firsts[first : past + 1], self.paragraphs][: past + 1 - first]
        starts = [*self.starts[first : past + 1], self.units][: past + 1 - first]
        return [
            (firsts[number + 1] - firsts[number], starts[number + 1] - starts[number])
            for number in range(past - first)
        ]

    def are_as_long(self) -> bool:
        """Whether there are as many paragraphs and units as when this was told last."""
        document = self._document
        return (self.units, self.paragraphs) == (document.characterCount(), document.blockCount())

    def still_begin(self, start: int, end: int) -> bool:
        """Whether all pieces begin where they did, if only this stretch has changed."""
        for piece in range(self.piece_with(start) + 1, self.piece_with(end) + 1):
            block = self._document.findBlockByNumber(self.firsts[piece])
            if block.position() != self.starts[piece]:
                return False
        return True

    def follow(self, start: int, removed: int, added: int) -> Edit:
        """Divide anew where the text has changed: at `start` there is another stretch now."""
        document, units, paragraphs = self._document, self.units, self.paragraphs
        first, past = self.piece_with(start), self.piece_with(start + removed) + 1
        self._count()
        grown, more = self.units - units, self.paragraphs - paragraphs
        end = self.starts[past] + grown if past < len(self.starts) else self.units
        firsts, starts = self.firsts[first : first + 1], self.starts[first : first + 1]
        if end - starts[0] > 2 * PIECE:  # or one letter more would make many small ones in time
            firsts, starts = self._divided(firsts[0], starts[0], end)
        self.firsts[first:] = [*firsts, *(each + more for each in self.firsts[past:])]
        self.starts[first:] = [*starts, *(each + grown for each in self.starts[past:])]
        stop = document.findBlock(min(start + added, self.units - 1)).blockNumber() + 1
        return Edit(
            first=first,
            past=past,
            now=first + len(firsts),
            changed=document.findBlock(start).blockNumber(),
            was=stop - more,
            stop=stop,
        )
