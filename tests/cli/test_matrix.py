"""Tables for statistics on the command line."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_table_is_written_with_its_script(project: str, run: Run, tmp_path: Path) -> None:
    run("code", project, "Anna", "--span", "0:5", "--as", "Trygghet")
    out = tmp_path / "m.csv"
    answer = run("matrix", project, str(out), "--cells", "chars", "--for", "r")
    assert answer == {
        "path": str(out),
        "beside": [str(tmp_path / "m.dictionary.csv"), str(tmp_path / "m.R")],
        "rows": 1,
        "columns": 5,
        "changed": 0,
    }
    with out.open(encoding="utf-8", newline="") as file:
        head, row = csv.reader(file)
    assert (head[-1], row[0], row[-1]) == ("code_Trygghet", "Anna", "5")


def test_a_workbook_for_spss_is_refused(
    project: str, fail: Callable[..., str], tmp_path: Path
) -> None:
    assert "CSV" in fail("matrix", project, str(tmp_path / "m.xlsx"), "--for", "spss")
    assert not (tmp_path / "m.xlsx").exists()
