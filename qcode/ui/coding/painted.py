"""What the coding view is given to paint."""

from __future__ import annotations

from dataclasses import dataclass

from qcode.model.codebook import CodeId
from qcode.model.segment import SegmentId
from qcode.model.text import Span


@dataclass(frozen=True, slots=True)
class PaintedSegment:
    """One code on one span (code points) by one coder, whose name is shown."""

    id: SegmentId
    start: int
    end: int
    code: CodeId
    coder: str = ""

    def __hash__(self) -> int:  # ten thousand are hashed when a document opens
        return self.id

    @property
    def span(self) -> Span:
        """The passage that is coded."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class PaintedCode:
    """What is shown of a code: its path, its name, and its colour "#rrggbb".

    The name is the code's own, with that of the code above where others are called the same.
    """

    id: CodeId
    path: str
    name: str
    color: str
