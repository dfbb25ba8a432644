"""What a document has besides its characters: turns, formatting, pages, notes, regions.

A `Layout` is a value that belongs to one canonical text. All positions are code points of that
text, half-open. It is stored whole, by its hash, beside the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from .text import Span


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said in one go.

    `start, end` cover whole paragraphs, labels and time marks included. `body` lists the pieces
    that were said, in order, without label, time marks and line numbers; its words are
    `turn_text(text, turn)`. Times are milliseconds from the beginning of the recording.
    """

    start: int
    end: int
    body: tuple[Span, ...]
    speaker: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None


class Style(StrEnum):
    """Formatting of the source that the coding view can show."""

    HEADING = "heading"  # value: level, "1" to "6"; covers one paragraph
    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    LIST_ITEM = "list"  # value: depth from "0"; covers one paragraph
    QUOTE = "quote"
    CELL = "cell"  # value: "table,row,column", each from 0; covers one or more paragraphs
    LINK = "link"  # value: the address


@dataclass(frozen=True, slots=True)
class Format:
    """One stretch of formatting taken over from the source."""

    start: int
    end: int
    style: Style
    value: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page of the source begins; `label` is its printed number."""

    start: int
    label: str


class NoteKind(StrEnum):
    """Things that stand beside the text in the source."""

    FOOTNOTE = "footnote"
    COMMENT = "comment"
    INSERTED = "inserted"  # tracked change: the text is there, the author had proposed it
    DELETED = "deleted"  # tracked change: `text` had been struck out and is not in the document


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, a comment or a tracked change of the source, and the span it refers to."""

    start: int
    end: int
    kind: NoteKind
    text: str
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """Which rectangle of a picture a paragraph stands for: `start, end` cover that paragraph.

    Pixels of the picture as it is looked at, from its upper left corner, half-open.
    """

    start: int
    end: int
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything about a text that is not its characters, in the order of the text."""

    turns: tuple[Turn, ...] = ()
    formats: tuple[Format, ...] = ()
    pages: tuple[Page, ...] = ()
    notes: tuple[Note, ...] = field(default=())
    regions: tuple[Region, ...] = ()

    def speakers(self) -> tuple[str, ...]:
        """Names of those who speak, in the order of their first turn."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


EMPTY = Layout()


def turn_text(text: str, turn: Turn) -> str:
    """Return the words of a turn: the pieces of its body, white space folded to one space."""
    return " ".join(" ".join(text[start:end] for start, end in turn.body).split())


def turns_in(turns: Iterable[Turn], span: Span) -> list[Turn]:
    """Return the turns that share at least one character with `span`."""
    return [turn for turn in turns if turn.start < span.end and span.start < turn.end]
