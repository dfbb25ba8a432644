"""Whoever only reads a project sees what somebody else does in it meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qcode.model.changes import Changes
from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import codes, coding, documents, projects
from qcode.services.projects import Project
from qcode.ui.codes.pane import CodesPane
from qcode.ui.session import Session

from .conftest import running


@pytest.fixture
def writer(sample_file: Path, tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "shared.qcode"
    path.write_bytes(sample_file.read_bytes())
    with projects.open_project(path, coder="Bo") as project:
        yield project


@pytest.fixture
def reader(writer: Project, qtbot: QtBot) -> Iterator[Session]:
    """A session that reads what `writer` writes."""
    with running(projects.open_project(writer.path, coder="Ines", read_only=True)) as session:
        yield session


def heard(session: Session, qtbot: QtBot) -> Changes:
    """Return the news that looking once brings."""
    assert session.following is not None
    with qtbot.waitSignal(session.changed) as news:
        session.following.look()
    assert news.args is not None
    qtbot.waitUntil(lambda: "following" not in session.runner.asked)
    [changes] = news.args
    assert isinstance(changes, Changes)
    return changes


def test_what_is_coded_renamed_and_deleted_comes_as_one_piece_of_news(
    writer: Project, reader: Session, qtbot: QtBot
) -> None:
    code = next(iter(writer.codebook().codes))
    gone = writer.documents()[-1].id
    coding.apply_code(writer, DocumentId(1), Span(10, 30), code)
    codes.rename_code(writer, code, "Another name")
    documents.delete_documents(writer, [gone])
    news = heard(reader, qtbot)
    assert news.operation == writer.last_operation()
    assert news.affects_segments and news.affects_codes and news.affects_documents
    assert DocumentId(1) in news.documents
    assert gone in news.texts
    assert DocumentId(1) not in news.texts
    codes.rename_code(writer, code, "A third one")
    assert not heard(reader, qtbot).affects_segments


def test_panes_follow(writer: Project, reader: Session, qtbot: QtBot) -> None:
    pane = CodesPane(reader)
    qtbot.addWidget(pane)
    code = next(iter(writer.codebook().codes))
    codes.rename_code(writer, code, "Another name")
    heard(reader, qtbot)
    model = pane.tree.codes
    qtbot.waitUntil(lambda: model.index_of(code).data() == "Another name")


def test_without_news_nothing_is_told(writer: Project, reader: Session, qtbot: QtBot) -> None:
    assert reader.following is not None
    with qtbot.assertNotEmitted(reader.changed):
        reader.following.look()
        qtbot.waitUntil(lambda: "following" not in reader.runner.asked)


def test_one_who_writes_follows_nobody(session: Session) -> None:
    assert session.following is None
