"""Searching a project while the disk under its index fails: every answer is right, none a fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults import Faulty

from qcode.index.storage import FolderStorage
from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.services import text_editing
from qcode.services.projects import Project
from qcode.services.searching import Searcher

QUERIES = ("trygghet", "tryg*", '"fått sig en törn"', "NOT trygghet", "nyord")


def totals(searcher: Searcher) -> list[int]:
    return [searcher.search(query).total for query in QUERIES]


@pytest.mark.parametrize(("number", "start"), [(28, 1), (5, 2), (13, 3)])
@pytest.mark.parametrize("for_good", [False, True])
def test_whatever_step_fails_the_answers_are_right(
    project: Project,
    first: DocumentId,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    start: int,
    for_good: bool,
) -> None:
    searcher = Searcher(project)
    right = totals(searcher)
    text = project.text(first).text
    change = TextChange.replace(text, len(text), len(text), " nyord")
    text_editing.edit_text(project, first, change)
    changed = totals(searcher)
    assert changed[-1] == 1
    project.undo()
    searcher.close()
    at, steps = start, start
    while steps >= at:
        made: list[Faulty] = []

        def faulty(folder: Path, at: int = at, made: list[Faulty] = made) -> FolderStorage:
            fault = Faulty(folder, lambda: OSError(number, "fault"), at=at, for_good=for_good)
            made.append(fault)
            return fault

        with monkeypatch.context() as patch:
            patch.setattr("qcode.services.index_folder.VersionFolder", faulty)
            searcher = Searcher(project)
            assert totals(searcher) == right, at
            searcher.update()
            assert totals(searcher) == right, at
            text_editing.edit_text(project, first, change)
            searcher.update()
            assert totals(searcher) == changed, at
            project.undo()
            assert totals(searcher) == right, at
            searcher.close()
        steps = max(storage.steps for storage in made)
        at += 3
    searcher = Searcher(project)
    searcher.update()
    assert searcher.behind() == 0
    assert totals(searcher) == right
    searcher.close()
