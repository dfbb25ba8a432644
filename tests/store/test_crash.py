"""Killed at any moment, a project opens again, is whole, and has all that was acknowledged."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from qcode.model.document import DocumentKind
from qcode.services import coding, importing, projects
from qcode.store import journal

KILLS = 100
RECENT = 100  # operations that a quick check looks at: some kills back
ROUND = 20  # kills between two whole checks: each kill is followed by a quick one


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
def test_nothing_acknowledged_is_lost_in_a_hundred_kills(tmp_path: Path) -> None:
    path = tmp_path / "crash.qcode"
    source = tmp_path / "text.txt"
    source.write_text("I: " + "ord " * 2000, encoding="utf-8")
    with projects.create_project(path, coder="Anna") as project:
        importing.import_paths(project, [source], kind=DocumentKind.INTERVIEW)
    dice = random.Random(20)
    acknowledged: dict[int, int] = {}
    with _writers(path) as writers:
        for kill in range(1, KILLS + 1):
            words, seconds = dice.randrange(1, 6), dice.uniform(0.0, 0.06)
            acknowledged.update(_run_and_kill(writers, words, seconds))
            _look(path, acknowledged, whole=kill % ROUND == 0)
    assert len(acknowledged) > KILLS
    assert [entry.name for entry in tmp_path.glob("*crash*")] == [path.name]


def _look(path: Path, acknowledged: Mapping[int, int], *, whole: bool) -> None:
    """See that nothing new is lost, and if `whole`, nothing at all, and that all is as it should.

    What one kill lost of old is missed after the next whole check at the latest.
    """
    with projects.open_project(path, coder="Anna") as project:
        document = project.documents()[0].id
        there = {segment.id for segment in coding.segments_of(project, document)}
        with project.reading() as view:
            lines = journal.history(view, limit=None if whole else RECENT)
        undone = {line.id: line.undone for line in lines}
        for segment, operation in acknowledged.items():
            if whole or operation >= lines[-1].id:
                assert operation in undone
                assert (segment in there) is not undone[operation]
        if whole:
            assert project.verify() == []


@contextmanager
def _writers(path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(Path(__file__).with_name("crash_writer.py")), str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process


def _run_and_kill(
    writers: subprocess.Popen[str], words: int, seconds: float
) -> Iterator[tuple[int, int]]:
    """Let a writer say some words and work for a moment more; give all that it said."""
    assert writers.stdin is not None
    assert writers.stdout is not None
    writers.stdin.write("next\n")
    writers.stdin.flush()
    number = int(writers.stdout.readline())
    timer = threading.Timer(seconds, os.kill, [number, signal.SIGKILL])
    for said, line in enumerate(iter(writers.stdout.readline, "end\n"), 1):
        segment, operation = line.split()
        yield int(segment), int(operation)
        if said == words:
            timer.start()
    timer.join()
