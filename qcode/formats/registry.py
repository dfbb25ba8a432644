"""Which reader reads which file, and the one door through which documents come in.

The content decides: a Word document is read as one whatever its name says. Only among kinds of
plain text (txt, md, vtt …) does the suffix choose. Readers are imported when they are needed, so
that the command line starts without the libraries of every format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job

from .base import DEFAULTS, ImportedDocument, Loss, Reader, ReadOptions
from .encoding import decode
from .language import guess_language
from .limits import check_length, read_head
from .losses import Lost
from .sniff import Content, sniff
from .transcript_heads import transcript_module
from .turns import NONE, detect_turns

# Suffix to module; each has a `READER`. A test compares this with what the readers say themselves.
_MODULES: Mapping[str, str] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".vtt": "vtt_srt",
    ".srt": "vtt_srt",
    ".tsv": "transcript_table",
    ".tab": "transcript_table",
    ".json": "json_cues",
    ".prtranscript": "json_cues",
    ".otr": "otr",
    ".sbv": "sbv",
    ".ttml": "ttml",
    ".dfxp": "ttml",
    ".ass": "ass",
    ".ssa": "ass",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".odt": "odt",
    ".ott": "odt",
    ".rtf": "rtf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".gif": "image",
    ".webp": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
}
# What a name may promise without being that of a reader: a folder's .csv files are rarely speech.
_PROMISED: Mapping[str, str] = {".txt": "txt", ".text": "txt", ".csv": "table"}
_TABLES = frozenset({".csv", ".tsv", ".tab"})
# Contents that are read by one module, whatever the suffix.
_BY_CONTENT: Mapping[Content, str] = {
    Content.DOCX: "docx",
    Content.ODT: "odt",
    Content.RTF: "rtf",
    Content.HTML: "html",
    Content.PDF: "pdf",
    Content.IMAGE: "image",
}
# The suffix chooses among these.
_TEXT_MODULES = frozenset(_MODULES.values()) - {"docx", "odt", "rtf", "pdf"}


def readable_suffixes() -> frozenset[str]:
    """Return the suffixes, in lower case and with their dot, that a folder is searched for."""
    return frozenset(_MODULES)


def reader_for(path: Path) -> Reader:
    """Return the reader for a file, by its content and then by its suffix.

    Raises `UserError` if it cannot be opened or is nothing that can be read as a document.
    """
    content = sniff(path)
    if content in (Content.TEXT, Content.HTML):
        module = _MODULES.get(path.suffix.lower(), "")
        if module not in _TEXT_MODULES:
            module = _BY_CONTENT.get(content, "txt")
        if module == "txt":
            begins = decode(read_head(path)).text
            module = transcript_module(begins) or module
            if module == "txt" and _is_xml(path, begins):
                raise UserError("xml_not_document", name=path.name)
        return _reader(module)
    if content in _BY_CONTENT:
        return _reader(_BY_CONTENT[content])
    if content is Content.LOCKED:
        raise UserError("password_protected", name=path.name)
    if content is Content.DOC:
        raise UserError("old_word_format", name=path.name)
    raise _no_document(path.name, content)


def _no_document(name: str, content: Content) -> UserError:
    """Return the refusal of what is no document; some of it comes in by another way."""
    found = content.value
    match content:
        case Content.SPREADSHEET:
            return UserError("spreadsheet_not_document", name=name, found=found)
        case Content.PROJECT:
            return UserError("project_not_document", name=name, found=found)
        case Content.AUDIO | Content.VIDEO:
            return UserError("recording_not_document", name=name, found=found)
        case _:
            return UserError("not_a_document", name=name, found=found)


def _is_xml(path: Path, begins: str) -> bool:
    """Whether a file is in XML for a program (ELAN's own, flat OpenDocument) and not for reading.

    Whoever calls it a text wants its characters.
    """
    return begins.lstrip().startswith("<?xml") and _PROMISED.get(path.suffix.lower()) != "txt"


def read_document(
    path: Path, options: ReadOptions = DEFAULTS, job: Job = SILENT
) -> ImportedDocument:
    """Read a file into a proposal: text and layout, named after the file, with turns and language.

    Only `UserError` and `Cancelled` are raised for anything that a file can hold.
    """
    job.check()
    reader = reader_for(path)
    document = reader.read(path, options, job)
    check_length(path, len(document.text))
    if not document.text.strip() and not _has_pages(document):
        raise UserError("document_without_text", name=path.name, format=reader.name)
    job.check()
    losses = document.losses
    suffix = path.suffix.lower()
    promised = suffix in reader.suffixes or _PROMISED.get(suffix) == document.format
    if suffix in _TABLES and document.format == "txt":
        losses = (Loss(Lost.TABLE, 1), *losses)
    elif not promised and (suffix or document.format != "txt"):
        losses = (Loss(Lost.READ_AS, 1, reader.name), *losses)
    return _with_turns(
        replace(
            document,
            name=_name(path),
            language=options.language or document.language or guess_language(document.text),
            losses=losses,
        ),
        options.turn_dialect,
    )


def _has_pages(document: ImportedDocument) -> bool:
    """Whether there are pages to look at, where there is no text."""
    return any(loss.kind == Lost.SCANNED for loss in document.losses)


def _with_turns(document: ImportedDocument, dialect: str | None) -> ImportedDocument:
    """Propose turns, unless the user wants none or the format itself says who speaks when.

    A picture has none, whatever its name is like.
    """
    if document.layout.regions:
        return document
    if dialect == NONE:
        return replace(document, turn_dialect=NONE, layout=replace(document.layout, turns=()))
    if document.layout.turns and dialect in (None, document.turn_dialect):
        return document
    found = detect_turns(document.text, dialect)
    layout = replace(document.layout, turns=found.turns)
    return replace(document, turn_dialect=found.dialect, layout=layout)


def _name(path: Path) -> str:
    """Return the file's name without suffix, fit to be the name of a document."""
    stem = path.stem.encode("utf-8", "replace").decode()
    name = "".join(" " if not character.isprintable() else character for character in stem)
    return " ".join(name.split()) or path.suffix


def _reader(module: str) -> Reader:
    reader: Reader = import_module(f"{__package__}.{module}").READER
    return reader
