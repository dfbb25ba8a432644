"""What a project file has beyond `ExchangeProject`: the kinds of its parts, for reader and writer.

A part of kind `Kept.SELECTIONS` is one for the whole project: JSON with the positions and names as
they were in the file, so that an import can be done again and GUIDs stay as they were:

    {"origin": "…", "sources": {GUID of the document: {
        "dialect": "…",             as `Dialect.name`
        "bom": 0, "crlf": 3,        what of the plain text is no longer in the canonical one
        "encoding": "utf-8",
        "replaced": 0,              characters that gave way to U+FFFD
        "paired": "…",              SHA-256 of the canonical text that came beside a docx of it
        "attributes": {…},          of the source: "name", "creatingUser", "plainTextPath" …
        "selections": [[GUID, start, end: raw or null, start, end: canonical or null,
                        [GUIDs of segments], {other attributes of the XML: no "name" where that
                        is the passage itself, no user or moment that its one coding has, too}]],
        "codings": [GUIDs of segments that stand for codings of the whole source],
        "sync": [[GUID, raw position or null, milliseconds or null, canonical or null]]}}}

Everything else is XML in the namespace of the standard, one part an element, its kind the name of
the element. What `ExchangeProject` holds is not in it: a `PDFSource` has its `PDFSelection`s, but
its `Representation` only with attributes. A part has the GUID of the thing itself; where that is
also in `ExchangeProject` (a document, case, set, attribute, memo), both belong together.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from uuid import UUID, uuid5

FORMAT = "qdpx"
NAMESPACE = "urn:QDA-XML:project:1.0"
_SPACE = UUID("7c1e0f0a-52a3-5d6c-9f43-0d2e8f5b6a11")


class Kept(StrEnum):
    """Kinds of parts. All but the first are elements of the standard."""

    SELECTIONS = "selections"
    PROJECT = "Project"  # its attributes only
    USER = "User"  # one that has an id beside its name
    VARIABLE = "Variable"  # one whose type or description an attribute cannot say
    CASE = "Case"  # codes and selections of a case, sources that are no documents
    TEXT = "TextSource"  # one whose text is missing
    PDF = "PDFSource"
    PICTURE = "PictureSource"
    AUDIO = "AudioSource"
    VIDEO = "VideoSource"
    NOTE = "Note"  # what a note has beside its text: selections in it, a styled original
    LINK = "Link"
    SET = "Set"  # codes and notes in a set, sources that are no documents
    GRAPH = "Graph"


def derived(guid: str, role: str) -> str:
    """Return a GUID for something that has none, the same each time, from what it belongs to."""
    return str(uuid5(_SPACE, f"{guid} {role}"))


def described(guid: str) -> str:
    """Return the GUID of the memo that stands for the `Description` of a source or selection."""
    return derived(guid, "Description")


def twin(attribute: str) -> str:
    """Return the GUID of the attribute of cases for a variable that documents have, too."""
    return derived(attribute, "cases")


def text_hash(text: str) -> str:
    """Return what tells whether a text is still the one that came."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()
