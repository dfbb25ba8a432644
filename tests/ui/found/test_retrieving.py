from __future__ import annotations

from dataclasses import replace

import pytest

from qcode.model.document import DocumentId
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import coding
from qcode.services.retrieval import EVERYTHING, Selection
from qcode.ui.found.excerpts import Arrangement, Grouping
from qcode.ui.found.retrieving import Question
from qcode.ui.found.rows import Passage
from qcode.ui.runner import Task
from qcode.ui.session import Session

SOME = Selection(documents=frozenset({DocumentId(1), DocumentId(2)}))


def question(session: Session, selection: Selection, grouping: Grouping) -> Question:
    return Question(
        selection=selection,
        arranged=Arrangement(grouping),
        active=session.activation,
        opened=frozenset({SegmentId(1)}),
        shown=(),
        before=None,
        touched=None,
    )


@pytest.mark.parametrize("selection", [EVERYTHING, SOME], ids=["all", "some"])
@pytest.mark.parametrize("grouping", Grouping)
def test_reading_again_what_was_coded_gives_what_reading_all_gives(
    sample_session: Session, selection: Selection, grouping: Grouping
) -> None:
    project, task = sample_session.project, Task(1, "", sample_session)
    asked = question(sample_session, selection, grouping)
    before = asked.answered(project, task)
    gone, *_others, beside = (
        e.segment for e in before.excerpts.values() if e.segment.document == 2
    )
    coding.remove_segments(project, [gone.id])
    coding.apply_code(project, beside.document, beside.span, gone.code)  # two others change by it
    coding.apply_code(project, DocumentId(3), Span(0, 9), gone.code)  # in `SOME` it is not listed
    touched = frozenset({DocumentId(2), DocumentId(3)})
    again = replace(asked, before=before, touched=touched, shown=before.rows)
    now, fresh = again.answered(project, task), asked.answered(project, task)
    assert list(now.excerpts.values()) == list(fresh.excerpts.values())
    assert (now.rows, now.filter) == (fresh.rows, fresh.filter) != (before.rows, before.filter)
    same = [row for row in now.rows if isinstance(row, Passage) and row in before.rows]
    assert same
    assert all(
        before.excerpts[row.key] is now.excerpts[row.key]  # type: ignore[index]
        for row in same
        if now.excerpts[row.key].segment.document == 1  # type: ignore[index]
    )


def test_another_selection_or_code_tree_is_read_as_a_whole(sample_session: Session) -> None:
    project, task = sample_session.project, Task(1, "", sample_session)
    asked = question(sample_session, EVERYTHING, Grouping.CODE)
    before = asked.answered(project, task)
    some = replace(asked, selection=SOME, before=before, touched=frozenset())
    assert {e.segment.document for e in some.answered(project, task).excerpts.values()} == {1, 2}
    coding.apply_path(project, DocumentId(1), Span(0, 9), "Something new")
    again = replace(asked, before=before, touched=frozenset()).answered(project, task)
    assert len(again.excerpts) == len(before.excerpts) + 1
