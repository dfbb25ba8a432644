"""F3 and Shift+F3 go on from where the caret is in the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.memo import MemoId
from qcode.model.text import Span
from qcode.services.hit_list import HitList
from qcode.services.hit_order import Order
from qcode.services.hits import Source
from qcode.ui.search.asking import PAGE
from qcode.ui.window.workspace import Workspace

Steps = Callable[[int], tuple[DocumentId, int]]


@pytest.fixture
def steps(workspace: Workspace, qtbot: QtBot, settled: Callable[..., None]) -> Steps:
    """Ask for the next (1) or the previous (-1) hit by its command; return where one is then."""
    workspace.search.ask("och")
    settled(workspace.session)
    qtbot.waitUntil(lambda: workspace.search.found() is not None)
    workspace.readers.active.view.setFocus()

    def step(by: int) -> tuple[DocumentId, int]:
        workspace.search.step_from(workspace.readers.here(), by)
        settled(workspace.session)
        document = workspace.session.document
        assert document is not None
        return document, workspace.readers.active.view.cursor_position()

    return step


def every(workspace: Workspace) -> list[tuple[DocumentId, int]]:
    """Where all matches in texts begin, in the order of the list."""
    answer = workspace.search._answer
    assert answer is not None
    hits = answer.found.hits(0, answer.found.rows)
    texts = [hit for hit in hits if hit.source is Source.DOCUMENT]
    return [(DocumentId(hit.source_id), match.start) for hit in texts for match in hit.matches]


def test_the_next_hit_is_the_one_after_the_caret(workspace: Workspace, steps: Steps) -> None:
    matches = every(workspace)
    here = [at for document, at in matches if document == workspace.session.document]
    view = workspace.readers.active.view
    view.select(Span(here[3] + 1, here[3] + 1))
    assert steps(1)[1] == here[4]
    assert steps(1)[1] == here[5]
    assert steps(-1)[1] == here[4]
    view.select(Span(here[9] + 1, here[9] + 1))  # moved: on from there
    assert steps(-1)[1] == here[8]
    view.select(Span(here[1] - 1, here[2] + 3))  # from the end of what is selected
    assert steps(1)[1] == here[3]
    assert workspace.search._walk.position().startswith("Hit ")


def test_behind_the_last_match_of_a_text_is_the_first_of_the_next(
    workspace: Workspace, steps: Steps
) -> None:
    matches = every(workspace)
    document = workspace.session.document
    last = max(at for at, match in enumerate(matches) if match[0] == document)
    end = len(workspace.readers.active.view.text())
    workspace.readers.active.view.select(Span(end, end))
    assert steps(1) == matches[last + 1]
    assert steps(-1) == matches[last]


def test_at_the_ends_one_goes_around_and_is_told(workspace: Workspace, steps: Steps) -> None:
    told: list[str] = []
    workspace.session.told.connect(told.append)
    matches = every(workspace)
    view = workspace.readers.active.view
    view.select(Span(0, 0))
    assert workspace.session.document == matches[0][0]
    found = workspace.search.found()
    assert found is not None and found.hits[0].unit
    steps(-1)
    assert told == ["Before the first hit: the last again"]
    assert steps(1) == matches[0]
    assert told[1:] == ["Past the last hit: the first again"]


def test_a_hit_far_down_the_list_is_shown_and_its_row_is_read(
    workspace: Workspace, steps: Steps, qtbot: QtBot
) -> None:
    matches = every(workspace)
    answer = workspace.search._answer
    assert answer is not None and not answer.is_whole and answer.read <= PAGE
    document, at = matches[-1]
    workspace.session.show_document(document, Span(at - 1, at - 1))
    qtbot.waitUntil(lambda: workspace.session.document == document)
    assert steps(1) == (document, at)
    qtbot.waitUntil(lambda: workspace.search._list.current() is not None)
    assert steps(-1) == matches[-2]


def test_a_memo_that_was_come_to_is_gone_on_from(
    workspace: Workspace, steps: Steps, settled: Callable[..., None]
) -> None:
    opened: list[MemoId] = []
    workspace.session.memo_wanted.connect(lambda memo, _links: opened.append(memo))
    document, at = every(workspace)[-1]
    workspace.session.show_document(document, Span(at, at + 3))
    settled(workspace.session)
    assert steps(1) == (document, at)
    while len(set(opened)) < 2:
        before = len(opened)
        assert steps(1) == (document, at)  # nobody moved the caret
        assert len(opened) == before + 1


def test_where_hits_are_sorted_the_list_is_gone_through(
    workspace: Workspace, steps: Steps, settled: Callable[..., None]
) -> None:
    search = workspace.search
    search.look(replace(search._look, order=Order.RIGHT, lines=True))
    settled(workspace.session)
    view = workspace.readers.active.view
    for row in range(3):
        view.select(Span(400, 400))  # wherever the caret is
        steps(1)
        assert search._list.currentIndex().row() == row


def test_steps_that_come_close_together_are_all_made(
    workspace: Workspace, steps: Steps, settled: Callable[..., None]
) -> None:
    here = [at for document, at in every(workspace) if document == workspace.session.document]
    view = workspace.readers.active.view
    view.select(Span(here[3] + 1, here[3] + 1))
    for _press in range(3):
        workspace.search.step_from(workspace.readers.here(), 1)
    settled(workspace.session)
    assert view.cursor_position() == here[6]


def test_a_place_that_could_not_be_found_is_told_of_and_can_be_asked_for_again(
    workspace: Workspace, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [at for document, at in every(workspace) if document == workspace.session.document]
    workspace.readers.active.view.select(Span(here[3] + 1, here[3] + 1))
    told: list[UserError] = []
    workspace.session.runner.user_error.connect(told.append)
    with monkeypatch.context() as broken:
        broken.setattr(HitList, "beside", failing)
        assert steps(1)[1] == here[3] + 1
    assert [error.code for error in told] == ["index_busy"]
    assert steps(1)[1] == here[4]


def test_a_hit_of_a_question_that_is_over_is_not_gone_to(
    workspace: Workspace, steps: Steps, settled: Callable[..., None]
) -> None:
    view = workspace.readers.active.view
    view.select(Span(400, 400))
    workspace.search.step_from(workspace.readers.here(), 1)
    workspace.search._walk.forget()  # as when another answer comes before the place does
    settled(workspace.session)
    assert view.cursor_position() == 400
    assert steps(1)[1] > 400


def test_a_document_that_is_opened_meanwhile_comes_and_stays(
    workspace: Workspace, steps: Steps, settled: Callable[..., None]
) -> None:
    assert steps(1)
    other = workspace.session.project.documents()[-1].id
    assert other != workspace.session.document
    workspace.readers.active.view.select(Span(400, 400))
    workspace.search.step_from(workspace.readers.here(), 1)
    workspace.session.show_document(other, Span(5, 5))
    settled(workspace.session)
    assert workspace.session.document == other
    assert workspace.readers.active.view.cursor_position() == 5


def failing(*_args: object, **_named: object) -> None:
    """Find nothing, as the index has gone."""
    raise UserError("index_busy")
