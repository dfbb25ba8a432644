"""What is known of a coding at a glance: its coder, its time, its memo, weight and wording."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from qcode.model.document import DocumentId
from qcode.model.memo import MemoLink
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import coding, facts, memos
from qcode.services.projects import Project
from qcode.services.words import local_time, now_utc


@pytest.fixture
def segment(
    project: Project, first: DocumentId, span: Callable[[DocumentId, str], Span]
) -> SegmentId:
    words = span(first, "Att någon kommer")
    return coding.apply_path(project, first, words, "Trygghet/Någon kommer")[0]


def test_a_coding_tells_path_coder_memo_weight_and_wording(
    project: Project, segment: SegmentId
) -> None:
    coding.edit_segment(project, segment, weight=70, condensed="någon kommer")
    memos.add_memo(project, "Först", "Sagt utan fråga.", links=[MemoLink(segment=segment)])
    memos.add_memo(project, "", "Igen senare.", links=[MemoLink(segment=segment)])
    (known,) = facts.facts_of(project, [segment])
    assert (known.path, known.coder) == ("Trygghet › Någon kommer", "Kim")
    assert (known.weight, known.condensed) == (70, "någon kommer")
    assert known.memo == "Först\nSagt utan fråga.\n\nIgen senare."
    assert known.span == coding.get_segment(project, segment).span


def test_the_time_is_that_of_the_operation_that_made_it(
    project: Project, segment: SegmentId
) -> None:
    made = project.undoable()
    assert made is not None
    coding.move_segment(project, segment, Span(3, 9))
    project.undo()
    project.undo()  # the coding itself
    project.redo()
    (known,) = facts.facts_of(project, [segment])
    assert known.made == local_time(made.time)
    assert "Kim · " in known.source
    assert f"{local_time(made.time):%H:%M}" in known.source


def test_facts_come_in_the_order_asked_for_without_those_that_are_gone(
    project: Project, first: DocumentId, segment: SegmentId
) -> None:
    other, _changes = coding.apply_path(project, first, Span(0, 2), "Annat")
    found = facts.facts_of(project, [other, SegmentId(999), segment, other])
    assert [known.id for known in found] == [other, segment]


def test_what_was_coded_since_a_moment_counts_also_when_it_is_gone(
    project: Project, first: DocumentId, segment: SegmentId
) -> None:
    (known,) = facts.facts_of(project, [segment])
    assert known.made is not None
    after = known.made + timedelta(milliseconds=1)
    assert facts.coded_since(project, known.made).segments == {segment}
    while now_utc() <= after:
        pass
    coding.move_segment(project, segment, Span(3, 9))  # makes it no newer
    later, _changes = coding.apply_path(project, first, Span(0, 2), "Annat")
    assert facts.coded_since(project, after).segments == {later}
    coding.remove_segments(project, [later])
    project.undo()
    assert facts.coded_since(project, after).segments == {later}
    recent = facts.coded_since(project, now_utc() + timedelta(days=1))
    assert segment not in recent
    assert later not in recent
    newer, _changes = coding.apply_path(project, first, Span(3, 5), "Annat")
    assert newer in recent  # what comes after the question is new


def test_the_time_is_found_by_the_index_of_rows(project: Project, segment: SegmentId) -> None:
    query = text(
        "EXPLAIN QUERY PLAN SELECT row_id, min(operation_id) FROM change"
        " WHERE table_name = 'segment' AND row_id IN (1) AND before IS NULL GROUP BY row_id"
    )
    with project.reading() as view:
        plan = " ".join(str(row) for row in view.execute(query))
    assert "change_row" in plan


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process is a Unix thing")
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_time_at_the_end_of_the_calendar_is_told_everywhere(
    monkeypatch: pytest.MonkeyPatch, moment: str, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert local_time(moment).year in (1, 9999)
    finally:
        monkeypatch.undo()
        time.tzset()
