"""The codebook: what surgery keeps, what it refuses, and what it says before it takes away."""

from __future__ import annotations

import pytest

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import code_surgery, codes, coding, memos
from qcode.services.history import describe, history
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


def test_subcodes_follow_their_parents_colour_until_they_get_their_own(project: Project) -> None:
    top, _middle, below = add(project, "A", "A/B", "A/B/C")
    codes.edit_code(project, top, color="#123456")
    assert project.codebook()[below].color == "#123456"
    assert [code.color for code in project.codebook().children(top)] == ["#123456"]
    codes.edit_code(project, below, color="#abcdef")
    codes.edit_code(project, top, color="#000000")
    assert project.codebook()[below].color == "#abcdef"
    codes.color_codes(project, [top, below], "")
    assert project.codebook()[below].color == project.codebook()[top].color == "#000000"


def test_a_code_that_comes_to_the_top_keeps_the_colour_it_was_shown_in(project: Project) -> None:
    top, below = add(project, "A", "A/B")
    shown = project.codebook()[below].color
    codes.move_codes(project, [below], None)
    codes.edit_code(project, top, color="#123456")
    assert project.codebook()[below].color == shown
    assert not project.codebook()[below].inherits


def test_a_code_takes_the_colour_of_the_parent_it_comes_to(project: Project) -> None:
    _a, below, other = add(project, "A", "A/B", "C")
    codes.move_codes(project, [below], other)
    assert project.codebook()[below].color == project.codebook()[other].color


def test_a_top_code_has_no_colour_to_inherit(project: Project) -> None:
    (top,) = add(project, "A")
    for attempt in (
        lambda: codes.edit_code(project, top, color=""),
        lambda: codes.color_codes(project, [top], ""),
    ):
        with pytest.raises(UserError, match="color_of_no_parent"):
            attempt()


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
    code_surgery.merge_codes(project, [gone], into)
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
        code_surgery.merge_codes(project, [a], a)
    with pytest.raises(UserError, match="merge_into_subcode"):
        code_surgery.merge_codes(project, [c], child)
    with pytest.raises(UserError, match="code_exists"):
        code_surgery.merge_codes(project, [a], b)


def test_splitting_moves_only_the_segments_that_are_named(
    project: Project, first: DocumentId
) -> None:
    (code,) = add(project, "Plats")
    moved, _changes = coding.apply_code(project, first, Span(0, 4), code)
    stays, _changes = coding.apply_code(project, first, Span(5, 9), code)
    code_surgery.split_code(project, code, {"Torget": [moved]})
    found = {s.id: project.codebook().path(s.code) for s in coding.segments_of(project, first)}
    assert found == {moved: "Plats/Torget", stays: "Plats"}


def test_splitting_into_a_code_that_is_there_absorbs_twins_with_their_memos(
    project: Project, first: DocumentId
) -> None:
    here, _ = coding.apply_path(project, first, Span(0, 3), "Tillit", memo="kvar")
    there, _ = coding.apply_path(project, first, Span(0, 3), "Tillit/Staden")
    code_surgery.split_code(
        project, codes.find_code(project, "Tillit").id, {"Staden": [here, here]}
    )
    assert [segment.id for segment in coding.segments_of(project, first)] == [there]
    assert [memo.text for memo in memos.memos_on_segment(project, there)] == ["kvar"]
    project.undo()
    assert {segment.id for segment in coding.segments_of(project, first)} == {here, there}


def test_a_segment_cannot_go_into_two_parts(project: Project, first: DocumentId) -> None:
    segment, _ = coding.apply_path(project, first, Span(0, 3), "Tillit")
    with pytest.raises(UserError, match="segment_of_other_code"):
        code_surgery.split_code(
            project, codes.find_code(project, "Tillit").id, {"A": [segment], "B": [segment]}
        )


def test_a_subcode_may_come_up_with_the_name_of_the_code_that_goes(project: Project) -> None:
    codes.add_path(project, "Plats/Torg/Torg")
    codes.add_path(project, "Rum/Torg")
    book = project.codebook()
    gone = [code for code in book.codes if book.path(code) in ("Plats", "Plats/Torg")]
    into = book.find(("Rum",))
    assert into is not None
    before = [book.path(code.id) for _depth, code in book.walk()]
    with pytest.raises(UserError, match="code_exists"):  # Rum has a Torg of its own
        code_surgery.merge_codes(project, gone, into)
    codes.rename_code(project, codes.find_code(project, "Rum/Torg").id, "Gata")
    code_surgery.merge_codes(project, gone, into)
    book = project.codebook()
    assert [book.path(code.id) for _depth, code in book.walk()] == ["Rum", "Rum/Gata", "Rum/Torg"]
    code_surgery.merge_codes(project, [codes.find_code(project, "Torg").id], into)
    for _step in range(3):
        project.undo()
    book = project.codebook()
    assert [book.path(code.id) for _depth, code in book.walk()] == before


def test_names_in_a_path_are_cleaned_before_they_are_looked_for(project: Project) -> None:
    code = codes.add_path(project, "Tillit  till\tstaden/Kväll")
    assert codes.add_path(project, "Tillit till staden / Kväll") == code
    assert codes.find_code(project, "Tillit  till staden/Kväll").id == code
    assert codes.add_path(project, "Tillit till staden/Kva\u0308ll") == code


def test_a_tree_may_be_very_deep(project: Project) -> None:
    names = [f"nivå {depth}" for depth in range(400)]
    code = codes.add_path(project, "/".join(names))
    assert project.codebook().names(code) == tuple(names)
    code_surgery.delete_codes(project, [codes.find_code(project, "nivå 0").id])
    assert len(project.codebook()) == 0
    project.undo()
    assert len(project.codebook()) == 400


def test_deleting_says_first_what_it_takes_along(project: Project, first: DocumentId) -> None:
    code, _below = add(project, "Plats", "Plats/Torg")
    coding.apply_code(project, first, Span(0, 4), code, memo="går")
    shared = memos.add_memo(
        project, "stannar", "…", links=[MemoLink(code=code), MemoLink(document=first)]
    )
    removal = code_surgery.removal_of(project, [code])
    assert (removal.codes, removal.segments, removal.memos) == (2, 1, 1)
    code_surgery.delete_codes(project, [code])
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


def test_the_history_of_a_code_tells_what_was_merged_into_it_and_split_from_it(
    project: Project, first: DocumentId
) -> None:
    code, _gone, _other = add(project, "Plats", "Torg", "Annat")
    segment, _changes = coding.apply_code(project, first, Span(0, 4), code)
    code_surgery.merge_codes(project, [codes.find_code(project, "Torg").id], code)
    code_surgery.split_code(project, code, {"Del": [segment]})
    code_surgery.merge_codes(project, [codes.find_code(project, "Annat").id], code)
    kinds = [operation.kind.value for operation in codes.code_history(project, code)]
    assert kinds == ["merge_codes", "split_code", "merge_codes", "add_code"]
    part = codes.find_code(project, "Del").id
    assert [each.kind.value for each in codes.code_history(project, part)] == ["split_code"]


@pytest.mark.parametrize("color", ["red", "#12345", "#gggggg", "123"])
def test_a_colour_that_is_none_is_refused(project: Project, color: str) -> None:
    with pytest.raises(UserError, match="color_unknown"):
        codes.add_path(project, "A", color=color)
    assert paths(project) == []


def test_a_view_sees_the_code_tree_of_its_own_state(project: Project) -> None:
    (code,) = add(project, "A")
    with project.reading() as view:
        assert len(project.codebook(view)) == 1
        codes.rename_code(project, code, "B")
        add(project, "C")
        assert project.codebook(view)[code].name == "A"
        assert len(project.codebook()) == 2
        assert len(project.codebook(view)) == 1
    project.undo()
    assert [each.name for each in project.codebook().codes.values()] == ["B"]


def test_a_code_only_groups_others_until_a_passage_gets_it(project: Project) -> None:
    top, child = add(project, "A", "A/B")
    document = project.documents()[0].id
    codes.edit_code(project, top, codable=False)
    assert history(project)[0].summary == "Let “A” only group others"
    assert [code.codable for _depth, code in project.codebook().walk()] == [False, True]
    _segment, changes = coding.apply_code(project, document, Span(3, 9), top)
    assert describe(changes).endswith(" (“A” no longer only groups others)")
    assert changes.affects_codes
    assert project.codebook()[top].codable
    project.undo()
    assert not project.codebook()[top].codable
    segment, changes = coding.apply_code(project, document, Span(3, 9), child)
    assert "no longer" not in describe(changes)
    coding.recode(project, [segment], top)
    assert project.codebook()[top].codable
    assert project.verify() == []


def test_saying_again_that_a_code_only_groups_changes_nothing(project: Project) -> None:
    (top,) = add(project, "A")
    before = project.last_operation()
    codes.edit_code(project, top, codable=True)
    assert project.last_operation() == before
    codes.edit_code(project, top, codable=False)
    codes.edit_code(project, top, codable=True)
    assert history(project)[0].summary == "Let “A” code passages"
    assert project.codebook()[top].codable
