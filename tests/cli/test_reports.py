"""Reports on the command line: presets, and settings said beside them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

Run = Callable[..., Any]
Fail = Callable[..., str]


@pytest.fixture
def coded(run: Run, project: str) -> str:
    """A project with one coding."""
    run("code", project, "Anna", "--span", "3:18", "--as", "Tillit")
    return project


def test_presets_are_listed_kept_renamed_and_deleted(run: Run, fail: Fail, coded: str) -> None:
    keys = [preset["key"] for preset in run("presets", coded)]
    assert keys == ["themes", "codebook", "transcript", "analysis", "everything"]
    run("preset", coded, "Min", "--preset", "codebook", "--order", "weight", "--no-rules")
    mine = run("presets", coded)[-1]
    assert mine["options"]["order"] == "weight"
    assert mine["options"]["rules"] is False
    assert mine["options"]["parts"] == ["cover", "contents", "chart", "codebook"]
    run("preset-rename", coded, "Min", "Din")
    run("preset-delete", coded, "Din")
    assert len(run("presets", coded)) == 5
    assert "themes" in fail("export", coded, "x.docx", "--preset", "Din")


def test_settings_reach_the_file(run: Run, coded: str, tmp_path: Path) -> None:
    out = tmp_path / "rapport.docx"
    run(
        *("export", coded, str(out), "--preset", "everything", "--title", "Bilaga"),
        *("--author", "Åsa", "--author", "Bo", "--parts", "cover,excerpts", "--context", "1"),
        *("--reference", '"{quote}" ({document})', "--language", "en"),
    )
    document = Document(str(out))
    assert document.core_properties.title == "Bilaga"
    assert document.core_properties.author == "Åsa, Bo"
    words = "".join(document.element.itertext())
    assert "” (Anna)" in words


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (("--order", "sideways"), "weight"),
        (("--group", "attribute"), "attribute"),
        (("--parts", "index"), "transcripts"),
        (("--reference", "{quote} ({shoe})"), "pseudonym"),
        (("--context", "99"), "0–20"),
        (("--logo", __file__), "PNG"),
        (("--template", __file__), "Word"),
    ],
)
def test_settings_that_mean_nothing_are_told(
    fail: Fail, coded: str, tmp_path: Path, settings: tuple[str, str], words: str
) -> None:
    assert words in fail("export", coded, str(tmp_path / "x.docx"), *settings)
    assert list(tmp_path.glob("x*")) == []


def test_a_dry_run_tells_what_would_be_lost_and_writes_nothing(
    run: Run, coded: str, tmp_path: Path
) -> None:
    out = tmp_path / "rapport.csv"
    (loss,) = run("export", coded, str(out), "--dry-run")["losses"]
    assert loss["kind"] == "parts_left_out"
    assert run("export", coded, str(tmp_path / "rapport.docx"), "--dry-run")["losses"] == []
    assert list(tmp_path.glob("rapport*")) == []


def test_a_table_can_have_its_dictionary_beside_it(run: Run, coded: str, tmp_path: Path) -> None:
    out = tmp_path / "rapport.csv"
    run("export", coded, str(out), "--dictionary", "--separator", "semicolon", "--no-bom")
    assert out.read_bytes().startswith(b"guid;code;text;")
    told = tmp_path / "rapport.dictionary.csv"
    assert told.read_text(encoding="utf-8").startswith("column;label;type;values")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html"])
def test_a_template_of_another_kind_is_told_and_left(
    run: Run, coded: str, tmp_path: Path, suffix: str
) -> None:
    looks = tmp_path / "looks.pptx"
    run("export", coded, str(looks))
    told = run("export", coded, str(tmp_path / f"r{suffix}"), "--template", str(looks))["losses"]
    assert "template_left_out" in [loss["kind"] for loss in told]
    told = run("export", coded, str(tmp_path / "r.pptx"), "--template", str(looks))["losses"]
    assert "template_left_out" not in [loss["kind"] for loss in told]
