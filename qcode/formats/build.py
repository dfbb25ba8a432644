"""Puts a canonical text together piece by piece, with formats and notes at the right places.

Every reader of a format with structure writes through this, so that positions are counted once
and in one way: code points of the canonical text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from qcode.model.courtesy import give_way
from qcode.model.layout import Format, Layout, Note, NoteKind, Page, Style
from qcode.model.text import SOFT_BREAK, canonical

from .base import ImportedDocument, Indent, Loss
from .limits import MAX_CHARACTERS, check_length
from .losses import Lost

# What holds for a run of characters, as bits of one number.
BOLD, ITALIC, UNDERLINE, HIDDEN = 1, 2, 4, 8
_SHOWN = ((BOLD, Style.BOLD), (ITALIC, Style.ITALIC), (UNDERLINE, Style.UNDERLINE))
_BOM = "\ufeff"


class Builder:
    """A document being read. `position` is where the next character goes.

    Text, and notes together, may have `MAX_CHARACTERS`; more raises `UserError`.
    """

    def __init__(self, path: Path) -> None:
        self.position = 0
        self._path, self._noted = path, 0
        self._parts: list[str] = []
        self._formats: list[Format] = []
        self._latest: dict[tuple[Style, str], int] = {}  # place in `_formats`
        self._notes: list[tuple[Note, list[str]]] = []  # with its words in pieces
        self._pages: list[Page] = []
        self._indents: list[Indent] = []
        self._losses: dict[Lost, tuple[int, str]] = {}
        self._begun = False

    def text(self, piece: str) -> None:
        """Add characters as they are; only line ends are made canonical."""
        if "\r" in piece:
            piece = piece.replace("\r\n", "\n").replace("\r", "\n")
        if not self.position:
            piece = piece.lstrip(_BOM)
        self._parts.append(piece)
        self.position += len(piece)
        if self.position > MAX_CHARACTERS:  # before the memory is gone, not after
            check_length(self._path, self.position)

    def soft_break(self) -> None:
        """End a line inside a paragraph."""
        self.text(SOFT_BREAK)

    def begin_paragraph(self) -> int:
        """Begin a paragraph, ending the one before, and return where it begins."""
        if self._begun:
            self.text("\n")
        self._begun = True
        return self.position

    @property
    def next_paragraph(self) -> int:
        """Where the next paragraph will begin."""
        return self.position + self._begun

    def mark(self, start: int, end: int, style: Style, value: str = "") -> None:
        """Lay a format over a span; one that continues the latest of its kind lengthens it.

        Only a cell may be without characters.
        """
        if start > end or (start == end and style is not Style.CELL):
            return
        place = self._latest.get((style, value))
        if place is not None and self._formats[place].end == start and style is not Style.CELL:
            start = self._formats[place].start
            self._formats[place] = Format(start, end, style, value)
            return
        self._latest[style, value] = len(self._formats)
        self._formats.append(Format(start, end, style, value))

    def indent(self, start: int, left: int | None, *, is_quote: bool = False) -> None:
        """Say how far in the paragraph stands that begins at `start` and ends here."""
        self._indents.append(Indent(start, self.position, left, is_quote))

    def mark_run(self, start: int, flags: int, heading: int = 0) -> None:
        """Mark what was written since `start` with its flags.

        `heading` are the flags of the style that makes the paragraph a heading: it is bold because
        it is a heading, and only what differs from that is said.
        """
        if not flags or start == self.position:
            return
        if flags & HIDDEN:
            self.lose(Lost.HIDDEN)
        for flag, style in _SHOWN:
            if flags & flag and not heading & flag:
                self.mark(start, self.position, style)

    def note(self, note: Note) -> None:
        """Add a note; a tracked change that continues the one before it becomes part of it."""
        self._noted += len(note.text)
        check_length(self._path, self._noted)
        if self._notes and note.kind in (NoteKind.INSERTED, NoteKind.DELETED):
            last, words = self._notes[-1]
            same = (last.kind, last.author, last.date) == (note.kind, note.author, note.date)
            if same and last.end == note.start:
                self._notes[-1] = (replace(last, end=note.end), words)
                words.append(note.text)
                return
        self._notes.append((note, [note.text]))

    def absorb(self, other: Builder) -> None:
        """Add the text of another builder here, with all that belongs to it."""
        start = self.position
        self.text("".join(other._parts))
        for fmt in other._formats:
            self.mark(start + fmt.start, start + fmt.end, fmt.style, fmt.value)
        for note, words in other._notes:
            at, to = start + note.start, start + note.end
            self.note(replace(note, start=at, end=to, text="".join(words)))
        for each in other._indents:
            self._indents.append(each._replace(start=start + each.start, end=start + each.end))
        for kind, (count, detail) in other._losses.items():
            self.lose(kind, count, detail)

    def page(self, label: str) -> None:
        """Begin a page here."""
        self._pages.append(Page(self.position, label))

    def lose(self, kind: Lost, count: int = 1, detail: str = "") -> None:
        """Report something that could not be carried; the first detail is the one that is kept."""
        before, first = self._losses.get(kind, (0, ""))
        self._losses[kind] = (before + count, first or detail)

    def lost(self, kind: Lost) -> int:
        """Return how many of a kind could not be carried so far."""
        return self._losses.get(kind, (0, ""))[0]

    @property
    def plain(self) -> str:
        """The canonical text so far."""
        return canonical("".join(self._parts)).text

    def finish(
        self, kind: str, encoding: str = "", losses: Iterable[Loss] = ()
    ) -> ImportedDocument:
        """Return the document as a proposal; `losses` come before those that were met here."""
        give_way()
        text, replaced = canonical("".join(self._parts))
        give_way()
        if replaced:
            self.lose(Lost.REPLACED, replaced)
        notes = (_note(note, "".join(words), text) for note, words in self._notes)
        layout = Layout(
            formats=tuple(sorted(self._formats, key=lambda f: (f.start, -f.end))),
            pages=tuple(self._pages),
            notes=tuple(sorted(notes, key=lambda n: (n.start, n.end))),
        )
        lost = (Loss(kind, count, detail) for kind, (count, detail) in self._losses.items())
        return ImportedDocument(
            name=self._path.stem,
            text=text,
            layout=layout,
            format=kind,
            encoding=encoding,
            losses=(*losses, *lost),
            indents=tuple(self._indents),
        )


def _note(note: Note, words: str, text: str) -> Note:
    """Return a note with its words, begun at its first character and not at a line end before."""
    end = min(note.end, len(text))
    start = min(note.start, end)
    if note.kind is not NoteKind.INSERTED:
        while start < end and text[start] == "\n":
            start += 1
    return replace(note, start=start, end=end, text=words)
