"""Unfinished edits: kept for the next time, for the text they were made of, and forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.text import canonical
from qcode.services import drafts, text_editing
from qcode.services.folders import cache_folder
from qcode.services.projects import Project


def files(project: Project) -> list[Path]:
    return sorted((cache_folder(project.info.guid) / "drafts").glob("*"))


@given(words=st.text(max_size=8), at=st.integers(0, 20), gone=st.integers(0, 20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_what_is_kept_comes_back(
    project: Project, first: DocumentId, words: str, at: int, gone: int
) -> None:
    opened = project.text(first)
    inserted = canonical(words).text
    change = TextChange.replace(opened.text, at, at + gone, inserted)
    drafts.keep_draft(project, opened.document, change, at)
    found = drafts.draft_of(project, opened)
    if change.is_identity:
        assert found is None
    elif at or not inserted.startswith("\ufeff"):
        assert found is not None
        assert (found.change, found.place) == (change, at)
    drafts.drop_draft(project, opened.document)
    assert drafts.draft_of(project, opened) is None
    assert files(project) == []


def test_a_draft_is_offered_for_the_text_it_was_made_of_only(
    project: Project, first: DocumentId
) -> None:
    opened = project.text(first)
    change = TextChange.replace(opened.text, 0, 1, "Jag")
    drafts.keep_draft(project, opened.document, change, 3)
    text_editing.edit_text(project, first, TextChange.replace(opened.text, 5, 5, "så "))
    assert drafts.draft_of(project, project.text(first)) is None
    project.undo()
    assert drafts.draft_of(project, project.text(first)) is not None


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"version": 2}',
        {"replacements": [[0, 1, "x", "not there"]]},
        {"replacements": [[0]]},
        {"replacements": [[0, 0, "\r\n", ""]]},
        {"place": "here"},
        {"made": "once"},
        {"length": 1},
        {"length": float("inf")},
        {"place": float("inf")},
    ],
)
def test_a_draft_that_something_else_wrote_in_is_none(
    project: Project, first: DocumentId, damage: str | dict[str, object]
) -> None:
    opened = project.text(first)
    drafts.keep_draft(project, opened.document, TextChange.replace(opened.text, 0, 1, "Jag"), 3)
    (path,) = files(project)
    if isinstance(damage, dict):
        damage = json.dumps({**json.loads(path.read_text("utf-8")), **damage})
    path.write_text(damage, "utf-8")
    assert drafts.draft_of(project, opened) is None


def test_a_draft_that_cannot_be_written_stops_nothing(project: Project, first: DocumentId) -> None:
    opened = project.text(first)
    (cache_folder(project.info.guid) / "drafts").write_text("in the way", "utf-8")
    drafts.keep_draft(project, opened.document, TextChange.replace(opened.text, 0, 1, ""), 3)
    assert drafts.draft_of(project, opened) is None
