"""Where the characters of an RTF file go: paragraphs, cells, formats and tracked changes.

The body is one flow; a footnote, a comment, a header and a text box are each another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from qcode.model.layout import Note, NoteKind, Style
from qcode.model.text import SOFT_BREAK

from .build import Builder
from .losses import Lost

_NUMBERED = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """What holds for a paragraph when it ends.

    `heading` is 1 to 6 or 0; `heading_flags` are those that its style has. `depth` is that of the
    list, from 0, if it is `listed`; `level` is how many tables it is in.
    """

    heading: int = 0
    heading_flags: int = 0
    is_quote: bool = False
    listed: bool = False
    depth: int = 0
    level: int = 0


NO_LOOK = ParagraphLook()


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: who made it, and when (ISO 8601, local time)."""

    author: str = ""
    date: str = ""


@dataclass(slots=True)
class _Table:
    """A table that is being read: its number, where in it we are, where the cell began."""

    number: int
    row: int = 0
    column: int = 0
    start: int | None = None


@dataclass(slots=True)
class Flow:
    """One run of paragraphs."""

    path: Path
    kind: str = "body"
    builder: Builder = field(init=False)
    label: str = ""  # the number or bullet before the paragraph, made by the program
    in_row: bool = False  # a row has begun: what comes is in a cell, even if it does not say so
    _open: bool = False
    _turned: bool = False  # a page ended within the paragraph
    _start: int = 0
    _tables: list[_Table] = field(default_factory=list)
    _count: int = 0
    _boxes: list[Flow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.builder = Builder(self.path)

    @property
    def here(self) -> int:
        """Where the next character goes."""
        return self.builder.position if self._open else self.builder.next_paragraph

    def write(
        self,
        text: str,
        look: ParagraphLook,
        *,
        flags: int = 0,
        inserted: Change | None = None,
        deleted: Change | None = None,
    ) -> None:
        """Add characters, beginning a paragraph if none is open."""
        builder = self.builder
        if deleted is not None:
            here = builder.position
            note = Note(here, here, NoteKind.DELETED, text, deleted.author, deleted.date)
            builder.note(note)
            return
        self._begin(look)
        start = builder.position
        builder.text(SOFT_BREAK + text if self._turned and start > self._start else text)
        self._turned = False
        builder.mark_run(start, flags, look.heading_flags)
        if inserted is not None:
            builder.note(
                Note(start, builder.position, NoteKind.INSERTED, "", inserted.author, inserted.date)
            )

    def turn_page(self) -> None:
        """Begin a page: what follows in the paragraph is not joined to what went before."""
        self._turned = self._open

    def add_box(self, box: Flow) -> None:
        """Keep a text box for after the paragraph that it is anchored in."""
        self.builder.lose(Lost.TEXT_BOX)
        self._boxes.append(box)

    def end_paragraph(self, look: ParagraphLook) -> None:
        """End a paragraph; one without characters is a paragraph too."""
        self._begin(look)
        builder, start, end = self.builder, self._start, self.builder.position
        if end > start:
            if look.heading:
                builder.mark(start, end, Style.HEADING, str(look.heading))
            elif look.listed or self.label:
                builder.mark(start, end, Style.LIST_ITEM, str(look.depth))
            if _NUMBERED.search(self.label):
                builder.lose(Lost.LIST_NUMBERS)
            if look.is_quote:
                builder.mark(start, end, Style.QUOTE)
        self._open, self._turned, self.label = False, False, ""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            builder.begin_paragraph()
            builder.absorb(box.builder)

    def end_cell(self, look: ParagraphLook, level: int) -> None:
        """End a cell of the table that is `level` deep (from 1), and the paragraph in it."""
        self.end_paragraph(replace(look, level=max(level, look.level)))
        del self._tables[level:]
        while len(self._tables) < level:  # the paragraph began before it was said to be in a cell
            self._add_table(self._start)
        table = self._tables[level - 1]
        start = self._start if table.start is None else table.start
        place = f"{table.number},{table.row},{table.column}"
        self.builder.mark(start, self.builder.position, Style.CELL, place)
        table.column, table.start = table.column + 1, None

    def end_row(self, level: int) -> None:
        """End a row of the table that is `level` deep."""
        if len(self._tables) >= level:
            table = self._tables[level - 1]
            table.row, table.column, table.start = table.row + 1, 0, None
        if level == 1:
            self.in_row = False

    def finish(self, look: ParagraphLook) -> Builder:
        """Close what is open and return the text."""
        if self._open or self._boxes:
            self.end_paragraph(look)
        return self.builder

    def _begin(self, look: ParagraphLook) -> None:
        if self._open:
            return
        self._start, self._open = self.builder.begin_paragraph(), True
        level = max(look.level, self.in_row)
        del self._tables[level:]
        while len(self._tables) < level:
            self._add_table(self._start)
        for table in self._tables:
            if table.start is None:
                table.start = self._start

    def _add_table(self, start: int) -> None:
        self._tables.append(_Table(self._count, start=start))
        self._count += 1
