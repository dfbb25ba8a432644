"""A text has as many paragraphs in one answer of the command line as in another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.mark.parametrize("said", ["Anna: Ja.", "Anna: Ja.\n", "I: Så?\nAnna: Ja.\n\n", "\nJa"])
def test_paragraphs_are_counted_alike_wherever_they_are_counted(
    project: str, run: Run, tmp_path: Path, said: str
) -> None:
    path = tmp_path / "Ny.txt"
    path.write_text(said, encoding="utf-8")
    (imported,) = run("import", project, str(path))["imported"]
    listed = next(each for each in run("documents", project) if each["name"] == "Ny")
    text = run("text", project, "Ny")
    counts = {imported["paragraphs"], listed["paragraphs"], len(text["paragraphs"])}
    assert counts == {text["text"].count("\n") + 1}
    last = text["paragraphs"][-1]
    assert last["end"] == listed["chars"]
    first = run("text", project, "Ny", "--span", "0:1")
    assert first["paragraphs"] == text["paragraphs"][:1]
