"""What readers give; `registry` knows which module handles which file, `bundle` what writers take.

A reader turns one file into one `ImportedDocument` and never guesses at the text: what is in the
file is in `text`, character for character, made canonical and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from qcode.model.job import SILENT, Job
from qcode.model.layout import EMPTY, Layout


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format could not carry: what kind, how many, and one example in words."""

    kind: str
    count: int
    detail: str = ""


class Indent(NamedTuple):
    """How far in a paragraph stands, in twips; None where that says nothing (lists, headings).

    `start` and `end` are code points of the text; `is_quote` is what its style is named after.
    """

    start: int
    end: int
    left: int | None
    is_quote: bool = False


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """One source as a reader understood it: a proposal that the user may change before import.

    `text` is canonical. `encoding` is "" for formats that know their own. `turn_dialect` names
    the transcript convention that was recognised ("none" if there is none). `indents` are of
    formats that have paragraphs of their own; they matter where the document is a manuscript.
    """

    name: str
    text: str
    layout: Layout = EMPTY
    format: str = ""
    encoding: str = ""
    language: str = ""
    turn_dialect: str = "none"
    losses: tuple[Loss, ...] = ()
    indents: tuple[Indent, ...] = ()


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
