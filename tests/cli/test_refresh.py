"""Refreshing a report and taking its comments in, in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_report_is_refreshed(project: str, run: Run, tmp_path: Path) -> None:
    report = str(tmp_path / "r.docx")
    run("code", project, "Anna", "--span", "0:20", "--as", "Trygghet")
    run("export", project, report)
    assert run("refresh", project, report)["written"] is None
    run("code", project, "Anna", "--span", "22:40", "--as", "Trygghet")
    rehearsed = run("refresh", project, report, "--dry-run")
    assert rehearsed["counts"]["new"] == 1 and rehearsed["written"] is None
    beside = str(tmp_path / "other.docx")
    assert run("refresh", project, report, "--out", beside)["kept"] is None
    done = run("refresh", project, report, "--uncoded", "remove")
    assert done["changes"] == rehearsed["changes"] and Path(done["kept"]).exists()
    assert run("refresh", project, report)["changes"] == []
    assert run("refresh", project, beside)["changes"] == []


def test_comments_are_listed_and_taken_by_number(
    project: str, run: Run, fail: Run, tmp_path: Path
) -> None:
    report = str(tmp_path / "r.docx")
    run("code", project, "Anna", "--span", "0:20", "--as", "Trygghet")
    run("export", project, report)
    answer = run("comments", project, report)
    assert answer["comments"] == [] and answer["taken"] == 0
    assert run("comments", project, report, "--take", "all")["operation"] == 0
    assert "3" in fail("comments", project, report, "--take", "3")
