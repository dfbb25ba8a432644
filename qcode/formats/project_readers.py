"""Which module reads and which writes the whole projects of other programs.

Readers and writers are imported when they are needed. A reader is found by what a file or folder
is called and by what is in it; a writer by the suffix alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

from qcode.model.errors import UserError

from .exchange import ProjectReader, ProjectWriter
from .foreign_sqlite import MAX_DATABASE_BYTES, is_database
from .limits import open_file

# Modules of this package with a `PROJECT_READER` or a `PROJECT_WRITER`, the likeliest first.
READERS: Sequence[str] = (
    "refi.read_project",
    "qualcoder",
    "taguette",
)
# Readers of documents that may be coded: asked for, never guessed, for a comment may be anything.
CODED: Sequence[str] = ("coded_text", "coded_docx", "pdf_highlights")
WRITERS: Sequence[str] = ("refi.write_project",)


def readers() -> list[ProjectReader]:
    """Return all readers, the likeliest first."""
    return [import_module(f"{__package__}.{name}").PROJECT_READER for name in READERS]


def writers() -> list[ProjectWriter]:
    """Return all writers, the likeliest first."""
    return [import_module(f"{__package__}.{name}").PROJECT_WRITER for name in WRITERS]


def readable_suffixes() -> list[str]:
    """Return the suffixes of projects that can be read, in lower case and with their dot."""
    return list(dict.fromkeys(suffix for reader in readers() for suffix in reader.suffixes))


def coded_readers() -> list[ProjectReader]:
    """Return the readers of documents that may be coded, the likeliest first."""
    return [import_module(f"{__package__}.{name}").PROJECT_READER for name in CODED]


def coded_suffixes() -> list[str]:
    """Return the suffixes of documents that may be coded, in lower case and with their dot."""
    return [suffix for reader in coded_readers() for suffix in reader.suffixes]


def writable_suffixes() -> list[str]:
    """Return the suffixes of projects that can be written, in lower case and with their dot."""
    return list(dict.fromkeys(suffix for writer in writers() for suffix in writer.suffixes))


def find_reader(path: Path) -> ProjectReader | None:
    """Return the reader for a file or folder, by its suffix and then by its content.

    None for what is no project. One with the suffix of a project and nothing in it that its
    reader knows is still given to that reader, which says what is wrong.
    """
    every = readers()
    named = [reader for reader in every if path.suffix.lower() in reader.suffixes]
    knowing = (reader for reader in (*named, *every) if reader.knows(path))
    return next(knowing, None) or _sole(named)


def is_meant(path: Path) -> bool:
    """Whether a file or folder is a project, or a database that somebody takes for one."""
    if find_reader(path) is not None:
        return True
    return path.suffix.lower() in readable_suffixes() and is_database(path)


def _sole(named: Iterable[ProjectReader]) -> ProjectReader | None:
    """Return a reader whose suffix says enough: ".sqlite3" may be a database of anything."""
    telling = (reader for reader in named if not _is_common(reader))
    return next(telling, None)


def _is_common(reader: ProjectReader) -> bool:
    return any(suffix in (".db", ".sqlite", ".sqlite3") for suffix in reader.suffixes)


def reader_for(path: Path) -> ProjectReader:
    """Return the reader for a file or folder.

    Raises `UserError` for what is no project: "folder_not_project", "database_not_project" or
    "not_another_project", by what it looks like, and those of `open_file`.
    """
    found = find_reader(path)
    if found is not None:
        return found
    if path.is_dir():
        raise UserError("folder_not_project", name=path.name)
    open_file(path, MAX_DATABASE_BYTES).close()
    if is_database(path):
        raise UserError("database_not_project", name=path.name)
    raise UserError("not_another_project", name=path.name, known=", ".join(readable_suffixes()))


def coded_reader_for(path: Path) -> ProjectReader:
    """Return the reader for a document with codes in its marks, comments or highlights.

    Raises `UserError("not_coded", name)` for one without, and those of `open_file`.
    """
    open_file(path).close()
    for reader in coded_readers():
        if reader.knows(path):
            return reader
    raise UserError("not_coded", name=path.name)


def writer_for(path: Path) -> ProjectWriter:
    """Return the writer for a file name; `UserError("format_not_writable", suffix, known)`."""
    for writer in writers():
        if path.suffix.lower() in writer.suffixes:
            return writer
    raise UserError("format_not_writable", suffix=path.suffix, known=", ".join(writable_suffixes()))
