"""Coding passages: exact, not doubled, and never half done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.text import Span
from qcode.services import codes, coding, memos, retrieval
from qcode.services.projects import Project
from qcode.services.retrieval import Selection

Find = Callable[[DocumentId, str], Span]


def test_an_excerpt_is_the_text_character_for_character(
    project: Project, first: DocumentId, span: Find
) -> None:
    words = "tilliten har fått sig en törn 😀 sedan"
    coding.apply_path(project, first, span(first, words), "Tillit/Staden", memo="Kiosken igen")
    (excerpt,) = retrieval.excerpts(project)
    assert excerpt.text == words
    assert excerpt.code_path == "Tillit/Staden"
    assert excerpt.speaker == "IP1"
    assert (excerpt.paragraph, excerpt.last_paragraph) == (4, 4)
    assert excerpt.memo == "Kiosken igen"
    assert excerpt.coder_name == "Kim"


def test_an_identical_segment_by_the_same_coder_is_not_doubled(
    project: Project, first: DocumentId
) -> None:
    one, _changes = coding.apply_path(project, first, Span(0, 5), "A")
    again, changes = coding.apply_path(project, first, Span(0, 5), "A")
    assert one == again
    assert not changes
    project.coder = "Alex"
    other, _changes = coding.apply_path(project, first, Span(0, 5), "A")
    assert other != one


@pytest.mark.parametrize("bad", [Span(5, 5), Span(7, 5), Span(-1, 5), Span(0, 99999)])
def test_a_span_that_is_none_leaves_nothing_behind(
    project: Project, first: DocumentId, bad: Span
) -> None:
    before = project.last_operation()
    with pytest.raises(UserError):
        coding.apply_path(project, first, bad, "Ny kod", memo="x")
    assert project.last_operation() == before
    assert len(project.codebook()) == 0


def test_recoding_onto_a_twin_keeps_one_with_both_memos(
    project: Project, first: DocumentId
) -> None:
    moved, _changes = coding.apply_path(project, first, Span(0, 5), "A", memo="från A")
    stays, _changes = coding.apply_path(project, first, Span(0, 5), "B", memo="från B")
    target = coding.get_segment(project, stays).code
    coding.recode(project, [moved], target)
    assert [s.id for s in coding.segments_of(project, first)] == [stays]
    texts = {memo.text for memo in memos.memos_on_segment(project, stays)}
    assert texts == {"från A", "från B"}


def test_recoding_two_codings_of_one_passage_to_a_third_code_leaves_one(
    project: Project, first: DocumentId, second: DocumentId
) -> None:
    some = [
        coding.apply_path(project, document, span, path, memo=path)[0]
        for document in (first, second)
        for span in (Span(0, 3), Span(0, 5))
        for path in ("A", "B")
    ]
    coding.recode(project, some, codes.add_path(project, "C"))
    assert [segment.span for segment in coding.segments_of(project, first)] == [(0, 3), (0, 5)]
    (left, *_others) = coding.segments_of(project, second)
    assert sorted(memo.text for memo in memos.memos_on_segment(project, left.id)) == ["A", "B"]
    project.undo()
    assert {segment.id for segment in coding.find_segments_by_id(project, some)} == set(some)


def test_other_codes_on_a_passage_are_named(project: Project, first: DocumentId) -> None:
    coding.apply_path(project, first, Span(0, 10), "A")
    coding.apply_path(project, first, Span(9, 20), "B")
    coding.apply_path(project, first, Span(10, 20), "C")
    codebook = project.codebook()
    found = {e.code_path: {codebook.path(c) for c in e.others} for e in retrieval.excerpts(project)}
    assert found == {"A": {"B"}, "B": {"A", "C"}, "C": {"B"}}


def test_the_others_on_a_passage_are_the_same_however_it_is_asked_for(
    project: Project, first: DocumentId
) -> None:
    for code, span in zip("ABCDE", ((0, 30), (4, 9), (9, 12), (11, 20), (25, 30)), strict=True):
        coding.apply_path(project, first, Span(*span), code)
    every = list(retrieval.excerpts(project))
    assert {len(each.others) for each in every} == {1, 2, 4}
    for each in every:
        assert retrieval.excerpts_of(project, [each.segment.id]) == [each]
        of_code = Selection(codes=frozenset({each.segment.code}))
        assert list(retrieval.excerpts(project, of_code)) == [each]


def test_a_selection_narrows_by_code_subcodes_document_and_coder(
    project: Project, first: DocumentId, second: DocumentId
) -> None:
    coding.apply_path(project, first, Span(0, 5), "A/B")
    coding.apply_path(project, second, Span(0, 5), "A")
    project.coder = "Alex"
    coding.apply_path(project, second, Span(0, 5), "C")
    codebook = project.codebook()
    top = codebook.find(("A",))
    assert top is not None
    chosen = frozenset([top])
    alex = frozenset(c.id for c in project.coders() if c.name == "Alex")
    for selection, count in (
        (Selection(), 3),
        (Selection(codes=chosen), 1),
        (Selection(codes=chosen, subcodes=True), 2),
        (Selection(documents=frozenset([second])), 2),
        (Selection(coders=alex), 1),
        (Selection(codes=chosen, coders=alex), 0),
        (Selection(codes=frozenset()), 0),
    ):
        assert len(list(retrieval.excerpts(project, selection))) == count


def test_many_passages_are_coded_in_one_step(project: Project, first: DocumentId) -> None:
    coding.apply_path(project, first, Span(0, 2), "A")
    passages = {first: [Span(0, 2), Span(3, 5), Span(3, 5), Span(6, 8)]}
    count, changes = coding.apply_to_many(project, passages, "A")
    assert count == 2
    assert len(changes.touched("segment")) == 2
    project.undo()
    assert len(coding.segments_of(project, first)) == 1


def test_coding_no_passages_makes_no_code_either(project: Project) -> None:
    before = project.last_operation()
    count, changes = coding.apply_to_many(project, {}, "Ny")
    assert (count, bool(changes), project.last_operation()) == (0, False, before)
    assert len(project.codebook()) == 0


def test_a_segment_that_is_gone_is_said_to_be(project: Project, first: DocumentId) -> None:
    segment, _changes = coding.apply_path(project, first, Span(0, 2), "A")
    coding.remove_segments(project, [segment])
    with pytest.raises(UserError, match="segment_unknown"):
        coding.remove_segments(project, [segment])
