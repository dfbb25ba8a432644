"""A project, and ways to run a command that succeeds and one that fails."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qcode.__main__ import main

Run = Callable[..., Any]


@pytest.fixture
def project(tmp_path: Path, run: Run) -> str:
    """A project with one interview."""
    (tmp_path / "Anna.txt").write_text(
        "I: Vad är trygghet?\nIP1: Att någon kommer. Trygghet är att veta.\n", encoding="utf-8"
    )
    path = str(tmp_path / "p.qcode")
    run("new", path)
    run("import", path, str(tmp_path / "Anna.txt"))
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with --json and return its answer; it must succeed."""

    def command(*arguments: str) -> Any:
        capsys.readouterr()
        code = main([*arguments, "--json"])
        output = capsys.readouterr()
        assert (code, output.err) == (0, "")
        return json.loads(output.out)

    return command


@pytest.fixture
def fail(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that is the user's case and return its one sentence."""

    def command(*arguments: str) -> str:
        capsys.readouterr()
        assert main([*arguments]) == 1
        output = capsys.readouterr()
        assert output.err.count("\n") == 1
        return output.err.strip()

    return command
