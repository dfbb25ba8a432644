"""Recordings on the command line."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qcode.__main__ import main

Run = Callable[..., Any]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A second of silence."""
    path = tmp_path / "anna.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16_000))
    return path


def test_a_recording_is_added_listed_found_again_and_removed(
    project: str, run: Run, sound: Path, tmp_path: Path
) -> None:
    number = run("recording", project, "Anna", str(sound))["id"]
    (listed,) = run("recordings", project)
    assert (listed["document"], listed["path"], listed["state"]) == ("Anna", "anna.wav", "here")
    moved = sound.rename(tmp_path / "renamed.wav")
    (listed,) = run("recordings", project, "--check")
    assert (listed["state"], listed["found"]) == ("moved", str(moved))
    run("recording-find", project, str(number), str(moved))
    (listed,) = run("recordings", project)
    assert (listed["path"], listed["state"]) == ("renamed.wav", "here")
    moved.unlink()
    assert run("recordings", project)[0]["state"] == "missing"
    run("recording-remove", project, str(number))
    assert run("recordings", project) == []
    run("undo", project)
    assert len(run("recordings", project)) == 1


def test_another_file_is_taken_only_when_one_says_so(
    project: str, run: Run, fail: Callable[..., str], sound: Path, tmp_path: Path
) -> None:
    number = str(run("recording", project, "Anna", str(sound))["id"])
    other = tmp_path / "other.wav"
    other.write_bytes(sound.read_bytes() + b"more")
    assert "another recording" in fail("recording-find", project, number, str(other))
    run("recording-find", project, number, str(other), "--other")
    assert run("recordings", project, "--check")[0]["state"] == "here"


def test_a_text_is_no_recording(project: str, fail: Callable[..., str], tmp_path: Path) -> None:
    assert "no sound" in fail("recording", project, "Anna", str(tmp_path / "Anna.txt"))


def test_people_read_where_recordings_are(
    project: str, run: Run, sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("recording", project, "Anna", str(sound))
    assert main(["recordings", project]) == 0
    assert "where it was" in capsys.readouterr().out
