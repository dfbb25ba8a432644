"""A copy of a manuscript with a comment at each quotation that is not exact."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from qcode.analysis.quotation_match import Verdict
from qcode.formats.manuscript import is_word
from qcode.formats.manuscript_comments import ManuscriptComment, write_comments
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.store.file import exists, is_folder

from .quotation_check import CheckReport, digest_of
from .quotation_words import comment_lines
from .words import now_utc

_AUTHOR, _INITIALS = "QCode", "QC"


def write_copy(report: CheckReport, out: Path, *, replace: bool = True, job: Job = SILENT) -> int:
    """Write the copy, whole or not at all; return how many comments are in it.

    The manuscript itself is never written. Raises `UserError`: "copy_not_word",
    "copy_is_original", "manuscript_changed", "folder_missing", "file_exists", "file_not_written".
    """
    if not is_word(report.path):
        raise UserError("copy_not_word", path=str(report.path))
    if out.resolve() == report.path.resolve():
        raise UserError("copy_is_original", path=str(out))
    if not is_folder(out.parent):
        raise UserError("folder_missing", path=str(out.parent))
    if is_folder(out) or (exists(out) and not replace):
        raise UserError("file_exists", path=str(out))
    if digest_of(report.path) != report.digest:
        raise UserError("manuscript_changed", path=str(report.path))
    date = now_utc().strftime("%Y-%m-%dT%H:%M:%SZ")
    comments = [
        ManuscriptComment(each.span, tuple(comment_lines(each)), _AUTHOR, _INITIALS, date)
        for each in sorted(report.quotations, key=lambda each: each.span)
        if each.verdict is not Verdict.EXACT or each.reasons
    ]
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".check-") as folder:
            partial = Path(folder, out.name)
            count = write_comments(report.path, partial, comments, job)
            with partial.open("rb+") as file:
                os.fsync(file.fileno())
            partial.replace(out)
    except OSError as error:
        raise UserError("file_not_written", path=str(out)) from error
    return count
