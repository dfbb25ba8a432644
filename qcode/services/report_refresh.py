"""Refreshing a Word report: what would change, and writing it with the old file kept beside.

The report is made again as its file remembers it, and merged into the file (`docx_refresh`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qcode.formats.docx_refresh import Merged, merge, write
from qcode.formats.docx_refresh_file import WordFile
from qcode.formats.docx_report import DocxReport
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.refresh import Change, Uncoded, What
from qcode.model.report_json import from_json, to_json, with_values
from qcode.store.file import exists, is_folder

from .language import catalogue, tr
from .projects import Project
from .quotation_check import digest_of
from .report_bundle import make_bundle
from .report_selection import selection_from
from .words import now_utc


@dataclass(frozen=True, slots=True)
class Refresh:
    """What refreshing a file would do; `digest` is that of the file when it was read."""

    path: Path
    digest: str
    merged: Merged

    @property
    def changes(self) -> tuple[Change, ...]:
        """The lines of the preview, in the order of the report."""
        return self.merged.changes

    @property
    def counts(self) -> Mapping[What, int]:
        """How many there are of each."""
        return Counter(change.what for change in self.changes)

    @property
    def contents_change(self) -> bool:
        """Whether headings come, go or change, so that the table of contents is out of date."""
        written = (What.NEW, What.CHANGED, What.UNCODED)
        return any(each.kind == "heading" and each.what in written for each in self.changes)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Where the new file is, and where the old one was kept (None: it was not replaced)."""

    path: Path
    kept: Path | None


def prepare(
    project: Project,
    path: Path,
    *,
    uncoded: Uncoded = Uncoded.MARK,
    more: Sequence[str] = (),
    job: Job = SILENT,
) -> Refresh:
    """Return what refreshing would do; nothing is written.

    `more` are parts ("chart") that the report is to have from now on. Raises `UserError`:
    "report_not_word", "report_unmarked", "report_other_project", "report_option_unfit", and what
    reading a file and making a report raise.
    """
    digest = digest_of(path)
    old = WordFile(path)
    record = old.record
    if not record.part:
        raise UserError("report_unmarked", name=path.name)
    if record.project != project.info.guid:
        raise UserError("report_other_project", name=path.name, project=project.info.name)
    kept = from_json(record.options)
    if more:
        kept = with_values(kept, {"parts": [*kept.parts, *more]})
        record.options = to_json(kept)
    # Styles, page and logo are in the file; where they came from may be gone.
    options = replace(kept, template="", logo="")
    bundle = make_bundle(project, selection_from(project, record.selection), options, job=job)
    label = catalogue(bundle.language).tr("Not coded any more:")
    with tempfile.TemporaryDirectory(prefix="qcode-") as folder:
        fresh = Path(folder, "report.docx")
        DocxReport().write(bundle, fresh, job)
        merged = merge(old, fresh, uncoded=uncoded, label=label, date=bundle.date, job=job)
    return Refresh(path, digest, merged)


def refresh(prepared: Refresh, out: Path | None = None, job: Job = SILENT) -> Refreshed:
    """Write what was prepared, whole or not at all; the old file is kept beside the new one.

    With `out` the old file is left alone. Where nothing changes, nothing is written. Raises
    `UserError`: "report_changed", "folder_missing", "folder_not_writable", "file_exists",
    "report_in_use",
    "file_not_written".
    """
    path = prepared.path
    if out is not None and (exists(out) or is_folder(out)):
        raise UserError("file_exists", path=str(out))
    target = path if out is None else out
    if not is_folder(target.parent):
        raise UserError("folder_missing", path=str(target.parent))
    if not os.access(target.parent, os.W_OK):
        raise UserError("folder_not_writable", path=str(target.parent))
    if digest_of(path) != prepared.digest:
        raise UserError("report_changed", path=str(path))
    if out is None and not prepared.merged.writes:
        return Refreshed(path, None)
    kept = _kept(path) if out is None else None
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".refresh-") as folder:
            partial, copy = Path(folder, "new.docx"), Path(folder, "old.docx")
            write(path, partial, prepared.merged, job)
            with partial.open("rb+") as file:
                os.fsync(file.fileno())
            job.check()
            if kept is not None:
                shutil.copy2(path, copy)
                copy.rename(kept)
            _put(partial, target, kept)
    except PermissionError as error:
        raise UserError("report_in_use", path=str(target)) from error
    except OSError as error:
        raise UserError("file_not_written", path=str(target)) from error
    return Refreshed(target, kept)


def _put(partial: Path, target: Path, kept: Path | None) -> None:
    try:
        partial.replace(target)
    except OSError:  # the old file is still there: its copy is not needed
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise


def _kept(path: Path) -> Path:
    """Return a free name for the old file: "report (before 2026-11-29).docx"."""
    date = now_utc().astimezone().date().isoformat()
    number, name = 1, tr("{name} (before {date})", name=path.stem, date=date)
    beside = path.with_name(f"{name}{path.suffix}")
    while exists(beside):
        number += 1
        beside = path.with_name(f"{name} {number}{path.suffix}")
    return beside
