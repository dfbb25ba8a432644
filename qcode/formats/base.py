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


class Reader(Protocol):
    """Reads one format. Errors that the user can act on are `UserError`s."""

    name: str
    suffixes: Sequence[str]

    def read(
        self, path: Path, options: ReadOptions = ReadOptions(), job: Job = SILENT
    ) -> ImportedDocument:
        """Read the file. Never follows links, fetches or runs anything the file asks for."""
        ...


@dataclass(frozen=True, slots=True)
class ExportNote:
    """A memo on an excerpt: who wrote it, when (UTC, ISO 8601), and its words."""

    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class ExportExcerpt:
    """One quotation: exact text, its source line already in words, the memos on it."""

    text: str
    source: str
    notes: tuple[ExportNote, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportCode:
    """A code with its excerpts. `level` counts from 1; `summary` is "n excerpts in m documents"."""

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
    """The words a writer needs in the report's language."""

    contents: str
    contents_hint: str  # shown in the table of contents until Word fills it
    excerpts: str
    codebook: str
    documents: str
    filter: str
    code: str
    definition: str
    use_when: str
    avoid_when: str
    example: str
    count: str
    document: str
    kind: str
    language: str
    paragraphs: str
    characters: str


@dataclass(frozen=True, slots=True)
class ExportBundle:
    """A frozen selection, ready to be written: writers see nothing else of the project.

    `language` ("sv" or "en") sets typography and proofing language; `quotes` are the opening and
    closing quotation marks that surround an excerpt.
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


class Writer(Protocol):
    """Writes one format to a path that does not exist yet; the caller moves it into place."""

    name: str
    suffixes: Sequence[str]

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the bundle and return what the format could not carry."""
        ...
