"""Joining, splitting and copying codings: one operation each, and nothing on them is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import codes, coding, memos, shaping
from qcode.services.history import history
from qcode.services.language import set_language
from qcode.services.projects import Project

Find = Callable[[DocumentId, str], Span]


def spans(project: Project, document: DocumentId) -> list[tuple[str, str]]:
    """What is coded, in words, with the paths of the codes."""
    text, codebook = project.text(document).text, project.codebook()
    return [
        (codebook.path(each.code), text[each.start : each.end])
        for each in coding.segments_of(project, document)
    ]


def give(
    project: Project, document: DocumentId, span: Span, path: str = "A", memo: str = ""
) -> SegmentId:
    """Code a passage."""
    return coding.apply_path(project, document, span, path, memo=memo)[0]


def test_sentences_with_a_space_between_touch_and_are_joined_in_one_operation(
    project: Project, first: DocumentId, span: Find
) -> None:
    one = give(project, first, span(first, "Att någon kommer."), memo="ett")
    two = give(project, first, span(first, "Trygghet är att veta det."), memo="två")
    coding.edit_segment(project, one, weight=30, condensed="någon")
    coding.edit_segment(project, two, weight=70, condensed="veta")
    assert [each.id for each in shaping.neighbours(project, two)] == [one, two]
    before = len(history(project))
    stays, _changes = shaping.join_segments(project, [one, two])
    assert stays == one
    assert spans(project, first) == [("A", "Att någon kommer. Trygghet är att veta det.")]
    joined = coding.get_segment(project, stays)
    assert (joined.weight, joined.condensed) == (70, "någon\nveta")
    noted = {memo.text for memo in memos.memos_on_segment(project, stays)}
    assert noted == {"ett", "två", "The passages joined here had the weights 30, 70."}
    assert len(history(project)) == before + 1
    project.undo()
    assert len(spans(project, first)) == 2
    assert coding.get_segment(project, two).weight == 70


def test_what_touches_one_that_touches_comes_along_but_no_other_coder_or_code(
    project: Project, first: DocumentId
) -> None:
    chain = [give(project, first, Span(at, at + 6)) for at in (3, 7, 12)]
    give(project, first, Span(3, 20), "B")
    project.coder = "Alex"
    give(project, first, Span(5, 25))
    project.coder = "Kim"
    far = give(project, first, Span(60, 64))
    assert [each.id for each in shaping.neighbours(project, chain[1])] == chain
    assert [each.id for each in shaping.neighbours(project, far)] == [far]
    shaping.join_segments(project, chain)
    found = coding.segments_of(project, first)
    assert sorted((each.start, each.end) for each in found) == [
        (3, 18),
        (3, 20),
        (5, 25),
        (60, 64),
    ]


def test_a_segment_that_is_as_long_already_is_not_doubled(
    project: Project, first: DocumentId
) -> None:
    one, two = (give(project, first, Span(at, at + 6), memo=str(at)) for at in (3, 9))
    whole = give(project, first, Span(3, 15), memo="hela")
    stays, _changes = shaping.join_segments(project, [one, two])
    assert stays == whole
    assert [each.span for each in coding.segments_of(project, first)] == [(3, 15)]
    assert {m.text for m in memos.memos_on_segment(project, whole)} == {"3", "9", "hela"}


def test_what_cannot_be_joined_is_refused_with_a_reason(
    project: Project, first: DocumentId
) -> None:
    one, far = give(project, first, Span(3, 6)), give(project, first, Span(40, 50))
    other = give(project, first, Span(3, 6), "B")
    before = project.last_operation()
    for chosen, code in (([one], "join_few"), ([one, far], "join_apart")):
        with pytest.raises(UserError) as caught:
            shaping.join_segments(project, chosen)
        assert (caught.value.code, caught.value.params["code"]) == (code, "A")
    with pytest.raises(UserError, match="join_differs"):
        shaping.join_segments(project, [one, other])
    assert project.last_operation() == before


def test_a_segment_is_split_between_two_words(
    project: Project, first: DocumentId, span: Find
) -> None:
    whole = span(first, "Att någon kommer. Trygghet är att veta det.")
    segment = give(project, first, whole, memo="tänk")
    coding.edit_segment(project, segment, weight=40, condensed="kort")
    at = span(first, "Trygghet är").start
    second, _changes = shaping.split_segment(project, segment, at)
    assert spans(project, first) == [
        ("A", "Att någon kommer."),
        ("A", "Trygghet är att veta det."),
    ]
    parts = [coding.get_segment(project, each) for each in (segment, second)]
    assert [(part.weight, part.condensed) for part in parts] == [(40, "kort"), (40, "")]
    assert [len(memos.memos_on_segment(project, part.id)) for part in parts] == [1, 0]
    project.undo()
    assert [each.span for each in coding.segments_of(project, first)] == [whole]


@pytest.mark.parametrize("at", [0, 3, 4, 11, 12, 99])
def test_no_part_of_a_split_is_empty(project: Project, first: DocumentId, at: int) -> None:
    segment = give(project, first, Span(2, 12))  # a space, and "Vad är tr"
    if at == 4:
        shaping.split_segment(project, segment, at)
        return
    with pytest.raises(UserError, match="split_outside"):
        shaping.split_segment(project, segment, 2 if at == 11 else at)
    assert len(coding.segments_of(project, first)) == 1


def test_a_part_that_is_there_already_takes_over_what_was_on_the_whole(
    project: Project, first: DocumentId
) -> None:
    whole = give(project, first, Span(3, 12), memo="hela")
    coding.edit_segment(project, whole, condensed="kort", weight=5)
    front, back = give(project, first, Span(3, 6)), give(project, first, Span(7, 12))
    second, _changes = shaping.split_segment(project, whole, 6)
    assert second == back
    assert [each.id for each in coding.segments_of(project, first)] == [front, back]
    assert [memo.text for memo in memos.memos_on_segment(project, front)] == ["hela"]
    kept = coding.get_segment(project, front)
    assert (kept.weight, kept.condensed) == (5, "kort")


def test_the_codes_of_a_passage_are_given_to_another_at_once(
    project: Project, first: DocumentId, second: DocumentId
) -> None:
    for path in ("A", "B/C", "D"):
        give(project, first, Span(3, 20), path)
    give(project, second, Span(3, 9), "D")
    given = shaping.codes_on(project, first, Span(5, 8))
    added, _changes = shaping.copy_codings(project, second, Span(3, 9), given)
    assert len(added) == 2  # D was there
    assert {path for path, _words in spans(project, second)} == {"A", "B/C", "D"}
    assert history(project, limit=1)[0].summary == "Give a passage of “Bo” 2 codes: A, B › C"
    again, changes = shaping.copy_codings(project, second, Span(3, 9), given)
    assert not again
    assert not changes
    project.undo()
    assert [path for path, _words in spans(project, second)] == ["D"]


def test_what_cannot_be_copied_is_refused(project: Project, first: DocumentId) -> None:
    code = codes.add_path(project, "A")
    for span, given, reason in (
        (Span(3, 3), [code], "span_empty"),
        (Span(3, 9999), [code], "span_outside"),
        (Span(3, 9), [codes.CodeId(99)], "code_unknown"),
    ):
        with pytest.raises(UserError, match=reason):
            shaping.copy_codings(project, first, span, given)
    assert coding.segments_of(project, first) == []


def test_the_history_tells_of_it_in_swedish(project: Project, first: DocumentId) -> None:
    set_language("sv")
    one, two = (give(project, first, Span(at, at + 4)) for at in (3, 7))
    shaping.join_segments(project, [one, two])
    shaping.split_segment(project, one, 6)
    told = [line.summary for line in history(project, limit=2)]
    assert told == ["Dela ett ställe med ”A” i ”Anna”", "Slå ihop 2 ställen med ”A” i ”Anna”"]
