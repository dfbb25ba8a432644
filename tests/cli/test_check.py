"""`qcode check` in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from qcode.__main__ import main

from .conftest import Run

KEYS = {"text", "verdict", "document", "start", "end", "similarity", "difference"}


def manuscript(folder: Path, *paragraphs: str) -> str:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(str(folder / "chapter.docx"))
    return str(folder / "chapter.docx")


def test_the_answer_has_what_the_contract_promises(project: str, run: Run, tmp_path: Path) -> None:
    path = manuscript(
        tmp_path,
        "”Trygghet är att veta” (Anna).",
        "”Trygghet var att veta” och ”jag bor i ett tält”.",
    )
    answer = run("check", project, path)
    assert all(each.keys() >= KEYS for each in answer["quotations"])
    assert [each["verdict"] for each in answer["quotations"]] == ["exact", "edited", "not-found"]
    exact, edited, missing = answer["quotations"]
    assert (exact["document"], exact["end"] - exact["start"]) == ("Anna", 20)
    assert {"kind": "changed", "source": "är", "manuscript": "var"} in edited["difference"]
    assert (missing["document"], missing["start"], missing["difference"]) == (None, None, [])


def test_a_copy_is_written_with_the_comments(project: str, run: Run, tmp_path: Path) -> None:
    path = manuscript(tmp_path, "”Trygghet var att veta”")
    out = tmp_path / "checked.docx"
    answer = run("check", project, path, "--out", str(out))
    assert answer["copy"] == {"path": str(out), "comments": 1}
    assert len(list(docx.Document(str(out)).comments)) == 1


def test_the_list_is_for_reading(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = manuscript(tmp_path, "”Trygghet var att veta” och ett ”tält”.")
    assert main(["check", project, path]) == 0
    said = capsys.readouterr().out
    assert "[-är-] {+var+}" in said
    assert "qcode:Anna#" in said


def test_what_cannot_be_done_is_one_sentence(
    project: str, fail: Callable[..., str], tmp_path: Path
) -> None:
    path = manuscript(tmp_path, "”Trygghet var att veta”")
    assert "chapter.docx" in fail("check", project, path, "--out", path)
    (tmp_path / "text.txt").write_text("”Trygghet var att veta”", encoding="utf-8")
    assert fail("check", project, str(tmp_path / "text.txt"), "--out", str(tmp_path / "x.docx"))
    assert fail("check", project, str(tmp_path / "missing.docx"))
