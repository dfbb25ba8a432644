"""PDFs coded with highlights: whoever made a mark is the coder, its note or its colour the code.

A short note names codes as a comment in a Word file does, and what stands after a colon is a note
on the passage ("trust: as to friends"). What is longer is a note, and the code is then the colour
and the kind of the mark, "yellow highlight"; whoever knows the user's language puts it in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.layout import Layout, Page
from qcode.model.page_geometry import PageGeometry
from qcode.model.text import Span

from .coded_base import HIGHLIGHTS, CodedFile, names_in
from .exchange import ExchangeDocument, ExchangeProject
from .foreign_values import ForeignLoss, name
from .language import guess_language
from .limits import MAX_FILE_BYTES, read_bytes
from .pdf_annotations import PdfMark, color_name
from .pdf_geometry import PdfPages
from .sniff import Content, sniff

_MOST_WORDS = 5  # of a code
_SENTENCE = re.compile(r"[.!?](\s|$)")


class PdfHighlightsReader:
    """Reads PDFs whose highlights are codings. Whether they are, only their author knows."""

    name = HIGHLIGHTS
    suffixes: Sequence[str] = (".pdf",)

    def knows(self, path: Path) -> bool:
        """Whether a file is a PDF with marks on its words."""
        try:
            if sniff(path) is not Content.PDF:
                return False
            pages = PdfPages(read_bytes(path, MAX_FILE_BYTES), path.name)
            try:
                return any(pages.marks(number) for number in range(len(pages.sizes)))
            finally:
                pages.close()
        except (OSError, ValueError, UserError):
            return False

    def read(self, path: Path, job: Job = SILENT) -> ExchangeProject:
        """Read a file; marks that lie on no words are counted as losses."""
        return read_marks(path, read_bytes(path, MAX_FILE_BYTES), job=job)


def read_marks(
    path: Path, data: bytes, *, like: str | None = None, job: Job = SILENT
) -> ExchangeProject:
    """Read the bytes of a file; the text is read as `like` was, which once came from it."""
    file = CodedFile(path)
    file.begin(data)
    pages = PdfPages(data, path.name)
    try:
        pages.read(job, like)
        for number in range(len(pages.sizes)):
            job.check()
            marks = pages.marks(number)
            if marks:
                letters = pages.geometry(number)
                for mark in marks:
                    _take(file, mark, letters)
            for note in pages.notes(number):
                file.losses.add(ForeignLoss.NO_CODE, " ".join(note.split()))
        text = pages.text
        places = zip(pages.spans, pages.labels, strict=True)
        layout = Layout(pages=tuple(Page(span.start, label) for span, label in places))
    finally:
        pages.close()
    document = ExchangeDocument(
        file.document,
        name(path.stem),
        text,
        layout,
        language=guess_language(text),
        source=file.original(data),
        source_format="pdf",
    )
    return file.project(HIGHLIGHTS, document)


def _take(file: CodedFile, mark: PdfMark, letters: PageGeometry) -> None:
    """Code the passages under a mark."""
    spans = list(marked(mark, letters))
    if not spans:
        file.losses.add(ForeignLoss.NO_CODE, mark.note or mark.kind)
        return
    words = " ".join(
        " ".join(letters.text[s - letters.start : e - letters.start] for s, e in spans).split()
    )
    own = "" if " ".join(mark.note.split()) == words else mark.note  # some programs copy the words
    codes, note = codes_of(own)
    replies = [f"{author}: {said}" if author else said for author, said in mark.replies]
    note = "\n\n".join(filter(None, (note, *replies)))
    plain = f"{color_name(mark.color)} {mark.kind}".strip()
    for span in spans:
        for called in codes or [plain]:
            file.code(
                span,
                called,
                coder=mark.author,
                note=note if span == spans[0] else "",
                date=mark.date,
                color="" if codes else mark.color,
            )


def codes_of(note: str) -> tuple[list[str], str]:
    """Return the codes that a note names, and what it says besides."""
    called, colon, rest = note.partition(":")
    if not colon:
        called, rest = note, ""
    codes = names_in(called)
    if all(_is_name(each) for each in codes):
        return codes, rest.strip()
    return [], note


def _is_name(words: str) -> bool:
    said = any(letter.isalpha() for letter in words)  # and no time, as in "12:30"
    return said and len(words.split()) <= _MOST_WORDS and not _SENTENCE.search(words)


def marked(mark: PdfMark, letters: PageGeometry) -> Iterator[Span]:
    """Yield the passages under a mark: letters whose middle it covers, with the spaces between."""
    start = end = -1
    for position in range(*letters.span):
        box = letters.box(position)
        if box is None or not _covers(mark, (box.left + box.right) / 2, (box.top + box.bottom) / 2):
            continue
        if letters.text[position - letters.start].isspace():
            continue
        between = letters.text[end - letters.start : position - letters.start]
        if start >= 0 and between and not between.isspace():
            yield Span(start, end)
            start = -1
        start, end = position if start < 0 else start, position + 1
    if start >= 0:
        yield Span(start, end)


def _covers(mark: PdfMark, x: float, y: float) -> bool:
    return any(box.holds(x, y) for box in mark.boxes)


PROJECT_READER = PdfHighlightsReader()
