"""`qcode forms`: what a word stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qcode.__main__ import main


def test_the_family_of_a_word_is_listed(project: str, run: Callable[..., Any]) -> None:
    found = run("forms", project, "Trygghet")
    assert found == {
        "word": "Trygghet",
        "family": [{"word": "trygghet", "kind": "form", "count": 2, "found": True}],
    }
    assert run("forms", project, "elefant")["family"] == []


def test_people_get_a_table(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["forms", project, "trygghet"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["Word", "Count", "Kind", "Found"]
    assert printed[-1].split() == ["trygghet", "2", "form", "yes"]
