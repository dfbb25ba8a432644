"""Codebooks as a workbook: a row a code, set in by its level, its colour beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qcode.model.job import SILENT, Job

from .base import Loss
from .codebook_base import CodebookBundle, PrintedCode, lost_between
from .codebook_columns import guess
from .codebook_csv import level_cells
from .codebook_table import read_table
from .refi.values import write_color, write_guid
from .xlsx import read_workbook
from .xlsx_writer import Cell, SheetColumn, write_workbook

_NAME, _LEVEL, _TEXT, _COLOR, _COUNT, _GUID = 36, 22, 44, 11, 11, 38  # widths in characters


class CodebookXlsx:
    """Writes a codebook as a workbook with one sheet."""

    name = "Excel"
    suffixes: Sequence[str] = (".xlsx",)

    def write(self, bundle: CodebookBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write a row for each code, and read them again for what got lost."""
        job.check()
        rows = [_row(code, bundle) for code in bundle.codes]
        write_workbook(path, bundle.labels.codebook, _columns(bundle), rows, title=bundle.title)
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


def _row(code: PrintedCode, bundle: CodebookBundle) -> list[Cell]:
    entry = code.entry
    if bundle.levels:
        names = [Cell(name) for name in level_cells(code, bundle)]
    else:
        names = [Cell(entry.name, indent=entry.level - 1)]
    texts = (entry.definition, entry.use_when, entry.avoid_when, entry.example)
    counts = (code.segments, code.documents) if bundle.counts else ()
    return [
        *names,
        *map(Cell, texts),
        Cell(write_color(entry.color), fill=entry.color),
        *(Cell(count) for count in counts),
        Cell(write_guid(entry.guid)),
    ]
