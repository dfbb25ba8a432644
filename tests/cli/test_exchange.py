"""Whole projects on the command line: out, in with a look first, and in once only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qcode.__main__ import main
from qcode.formats import project_readers
from qcode.formats.exchange import (
    ExchangeCode,
    ExchangeDocument,
    ExchangeProject,
    ExchangeSegment,
    FoundOffsets,
)
from qcode.model.job import SILENT, Job

Run = Callable[..., Any]
GUID = "7c0bdb0a-6f1e-4f0e-9d5b-1c5a7f5c000"


class Reader:
    """Reads any file that ends in .theirs as the same project."""

    name, suffixes = "Theirs", (".theirs",)

    def knows(self, path: Path) -> bool:
        return path.suffix == ".theirs"

    def read(self, path: Path, job: Job = SILENT) -> ExchangeProject:
        return ExchangeProject(
            "Deras",
            origin="Theirs 3",
            codes=(ExchangeCode(f"{GUID}1", "Tillit"),),
            documents=(ExchangeDocument(f"{GUID}2", "Cia", "Hej du."),),
            segments=(
                ExchangeSegment(f"{GUID}3", f"{GUID}2", f"{GUID}1", "", 0, 3),
                ExchangeSegment(f"{GUID}4", f"{GUID}2", f"{GUID}1", "", 0, 300),
            ),
            offsets=(FoundOffsets(f"{GUID}2", "UTF-16, CRLF 2", 0.5, 0.0, 2),),
        )


@pytest.fixture
def theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A project of another program."""
    monkeypatch.setattr(project_readers, "readers", lambda: [Reader()])
    path = tmp_path / "deras.theirs"
    path.write_text("")
    return str(path)


def test_a_project_comes_in_as_the_contract_says(project: str, run: Run, theirs: str) -> None:
    answer = run("import", project, theirs)
    assert [answer[key] for key in ("documents", "codes", "segments", "memos", "cases")] == [
        1,
        1,
        1,
        0,
        0,
    ]
    (found,) = answer["offsets"]
    assert (found["source"], found["dialect"], found["score"]) == ("Cia", "UTF-16, CRLF 2", 0.5)
    assert answer["losses"] == [{"kind": "segments_outside", "count": 1, "detail": "Cia"}]
    assert answer["operation"] > 0
    assert [row["name"] for row in run("documents", project)] == ["Anna", "Cia"]
    again = run("import", project, theirs)
    assert (again["operation"], again["documents"]) == (0, 0)
    run("undo", project)
    assert [row["name"] for row in run("documents", project)] == ["Anna"]


def test_a_look_first_changes_nothing(project: str, run: Run, theirs: str) -> None:
    last = run("history", project)[0]["operation"]
    answer = run("import", project, theirs, "--dry-run")
    assert (answer["documents"], answer["operation"]) == (1, 0)
    assert answer["plan"]["segment"] == {"new": 1, "known": 0, "changed": 0}
    assert run("history", project)[0]["operation"] == last


def test_people_read_it_in_words(
    project: str, theirs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", project, theirs]) == 0
    said = capsys.readouterr().out
    assert "Comes in: 1 document, 1 code, 1 coded passage" in said
    assert "Cia: 50 % of its passages fit. Look at some of them." in said
    assert "Passages beyond the end of their text, left out: 1" in said


def test_a_look_at_a_text_is_refused(
    project: str, fail: Callable[..., str], tmp_path: Path
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("Hej.")
    assert "a.txt is no project" in fail("import", project, str(text), "--dry-run")


def test_a_coded_text_comes_in_when_it_is_said_to_be_one(
    project: str, run: Run, fail: Run, tmp_path: Path
) -> None:
    text = tmp_path / "kodad.txt"
    text.write_text("Vi [code: tillit]litade på dem[/code].")
    answer = run("import", project, str(text), "--coded")
    assert (answer["documents"], answer["segments"]) == (1, 1)
    texts = [each["text"] for each in run("segments", project, "--code", "tillit")]
    assert texts == ["litade på dem"]
    other = tmp_path / "annan.txt"
    other.write_text("De [code: tillit]kom[/code].")
    both = run("import", project, str(text), str(other), "--coded")
    assert (both["documents"], both["codes"], both["segments"]) == (1, 0, 1)
    text.write_text("Vi litade på dem.")
    assert "no marks, comments or highlights" in fail("import", project, str(text), "--coded")


def test_a_project_goes_out_with_its_losses(project: str, run: Run, tmp_path: Path) -> None:
    run("code", project, "Anna", "--span", "3:9", "--as", "Tillit")
    out = tmp_path / "ut.qdpx"
    foreseen = run("export", project, str(out), "--dry-run")
    assert not out.exists()
    answer = run("export", project, str(out))
    assert (answer["path"], answer["format"], answer["segments"]) == (str(out), "qdpx", 1)
    assert {each["kind"] for each in foreseen["losses"]} == {
        each["kind"] for each in answer["losses"]
    }
    assert out.exists()


def test_a_plain_import_says_that_a_file_may_be_coded_and_how_to_go_on(
    project: str, run: Run, fail: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "kodad text.txt"
    text.write_text("Vi [code: tillit]litade på dem[/code].")
    assert main(["import", project, str(text)]) == 0
    said = capsys.readouterr().out
    assert "1 document may be coded already" in said
    assert said.rstrip().endswith(f"qcode import {project} --coded '{text}'")
    answer = run("import", project, str(text), "--coded")
    assert (answer["documents"], answer["segments"]) == (0, 1)


def test_who_speaks_is_found_unless_somebody_says_no(
    project: str, run: Run, theirs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "I: Hur är det?\nIP2: Bra, tack.\nI: Säkert?\nIP2: Ja, det är det.\n"
    told = ExchangeProject(
        "Deras", origin="Theirs 3", documents=(ExchangeDocument(f"{GUID}2", "Dan", text),)
    )
    monkeypatch.setattr(Reader, "read", lambda _self, _path, _job=SILENT: told)
    assert run("import", project, theirs, "--no-turns")["turns"] == 0
    assert run("documents", project)[1]["speakers"] == []
    run("undo", project)
    assert run("import", project, theirs, "--dry-run")["turns"] == 1
    assert run("import", project, theirs)["turns"] == 1
    assert run("documents", project)[1]["speakers"] == ["I", "IP2"]
    assert run("text", project, "Dan")["text"] == text
    assert run("import", project, theirs)["turns"] == 0  # it is here already


def test_files_can_come_in_without_anybody_speaking(project: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Eva.txt"
    path.write_text("I: Hur är det?\nIP2: Bra.\nI: Säkert?\nIP2: Ja.\n", encoding="utf-8")
    (imported,) = run("import", project, str(path), "--no-turns")["imported"]
    assert (imported["turns"], imported["speakers"]) == (0, [])
