"""A project outside QCode: what readers of other programs' projects give and writers take.

Everything is known by its GUID, in lower case and bare, and refers to other things by theirs; what
a file leaves without one gets one that is the same each time the file is read. "" refers to
nothing. Positions are code points of a canonical text, half-open; moments are UTC, ISO 8601, or ""
where nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from qcode.model.document import AttributeTarget, AttributeType, DocumentKind
from qcode.model.job import SILENT, Job
from qcode.model.layout import EMPTY, Layout
from qcode.model.text import Span

from .base import Loss


@dataclass(frozen=True, slots=True)
class Held:
    """A file inside another, or in a project: its bytes are fetched when they are wanted.

    `size` is in bytes, as far as whoever holds it knows. `read` raises `UserError`.
    """

    name: str
    size: int
    read: Callable[[], bytes] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class ExchangeCoder:
    """Someone who codes. `color` is "#rrggbb" or ""."""

    guid: str
    name: str
    color: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeCode:
    """A code, after the one it stands under. One that only groups others is not `codable`."""

    guid: str
    name: str
    parent: str = ""
    color: str = ""
    definition: str = ""
    use_when: str = ""
    avoid_when: str = ""
    example: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class ExchangeMedia:
    """A recording or another file that a document was made from, beside its text.

    `path` is where it lies, from the folder of the project file, or absolute; `held` its bytes
    where the file brings them; `sha256` those bytes' hash where it is known.
    """

    guid: str
    name: str
    path: str = ""
    sha256: str = ""
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class ExchangeDocument:
    """A source: its canonical text, what belongs to the text, and the file it came from.

    `kind` None: nobody said. `source` is the original as its program had it.
    """

    guid: str
    name: str
    text: str
    layout: Layout = EMPTY
    kind: DocumentKind | None = None
    language: str = ""
    source: Held | None = None
    source_format: str = ""
    encoding: str = ""
    added: str = ""
    media: tuple[ExchangeMedia, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangeSegment:
    """One code on one span by one coder. `weight` is 0 to 100."""

    guid: str
    document: str
    code: str
    coder: str
    start: int
    end: int
    weight: int | None = None
    condensed: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeLink:
    """What a memo is about: one of these, a document with a span, or nothing (the project)."""

    document: str = ""
    code: str = ""
    case: str = ""
    segment: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ExchangeMemo:
    """A note; `text` is Markdown, `kind` a `MemoKind` or a word of the user's own."""

    guid: str
    title: str
    text: str
    coder: str = ""
    kind: str = "note"
    created: str = ""
    changed: str = ""
    links: tuple[ExchangeLink, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangeCase:
    """A unit of analysis; `links` are documents, each with a speaker or with None for all of it."""

    guid: str
    name: str
    description: str = ""
    links: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangeAttribute:
    """A column of the table of documents or of cases."""

    guid: str
    name: str
    target: AttributeTarget
    type: AttributeType = AttributeType.TEXT
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangeValue:
    """What an attribute says of a document or case, written as a project keeps it."""

    attribute: str
    owner: str
    value: str


@dataclass(frozen=True, slots=True)
class ExchangeSet:
    """A saved group of documents."""

    guid: str
    name: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangeSaved:
    """A saved search or a preset of a report: what only QCode has, kept as it is stored."""

    guid: str
    kind: str  # "query" or "preset"
    name: str
    text: str = ""
    options: str = ""
    coder: str = ""
    created: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class ExchangePart:
    """What a file has and QCode has no place for, kept so that it can be written back.

    `kind` names what it is to the format it came from (`format`, such as "qdpx"); `data` is its
    written form; `files` are the members of the package that it speaks of.
    """

    guid: str
    format: str
    kind: str
    name: str
    data: bytes = field(repr=False)
    files: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundOffsets:
    """How the positions of a source were counted, as far as they say themselves.

    `dialect` is such as "code point, CRLF 1, BOM 0, end exclusive". `score` is the share of the
    passages that fit, 0 to 1; `margin` what the next best other reading falls short by: a small
    one means that somebody should look. `checked` is how many passages there were to judge by.
    """

    source: str
    dialect: str
    score: float
    margin: float
    checked: int


@dataclass(frozen=True, slots=True)
class ExchangeProject:
    """A whole project. `origin` is the program that wrote it, as it names itself.

    Codes stand in tree order, parents first; documents in theirs. `losses` say what of the file
    did not get in here; what did but stays unseen is in `parts`.
    """

    name: str
    guid: str = ""
    origin: str = ""
    language: str = ""
    description: str = ""
    created: str = ""
    coders: tuple[ExchangeCoder, ...] = ()
    codes: tuple[ExchangeCode, ...] = ()
    documents: tuple[ExchangeDocument, ...] = ()
    segments: tuple[ExchangeSegment, ...] = ()
    memos: tuple[ExchangeMemo, ...] = ()
    cases: tuple[ExchangeCase, ...] = ()
    attributes: tuple[ExchangeAttribute, ...] = ()
    values: tuple[ExchangeValue, ...] = ()
    sets: tuple[ExchangeSet, ...] = ()
    saved: tuple[ExchangeSaved, ...] = ()
    parts: tuple[ExchangePart, ...] = ()
    offsets: tuple[FoundOffsets, ...] = ()
    losses: tuple[Loss, ...] = ()


class ProjectReader(Protocol):
    """Reads whole projects of one program or format; never runs or fetches what they ask for."""

    name: str
    suffixes: Sequence[str]

    def knows(self, path: Path) -> bool:
        """Whether a file or folder is such a project, by what is in it. Raises nothing."""
        ...

    def read(self, path: Path, job: Job = SILENT) -> ExchangeProject:
        """Read a project. Raises `UserError` for what is none, `Cancelled` when asked to stop.

        What the documents and parts hold is fetched later, so the file must stay until then.
        """
        ...


class ProjectWriter(Protocol):
    """Writes a project to a path that does not exist yet; the caller moves it into place."""

    name: str
    suffixes: Sequence[str]

    def foresee(self, project: ExchangeProject, job: Job = SILENT) -> tuple[Loss, ...]:
        """Return what `write` would return, with nothing written."""
        ...

    def write(
        self,
        project: ExchangeProject,
        path: Path,
        words: Mapping[str, str],
        job: Job = SILENT,
    ) -> tuple[Loss, ...]:
        """Write the project and return what the format could not carry.

        `words` are what the file says to people, in their language: the sentences that list the
        losses, by kind, with {count} in them.
        """
        ...
