"""What the pages say to type can be typed, and what they point at is there."""

from __future__ import annotations

import io
import re
import shlex
import shutil
from contextlib import chdir, redirect_stdout
from pathlib import Path

import pytest

from qcode.__main__ import main

REPOSITORY = Path(__file__).resolve().parents[1]
PAGES = sorted((REPOSITORY / "resources" / "docs").rglob("*.md"))
FRONT = [REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md")]


def page_name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def commands(page: str) -> list[list[str]]:
    """Return the commands of the console blocks of a page."""
    return [shlex.split(line) for line in re.findall(r"^\$ (.+)$", page, re.MULTILINE)]


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `qcode demo --out` makes, with which most pages begin."""
    folder, told = tmp_path_factory.mktemp("demonstrated"), io.StringIO()
    with chdir(folder), redirect_stdout(told):
        assert main(["demo", "--out", "demo"]) == 0
    assert told.getvalue().strip()
    return folder / "demo"


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_command_on_the_page_works_in_turn(
    page: Path,
    demonstrated: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("interviews", "intervjuer"):
        shutil.copytree(REPOSITORY / "resources" / "sample" / "documents", folder)
    typed = commands(page.read_text(encoding="utf-8"))
    assert typed
    for program, *arguments in typed:
        assert program == "qcode"
        if arguments[:2] == ["demo", "--out"]:
            shutil.copytree(demonstrated, arguments[2], dirs_exist_ok=True)
            continue
        status = main(arguments)
        said = capsys.readouterr()
        assert status == 0, f"{arguments}: {said.err}"
        assert said.out.strip(), arguments


def test_each_page_is_there_in_every_language() -> None:
    names = {page.parent.name: set() for page in PAGES}
    for page in PAGES:
        names[page.parent.name].add(page.name)
    assert set(names) == {"en", "sv"}
    assert names["en"] == names["sv"]


@pytest.mark.parametrize("page", FRONT, ids=page_name)
def test_every_target_of_make_that_is_named_exists(page: Path) -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(
        re.findall(r"(?:^|`)make ([a-z-]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named
    assert named <= targets


@pytest.mark.parametrize("page", [*FRONT, *PAGES], ids=page_name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"(?<!!)\[[^\]]*\]\((?!\w+:)([^)#]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
