"""A project, and ways to run a command that succeeds and one that fails."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from qcode.__main__ import main

Run = Callable[..., Any]


@pytest.fixture(scope="session")
def interview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one interview, and with a project that it was taken into; for copies."""
    folder = tmp_path_factory.mktemp("interview")
    (folder / "Anna.txt").write_text(
        "I: Vad är trygghet?\nIP1: Att någon kommer. Trygghet är att veta.\n", encoding="utf-8"
    )
    path = str(folder / "p.qcode")
    with redirect_stdout(io.StringIO()):
        assert main(["new", path]) == main(["import", path, str(folder / "Anna.txt")]) == 0
    return folder


@pytest.fixture
def project(tmp_path: Path, interview: Path) -> str:
    """A project with one interview."""
    for name in ("Anna.txt", "p.qcode"):
        shutil.copy(interview / name, tmp_path)
    return str(tmp_path / "p.qcode")


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
