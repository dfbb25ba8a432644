"""The parts of a report beside the excerpts: tables, charts, transcripts, memos, sections.

Each has a `key` that stays the same when the report is made again, so that it can be found in a
file and brought up to date.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Cell = str | int | None  # numbers are written as the language has them; None is an empty cell


@dataclass(frozen=True, slots=True)
class ExportAttribute:
    """An attribute: a name that no other has, and its type ("number", "date", "choice" …).

    `choices` are the values that it may have, () where they are free.
    """

    name: str
    kind: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportPicture:
    """A part of a picture that a passage stands for: a file, "png" or "jpeg", its size in pixels.

    `alt` says in words what it is of.
    """

    data: bytes = field(repr=False)
    kind: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class ExportMemo:
    """A memo that stands in the report: its title, plain words, who, when (ISO 8601), on what."""

    title: str
    text: str
    author: str
    date: str
    on: str = ""
    kind: str = ""
    guid: str = ""


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column of a table: its heading, its share of the width, whether numbers stand in it."""

    heading: str
    weight: float = 1
    number: bool = False


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table in words. The first cell of a row names it; `depths` indent rows, where given."""

    key: str
    title: str
    columns: tuple[ExportColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""  # a line under the table
    depths: tuple[int, ...] = ()  # from 0, one for each row


@dataclass(frozen=True, slots=True)
class ExportBar:
    """A bar of a chart; `color` is "#rrggbb"."""

    name: str
    value: int
    color: str


@dataclass(frozen=True, slots=True)
class ExportChart:
    """A chart of bars, the first at the top. `alt` says in words what it shows."""

    key: str
    title: str
    alt: str
    value_name: str
    bars: tuple[ExportBar, ...]


@dataclass(frozen=True, slots=True)
class ExportCoding:
    """A coding of a transcript, from `start` to `end` of its text; `text` is code path and memo."""

    start: int
    end: int
    author: str
    date: str
    text: str
    guid: str = ""


@dataclass(frozen=True, slots=True)
class ExportTranscript:
    """A whole document. `labels` has, by paragraph, how long the speaker's label is.

    `asked` are the numbers, from 1, of the paragraphs in which the interviewer speaks.
    """

    name: str
    details: str
    text: str
    labels: tuple[int, ...] = ()
    asked: tuple[int, ...] = ()
    codings: tuple[ExportCoding, ...] = ()
    guid: str = ""


@dataclass(frozen=True, slots=True)
class ExportSection:
    """A part of an appendix: a heading of depth `level`, paragraphs, and tables after them."""

    key: str
    heading: str
    level: int = 1
    texts: tuple[str, ...] = ()
    tables: tuple[ExportTable, ...] = ()
