"""A project with two interviews, to try the services on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import importing, projects
from qcode.services.projects import Project

FIRST = """\
I: Vad är trygghet för dig?
IP1: Att någon kommer. Trygghet är att veta det.
I: Litar du på kommunen?
IP1: Nja, tilliten har fått sig en törn 😀 sedan kiosken brann.
"""
SECOND = """\
I: Hur är det på torget?
IP2: Otryggt på kvällen. Men lamporna lyser.
"""


@pytest.fixture(autouse=True)
def _backups(no_backups: None) -> None:
    """What is written is copied in the tests of the copies, of the window and of the commands."""


@pytest.fixture(scope="session")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two interviews, and with a project that they were taken into; for copies."""
    folder = tmp_path_factory.mktemp("study")
    paths = [folder / "Anna.txt", folder / "Bo.txt"]
    for path, text in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(text, encoding="utf-8")
    with projects.create_project(folder / "study.qcode", coder="Kim") as made:
        importing.import_paths(made, paths, language="sv")
    return folder


@pytest.fixture
def project(tmp_path: Path, studied: Path) -> Iterator[Project]:
    """The interviews "Anna" (id 1) and "Bo" (id 2), and nothing coded yet."""
    shutil.copytree(studied, tmp_path, dirs_exist_ok=True)
    with projects.open_project(tmp_path / "study.qcode", coder="Kim") as opened:
        yield opened


@pytest.fixture
def first(project: Project) -> DocumentId:
    """The interview with Anna."""
    return project.documents()[0].id


@pytest.fixture
def second(project: Project) -> DocumentId:
    """The interview with Bo."""
    return project.documents()[1].id


@pytest.fixture
def span(project: Project) -> Callable[[DocumentId, str], Span]:
    """The function that finds words in a document."""

    def find(document: DocumentId, words: str) -> Span:
        start = project.text(document).text.index(words)
        return Span(start, start + len(words))

    return find
