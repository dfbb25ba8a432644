"""Which module reads and writes which kind of codebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qcode.model.errors import UserError

from . import codebook_md_reader, codebook_txt
from .codebook_base import CodebookFile, CodebookWriter
from .codebook_columns import Matching, guess, score
from .codebook_table import read_table
from .csv_sheet import read_csv
from .refi import codebook as refi
from .sheet import Sheet
from .xlsx import read_workbook

_WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_TABLES = _WORKBOOKS | {".csv", ".tsv", ".tab"}
_TREES = {
    ".qdc": refi.read,
    ".xml": refi.read,
    ".md": codebook_md_reader.read,
    ".markdown": codebook_md_reader.read,
    ".txt": codebook_txt.read,
    ".text": codebook_txt.read,
}
READABLE: Sequence[str] = (*sorted(_TABLES), *_TREES)


@dataclass(frozen=True, slots=True)
class Tables:
    """A file of tables: its sheets, and the one that looks most like a codebook."""

    path: Path
    sheets: tuple[Sheet, ...]
    likeliest: int

    def read(self, sheet: int, matching: Matching) -> CodebookFile:
        """Return the codes of a sheet as its columns are said to be."""
        return read_table(
            self.sheets[sheet], matching, self.path, kind=self.path.suffix[1:].lower()
        )

    def guess(self, sheet: int) -> Matching:
        """Return what the columns of a sheet seem to hold."""
        return guess(self.sheets[sheet])


def open_file(path: Path) -> CodebookFile | Tables:
    """Return the codebook in a file, or its tables if somebody may have to say what is where.

    Raises `UserError`, also "codebook_unknown" for a file of another kind.
    """
    suffix = path.suffix.lower()
    if suffix in _TREES:
        return _TREES[suffix](path)
    if suffix not in _TABLES:
        raise UserError("codebook_unknown", name=path.name, known=", ".join(READABLE))
    sheets = read_workbook(path) if suffix in _WORKBOOKS else [read_csv(path)]
    likeliest = max(range(len(sheets)), key=lambda at: (score(sheets[at]), -at))
    return Tables(path, tuple(sheets), likeliest)


def read_file(path: Path) -> CodebookFile:
    """Return the codebook in a file, its columns taken as they seem to be."""
    opened = open_file(path)
    if isinstance(opened, CodebookFile):
        return opened
    return opened.read(opened.likeliest, opened.guess(opened.likeliest))


def writers() -> Sequence[CodebookWriter]:
    """Return the writers, the usual one first."""
    from .codebook_csv import CodebookCsv
    from .codebook_md import CodebookMarkdown
    from .codebook_report import word_and_web
    from .codebook_txt import CodebookText
    from .codebook_xlsx import CodebookXlsx

    return (
        *word_and_web(),
        CodebookXlsx(),
        CodebookCsv(),
        CodebookMarkdown(),
        CodebookText(),
        refi.QdcWriter(),
    )


def writer_for(path: Path) -> CodebookWriter:
    """Return the writer for a file name; `UserError` as `formats.writers.writer_for`."""
    every = writers()
    for writer in every:
        if path.suffix.lower() in writer.suffixes:
            return writer
    known = ", ".join(suffix for writer in every for suffix in writer.suffixes)
    if not path.suffix:
        raise UserError("format_missing", name=path.name, known=known)
    raise UserError("format_not_writable", suffix=path.suffix, known=known)
