"""Comments that others put into a Word report, and which words of which piece they are on.

Comments that the report itself has made are left out: the file remembers them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from qcode.model.job import SILENT, Job

from .docx_refresh_file import CHARACTERS, SKIPPED, Piece, W, WordFile, digest, said
from .docx_refresh_mend import mend

_WITH_PASSAGES = ("excerpt", "transcript")


@dataclass(frozen=True, slots=True)
class WordComment:
    """A comment on a piece. `mark` is the tag of the piece, `piece` what it says.

    `start, end` are the commented words in it, code points; both the same where Word marks none.
    `date` is the wall time of whoever wrote it, as Word has it.
    """

    author: str
    date: str
    text: str
    mark: str
    piece: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Comments:
    """What a report has: the project it came from, comments on passages, how many elsewhere."""

    project: str
    on_passages: tuple[WordComment, ...]
    elsewhere: int


def read_comments(path: Path, job: Job = SILENT) -> Comments:
    """Read the comments of others. Raises `UserError` for a file that is no sound Word document."""
    file = WordFile(path)
    notes = {
        key: note
        for key, note in file.notes("comment").items()
        if digest(note) not in file.record.notes and said(note).strip()
    }
    hashes = file.record.hashes
    pieces = [mend(piece, hashes.get(piece.mark, "")) for piece in file.pieces()]
    places = _Walker({piece.control: piece for piece in pieces}, job).walk(file.body)
    found = tuple(_found(notes, places))
    known = {key for place in places for key in place.ranges if place.is_passage}
    return Comments(file.record.project, found, len(notes.keys() - known))


def _found(notes: dict[str, etree._Element], places: list[_Place]) -> Iterator[WordComment]:
    for place in places:
        for key, (start, end) in place.ranges.items() if place.is_passage else ():
            note = notes.get(key)
            if note is not None:
                author, date = (note.get(f"{W}{name}") or "" for name in ("author", "date"))
                text = said(note).strip()
                yield WordComment(author, date, text, place.mark, place.text, start, end)


@dataclass(slots=True)
class _Place:
    """A piece that is being read: its text so far, and the ends of comments in it."""

    piece: Piece
    parts: list[str] = field(default_factory=list)
    position: int = 0
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        return self.piece.mark

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def is_passage(self) -> bool:
        return self.piece.kind in _WITH_PASSAGES

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.position += len(text)


class _Walker:
    """Goes through a body once. Comments may begin in one piece and end in another."""

    def __init__(self, pieces: dict[etree._Element, Piece], job: Job) -> None:
        self._pieces, self._job = pieces, job
        self._open: dict[str, int] = {}  # where in the present piece each begins
        self._place: _Place | None = None
        self._places: list[_Place] = []

    def walk(self, body: etree._Element) -> list[_Place]:
        """Return the pieces that have comments."""
        self._children(body)
        return [place for place in self._places if place.ranges]

    def _children(self, element: etree._Element) -> None:
        for child in element:
            self._element(child)

    def _element(self, element: etree._Element) -> None:
        tag, place = element.tag, self._place
        key = element.get(f"{W}id") or ""
        if tag == f"{W}commentRangeStart":
            self._open[key] = 0 if place is None else place.position
        elif tag == f"{W}commentRangeEnd":
            self._end(key)
        elif tag == f"{W}commentReference":
            if place is not None and not any(key in known.ranges for known in self._places):
                place.ranges[key] = (place.position, place.position)
        elif tag in SKIPPED:
            return
        elif place is None and element in self._pieces:
            self._enter(element)
        elif place is None or (tag not in CHARACTERS and tag not in (f"{W}t", f"{W}br")):
            self._children(element)
            if place is not None and tag == f"{W}p":
                place.put("\n")
        elif tag == f"{W}t":
            place.put(element.text or "")
        else:
            place.put(CHARACTERS.get(tag, "\u2028"))

    def _end(self, key: str) -> None:
        start, place = self._open.pop(key, None), self._place
        if place is not None and start is not None and place.position > start:
            place.ranges[key] = (start, place.position)

    def _enter(self, control: etree._Element) -> None:
        self._job.check()
        self._place = place = _Place(self._pieces[control])
        self._places.append(place)
        self._open = dict.fromkeys(self._open, 0)
        self._children(control)
        for key, start in self._open.items():
            if place.position > start:
                place.ranges[key] = (start, place.position)
        self._open = dict.fromkeys(self._open, 0)
        self._place = None
