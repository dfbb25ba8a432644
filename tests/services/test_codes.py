"""The codebook: what surgery keeps, what it refuses, and what it says before it takes away."""

from __future__ import annotations

import pytest

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import codes, coding, memos
from qcode.services.projects import Project


def paths(project: Project) -> list[str]:
    """The code tree as paths, in its order."""
    codebook = project.codebook()
    return [codebook.path(code.id) for _depth, code in codebook.walk()]


def add(project: Project, *names: str) -> list[CodeId]:
    """Add codes by path."""
    return [codes.add_path(project, name) for name in names]


def test_a_path_makes_its_missing_parents_in_one_operation(project: Project) -> None:
    before = project.last_operation()
    add(project, "Tillit/Tillit till staden/Nära")
    assert paths(project) == [
        "Tillit",
        "Tillit/Tillit till staden",
        "Tillit/Tillit till staden/Nära",
    ]
    assert project.last_operation() == before + 1


def test_a_slash_in_a_name_is_escaped_in_the_path(project: Project) -> None:
    (code,) = add(project, r"Och\/eller")
    assert project.codebook()[code].name == "Och/eller"
    assert codes.find_code(project, r"Och\/eller").id == code


def test_a_subcode_has_its_parents_colour_and_top_codes_differ(project: Project) -> None:
    top, child, other = add(project, "A", "A/B", "C")
    codebook = project.codebook()
    assert codebook[child].color == codebook[top].color != codebook[other].color


def test_a_code_is_found_by_its_name_alone_if_only_one_has_it(project: Project) -> None:
    add(project, "A/Rum", "B", "C/Plats", "D/Plats")
    assert codes.find_code(project, "Rum").name == "Rum"
    with pytest.raises(UserError) as caught:
        codes.find_code(project, "Plats")
    assert caught.value.code == "code_ambiguous"
    assert caught.value.params["candidates"] == "C/Plats, D/Plats"


@pytest.mark.parametrize("path", ["", "a//b", "/a", "a/"])
def test_a_path_with_a_missing_name_is_refused(project: Project, path: str) -> None:
    with pytest.raises(UserError, match="code_path_empty"):
        codes.add_path(project, path)


def test_codes_are_moved_among_siblings_by_place(project: Project) -> None:
    a, b, c, d = add(project, "A", "B", "C", "D")
    codes.move_codes(project, [d], None, at=1)
    assert paths(project) == ["A", "D", "B", "C"]
    codes.move_codes(project, [a, b], None, at=4)
    assert paths(project) == ["D", "C", "A", "B"]
    codes.move_codes(project, [c], a)
    assert paths(project) == ["D", "A", "A/C", "B"]


def test_a_code_cannot_be_put_below_itself(project: Project) -> None:
    top, _middle, below = add(project, "A", "A/B", "A/B/C")
    for target in (top, below):
        with pytest.raises(UserError, match="code_below_itself"):
            codes.move_codes(project, [top], target)


def test_a_name_is_free_only_once_among_siblings(project: Project) -> None:
    a, _b, _c = add(project, "A", "B", "C/A")
    for attempt in (
        lambda: codes.add_code(project, "A"),
        lambda: codes.rename_code(project, a, "B"),
        lambda: codes.move_codes(project, [codes.find_code(project, "C/A").id], None),
    ):
        with pytest.raises(UserError, match="code_exists"):
            attempt()


def test_merging_keeps_segments_memos_and_subcodes_and_leaves_a_trail(
    project: Project, first: DocumentId
) -> None:
    gone, into, child = add(project, "Oro", "Tillit", "Oro/Natt")
    codes.edit_code(project, gone, texts={"definition": "När det skaver"})
    twin, _changes = coding.apply_code(project, first, Span(0, 10), into)
    doubled, _changes = coding.apply_code(project, first, Span(0, 10), gone, memo="dubblett")
    other, _changes = coding.apply_code(project, first, Span(3, 9), gone)
    memos.add_memo(project, "Om oro", "…", links=[MemoLink(code=gone)])
    codes.merge_codes(project, [gone], into)
    assert paths(project) == ["Tillit", "Tillit/Natt"]
    assert project.codebook()[child].parent == into
    found = {s.id: s.code for s in coding.segments_of(project, first)}
    assert found == {twin: into, other: into}
    assert [m.text for m in memos.memos_on_segment(project, twin)] == ["dubblett"]
    assert memos.memos_on_segment(project, doubled) == []
    titles = {m.title: m.text for m in memos.memos_on_code(project, into)}
    assert "När det skaver" in titles["Merged: Oro"]
    assert "Om oro" in titles


def test_merging_refuses_what_cannot_be_one(project: Project) -> None:
    a, _ab, b, _bb, c, child = add(project, "A", "A/X", "B", "B/X", "C", "C/D")
    with pytest.raises(UserError, match="merge_into_itself"):
        codes.merge_codes(project, [a], a)
    with pytest.raises(UserError, match="merge_into_subcode"):
        codes.merge_codes(project, [c], child)
    with pytest.raises(UserError, match="code_exists"):
        codes.merge_codes(project, [a], b)


def test_splitting_moves_only_the_segments_that_are_named(
    project: Project, first: DocumentId
) -> None:
    (code,) = add(project, "Plats")
    moved, _changes = coding.apply_code(project, first, Span(0, 4), code)
    stays, _changes = coding.apply_code(project, first, Span(5, 9), code)
    codes.split_code(project, code, {"Torget": [moved]})
    found = {s.id: project.codebook().path(s.code) for s in coding.segments_of(project, first)}
    assert found == {moved: "Plats/Torget", stays: "Plats"}


def test_deleting_says_first_what_it_takes_along(project: Project, first: DocumentId) -> None:
    code, _below = add(project, "Plats", "Plats/Torg")
    coding.apply_code(project, first, Span(0, 4), code, memo="går")
    shared = memos.add_memo(
        project, "stannar", "…", links=[MemoLink(code=code), MemoLink(document=first)]
    )
    removal = codes.removal_of(project, [code])
    assert (removal.codes, removal.segments, removal.memos) == (2, 1, 1)
    codes.delete_codes(project, [code])
    assert paths(project) == []
    assert [m.id for m in memos.list_memos(project)] == [shared]
    project.undo()
    assert paths(project) == ["Plats", "Plats/Torg"]
    assert len(memos.list_memos(project)) == 2


def test_the_history_of_a_code_is_what_changed_it(project: Project) -> None:
    (code,) = add(project, "Plats")
    codes.rename_code(project, code, "Platser")
    codes.add_path(project, "Annat")
    kinds = [operation.kind.value for operation in codes.code_history(project, code)]
    assert kinds == ["rename_code", "add_code"]


@pytest.mark.parametrize("color", ["red", "#12345", "#gggggg", "123"])
def test_a_colour_that_is_none_is_refused(project: Project, color: str) -> None:
    with pytest.raises(UserError, match="color_unknown"):
        codes.add_path(project, "A", color=color)
    assert paths(project) == []
