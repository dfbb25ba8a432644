"""Handing over: a selection becomes a frozen bundle, a writer makes a file of it."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from qcode.formats import writers
from qcode.formats.base import Loss
from qcode.formats.bundle import ExportBundle, Writer
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.report import DEFAULTS, ReportOptions
from qcode.store import file

from .projects import Project
from .report_bundle import make_bundle
from .retrieval import EVERYTHING, Selection


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written: where, in which format ("docx"), how many segments, and what was lost.

    `in_use` is the file that could not be replaced because another program holds it open; `path`
    is then the one that was written beside it.
    """

    path: Path
    format: str
    segments: int
    losses: tuple[Loss, ...]
    in_use: Path | None = None


def export(
    project: Project,
    out: Path,
    selection: Selection = EVERYTHING,
    *,
    options: ReportOptions = DEFAULTS,
    overwrite: bool = True,
    job: Job = SILENT,
) -> ExportResult:
    """Write a selection to a file, by its suffix, whole or not at all.

    Where another program holds the old file open, the new one is written beside it. Raises
    `UserError`: "format_not_writable", "folder_missing", "file_exists" (unless `overwrite`),
    "file_protected", and what `make_bundle` raises.
    """
    writer = writers.writer_for(out)
    if not file.is_folder(out.parent):
        raise UserError("folder_missing", path=str(out.parent))
    if file.is_folder(out) or (file.exists(out) and not overwrite):
        raise UserError("file_exists", path=str(out))
    if file.exists(out) and not os.access(out, os.W_OK):
        raise UserError("file_protected", path=str(out))
    bundle = make_bundle(project, selection, options, job=job)
    written, losses = write_whole(bundle, out, writer, job)
    count = sum(code.segments for code in bundle.codes)
    return ExportResult(
        written,
        writer.suffixes[0][1:],
        count,
        (*bundle.losses, *losses),
        None if written == out else out,
    )


def write_whole(
    bundle: ExportBundle, out: Path, writer: Writer, job: Job = SILENT
) -> tuple[Path, tuple[Loss, ...]]:
    """Write a bundle whole or not at all; return where it is, and what was lost."""
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".export-") as folder:
            partial = Path(folder, out.name)
            losses = writer.write(bundle, partial, job)
            return _put(partial, out), losses
    except PermissionError as error:
        raise UserError("folder_not_writable", path=str(out.parent)) from error
    except OSError as error:
        raise UserError("file_not_written", path=str(out)) from error


def _put(partial: Path, out: Path) -> Path:
    """Move a file to its place, or beside it where another program holds the old one open."""
    with partial.open("rb+") as opened:
        os.fsync(opened.fileno())
    try:
        partial.replace(out)
    except PermissionError:  # Windows: Word has it open
        if not file.exists(out):
            raise
        free = _free(out)
        partial.replace(free)
        return free
    return out


def _free(out: Path) -> Path:
    """Return a name like `out` that no file has: "report (2).docx"."""
    number = 2
    while file.exists(beside := out.with_name(f"{out.stem} ({number}){out.suffix}")):
        number += 1
    return beside
