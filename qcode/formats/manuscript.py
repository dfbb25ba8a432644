"""Manuscripts in any format that documents are read from, as the quotation check wants them."""

from __future__ import annotations

import re
from pathlib import Path

from qcode.model.job import SILENT, Job
from qcode.model.layout import Layout, NoteKind, Style
from qcode.model.manuscript import Manuscript
from qcode.model.text import Span, paragraphs

from .base import ReadOptions
from .manuscript_blocks import quoted
from .manuscript_docx import read_word
from .registry import read_document, reader_for
from .turns import NONE

WORD = "docx"
# What Markdown writes around words: marks of quotations, emphasis, and backslashes before signs.
_MARKUP = re.compile(r"(?m)^(?:[ \t]*>)+|(?<=\w)\*{1,3}|\*{1,3}(?=\w)|\\(?=[^\w\s])")


def is_word(path: Path) -> bool:
    """Whether a file is a Word document, whatever its name says."""
    return reader_for(path).name == WORD


def read_manuscript(path: Path, job: Job = SILENT) -> Manuscript:
    """Read a manuscript; raises `UserError` as `read_document` does."""
    if is_word(path):
        return read_word(path, job).manuscript
    read = read_document(path, ReadOptions(turn_dialect=NONE), job)
    notes = [n.text for n in read.layout.notes if n.kind is NoteKind.FOOTNOTE and n.text.strip()]
    text = "\n".join([read.text, *notes])
    if read.format == "md":  # whose text is the file as it is written
        text = _MARKUP.sub(lambda found: " " * len(found[0]), text)
    blocks = sorted({*_blocks(read.text, read.layout), *quoted(read.text, read.indents)})
    return Manuscript(text, tuple(blocks), (), len(read.text) + bool(notes))


def _blocks(text: str, layout: Layout) -> tuple[Span, ...]:
    """Return the paragraphs that are quotations, one by one."""
    quoted = [f for f in layout.formats if f.style is Style.QUOTE and f.end > f.start]
    return tuple(
        span
        for span in (paragraphs(text) if quoted else ())
        if any(f.start < span.end and span.start < f.end for f in quoted)
    )
