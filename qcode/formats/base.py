"""What readers give and writers take; `registry` knows which module handles which file.

A reader turns one file into one `ImportedDocument` and never guesses at the text: what is in the
file is in `text`, character for character, made canonical and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from qcode.model.job import SILENT, Job
from qcode.model.layout import EMPTY, Layout


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format could not carry: what kind, how many, and one example in words."""

    kind: str
    count: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """One source as a reader understood it: a proposal that the user may change before import.

    `text` is canonical. `encoding` is "" for formats that know their own. `turn_dialect` names
    the transcript convention that was recognised ("none" if there is none).
    """

    name: str
    text: str
    layout: Layout = EMPTY
    format: str = ""
    encoding: str = ""
    language: str = ""
    turn_dialect: str = "none"
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user may decide before a file is read. None or "" leaves it to the reader."""

    encoding: str | None = None
    turn_dialect: str | None = None  # "none" switches turns off
    language: str | None = None


DEFAULTS = ReadOptions()


class Reader(Protocol):
    """Reads one format. Errors that the user can act on are `UserError`s."""

    name: str
    suffixes: Sequence[str]

    def read(
        self, path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
    ) -> ImportedDocument:
        """Read the file. Never follows links, fetches or runs anything the file asks for."""
        ...


@dataclass(frozen=True, slots=True)
class ExportNote:
    """A memo on an excerpt: who wrote it, when (ISO 8601), and its words.

    Word shows the wall time of `date` as it stands and no zone, so local time with its offset
    ("2025-11-24T10:30:00+01:00") reads best; "" if unknown.
    """

    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class ExportExcerpt:
    """One quotation: exact text, its source line already in words, the memos on it.

    The fields after `notes` say the same as `source`, apart, for the formats that programs read
    (CSV, JSON). `start, end` are code points of the canonical text of `document`, half-open;
    `paragraph` counts from 1 (0: unknown); `time_ms` from the beginning of the recording; `also`
    are the paths of the other codes on the passage.
    """

    text: str
    source: str
    notes: tuple[ExportNote, ...] = ()
    guid: str = ""
    document: str = ""
    start: int = 0
    end: int = 0
    speaker: str = ""
    paragraph: int = 0
    time_ms: int | None = None
    coder: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportCode:
    """A code with its excerpts. `level` counts from 1; `summary` is "n excerpts in m documents".

    `path` is as `model.codebook.join_path` writes it; `color` is "#rrggbb". `segments` and
    `documents` count what `summary` says in words. A summary of "" is left out.
    """

    level: int
    name: str
    path: str
    summary: str
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    example: str = ""
    color: str = ""
    segments: int = 0
    documents: int = 0
    excerpts: tuple[ExportExcerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportDocument:
    """A row of the document list; every field is already in words."""

    name: str
    kind: str
    language: str
    paragraphs: int
    characters: int
    segments: int


@dataclass(frozen=True, slots=True)
class ExportLabels:
    """The words a writer needs in the report's language: headings and labels, without colons."""

    contents: str  # heading of the table of contents
    contents_hint: str  # one line under it, until Word fills in the page numbers
    excerpts: str  # names the part with the quotations, for screen readers
    codebook: str  # heading of the codebook table
    documents: str  # heading of the document list
    filter: str
    code: str
    definition: str
    use_when: str
    avoid_when: str
    example: str
    count: str  # heading of the columns that count excerpts
    document: str
    kind: str
    language: str
    paragraphs: str
    characters: str


@dataclass(frozen=True, slots=True)
class ExportBundle:
    """A frozen selection, ready to be written: writers see nothing else of the project.

    `language` ("sv" or "en") sets typography and proofing language; `quotes` are the opening and
    closing quotation marks that surround an excerpt (`typography.quotation_marks`; two empty
    strings: none). `filter` and `summary` are in words. `date` is ISO 8601 and becomes the
    creation date of the file; `date_words` is what the reader sees ("24 november 2025"), the
    calendar date of `date` if it is "". The same bundle always gives the same bytes.
    """

    title: str
    filter: str
    author: str
    date: str
    language: str
    quotes: tuple[str, str]
    labels: ExportLabels
    codes: tuple[ExportCode, ...] = ()  # tree order; codes without excerpts are headings only
    codebook: tuple[ExportCode, ...] = ()  # every code of the table, without excerpts
    documents: tuple[ExportDocument, ...] = ()
    losses: tuple[Loss, ...] = field(default=())
    project: str = ""  # the line under the title
    date_words: str = ""
    summary: str = ""  # the counts of the whole report, "120 excerpts from 7 documents"


class Writer(Protocol):
    """Writes one format to a path that does not exist yet; the caller moves it into place.

    When it raises (`Cancelled`, `OSError`), what it has written is the caller's to remove.
    """

    name: str
    suffixes: Sequence[str]

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the bundle and return what the format could not carry."""
        ...
