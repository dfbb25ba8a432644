"""A small project to store things in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qcode.model.changes import Op
from qcode.store import schema
from qcode.store.file import Store, create_store


@pytest.fixture(autouse=True)
def _waiting(disk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the disk here, as the program does."""
    monkeypatch.setattr(disk, "waits", True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the project of a test lies."""
    return tmp_path / "study" / "project.qcode"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A project with a coder, a document of 100 characters and a code, all with id 1."""
    path.parent.mkdir()
    with create_store(path, {"name": "Study", "language": "sv"}, coder="Anna") as made:
        with made.writing(Op.ADD_CODER, coder="Anna") as unit:
            unit.add(schema.coder, name="Anna", color="#112233")
        with made.writing(Op.IMPORT, coder="Anna") as unit:
            text = unit.keep(b"x" * 100)
            layout = unit.keep(b'{"version":1}')
            unit.add(
                schema.document,
                name="Intervju",
                kind="interview",
                length=100,
                paragraphs=1,
                turns=0,
                added="2026-01-01T00:00:00.000Z",
                position=0,
                text_hash=text,
                layout_hash=layout,
            )
        with made.writing(Op.ADD_CODE, coder="Anna") as unit:
            unit.add(schema.code, name="Tillit", position=0, color="#445566")
        yield made


def segment(start: int, end: int, **values: object) -> dict[str, object]:
    """The columns of a segment of the document."""
    return {"document_id": 1, "code_id": 1, "coder_id": 1, "start": start, "end": end, **values}


@pytest.fixture
def columns() -> object:
    """The function that gives a segment's columns."""
    return segment
