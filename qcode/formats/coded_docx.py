"""Word files coded in comments: who wrote a comment is the coder, what it says the code.

Several codes are divided by semicolons or lines; after a colon stands a note ("trust: as to
friends"). What answers a comment is a memo on its codings. The text is that of the ordinary reader
of Word files, and so are the places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.layout import Note, NoteKind
from qcode.model.text import Span

from .coded_base import COMMENTS, CodedFile, names_in
from .docx import READER
from .docx_threads import CommentKey, answers_in, comment_key
from .exchange import ExchangeDocument, ExchangeProject
from .foreign_values import ForeignLoss, name
from .language import guess_language
from .limits import MAX_FILE_BYTES, read_bytes
from .sniff import Content, sniff

_DEDOOSE = re.compile(r"\s*Codes\s?\(\s?\d+\s?-\s?\d+\s?\)[\s\u2028]*")


class CodedDocxReader:
    """Reads Word files whose comments are codes. Whether they are, only their author knows."""

    name = COMMENTS
    suffixes: Sequence[str] = (".docx", ".docm")

    def knows(self, path: Path) -> bool:
        """Whether a file is a Word file with comments on passages."""
        try:
            if sniff(path) is not Content.DOCX:
                return False
            notes = READER.read(path).layout.notes
        except (OSError, ValueError, UserError):
            return False
        return any(note.kind is NoteKind.COMMENT and note.start < note.end for note in notes)

    def read(self, path: Path, job: Job = SILENT) -> ExchangeProject:
        """Read a file; comments that are no codes (without a passage or words) stay comments."""
        data = read_bytes(path, MAX_FILE_BYTES)
        found = READER.read(path, job=job)
        file = CodedFile(path)
        file.begin(data)
        left = _read_notes(file, found.layout.notes, answers_in(path))
        document = ExchangeDocument(
            file.document,
            name(path.stem),
            found.text,
            replace(found.layout, notes=tuple(left)),
            language=guess_language(found.text),
            source=file.original(data),
            source_format="docx",
        )
        return file.project(self.name, document)


def _read_notes(
    file: CodedFile, notes: Sequence[Note], answers: Mapping[CommentKey, CommentKey]
) -> list[Note]:
    """Code what comments are on; return the notes that are no codes.

    An answer to a comment is a memo on what that codes, unless it only names codes of the file.
    """
    left: set[int] = set()
    coded: dict[CommentKey, list[str]] = {}
    comments = [at for at, each in enumerate(notes) if each.kind is NoteKind.COMMENT]
    for at in sorted(comments, key=lambda at: _key(notes[at]) in answers):  # answers last
        note = notes[at]
        codes = _codes(note.text) if note.start < note.end else []
        first = answers.get(_key(note))
        known = all(file.has_code(called) for called, _remark in codes)
        if first in coded and not (codes and known):
            file.remark(coded[first], note.text, coder=note.author, date=note.date)
        elif codes:
            span, by = Span(note.start, note.end), {"coder": note.author, "date": note.date}
            coded.setdefault(_key(note), []).extend(
                file.code(span, called, note=remark, **by) for called, remark in codes
            )
        else:
            left.add(at)
            file.losses.add(ForeignLoss.NO_CODE, note.text)
    gone = {at for at in comments if at not in left}
    return [each for at, each in enumerate(notes) if at not in gone]


def _key(note: Note) -> CommentKey:
    return comment_key(note.author, note.date, note.text)


def _codes(words: str) -> list[tuple[str, str]]:
    """Return the codes in a comment, each with the note after its colon.

    Dedoose writes a heading with its own places above the codes, one on each line.
    """
    found = []
    heading = _DEDOOSE.match(words)
    if heading is not None:
        return [(each, "") for each in names_in(words[heading.end() :])]
    for each in names_in(words):
        called, _colon, note = each.partition(":")
        if called.strip():
            found.append((called.strip(), note.strip()))
    return found


PROJECT_READER = CodedDocxReader()
