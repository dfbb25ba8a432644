"""The command that writes tables for statistics."""

from __future__ import annotations

import argparse

from qcode.services.language import tr, trn
from qcode.services.matrix import Cells, Rows, make_table
from qcode.services.matrix_files import For, write_table

from .opening import reading, selection
from .output import TerminalJob, print_json


def matrix(options: argparse.Namespace) -> None:
    """Write codes by documents or cases, or a row for each passage."""
    with reading(options.project) as project:
        table = make_table(
            project,
            Rows(options.rows),
            Cells(options.cells),
            selection(project, options),
            job=TerminalJob(tr("Reading")),
        )
    written = write_table(table, options.out, For(options.reader))
    if options.json:
        print_json(
            {
                "path": str(written.path),
                "beside": [str(path) for path in written.beside],
                "rows": written.rows,
                "columns": written.columns,
                "changed": written.changed,
            }
        )
        return
    rows = trn("{n} row", "{n} rows", written.rows)
    print(tr("{rows} written to {path}", rows=rows, path=written.path))
    for path in written.beside:
        print(f"  {path}")
    if written.changed:
        print(
            trn(
                "  {n} text was put in one line or cut, as the format asks.",
                "  {n} texts were put in one line or cut, as the format asks.",
                written.changed,
            )
        )
