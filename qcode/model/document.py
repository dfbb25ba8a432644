"""Documents, the sets they are gathered in, cases, and the attributes of both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from .layout import Layout

DocumentId = NewType("DocumentId", int)
SetId = NewType("SetId", int)
CaseId = NewType("CaseId", int)
AttributeId = NewType("AttributeId", int)


class DocumentKind(StrEnum):
    """What sort of source a document is."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus_group"
    OBSERVATION = "observation"
    FIELD_NOTE = "field_note"
    SURVEY = "survey"
    LITERATURE = "literature"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A source text as the lists show it; the text itself is fetched by `text_hash`.

    `length` counts code points, `language` is "sv", "en" or another ISO 639-1 code, "" unknown.
    """

    id: DocumentId
    guid: str
    name: str
    kind: DocumentKind
    language: str
    length: int
    paragraphs: int
    turns: int
    speakers: tuple[str, ...]
    text_hash: str
    layout_hash: str
    source_hash: str | None
    source_name: str
    source_format: str
    encoding: str
    position: int
    added: str  # UTC, ISO 8601


@dataclass(frozen=True, slots=True)
class DocumentCounts:
    """How much has been done in a document. `coded` are the code points under any segment."""

    segments: int
    memos: int
    coded: int = 0


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document opened for reading: its canonical text and what belongs to it."""

    document: Document
    text: str
    layout: Layout


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """A saved group of documents."""

    id: SetId
    guid: str
    name: str
    documents: tuple[DocumentId, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A unit of analysis, such as a person or an organisation."""

    id: CaseId
    guid: str
    name: str
    description: str
    links: tuple[CaseLink, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseLink:
    """Where a case speaks: a whole document, or one speaker of it."""

    document: DocumentId
    speaker: str | None = None


class AttributeTarget(StrEnum):
    """What an attribute describes."""

    DOCUMENT = "document"
    CASE = "case"


class AttributeType(StrEnum):
    """How the values of an attribute are checked and sorted."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A column of the attribute table of documents or of cases."""

    id: AttributeId
    guid: str
    name: str
    target: AttributeTarget
    type: AttributeType
    choices: tuple[str, ...] = ()
