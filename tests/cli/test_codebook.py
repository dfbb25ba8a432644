"""The codebook on the command line: out in every format, in with a look first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def coded(project: str, run: Run) -> str:
    """A project with three codes."""
    run("code-add", project, "Trygghet", "--definition", "Att vara trygg.", "--color", "#51a0db")
    run("code-add", project, "Trygghet/Att veta", "--use-when", "någon säger det")
    run("code-add", project, "Plats")
    return project


def _paths(run: Run, project: str) -> list[str]:
    return [code["path"] for code in run("codes", project)]


@pytest.mark.parametrize("suffix", ["qdc", "xlsx", "csv", "md"])
def test_out_and_in_again(coded: str, run: Run, tmp_path: Path, suffix: str) -> None:
    out = str(tmp_path / f"codes.{suffix}")
    assert run("codebook-export", coded, out) == {
        "path": out,
        "format": suffix,
        "codes": 3,
        "losses": [],
    }
    other = str(tmp_path / "other.qcode")
    run("new", other)
    answer = run("codebook-import", other, out)
    assert answer["added"] == ["Trygghet", "Trygghet/Att veta", "Plats"]
    left, right = run("codes", coded), run("codes", other)
    for code in (*left, *right):
        del code["id"], code["parent"]
    assert left == right


def test_the_commands_of_the_contract_take_a_qdc(coded: str, run: Run, tmp_path: Path) -> None:
    out = str(tmp_path / "codes.qdc")
    assert run("export", coded, out)["losses"] == []
    other = str(tmp_path / "other.qcode")
    run("new", other)
    answer = run("import", other, out)
    assert (answer["codes"], answer["documents"], answer["offsets"]) == (3, 0, [])
    again = run("import", other, out)
    assert (again["codes"], again["changed"], again["operation"]) == (0, 0, 0)
    run("undo", other)
    assert _paths(run, other) == []


def test_a_look_first_changes_nothing(coded: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text("Code;Meaning\nTrygghet;Something else\nNew;\n", encoding="utf-8")
    answer = run("codebook-import", coded, str(file), "--dry-run")
    assert answer["operation"] == 0
    assert answer["added"] == ["New"]
    (changed,) = answer["changed"]
    assert changed == {
        "path": "Trygghet",
        "changes": {"definition": ["Att vara trygg.", "Something else"]},
    }
    assert answer["left"] == 2
    assert _paths(run, coded) == ["Trygghet", "Trygghet/Att veta", "Plats"]


def test_columns_can_be_named_by_hand(coded: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("what,who,x\nmeaning,Ny,1\n", encoding="utf-8")
    answer = run("codebook-import", coded, str(file), "--columns", "B=name,A=definition")
    assert [path.rsplit("/")[-1] for path in answer["added"]] == ["who", "Ny"]


def test_what_cannot_be_is_said_in_a_sentence(
    coded: str, fail: Callable[..., str], run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Code\nA\n", encoding="utf-8")
    assert "A=name" in fail("codebook-import", coded, str(file), "--columns", "name")
    assert "no sheet" in fail("codebook-import", coded, str(file), "--sheet", "Two")
    assert ".qdc" in fail("codebook-export", coded, str(tmp_path / "x.pdf"))
    empty = str(tmp_path / "empty.qcode")
    run("new", empty)
    assert "no code" in fail("codebook-export", empty, str(tmp_path / "x.qdc"))
    assert not (tmp_path / "x.qdc").exists()
