"""Codebooks as comma-separated values, a row a code: for scripts and other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from qcode.model.codebook import join_path
from qcode.model.job import SILENT, Job

from .base import Loss
from .codebook_base import CodebookBundle, PrintedCode, lost_between
from .codebook_columns import guess
from .codebook_table import read_table
from .csv_sheet import read_text
from .refi.values import write_color, write_guid


def level_cells(code: PrintedCode, bundle: CodebookBundle) -> list[str]:
    """Return the cells of a column a level: empty but for the code's own."""
    level = code.entry.level
    return [code.entry.name if at == level else "" for at in range(1, bundle.depth + 1)]


class CodebookCsv:
    """Writes a codebook as UTF-8 with a byte-order mark, which Excel needs."""

    name = "CSV"
    suffixes: Sequence[str] = (".csv",)

    def write(self, bundle: CodebookBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write a row for each code, and read them again for what got lost."""
        job.check()
        text = io.StringIO(newline="")
        csv.writer(text).writerows(_rows(bundle))
        path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        sheet = read_text(text.getvalue(), path)
        again = read_table(sheet, guess(sheet), path, kind="csv")
        return lost_between((code.entry for code in bundle.codes), again.entries)


def _rows(bundle: CodebookBundle) -> Iterator[list[str | int]]:
    labels = bundle.labels
    names = labels.levels if bundle.levels else (labels.path,)
    texts = [labels.definition, labels.use_when, labels.avoid_when, labels.example]
    counts = [labels.excerpts, labels.documents] if bundle.counts else []
    yield [*names, *texts, labels.color, *counts, labels.guid]
    for code in bundle.codes:
        entry = code.entry
        place = level_cells(code, bundle) if bundle.levels else [join_path(entry.names)]
        said = [entry.definition, entry.use_when, entry.avoid_when, entry.example]
        numbers: list[str | int] = [code.segments, code.documents] if bundle.counts else []
        yield [*place, *said, write_color(entry.color), *numbers, write_guid(entry.guid)]
