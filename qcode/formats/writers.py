"""Which module writes which kind of report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qcode.model.errors import UserError

from .bundle import Writer
from .csv_report import CsvReport
from .docx_report import DocxReport
from .html_report import HtmlReport
from .json_report import JsonReport
from .md_report import MarkdownReport
from .pptx_report import PptxReport
from .xlsx_report import XlsxReport

WRITERS: Sequence[Writer] = (
    DocxReport(),
    HtmlReport(),
    MarkdownReport(),
    PptxReport(),
    XlsxReport(),
    CsvReport(),
    JsonReport(),
)


def writer_for(path: Path) -> Writer:
    """Return the writer for a file name.

    Raises `UserError("format_not_writable", suffix, known)`; `known` lists the suffixes. For a
    name without a suffix it is "format_missing".
    """
    for writer in WRITERS:
        if path.suffix.lower() in writer.suffixes:
            return writer
    known = ", ".join(suffix for writer in WRITERS for suffix in writer.suffixes)
    if not path.suffix:
        raise UserError("format_missing", name=path.name, known=known)
    raise UserError("format_not_writable", suffix=path.suffix, known=known)
