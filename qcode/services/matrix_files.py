"""Tables for statistics written to files, with a data dictionary and a script that reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from qcode.formats import data_files
from qcode.formats.data_table import DataTable, Measure, safe_names
from qcode.model.errors import UserError
from qcode.model.job import SILENT, Job
from qcode.model.names import free_name

from . import whole_files
from .language import mark, tr

SUFFIXES = (".csv", ".xlsx")


class For(StrEnum):
    """Who reads the file: people with a spreadsheet, or a program for statistics."""

    PLAIN = "plain"
    SPSS = "spss"
    R = "r"


MEASURES: Mapping[Measure, str] = {
    Measure.TEXT: mark("Text"),
    Measure.CHOICE: mark("Choice"),
    Measure.NUMBER: mark("Number"),
    Measure.COUNT: mark("Count"),
    Measure.FLAG: mark("0 no, 1 yes"),
    Measure.DATE: mark("Date"),
}


@dataclass(frozen=True, slots=True)
class MatrixFiles:
    """What was written: the table, what stands beside it, and how large the table is.

    `changed` texts were put in one line or cut, as the format asks.
    """

    path: Path
    beside: tuple[Path, ...]
    rows: int
    columns: int
    changed: int


def headings(table: DataTable, reader: For = For.PLAIN) -> list[str]:
    """Return what the columns are called in a file for a reader."""
    return _headings(table) if reader is For.PLAIN else safe_names(table.variables)


def to_change(table: DataTable, suffix: str, reader: For = For.PLAIN) -> int:
    """Return how many texts will be put in one line or cut in such a file."""
    if suffix == ".xlsx":
        return data_files.count_cut(table)
    return data_files.count_flat(table) if reader is For.SPSS else 0


def write_table(
    table: DataTable, out: Path, reader: For = For.PLAIN, *, job: Job = SILENT
) -> MatrixFiles:
    """Write a table by the suffix of `out`, each file whole or not at all.

    A workbook has the dictionary as a sheet. Beside CSV for a program stand the dictionary
    (NAME.dictionary.csv) and a script (NAME.sps, NAME.R). Raises `UserError`:
    "format_not_writable", "matrix_needs_csv", and those of the place; `Cancelled` before it begins.
    """
    suffix = out.suffix.lower()
    if suffix not in SUFFIXES:
        code = "format_not_writable" if suffix else "format_missing"
        known = ", ".join(SUFFIXES)
        raise UserError(code, suffix=suffix, name=out.name, known=known)
    if reader is not For.PLAIN and suffix != ".csv":
        raise UserError("matrix_needs_csv", name=out.name)
    whole_files.check_place(out, overwrite=True)
    job.check()
    names = headings(table, reader)
    told = list(data_files.dictionary(table, names, _told(), lambda v: tr(MEASURES[v.measure])))
    if suffix == ".xlsx":
        sheets = (tr("Data"), tr("Dictionary"))
        written, changed = whole_files.write_whole(
            out, lambda path: data_files.write_workbook(path, table, names, sheets, iter(told))
        )
        return MatrixFiles(written, (), len(table.rows), len(names), changed)
    one_line = reader is For.SPSS
    written, changed = whole_files.write_whole(
        out, lambda path: data_files.write_csv(path, table, names, one_line=one_line)
    )
    beside: list[Path] = []
    if reader is not For.PLAIN:
        place = written.with_name(f"{written.stem}.dictionary.csv")
        beside.append(
            whole_files.write_whole(place, lambda p: data_files.write_rows(p, iter(told)))[0]
        )
        beside.append(_script(table, names, written, reader))
    return MatrixFiles(written, tuple(beside), len(table.rows), len(names), changed)


def _script(table: DataTable, names: list[str], written: Path, reader: For) -> Path:
    if reader is For.SPSS:
        text = data_files.spss_syntax(table, names, written.name, (tr("Yes"), tr("No")))
        place = written.with_suffix(".sps")
    else:
        text = data_files.r_script(table, names, written.name)
        place = written.with_suffix(".R")
    return whole_files.write_whole(place, lambda p: p.write_text(text, encoding="utf-8"))[0]


def _told() -> tuple[str, str, str, str]:
    return tr("Variable"), tr("Label"), tr("Type"), tr("Values")


def _headings(table: DataTable) -> list[str]:
    """Return the labels, those that come twice with a number."""
    found: list[str] = []
    for variable in table.variables:
        found.append(free_name(variable.label, found))
    return found
