"""Killed at any moment, a project opens again, is whole, and has all that was acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from qcode.model.document import DocumentKind
from qcode.services import coding, importing, projects
from qcode.services.history import history

KILLS = 200
ROUND = 20  # kills between two whole checks: each kill is followed by a quick one


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
def test_nothing_acknowledged_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    path = tmp_path / "crash.qcode"
    source = tmp_path / "text.txt"
    source.write_text("I: " + "ord " * 2000, encoding="utf-8")
    with projects.create_project(path, coder="Anna") as project:
        importing.import_paths(project, [source], kind=DocumentKind.INTERVIEW)
    dice = random.Random(20)
    acknowledged: dict[int, int] = {}
    for kill in range(1, KILLS + 1):
        acknowledged.update(_run_and_kill(path, dice.randrange(1, 6), dice.uniform(0.0, 0.06)))
        with projects.open_project(path, coder="Anna") as project:
            document = project.documents()[0].id
            there = {segment.id for segment in coding.segments_of(project, document)}
            undone = {line.operation.id: line.operation.undone for line in history(project)}
            for segment, operation in acknowledged.items():
                assert operation in undone, f"operation {operation} lost in kill {kill}"
                assert (segment in there) is not undone[operation]
            if kill % ROUND == 0:
                assert project.verify() == []
    assert len(acknowledged) > KILLS
    assert [entry.name for entry in tmp_path.glob("*crash*")] == [path.name]


def _run_and_kill(path: Path, words: int, seconds: float) -> dict[int, int]:
    """Let the writer say some words and work for a moment more; return all that it said."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("crash_writer.py")), str(path)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    first = b"".join(process.stdout.readline() for _word in range(words))
    assert first, "the writer did not start"
    timer = threading.Timer(seconds, process.send_signal, [signal.SIGKILL])
    timer.start()
    rest = process.stdout.read()
    process.wait()
    process.stdout.close()
    timer.join()
    lines = (first + rest).decode().splitlines(keepends=True)
    whole = [line.split() for line in lines if line.endswith("\n")]
    return {int(segment): int(operation) for segment, operation in whole}
