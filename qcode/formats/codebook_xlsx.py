"""Codebooks as a workbook: a row a code, set in by its level, its colour beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qcode.model.job import SILENT, Job

from .base import Loss
from .characters import fit_for_xml
from .codebook_base import CodebookBundle, PrintedCode, lost_between
from .codebook_columns import guess
from .codebook_csv import level_cells
from .codebook_table import read_table
from .refi.values import write_color, write_guid
from .workbook import Filled, SetIn, Sheet, SheetColumn, Value, Workbook
from .xlsx import read_workbook

_NAME, _LEVEL, _TEXT, _COLOR, _COUNT, _GUID = 36, 22, 44, 11, 11, 38  # widths in characters


class CodebookXlsx:
    """Writes a codebook as a workbook with one sheet."""

    name = "Excel"
    suffixes: Sequence[str] = (".xlsx",)

    def write(self, bundle: CodebookBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write a row for each code, and read them again for what got lost."""
        job.check()
        rows = [_row(code, bundle) for code in bundle.codes]
        book = Workbook(path, fit_for_xml(bundle.title))
        book.write([Sheet(fit_for_xml(bundle.labels.codebook), _columns(bundle), rows)])
        (sheet,) = read_workbook(path)
        again = read_table(sheet, guess(sheet), path, kind="xlsx")
        return lost_between((code.entry for code in bundle.codes), again.entries)


def _columns(bundle: CodebookBundle) -> list[SheetColumn]:
    labels = bundle.labels
    names = [SheetColumn(labels.code, _NAME)]
    if bundle.levels:
        names = [SheetColumn(heading, _LEVEL) for heading in labels.levels]
    texts = (labels.definition, labels.use_when, labels.avoid_when, labels.example)
    counts = (labels.excerpts, labels.documents) if bundle.counts else ()
    return [
        *names,
        *(SheetColumn(text, _TEXT) for text in texts),
        SheetColumn(labels.color, _COLOR),
        *(SheetColumn(count, _COUNT, number=True) for count in counts),
        SheetColumn(labels.guid, _GUID),
    ]


def _row(code: PrintedCode, bundle: CodebookBundle) -> list[Value]:
    entry = code.entry
    names: list[Value] = [SetIn(entry.name, entry.level - 1)]
    if bundle.levels:
        names = list(level_cells(code, bundle))
    return [
        *names,
        *(entry.definition, entry.use_when, entry.avoid_when, entry.example),
        Filled(write_color(entry.color), entry.color) if entry.color else "",
        *((code.segments, code.documents) if bundle.counts else ()),
        write_guid(entry.guid),
    ]
