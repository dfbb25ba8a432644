"""Coded passages from tables on the command line."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qcode.__main__ import main

Run = Callable[..., Any]
Fail = Callable[..., str]


@pytest.fixture
def table(tmp_path: Path) -> str:
    """A table with a row of each kind."""
    path = tmp_path / "table.csv"
    path.write_text(
        "Document,Text,Code\n"
        "Anna,Att någon kommer.,Trygghet > Någon\n"
        "Anna,Trygghet är att vetta,Trygghet\n"
        "Anna,är,Ord\n"
        "Anna,något helt annat,Ord\n",
        encoding="utf-8",
    )
    return str(path)


def test_a_table_comes_in(project: str, run: Run, table: str) -> None:
    looked = run("import-codings", project, table, "--dry-run")
    assert (looked["codings"], looked["operation"]) == (2, 0)
    answer = run("import-codings", project, table)
    assert (answer["rows"], answer["exact"], answer["codings"]) == (4, 1, 2)
    assert answer["codes_made"] == ["Trygghet", "Trygghet/Någon"]
    (near,) = answer["near"]
    assert (near["row"], near["text"], near["document"]) == (2, "Trygghet är att veta", "Anna")
    assert {"source": "veta", "manuscript": "vetta", "kind": "changed"} in near["difference"]
    (several,) = answer["ambiguous"]
    assert (several["row"], len(several["places"]), several["picked"]) == (3, 2, [])
    assert answer["not_found"] == [
        {"row": 4, "document": "Anna", "quote": "något helt annat", "reason": "no_place"}
    ]
    found = run("segments", project)
    assert [each["code"] for each in found] == ["Trygghet/Någon", "Trygghet"]
    assert run("import-codings", project, table)["known"] == 2
    run("undo", project)
    assert run("segments", project) == []


def test_places_are_picked_by_their_numbers(
    project: str, run: Run, fail: Fail, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import-codings", project, table, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "[är]" in said and "Say where with --pick 3=1, or =all." in said
    assert "Row 3 has no place 9" in fail("import-codings", project, table, "--pick", "3=9")
    with pytest.raises(SystemExit):
        main(["import-codings", project, table, "--pick", "3=x"])
    answer = run("import-codings", project, table, "--pick", "3=2")
    assert (answer["codings"], answer["ambiguous"][0]["picked"]) == (3, [2])


def test_columns_document_and_likeness_are_said(
    project: str, run: Run, fail: Fail, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("vad,hur\nAtt någon kommar.,Ljus\n", encoding="utf-8")
    assert "Say which column has the codes" in fail("import-codings", project, str(path))
    command = ("import-codings", project, str(path), "--column", "quote=vad")
    command = (*command, "--column", "code=hur", "--document", "Anna")
    assert run(*command, "--min-similarity", "0.99")["codings"] == 0
    assert run(*command, "--min-similarity", "0,9")["codings"] == 1
    with pytest.raises(SystemExit):
        main([*command, "--min-similarity", "9"])


def test_rows_without_a_place_are_written(
    project: str, run: Run, table: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "missing.csv"
    assert main(["import-codings", project, table, "--save-missing", str(out)]) == 0
    said = capsys.readouterr().out
    assert "Row 2:" in said and "1 could be in several places." in said and str(out) in said
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert [row[1] for row in rows] == ["Text", "är", "något helt annat"]


@pytest.mark.parametrize("name", ["passages.csv", "report.csv", "report.xlsx"])
def test_what_qcode_writes_it_finds_again(
    project: str, run: Run, tmp_path: Path, name: str
) -> None:
    run("code", project, "Anna", "--span", "3:19", "--as", "Trygghet/Vad", "--coder", "Lo")
    run("code", project, "Anna", "--span", "26:42", "--as", "a\\/b", "--memo", "Sent")
    out = str(tmp_path / name)
    if name == "passages.csv":
        run("matrix", project, out, "--rows", "segments")
    else:
        run("export", project, out)

    def told(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
        return [tuple(e[k] for k in ("document", "code", "coder", "start", "end")) for e in found]

    before = told(run("segments", project))
    assert run("import-codings", project, out)["codings"] == 0
    for _ in range(2):
        run("undo", project)
    assert run("segments", project) == []
    assert run("import-codings", project, out)["exact"] == 2
    assert told(run("segments", project)) == before
