"""Codebooks from elsewhere: compared, chosen from, brought in at one go, and taken back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from codebook_material import codebooks
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.formats.codebook_base import CodebookFile
from qcode.model.code_entries import CodeEntry, entries_of
from qcode.model.codebook_plan import Conflict, Status
from qcode.model.errors import UserError
from qcode.services import codes, history, projects
from qcode.services.codebook_exporting import export_codebook
from qcode.services.codebook_files import read
from qcode.services.codebook_importing import import_codebook, out_of_order, plan_import
from qcode.services.projects import Project

_GUIDS = [f"00000000-0000-4000-8000-{n:012}" for n in range(9)]


@contextmanager
def _project() -> Iterator[Project]:
    with (
        tempfile.TemporaryDirectory() as folder,
        projects.create_project(Path(folder, "other.qcode"), coder="Kim") as made,
    ):
        yield made


def _bring(project: Project, entries: Sequence[CodeEntry], **how: object) -> None:
    import_codebook(project, CodebookFile("qdc", tuple(entries)), name="other.qdc", **how)  # type: ignore[arg-type]


def _tree(project: Project) -> list[str]:
    codebook = project.codebook()
    return [codebook.path(code.id) for _depth, code in codebook.walk()]


@settings(max_examples=15, deadline=None)
@given(entries=codebooks(), suffix=st.sampled_from((".qdc", ".xlsx", ".csv", ".md", ".txt")))
def test_what_comes_out_and_in_again_is_the_same_codebook(
    entries: tuple[CodeEntry, ...], suffix: str
) -> None:
    with _project() as one, _project() as other:
        _bring(one, entries)
        here = entries_of(one.codebook())
        assert here == entries
        path = one.path.with_name(f"codebook{suffix}")
        losses = export_codebook(one, path).losses
        file = read(path)
        import_codebook(other, file, name=path.name)
        if not losses:
            assert entries_of(other.codebook()) == here
        lossless = suffix in (".xlsx", ".csv")
        if lossless:
            with pytest.raises(UserError, match="codebook_known"):
                import_codebook(one, file, name=path.name, order=True)


@settings(max_examples=25, deadline=None)
@given(data=st.data(), first=codebooks(), second=codebooks(), order=st.booleans())
def test_any_codebook_can_come_upon_any_other_and_be_undone(
    data: st.DataObject,
    first: tuple[CodeEntry, ...],
    second: tuple[CodeEntry, ...],
    order: bool,
) -> None:
    """Also when GUIDs meet crosswise: then codes move, swap names, or are in conflict."""
    guids = data.draw(st.permutations([entry.guid for entry in first]))
    second = tuple(
        replace(entry, guid=guids[n]) if n < len(guids) else entry for n, entry in enumerate(second)
    )
    second = second if len({entry.guid for entry in second}) == len(second) else first
    with _project() as project:
        _bring(project, first)
        before = entries_of(project.codebook())
        plan = plan_import(project, second)
        chosen = data.draw(st.sets(st.sampled_from(range(len(second)))))
        try:
            _bring(project, second, chosen=chosen, order=order)
        except UserError as error:
            assert error.code == "codebook_known"
            assert entries_of(project.codebook()) == before
            return
        assert len(project.codebook()) >= len(before)
        if len(chosen) == len(second) and not plan.count(Status.CONFLICT):
            left = {entry.names for entry in entries_of(project.codebook())}
            assert {entry.names for entry in second} <= left
        after = entries_of(project.codebook())
        project.undo()
        assert entries_of(project.codebook()) == before
        project.redo()
        assert entries_of(project.codebook()) == after


def test_a_code_is_known_by_its_guid_when_it_has_another_name_and_place(project: Project) -> None:
    _bring(project, [CodeEntry(("A",), _GUIDS[0]), CodeEntry(("B",), _GUIDS[1])])
    _bring(project, [CodeEntry(("B",), _GUIDS[1]), CodeEntry(("B", "Alpha"), _GUIDS[0])])
    assert _tree(project) == ["B", "B/Alpha"]


def test_a_new_code_gets_the_name_of_one_that_is_renamed_after_it(project: Project) -> None:
    parent, known, new = _GUIDS[:3]
    _bring(project, [CodeEntry(("Plats",), parent), CodeEntry(("Plats", "Bo"), known)])
    entries = [
        CodeEntry(("Plats",), parent),
        CodeEntry(("Plats", "Bo"), new),
        CodeEntry(("Anna",), known),
    ]
    _bring(project, entries)
    assert _tree(project) == ["Plats", "Plats/Bo", "Anna"]
    guids = {code.name: code.guid for code in project.codebook().codes.values()}
    assert (guids["Bo"], guids["Anna"]) == (new, known)


def test_two_codes_can_change_names_with_each_other(project: Project) -> None:
    _bring(project, [CodeEntry(("A",), _GUIDS[0]), CodeEntry(("B",), _GUIDS[1])])
    _bring(project, [CodeEntry(("A",), _GUIDS[1]), CodeEntry(("B",), _GUIDS[0])])
    by_guid = {code.guid: code.name for code in project.codebook().codes.values()}
    assert by_guid == {_GUIDS[0]: "B", _GUIDS[1]: "A"}


def test_parent_and_child_can_change_places(project: Project) -> None:
    _bring(project, [CodeEntry(("A",), _GUIDS[0]), CodeEntry(("A", "B"), _GUIDS[1])])
    _bring(project, [CodeEntry(("B",), _GUIDS[1]), CodeEntry(("B", "A"), _GUIDS[0])])
    assert _tree(project) == ["B", "B/A"]


def test_a_name_that_is_taken_is_a_conflict_and_the_texts_can_still_come(project: Project) -> None:
    _bring(project, [CodeEntry(("A",), _GUIDS[0]), CodeEntry(("B",), _GUIDS[1])])
    entry = CodeEntry(("B",), _GUIDS[0], definition="What B means.")
    (row,) = plan_import(project, [entry]).rows
    assert (row.status, row.conflict) == (Status.CONFLICT, Conflict.NAME_TAKEN)
    with pytest.raises(UserError, match="codebook_known"):
        _bring(project, [entry])
    _bring(project, [entry], chosen={0})
    assert _tree(project) == ["A", "B"]
    assert codes.find_code(project, "A").definition == "What B means."


def test_what_the_file_leaves_empty_stays(project: Project) -> None:
    _bring(project, [CodeEntry(("A",), definition="Here.", example="An example.")])
    plan = plan_import(project, [CodeEntry(("A",), use_when="There.")])
    assert [(change.field, change.new) for change in plan.rows[0].changes] == [
        ("use_when", "There.")
    ]
    _bring(project, [CodeEntry(("A",), use_when="There.")])
    code = codes.find_code(project, "A")
    assert (code.definition, code.use_when, code.example) == ("Here.", "There.", "An example.")


def test_only_the_chosen_rows_come_with_what_they_need_above_them(project: Project) -> None:
    entries = [CodeEntry(("A",)), CodeEntry(("A", "B")), CodeEntry(("A", "C")), CodeEntry(("D",))]
    _bring(project, entries, chosen={1})
    assert _tree(project) == ["A", "A/B"]


def test_colours_are_inherited_where_they_are_the_parents(project: Project) -> None:
    entries = [
        CodeEntry(("A",), color="#112233"),
        CodeEntry(("A", "B"), color="#112233"),
        CodeEntry(("A", "C"), color="#445566"),
        CodeEntry(("A", "D")),
        CodeEntry(("E",)),
    ]
    _bring(project, entries)
    found = {code.name: code for code in project.codebook().codes.values()}
    assert [found[name].inherits for name in "ABCDE"] == [False, True, False, True, False]
    assert found["D"].color == "#112233"
    assert found["E"].color.startswith("#")


def test_another_colour_on_the_parent_goes_down_without_touching_the_children(
    project: Project,
) -> None:
    _bring(project, [CodeEntry(("A",), color="#112233"), CodeEntry(("A", "B"), color="#112233")])
    recoloured = [CodeEntry(("A",), color="#778899"), CodeEntry(("A", "B"), color="#778899")]
    plan = plan_import(project, recoloured)
    assert [row.status for row in plan.rows] == [Status.CHANGED, Status.SAME]


def test_new_codes_find_their_places_and_the_order_changes_only_if_asked(project: Project) -> None:
    _bring(project, [CodeEntry((name,)) for name in "ACX"])
    file = [CodeEntry((name,)) for name in "CBA"]
    plan = plan_import(project, file)
    assert (out_of_order(project.codebook(), plan), plan.left) == (1, 1)
    _bring(project, file)
    assert _tree(project) == ["A", "C", "B", "X"]
    project.undo()
    _bring(project, file, order=True)
    assert _tree(project) == ["C", "X", "B", "A"]


def test_a_codebook_can_come_below_a_code(project: Project) -> None:
    above = codes.add_code(project, "Theirs")
    _bring(project, [CodeEntry(("A",)), CodeEntry(("A", "B"))], under=above)
    assert _tree(project) == ["Theirs", "Theirs/A", "Theirs/A/B"]


def test_one_operation_says_where_it_came_from(project: Project) -> None:
    _bring(project, [CodeEntry(("A",)), CodeEntry(("B",))])
    newest = history.history(project, limit=1)[0]
    assert newest.summary == "Import the codebook “other.qdc”"
