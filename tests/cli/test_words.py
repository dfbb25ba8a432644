"""`qcode words`: for scripts, and for people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qcode.__main__ import main

Run = Callable[..., Any]


def test_words_are_counted(project: str, run: Run) -> None:
    found = run("words", project, "--interviewers", "--common", "--each-form")
    assert found["tokens"] == found["counted"] == 10
    assert found["words"][:2] == [
        {
            "word": word,
            "count": 2,
            "documents": 1,
            "share": 0.2,
            "spread": 1.0,
            "forms": {word: 2},
        }
        for word in ("att", "trygghet")
    ]
    assert run("words", project, "--limit", "1")["words"][0]["word"] == "trygghet"


def test_words_near_are_counted(project: str, run: Run) -> None:
    found = run("words", project, "--near", "kommer", "--common", "--reach", "1")
    assert (found["hits"], found["words"]) == (1, [])  # nothing stands there twice
    found = run("words", project, "--near", "trygghet OR kommer", "--common", "--each-form")
    assert {row["word"] for row in found["words"]} >= {"att"}


def test_people_get_a_table(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", project, "--interviewers"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["Words", "Count", "Documents", "Spread", "Forms"]
    assert printed[-1].endswith("counted.")
    assert main(["words", project, "--near", "trygghet", "--common", "--interviewers"]) == 0
    assert "2 places were looked around." in capsys.readouterr().out


def test_what_cannot_be_read_is_said(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", project, "--near", "("]) == 1
    assert capsys.readouterr().err
    assert main(["words", project, "--document", "Nobody"]) == 1
