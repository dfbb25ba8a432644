"""Surveys on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def survey(tmp_path: Path) -> str:
    """A survey with two rows."""
    path = tmp_path / "enkät.csv"
    path.write_text(
        "nr,ålder,ort,Vad är trygghet?\n1,34,By,Att någon kommer\n2,51,Stad,Ljus om kvällen\n",
        encoding="utf-8",
    )
    return str(path)


def test_a_survey_comes_in_and_again(project: str, run: Run, survey: str) -> None:
    command = ("survey", project, survey, "--id", "nr", "--attributes", "ålder,ort")
    looked = run(*command, "--dry-run")
    assert (looked["documents"], looked["cases"], looked["operation"]) == (2, 2, 0)
    answer = run(*command)
    assert answer["columns"] == [
        {"name": "nr", "role": "id", "type": "text"},
        {"name": "ålder", "role": "attribute", "type": "number"},
        {"name": "ort", "role": "attribute", "type": "text"},
        {"name": "Vad är trygghet?", "role": "question", "type": "text"},
    ]
    assert (answer["documents"], answer["values"], answer["known"]) == (2, 4, False)
    assert run("text", project, "1")["text"] == "Vad är trygghet?\nAtt någon kommer"
    Path(survey).write_text(
        "nr,ålder,ort,Vad är trygghet?\n3,20,By,Ingen aning\n1,34,By,Att någon kommer fort\n",
        encoding="utf-8",
    )
    again = run("survey", project, survey)
    assert again["known"] and again["gone"] == ["2"]
    assert (again["documents"], again["answers"], again["values"]) == (1, 1, 2)
    run("undo", project, "--steps", "2")
    assert run("cases", project) == []


def test_a_document_for_each_question(project: str, run: Run, survey: str) -> None:
    run("survey", project, survey, "--id", "nr", "--by", "question", "--type", "ort=choice")
    text = run("text", project, "Vad är trygghet?")
    assert [each["speaker"] for each in text["paragraphs"]] == [None, "1", "2"]
    kinds = {each["name"]: each["type"] for each in run("attributes", project)}
    assert kinds["ort"] == "choice"


def test_columns_that_are_not_there_are_refused(
    project: str, fail: Callable[..., str], survey: str
) -> None:
    assert "“namn”" in fail("survey", project, survey, "--id", "namn")
    assert "“ort=vet”" not in fail("survey", project, survey, "--type", "ort=vet")


def test_people_read_what_would_come(
    project: str, survey: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from qcode.__main__ import main

    assert main(["survey", project, survey, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Vad är trygghet?" in said
    assert "2 new documents. 2 new cases. 4 values of attributes." in said
