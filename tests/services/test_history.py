from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qcode.model.errors import UserError
from qcode.services import codes, documents
from qcode.services.history import history, steps_back, undo_to
from qcode.services.projects import Project, create_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "project.qcode", coder="Ines") as opened:
        for name in "ABCD":
            codes.add_path(opened, name)
        yield opened


def names(project: Project) -> set[str]:
    return {code.name for code in project.codebook().codes.values()}


def line(project: Project, code: str) -> int:
    wanted = f"Add code “{code}”"
    return next(each.operation.id for each in history(project) if each.summary == wanted)


def test_paths_are_written_as_they_are_read_and_for_a_terminal_as_they_are_typed(
    project: Project,
) -> None:
    codes.add_path(project, r"A/Och\/eller/Mer")
    assert history(project)[0].summary == "Add code “A › Och/eller › Mer”"
    assert history(project, typed=True)[0].summary == r"Add code “A/Och\/eller/Mer”"


def test_a_code_that_only_changes_places_is_not_said_to_go_to_the_top(project: Project) -> None:
    b = codes.find_code(project, "B").id
    codes.move_codes(project, [b], None, at=0)
    assert history(project)[0].summary == "Move “B” among its neighbours"
    codes.move_codes(project, [b], codes.find_code(project, "A").id)
    assert history(project)[0].summary == "Move “B” under “A”"
    codes.move_codes(project, [b], None)
    assert history(project)[0].summary == "Move “B” to the top level"


def test_what_is_done_to_a_set_is_told_by_its_own_word(project: Project) -> None:
    def told() -> str:
        return history(project)[0].summary

    number = documents.save_set(project, "Norr", [])
    assert told() == "Save the set “Norr”"
    documents.rename_set(project, number, "Söder")
    assert told() == "Rename the set “Norr” to “Söder”"
    documents.delete_set(project, number)
    assert told() == "Delete the set “Söder”"


def test_undoing_to_a_line_takes_back_what_came_after_it_and_no_more(project: Project) -> None:
    target = line(project, "B")
    assert steps_back(project, target) == 2
    assert undo_to(project, target) == 2
    assert names(project) == {"A", "B"}
    project.redo()
    project.redo()
    assert names(project) == {"A", "B", "C", "D"}


def test_a_step_that_was_undone_and_redone_counts_once(project: Project) -> None:
    target = line(project, "B")
    project.undo()
    project.redo()
    assert undo_to(project, target) == 2
    assert names(project) == {"A", "B"}


def test_there_is_no_way_back_to_the_newest_step_or_to_one_that_is_undone(
    project: Project,
) -> None:
    with pytest.raises(UserError, match="nothing_to_undo"):
        undo_to(project, line(project, "D"))
    undone = line(project, "D")
    project.undo()
    codes.add_path(project, "E")
    assert steps_back(project, undone) == 0
    with pytest.raises(UserError, match="nothing_to_undo"):
        undo_to(project, undone)
    assert names(project) == {"A", "B", "C", "E"}
