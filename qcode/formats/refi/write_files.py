"""The files of a project's sources and memos in the package, and where each of them lies.

A text goes in as the plain text that its selections count in. An original is where others look for
it if the standard has a place for it there: a docx beside the same plain text, a PDF or a picture
as a source with that text as its representation or description. Others are in the package under a
GUID that only QCode knows.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from qcode.formats.exchange import ExchangeDocument, ExchangeMedia, Held
from qcode.formats.image import FORMATS
from qcode.formats.picture_size import measure
from qcode.formats.registry import read_document
from qcode.model.errors import UserError
from qcode.model.job import Job

from .parts import text_hash
from .values import write_guid
from .write_context import DOCUMENT, MEDIA, MEMO, Writing
from .write_guids import derived
from .write_package import MAX_MEMBER, Package
from .write_tally import QdpxLoss

_MOST_REMEMBERED = 10_000  # originals, of which only hashes stay

_remembered: dict[tuple[bytes, bytes], bool | None] = {}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the files of a document lie, as the XML says it; "" for what is not there.

    `other` is an original that the standard has no place for, `text_guid` the GUID of what holds
    the text: the document, or the representation of a PDF, or the description of a picture.
    """

    plain: str
    rich: str = ""
    pdf: str = ""
    picture: str = ""
    other: str = ""
    text_guid: str = ""

    @property
    def original(self) -> str:
        """Where the original lies."""
        return self.pdf or self.picture or self.rich or self.other


class Files:
    """Puts the files of a project into a package."""

    def __init__(self, writing: Writing, package: Package) -> None:
        self._writing, self._package = writing, package
        self.documents: dict[str, Placed] = {}
        self.media: dict[str, str] = {}
        self.memos: dict[str, str] = {}

    def add_all(self, job: Job) -> None:
        """Add every file; reports each document to the job."""
        documents = self._writing.project.documents
        for number, document in enumerate(documents):
            job.progress(number, len(documents), document.name)
            self.documents[document.guid] = self._add_document(document)
            for media in document.media:
                if media.guid not in self.media:
                    self.media[media.guid] = self._add_media(media)
        for memo in self._writing.project.memos:
            name = f"{self._writing.of(MEMO, memo.guid)}.txt"
            self.memos[memo.guid] = self._package.add(name, _utf8(memo.text))

    def _add_document(self, document: ExchangeDocument) -> Placed:
        placed = self._place(document)
        if document.layout.regions and not placed.picture:
            self._writing.tally.lose(QdpxLoss.REGIONS, document.name)
        return placed

    def _place(self, document: ExchangeDocument) -> Placed:
        guid = self._writing.of(DOCUMENT, document.guid)
        plain = _utf8(document.text)
        original = self._original(document)
        if original is None or original == plain:
            path = self._package.add(f"{guid}.txt", plain)
            return Placed(path, other=path if original else "", text_guid=guid)
        if _is_pdf(original):
            text = self._writing.guids.make("representation", document.guid)
            path = self._package.add(f"{text}.txt", plain)
            pdf = self._package.add(f"{guid}.pdf", original)
            return Placed(path, pdf=pdf, text_guid=text)
        if is_pictured(document) and (measured := measure(original)):
            text = self._writing.guids.make("description", document.guid)
            path = self._package.add(f"{text}.txt", plain)
            picture = self._package.add(f"{guid}.{measured.kind}", original)
            return Placed(path, picture=picture, text_guid=text)
        path = self._package.add(f"{guid}.txt", plain)
        if self._is_shown(document, original):
            return Placed(path, rich=self._package.add(f"{guid}.docx", original), text_guid=guid)
        other = self._add_other(document, original)
        return Placed(path, other=other, text_guid=guid)

    def _is_shown(self, document: ExchangeDocument, data: bytes) -> bool:
        """Whether an original is a docx that says what the text says.

        Programs show it in place of the text, and a changed one would have its codings elsewhere.
        """
        name = document.source.name if document.source is not None else ""
        same = _says(data, document.text)
        if same is None:
            if document.source_format in ("docx", "pdf"):
                self._writing.tally.lose(QdpxLoss.NO_ORIGINAL, name)
            return False
        paired = self._writing.origins.paired.get(document.guid)
        if not same and paired == text_hash(document.text):
            return True  # so they came, whatever they differ by
        if not same:
            self._writing.tally.lose(QdpxLoss.EDITED, name)
        return same

    def _original(self, document: ExchangeDocument) -> bytes | None:
        held = document.source
        if held is None or self._is_too_large(held):
            return None
        return held.read()

    def _is_too_large(self, held: Held) -> bool:
        if held.size <= MAX_MEMBER:
            return False
        self._writing.tally.lose(QdpxLoss.TOO_LARGE, held.name)
        return True

    def _add_other(self, document: ExchangeDocument, data: bytes) -> str:
        held = document.source
        suffix = suffix_of(held.name if held is not None else "")
        guid = write_guid(derived("original", document.guid))
        return self._package.add(f"{guid}{suffix}", data)

    def _add_media(self, media: ExchangeMedia) -> str:
        held = media.held
        if held is None or self._is_too_large(held):
            return ""
        name = f"{self._writing.of(MEDIA, media.guid)}{suffix_of(held.name or media.name)}"
        return self._package.add(name, held.read())


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def is_pictured(document: ExchangeDocument) -> bool:
    """Whether a document is a picture. A text that describes one has that one beside it."""
    return document.source_format in FORMATS and not document.media


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-")


def _says(data: bytes, text: str) -> bool | None:
    """Whether a docx says a text; None for anything else.

    What was found is remembered by hashes: what is tried first is written next.
    """
    key = (sha256(data).digest(), sha256(_utf8(text)).digest())
    if key not in _remembered:
        found = _docx_text(data)
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        _remembered[key] = None if found is None else found == text
    return _remembered[key]


def _docx_text(data: bytes) -> str | None:
    """Return the text of a docx as it would be imported; None for anything else."""
    if not data.startswith(b"PK"):
        return None
    with tempfile.TemporaryDirectory(prefix="qcode-") as folder:
        path = Path(folder) / "original.docx"
        path.write_bytes(data)
        try:
            found = read_document(path)
        except UserError:
            return None
    return found.text if found.format == "docx" else None


def suffix_of(name: str) -> str:
    """Return the suffix of a file's name if any program may have it in a path."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 10 else ".bin"
