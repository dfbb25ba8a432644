"""Files of tables, whatever they are for: text (.csv, .tsv) and workbooks of Excel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qcode.model.errors import UserError

from .csv_sheet import read_csv
from .sheet import Sheet
from .xlsx import read_workbook

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
READABLE: Sequence[str] = (".csv", ".tab", ".tsv", ".txt", *sorted(WORKBOOKS))


def read_tables(path: Path) -> list[Sheet]:
    """Return the sheets of a file that say something, at least one.

    Raises `UserError`: "table_unknown" for a file of another kind, and those of its reader.
    """
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        raise UserError("table_unknown", name=path.name, known=", ".join(READABLE))
    return read_workbook(path) if suffix in WORKBOOKS else [read_csv(path)]
