"""Laws of exchange: a project written as REFI-QDA and read again is the same project."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from exchange_material import projects, sample
from hypothesis import given, settings

from qcode.formats.exchange import ExchangeProject
from qcode.formats.refi.read_project import QdpxReader
from qcode.formats.refi.write_project import QdpxWriter

FOLDER = Path(__file__).parents[3] / "shared/data/qdpx"
WORDS = {"qdpx_introduction": "Not shown elsewhere:", "qdpx_turns": "{count} documents with turns"}


def settled(project: ExchangeProject) -> dict[str, Any]:
    """Return what a project holds, in an order of its own, with the bytes of its files."""
    held = {
        each.guid: each.source.read() if each.source is not None else None
        for each in project.documents
    }
    media = {
        each.guid: each.held.read() if each.held is not None else None
        for document in project.documents
        for each in document.media
    }
    names = ("segments", "values", "parts")
    found = {name: sorted(getattr(project, name), key=repr) for name in names}
    plain = replace(project, segments=(), values=(), parts=(), origin="", offsets=(), losses=())
    return {"project": plain, "held": held, "media": media, **found}


def again(project: ExchangeProject) -> tuple[ExchangeProject, dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.qdpx"
        assert QdpxWriter().write(project, path, WORDS) == QdpxWriter().foresee(project)
        found = QdpxReader().read(path)
        return found, settled(found)


def test_a_project_with_everything_comes_back() -> None:
    found, held = again(sample())
    assert held == settled(sample())
    assert found.losses == ()


@settings(max_examples=35, deadline=None)
@given(projects())
def test_any_project_comes_back(project: ExchangeProject) -> None:
    assert again(project)[1] == settled(project)


# -- projects of other programs

VARIANTS = sorted(FOLDER.rglob("*.qdpx")) if FOLDER.exists() else []


@pytest.mark.skipif(not VARIANTS, reason="needs the shared data")
@pytest.mark.parametrize("path", VARIANTS, ids=lambda path: path.stem)
def test_the_project_of_another_program_comes_back(path: Path) -> None:
    project = QdpxReader().read(path)
    assert again(project)[1]["project"] == settled(project)["project"]
