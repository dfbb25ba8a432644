"""The excerpts as comma-separated values, a row for each: for spreadsheets and scripts.

The column names are fixed, in English, and are those of `qcode segments --json` where they mean
the same. Texts are not touched, so one that begins with "=" is a formula to a spreadsheet that
takes it for one.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from qcode.model.job import SILENT, Job
from qcode.model.report import Part

from .base import Loss
from .bundle import ExportBundle, ExportCode, ExportExcerpt, ExportNote
from .characters import for_utf8
from .parts_left import parts_left
from .steps import Steps

COLUMNS = (
    "guid",
    "code",
    "text",
    "document",
    "start",
    "end",
    "speaker",
    "paragraph",
    "time_ms",
    "coder",
    "also",
    "memos",
    "source",
    "group",
    "weight",
    "condensed",
    "before",
    "after",
    "attributes",
)


class CsvReport:
    """Writes the excerpts of a bundle as UTF-8 with a byte-order mark, which Excel needs."""

    name = "CSV"
    suffixes: Sequence[str] = (".csv",)
    more: Sequence[Part] = ()

    def foresee(self, bundle: ExportBundle) -> tuple[Loss, ...]:
        """Return the parts that are no rows of excerpts."""
        return parts_left(bundle, tuple(Part))

    def write(self, bundle: ExportBundle, path: Path, job: Job = SILENT) -> tuple[Loss, ...]:
        """Write a header and a row for each excerpt of each code."""
        bundle, losses = for_utf8(bundle)
        steps = Steps(bundle, job)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for code in bundle.codes:
                for excerpt in code.excerpts:
                    steps.step(code.name)
                    writer.writerow(_row(code, excerpt))
        return (*losses, *self.foresee(bundle))


def _row(code: ExportCode, excerpt: ExportExcerpt) -> Sequence[str | int | None]:
    return (
        excerpt.guid,
        code.path,
        excerpt.text,
        excerpt.document,
        excerpt.start,
        excerpt.end,
        excerpt.speaker,
        excerpt.paragraph or None,
        excerpt.time_ms,
        excerpt.coder,
        "; ".join(excerpt.also),
        "\n\n".join(map(_memo, excerpt.notes)),
        excerpt.source,
        excerpt.group,
        excerpt.weight,
        excerpt.condensed,
        "\n".join(line.text for line in excerpt.before),
        "\n".join(line.text for line in excerpt.after),
        "; ".join(f"{name}: {value}" for name, value in excerpt.attributes),
    )


def _memo(note: ExportNote) -> str:
    by = ", ".join(filter(None, (note.author, note.date)))
    return f"{by}: {note.text}" if by else note.text
