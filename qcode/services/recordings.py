"""Recordings beside documents: added, found again, taken away, each in one operation.

A recording stays where it lies; the project knows its path from the project's folder, its size
and the SHA-256 of its bytes. Small ones of projects from outside are kept in the project itself.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qcode.formats.recording import HEAD, SUFFIXES, Sort, is_recording, sort_of
from qcode.model.changes import Changes, Op
from qcode.model.document import Document, DocumentId
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.media import Media, MediaId
from qcode.store import content, documents, media
from qcode.store.file import exists, is_file

from .projects import Project

__all__ = ["SUFFIXES", "Media", "MediaId", "Sort", "sort_of"]

_STEP = 1 << 20  # bytes that are read at a time


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that can be a recording, with what tells it from every other one."""

    path: Path
    sha256: str
    size: int  # bytes


def recordings_of(project: Project, document: DocumentId) -> list[Media]:
    """Return the recordings of a document, in their order; not its pictures and other files."""
    return [each for each in all_recordings(project) if each.document == document]


def all_recordings(project: Project) -> list[Media]:
    """Return the recordings of all documents."""
    with project.reading() as view:
        every = media.list_media(view)
    return [each for each in every if _is_recording(project, each)]


def _is_recording(project: Project, each: Media) -> bool:
    """Whether a medium is sound or film: by its name, or where that has no suffix, its bytes."""
    if Path(each.name).suffix or Path(each.path).suffix:
        return (sort_of(each.name) or sort_of(each.path)) is not None
    if each.content_hash is not None:
        return is_recording(_read(project, each.content_hash)[:HEAD])
    place = place_of(project, each)
    return place is not None and begins_well(place)


def _read(project: Project, name: str) -> bytes:
    with project.reading() as view:
        return content.read_content(view, name)


def begins_well(path: Path) -> bool:
    """Whether a file is there and can be read, and begins as sound or film does."""
    try:
        if not is_file(path):  # a device or a pipe would be waited for
            return False
        with path.open("rb") as file:
            return is_recording(file.read(HEAD))
    except OSError:
        return False


def examine(path: Path, job: Job = SILENT) -> Examined:
    """Read a whole file, once, and return what tells it from others.

    Raises `UserError`: "file_missing", "file_not_allowed", "file_unreadable", "file_is_folder",
    "file_empty", "not_a_recording".
    """
    if not exists(path):
        raise UserError("file_missing", name=path.name)
    if path.is_dir():
        raise UserError("file_is_folder", name=path.name)
    if not is_file(path):
        raise UserError("file_not_regular", name=path.name)
    try:
        return _examine(path, job)
    except PermissionError:
        raise UserError("file_not_allowed", name=path.name) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError("file_unreadable", name=path.name, reason=reason) from None


def _examine(path: Path, job: Job) -> Examined:
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        total = os.fstat(file.fileno()).st_size
        while part := file.read(_STEP):
            if not done and not is_recording(part[:HEAD]):
                raise UserError("not_a_recording", name=path.name)
            digest.update(part)
            done += len(part)
            job.progress(done, max(done, total), path.name)
            job.check()
    if not done:
        raise UserError("file_empty", name=path.name)
    return Examined(path, digest.hexdigest(), done)


def add_recording(
    project: Project, document: DocumentId, found: Examined, *, origin: object = None
) -> tuple[MediaId, Changes]:
    """Lay a recording beside a document.

    Raises `UserError`: "recording_known" if it lies there, "document_unknown".
    """
    with project.reading() as view:
        name = documents.get_document(view, document).name
    there = recordings_of(project, document)
    if any(each.sha256 == found.sha256 and each.size == found.size for each in there):
        raise UserError("recording_known", name=found.path.name, document=name)
    operation = project.operation(
        Op.ADD_RECORDING, origin=origin, document=name, file=found.path.name
    )
    with operation as unit:
        number = media.add_media(unit, document, **_values(project, found))
    return number, unit.changes


def find_again(
    project: Project,
    number: MediaId,
    found: Examined,
    *,
    other: bool = False,
    origin: object = None,
) -> Changes:
    """Note where a recording lies now; with `other` also if its bytes are not those it had.

    Raises `UserError`: "recording_other", "recording_unknown".
    """
    known, document = _known(project, number)
    if not other and not _same(known, found):
        raise UserError("recording_other", name=found.path.name)
    operation = project.operation(
        Op.FIND_RECORDING, origin=origin, document=document.name, file=found.path.name
    )
    with operation as unit:
        media.set_media(unit, number, **_values(project, found), content_hash=None)
    return unit.changes


def remove_recording(project: Project, number: MediaId, *, origin: object = None) -> Changes:
    """Take a recording off its document; the file stays. `UserError("recording_unknown")`."""
    known, document = _known(project, number)
    operation = project.operation(
        Op.REMOVE_RECORDING, origin=origin, document=document.name, file=known.name
    )
    with operation as unit:
        media.drop_media(unit, number)
    return unit.changes


def read_inside(project: Project, known: Media) -> bytes:
    """Return the bytes of a recording that is kept in the project.

    Raises `UserError`: "not_a_recording" for one that begins as no sound or film does.
    """
    assert known.content_hash is not None
    data = _read(project, known.content_hash)
    if not is_recording(data[:HEAD]):
        raise UserError("not_a_recording", name=known.name)
    return data


def are_recordings(paths: Iterable[Path]) -> bool:
    """Whether files are recordings, each of them, by their names."""
    paths = list(paths)
    return bool(paths) and all(sort_of(path.name) is not None for path in paths)


def place_of(project: Project, known: Media) -> Path | None:
    """Return where a recording should lie; None if nobody says where.

    Another computer's folder is not asked for it: a project that somebody sent could name any.
    """
    if not known.path:
        return None
    folder = project.path.resolve().parent
    place = Path(os.path.normpath(folder / known.path))
    if place.anchor != folder.anchor and place.anchor.startswith(("\\\\", "//")):
        return None
    return place


def _values(project: Project, found: Examined) -> dict[str, object]:
    return {
        "name": found.path.name,
        "path": _from_project(project, found.path),
        "sha256": found.sha256,
        "size": found.size,
    }


def _from_project(project: Project, path: Path) -> str:
    """Return a path from the project's folder, or absolute if it lies on another drive."""
    path, folder = path.resolve(), project.path.resolve().parent
    if path.anchor != folder.anchor:
        return path.as_posix()
    return Path(os.path.relpath(path, folder)).as_posix()


def _same(known: Media, found: Examined) -> bool:
    if known.sha256:
        return known.sha256 == found.sha256
    return not known.size or known.size == found.size


def _known(project: Project, number: MediaId) -> tuple[Media, Document]:
    with project.reading() as view:
        known = media.get_media(view, number)
        return known, documents.get_document(view, known.document)
