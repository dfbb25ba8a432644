"""Handing over: a selection becomes a frozen bundle, a writer makes a file of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from qcode.formats import writers
from qcode.formats.base import Loss
from qcode.formats.bundle import ExportBundle, Writer
from qcode.formats.csv_report import CsvDictionary, CsvReport
from qcode.formats.docx_template import is_template
from qcode.formats.losses import Lost
from qcode.formats.pptx_frame import is_deck
from qcode.model.job import SILENT, Job
from qcode.model.report import DEFAULTS, ReportOptions

from . import whole_files
from .projects import Project
from .report_bundle import make_bundle
from .retrieval import EVERYTHING, Selection


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written: where, in which format ("docx"), how many segments, and what was lost.

    `in_use` is the file that could not be replaced because another program holds it open; `path`
    is then the one that was written beside it. `dictionary` explains the columns
    of a CSV file.
    """

    path: Path
    format: str
    segments: int
    losses: tuple[Loss, ...]
    in_use: Path | None = None
    dictionary: Path | None = None


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
    whole_files.check_place(out, overwrite=overwrite)
    bundle = fitted(make_bundle(project, selection, with_usual(options, writer), job=job), writer)
    written, losses = write_whole(bundle, out, writer, job)
    beside = None
    if options.dictionary and isinstance(writer, CsvReport):
        place = written.with_name(f"{written.stem}.dictionary.csv")
        beside, _none = write_whole(bundle, place, CsvDictionary(), job)
    count = sum(code.segments for code in bundle.codes)
    return ExportResult(
        written,
        writer.suffixes[0][1:],
        count,
        (*bundle.losses, *losses),
        None if written == out else out,
        beside,
    )


def foresee(
    project: Project,
    out: Path,
    selection: Selection = EVERYTHING,
    *,
    options: ReportOptions = DEFAULTS,
    job: Job = SILENT,
) -> tuple[Loss, ...]:
    """Return what will not get into a file of this suffix; nothing is written.

    Raises `UserError`: "format_not_writable", and what `make_bundle` raises.
    """
    writer = writers.writer_for(out)
    bundle = fitted(make_bundle(project, selection, with_usual(options, writer), job=job), writer)
    return (*bundle.losses, *writer.foresee(bundle))


def with_usual(options: ReportOptions, writer: Writer) -> ReportOptions:
    """Return the options with the further parts that a format has, where none were chosen."""
    if options.parts != DEFAULTS.parts:
        return options
    return replace(options, parts=(*options.parts, *writer.more))


def fitted(bundle: ExportBundle, writer: Writer) -> ExportBundle:
    """Return the bundle without a template that this format has no use for, and say so."""
    fits = {".docx": is_template, ".pptx": is_deck}.get(writer.suffixes[0])
    if not bundle.template or (fits is not None and fits(bundle.template)):
        return bundle
    return replace(bundle, template=b"", losses=(*bundle.losses, Loss(Lost.TEMPLATE, 1)))


def write_whole(
    bundle: ExportBundle, out: Path, writer: Writer, job: Job = SILENT
) -> tuple[Path, tuple[Loss, ...]]:
    """Write a bundle whole or not at all; return where it is, and what was lost."""
    return whole_files.write_whole(out, lambda partial: writer.write(bundle, partial, job))
