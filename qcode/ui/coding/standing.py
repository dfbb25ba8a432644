"""The paragraphs that stand between two places of a column, found once for a picture.

Text, bands, gutter and margin of one picture are all about the same few paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtGui import QTextBlock

from .paragraph_lines import SetLines, Shape


class Standing(NamedTuple):
    """A paragraph with its lines, in its place."""

    number: int
    block: QTextBlock
    shape: Shape
    top: float  # of its first line
    lines: SetLines

    @property
    def bottom(self) -> float:
        """Where its last line ends."""
        return self.top + len(self.lines.starts) * self.shape.pitch


@dataclass(frozen=True, slots=True)
class Page:
    """What stands between two places, as long as nothing moves."""

    version: int
    top: float
    bottom: float
    paragraphs: Sequence[Standing]

    def covers(self, version: int, top: float, bottom: float) -> bool:
        """Whether nothing moved since, and all between two places is known."""
        return version == self.version and self.top <= top and bottom <= self.bottom

    def between(self, top: float, bottom: float) -> Sequence[Standing]:
        """Return what of it stands between two places."""
        return [each for each in self.paragraphs if each.top < bottom and each.bottom > top]
