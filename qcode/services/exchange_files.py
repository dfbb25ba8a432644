"""Projects of other programs as files: read, opened as a project of their own, and written."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qcode.formats import project_readers
from qcode.formats.base import Loss
from qcode.formats.exchange import ExchangeProject
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.store import file

from . import whole_files
from .coded_files import read_coded
from .exchange_in import ExchangeResult, take_in
from .exchange_losses import words_of_file
from .exchange_merge import mended
from .exchange_out import gather
from .exchange_pictures import has_pictures, without_camera_data
from .exchange_plan import Noun
from .language import LANGUAGES, catalogue
from .projects import Project, create_project, discard_project


@dataclass(frozen=True, slots=True)
class ProjectExport:
    """What was written: where, in which format ("qdpx"), how much, and what was lost.

    `in_use` is the file that another program holds open; `path` is then the one beside it.
    """

    path: Path
    format: str
    counts: Mapping[Noun, int]
    losses: tuple[Loss, ...]
    in_use: Path | None = None


def readable_suffixes() -> list[str]:
    """Return the suffixes of projects that can be read, in lower case and with their dot."""
    return project_readers.readable_suffixes()


def coded_suffixes() -> list[str]:
    """Return the suffixes of documents that may be coded by hand, in lower case."""
    return project_readers.coded_suffixes()


def writable_suffixes() -> list[str]:
    """Return the suffixes of projects that can be written, in lower case and with their dot."""
    return project_readers.writable_suffixes()


def is_writable(path: Path) -> bool:
    """Whether a file is to be a project of another program, by its name."""
    return path.suffix.lower() in writable_suffixes()


def is_project(path: Path) -> bool:
    """Whether a file or folder is a project of another program, or meant to be. Raises nothing.

    Looks into it: a database of any other kind is a case for `read_project`, which says so.
    """
    try:
        return file.exists(path) and project_readers.is_meant(path)
    except OSError:
        return False


def read_project(path: Path, *, coded: bool = False, job: Job = SILENT) -> ExchangeProject:
    """Read a project of another program; the file must stay until it is taken in.

    `coded`: it is a document with codes in its marks, comments or highlights, which nobody could
    guess.
    Raises `UserError`: "file_missing", those of `project_readers`, and those of the reader.
    """
    if not file.exists(path):
        raise UserError("file_missing", name=path.name)
    return read_coded([path], job) if coded else project_readers.reader_for(path).read(path, job)


def open_as_project(
    exchange: ExchangeProject,
    out: Path,
    *,
    name: str,
    coder: str,
    language: str = "sv",
    job: Job = SILENT,
) -> tuple[Project, ExchangeResult]:
    """Make a new project file of a project that was read, and open it; `name` is the file's.

    Its `language` is that of its documents, where the program speaks that.
    Where it cannot be done or is cancelled, no file is left. Raises what `create_project` and
    `take_in` raise.
    """
    project = create_project(
        out,
        coder=coder,
        name=mended(exchange.name) or file.with_suffix(out).stem,
        language=_spoken(exchange, language),
        guid=_guid(exchange),
    )
    try:
        return project, take_in(project, exchange, name=name, job=job)
    except BaseException:
        discard_project(project)
        raise


def _spoken(exchange: ExchangeProject, usual: str) -> str:
    """Return the language of a project, or of most of its documents, if the program speaks it."""
    if exchange.language in LANGUAGES:
        return exchange.language
    spoken = [one.language for one in exchange.documents if one.language in LANGUAGES]
    return max(sorted(set(spoken)), key=spoken.count) if spoken else usual


def _guid(exchange: ExchangeProject) -> str:
    """Return the GUID of a project that QCode wrote, so that it is the same project again."""
    try:
        return str(uuid.UUID(exchange.guid))
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What will not get out of a project, or not where others see it.

    `pictured`: there are pictures in it, into which cameras may have written.
    """

    losses: tuple[Loss, ...]
    pictured: bool


def foresee(project: Project, out: Path, *, job: Job = SILENT) -> Foreseen:
    """Say what a file of this suffix would lack; nothing is written.

    Raises `UserError("format_not_writable")`, `Cancelled`.
    """
    writer = project_readers.writer_for(out)
    exchange = gather(project, job=job)
    return Foreseen(writer.foresee(exchange, job), has_pictures(exchange))


def export_project(
    project: Project,
    out: Path,
    *,
    overwrite: bool = True,
    before: Callable[[tuple[Loss, ...]], None] | None = None,
    clean: bool = False,
    job: Job = SILENT,
) -> ProjectExport:
    """Write the whole project to a file, by its suffix, whole or not at all.

    `clean`: without what cameras wrote into pictures, such as places and times.

    `before` is told what others will not see before anything is written, and may raise.
    Raises `UserError`: "format_not_writable", "picture_not_cleaned", and those of `whole_files`;
    `Cancelled`.
    """
    writer = project_readers.writer_for(out)
    whole_files.check_place(out, overwrite=overwrite)
    exchange = gather(project, job=job)
    if before is not None:
        before(writer.foresee(exchange, job))
    if clean:
        exchange = without_camera_data(exchange)
    words = words_of_file(catalogue(project.info.language))
    written, losses = whole_files.write_whole(
        out, lambda partial: writer.write(exchange, partial, words, job)
    )
    counts = {
        Noun.DOCUMENTS: len(exchange.documents),
        Noun.CODES: len(exchange.codes),
        Noun.SEGMENTS: len(exchange.segments),
        Noun.MEMOS: len(exchange.memos),
        Noun.CASES: len(exchange.cases),
    }
    in_use = None if written == out else out
    return ProjectExport(written, out.suffix.lower()[1:], counts, losses, in_use)
