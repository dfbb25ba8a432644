"""The excerpts as comma-separated values, a row for each: for R, SPSS, spreadsheets and scripts.

Texts are not touched, so one that begins with "=" is a formula to a spreadsheet that takes it for
one; a workbook (`xlsx_report`) keeps it a text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from qcode.model.job import SILENT, Job
from qcode.model.report import Part, ReportOptions, Separator

from .base import Loss
from .bundle import ExportBundle
from .characters import for_utf8
from .csv_columns import Cell, columns, rows
from .parts_left import parts_left
from .pictures_left import pictures_left
from .steps import Steps

_SIGNS = {Separator.COMMA: ",", Separator.SEMICOLON: ";", Separator.TAB: "\t"}


class CsvReport:
    """Writes the excerpts of a bundle as UTF-8, with the byte-order mark that Excel needs."""

    name = "CSV"
    suffixes: Sequence[str] = (".csv",)
    more: Sequence[Part] = ()

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return the parts that are no rows of excerpts, and the pictures."""
        return (*parts_left(bundle, tuple(Part)), *pictures_left(bundle))

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write a header and a row for each excerpt of each code."""
        bundle, losses = for_utf8(bundle)
        steps = Steps(bundle, job)

        def told() -> Iterable[Sequence[Cell]]:
            yield [column.name for column in columns(bundle)]
            for code, row in rows(bundle):
                steps.step(code.name)
                yield row

        _write(path, bundle.options, told())
        return (*losses, *self.foresee(bundle))


class CsvDictionary:
    """Writes what the columns of the other file are: a row for each."""

    name = "CSV"
    suffixes: Sequence[str] = (".csv",)
    more: Sequence[Part] = ()

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return nothing: it is about the columns alone."""
        return ()

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write name, label, type and values of each column."""
        bundle, losses = for_utf8(bundle)
        job.check()
        head = ("column", "label", "type", "values")
        told = ((c.name, c.label, c.kind, "; ".join(c.values)) for c in columns(bundle))
        _write(path, bundle.options, (head, *told))
        return losses


def _write(path: Path, options: ReportOptions, cells: Iterable[Sequence[Cell]]) -> None:
    encoding = "utf-8-sig" if options.bom else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=_SIGNS[options.separator]).writerows(cells)
