"""What writers take: a frozen report, already in words, and nothing else of the project.

The pieces of a report that are not quotations (tables, charts, transcripts, sections) are in
`bundle_parts`. All positions are code points of a document's canonical text, half-open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from qcode.model.job import SILENT, Job
from qcode.model.report import DEFAULTS, Part, ReportOptions

from .base import Loss
from .bundle_labels import ExportLabels
from .bundle_parts import (
    ExportAttribute,
    ExportChart,
    ExportMemo,
    ExportPicture,
    ExportSection,
    ExportTable,
    ExportTranscript,
)

Pairs = tuple[tuple[str, str], ...]  # names and values, in order


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
class ExportLine:
    """A paragraph of an excerpt, or one around it.

    `text` is exact. Its first `label` code points are the label of the speaker that the source
    has; where it has none, `speaker` is the name that the report puts before it. `asked` are the
    words of the interviewer; `omitted` is our mark for words that are left out.
    """

    text: str
    label: int = 0
    speaker: str = ""
    asked: bool = False
    omitted: bool = False


@dataclass(frozen=True, slots=True)
class ExportExcerpt:
    """One quotation: exact text, its source line already in words, the memos on it.

    How it is shown: `lines` are its paragraphs (none: those of `text`), `before` and `after` the
    ones around; `frame` is what stands directly before and behind the words (None: the quotation
    marks of the report); a `block` is set apart, without marks. `group` is the sub-heading it
    stands under, `number` its number among those of its code (0: not numbered). One that is only
    referred to has `see` ("see Tillit, no. 4"), and `see_guid` is the segment that is meant.

    `condensed` is the edited wording. `wording` says which is printed: "verbatim", "edited",
    "both". `weight` is 0 to 100; `attributes` are those of the case and of the document. A passage
    that is a region of a picture has that part of it as `picture`.

    The other fields say the same as `source`, apart, for the formats that programs read.
    `paragraph` counts from 1 (0: unknown); `time_ms` from the beginning of the recording; `also`
    are the paths of the other codes on the passage; `alias` are the cases that speak; `place` is
    "¶ 23–24"; `coded` is when (ISO 8601). `stored` are the attributes as programs read them, by
    the names of `ExportBundle.attributes`.
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
    lines: tuple[ExportLine, ...] = ()
    before: tuple[ExportLine, ...] = ()
    after: tuple[ExportLine, ...] = ()
    frame: tuple[str, str] | None = None
    block: bool = False
    group: str = ""
    number: int = 0
    see: str = ""
    see_guid: str = ""
    condensed: str = ""
    wording: str = "verbatim"
    weight: int | None = None
    attributes: Pairs = ()
    alias: tuple[str, ...] = ()
    place: str = ""
    coded: str = ""
    stored: Pairs = ()
    picture: ExportPicture | None = None


@dataclass(frozen=True, slots=True)
class ExportCode:
    """A code with its excerpts. `level` counts from 1; `summary` is "n excerpts in m documents".

    `path` is as `model.codebook.join_path` writes it, `names` are its parts; `color` is
    "#rrggbb". `segments` and `documents` count what `summary` says in words. A summary of "" is
    left out.
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
    guid: str = ""
    names: tuple[str, ...] = ()
    memos: tuple[ExportMemo, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportDocument:
    """A row of the document list; every field is already in words.

    `alias` are the cases that speak in it, `date` that of its first attribute of type date.
    """

    name: str
    kind: str
    language: str
    paragraphs: int
    characters: int
    segments: int
    alias: str = ""
    date: str = ""
    attributes: Pairs = ()
    guid: str = ""
    stored: Pairs = ()  # as those of an excerpt


@dataclass(frozen=True, slots=True)
class ExportBundle:
    """A frozen selection, ready to be written: writers see nothing else of the project.

    `language` ("sv" or "en") sets typography and proofing language; `quotes` are the opening and
    closing quotation marks that surround an excerpt (`typography.quotation_marks`; two empty
    strings: none). `filter` and `summary` are in words. `date` is ISO 8601 and becomes the
    creation date of the file; `date_words` is what the reader sees ("24 november 2025"), the
    calendar date of `date` if it is "". The same bundle always gives the same bytes.

    `options` says how it is to look; what they ask for is already done to the excerpts. A part
    that is not wanted is empty. `logo` and `template` hold the files themselves.
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
    project_guid: str = ""
    wording_note: str = ""  # which wording is printed, in a sentence
    tables: tuple[ExportTable, ...] = ()
    charts: tuple[ExportChart, ...] = ()
    transcripts: tuple[ExportTranscript, ...] = ()
    memos: tuple[ExportMemo, ...] = ()  # those of the appendix
    sections: tuple[ExportSection, ...] = ()  # the method appendix
    header: str = ""
    logo: bytes = b""
    template: bytes = b""
    options: ReportOptions = DEFAULTS
    selection: str = ""  # JSON, so that the same can be selected again
    full_codes: bool = False  # chapters show the colours and examples of their codes
    attributes: tuple[ExportAttribute, ...] = ()  # those that the excerpts and documents have


class Writer(Protocol):
    """Writes one format to a path that does not exist yet; the caller moves it into place.

    When it raises (`Cancelled`, `OSError`), what it has written is the caller's to remove. `more`
    are parts that a report in this format has where the options leave them as they are.
    """

    name: str
    suffixes: Sequence[str]
    more: Sequence[Part]

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return what is known, before anything is written, not to get into the file."""
        ...

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write the bundle and return what the format could not carry."""
        ...
