"""Searches, saved ones and their index in the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_searches_are_saved_and_asked_again(
    project: str, run: Run, fail: Callable[..., str]
) -> None:
    saved = run("query", project, "Trygg", "trygghet", "--case", "--coder", "Kim")
    assert saved["id"] == 1
    (listed,) = run("queries", project)
    shown = [listed[key] for key in ("name", "query", "options", "coder", "hits", "missing")]
    assert shown == ["Trygg", "trygghet", "case", "Kim", 1, 0]
    assert "“Trygg”" in fail("query", project, "Trygg", "torget", "--coder", "Kim")
    again = run("query", project, "Trygg", "trygghet", "--case", "--replace", "--coder", "Kim")
    assert again["id"] == 1
    assert run("search", project, "--saved", "Trygg")["total"] == 1
    assert run("search", project, "--saved", "Trygg", "--exact")["total"] == 2
    assert run("query-rename", project, "Trygg", "Lugn", "--coder", "Kim")["operation"]
    assert "Trygg" in fail("search", project, "--saved", "Trygg")
    assert "Lugn" in fail("search", project, "a", "--saved", "Lugn")
    assert run("query-delete", project, "Lugn", "--coder", "Kim")["operation"]
    assert run("queries", project) == []


def test_a_search_minds_capitals_and_forms_on_request(project: str, run: Run) -> None:
    assert run("search", project, "trygghet")["total"] == 2
    assert run("search", project, "Trygghet", "--case")["total"] == 1
    assert run("search", project, "tryggheten")["total"] == 2
    assert run("search", project, "tryggheten", "--exact")["total"] == 0


def test_the_index_is_made_anew_on_request(project: str, run: Run) -> None:
    folder = Path(os.environ["QCODE_HOME"])
    assert run("index", project) == {"missing": 0}
    before = {path.name for path in folder.rglob("*.pst")}
    assert run("index", project) == {"missing": 0}
    assert {path.name for path in folder.rglob("*.pst")} == before
    assert run("index", project, "--rebuild") == {"missing": 0}
    assert before.isdisjoint(path.name for path in folder.rglob("*.pst"))
    assert run("search", project, "trygghet")["total"] == 2
