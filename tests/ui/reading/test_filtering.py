"""Which codings are shown can be narrowed down, is always said in words, and clears at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId, split_path
from qcode.model.document import DocumentId
from qcode.model.text import Span
from qcode.services import codes, coding
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.reading.sieve import Kind
from qcode.ui.session import Session

Settle = Callable[[Session], None]
ONE = DocumentId(1)


@pytest.fixture
def pane(sample_session: Session, read_in_pane: Callable[..., ReadingPane]) -> ReadingPane:
    """The first interview of the sample, coded by two coders."""
    return read_in_pane(sample_session, ONE, 1000, 700)


def code(session: Session, path: str) -> CodeId:
    found = session.project.codebook().find(split_path(path))
    assert found is not None
    return found


def shown(pane: ReadingPane) -> set[int]:
    return set(pane.view.segments_touching(Span(0, len(pane.view.text()))))


def words(pane: ReadingPane) -> str:
    return pane.filtering.line.words()


def of_code(session: Session, path: str) -> set[int]:
    below = session.project.codebook().subtree(code(session, path))
    return {s.id for s in coding.segments_of(session.project, ONE) if s.code in below}


def test_the_line_is_not_over_a_text_that_is_edited_where_all_codings_are_shown(
    pane: ReadingPane, sample_session: Session, qtbot: QtBot
) -> None:
    pane.filtering.only_codes([code(sample_session, "Plats")])
    assert pane.filtering.line.isVisible()
    pane.edit_text()
    qtbot.waitUntil(lambda: pane._edit.page is not None)
    assert not pane.filtering.line.isVisible()
    coding.apply_path(sample_session.project, ONE, Span(3, 9), "Nytt")
    assert not pane.filtering.line.isVisible()
    assert pane._edit.page is not None
    pane._edit.page.discard()
    qtbot.waitUntil(lambda: pane._edit.page is None)
    assert pane.filtering.line.isVisible()


def test_only_chosen_codes_and_their_subcodes_are_shown_and_the_rest_is_counted(
    pane: ReadingPane, sample_session: Session, qtbot: QtBot
) -> None:
    every = shown(pane)
    assert not pane.filtering.line.isVisible()
    pane.filtering.only_codes([code(sample_session, "Tillit")])
    wanted = of_code(sample_session, "Tillit")
    assert shown(pane) == wanted
    assert 0 < len(wanted) < len(every)
    assert pane.filtering.line.isVisible()
    counted = f"{len(wanted)} of {len(every)} shown"
    assert words(pane) == f"Only “Tillit” with its subcodes · {counted}"
    button = pane.filtering.line.findChild(QToolButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown(pane) == every
    assert not pane.filtering.line.isVisible()


def test_a_coding_that_does_not_pass_is_counted_when_it_is_made(
    pane: ReadingPane, sample_session: Session, qtbot: QtBot, settled: Settle
) -> None:
    pane.filtering.only_codes([code(sample_session, "Tillit")])
    before = shown(pane)
    total = len(coding.segments_of(sample_session.project, ONE))
    coding.apply_code(sample_session.project, ONE, Span(0, 9), code(sample_session, "Plats"))
    qtbot.waitUntil(lambda: f"{len(before)} of {total + 1} shown" in words(pane))
    assert shown(pane) == before
    made, _changes = coding.apply_code(
        sample_session.project, ONE, Span(0, 9), code(sample_session, "Tillit")
    )
    qtbot.waitUntil(lambda: shown(pane) == before | {made})
    coding.recode(sample_session.project, [made], code(sample_session, "Ansvar"))
    qtbot.waitUntil(lambda: shown(pane) == before)
    sample_session.undo()
    qtbot.waitUntil(lambda: shown(pane) == before | {made})


def test_a_code_that_moves_below_a_chosen_one_is_shown(
    pane: ReadingPane, sample_session: Session, qtbot: QtBot
) -> None:
    pane.filtering.only_codes([code(sample_session, "Tillit")])
    before = shown(pane)
    more = of_code(sample_session, "Plats")
    codes.move_codes(
        sample_session.project, [code(sample_session, "Plats")], code(sample_session, "Tillit")
    )
    qtbot.waitUntil(lambda: shown(pane) == before | more)


def test_one_coder_is_shown(pane: ReadingPane, sample_session: Session) -> None:
    menu = pane.filtering.coder_menu()
    assert len(menu.actions()) == 2
    menu.actions()[0].trigger()
    name, count = pane.filtering._sieve.coders()[0]
    names = {coder.name: coder.id for coder in sample_session.project.coders()}
    found = coding.segments_of(sample_session.project, ONE)
    assert shown(pane) == {s.id for s in found if s.coder == names[name]}
    assert len(shown(pane)) == count
    assert words(pane).startswith(f"Only what {name} has coded · ")


def test_the_active_codes_are_followed(pane: ReadingPane, sample_session: Session) -> None:
    pane.filtering.only_active()
    every = shown(pane)
    wanted = code(sample_session, "Plats")
    book = sample_session.project.codebook()
    sample_session.activate(sample_session.activation.with_codes([wanted], book))
    found = coding.segments_of(sample_session.project, ONE)
    assert shown(pane) == {s.id for s in found if s.code == wanted} < every


class Yesterday(datetime):
    """The clock of a day ago, as midnight may lie between making the sample and looking at it."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) - timedelta(days=1)


def test_what_was_coded_since_the_project_was_opened(
    pane: ReadingPane,
    sample_session: Session,
    qtbot: QtBot,
    settled: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pane.filtering.only_session()
    qtbot.waitUntil(lambda: pane.filtering.wanted.kind is Kind.SESSION)
    assert shown(pane) == set()
    made, _changes = coding.apply_path(sample_session.project, ONE, Span(0, 9), "Nytt")
    qtbot.waitUntil(lambda: shown(pane) == {made})
    coding.remove_segments(sample_session.project, [made])
    qtbot.waitUntil(lambda: shown(pane) == set())
    sample_session.undo()
    qtbot.waitUntil(lambda: shown(pane) == {made})
    monkeypatch.setattr("qcode.ui.reading.filtering.datetime", Yesterday)
    pane.filtering.only_today()
    qtbot.waitUntil(lambda: pane.filtering.wanted.kind is Kind.TODAY)
    assert len(shown(pane)) == pane.filtering._sieve.total  # the sample is younger


def test_the_filter_stays_for_the_next_document(
    pane: ReadingPane, sample_session: Session, qtbot: QtBot
) -> None:
    pane.filtering.only_codes([code(sample_session, "Tillit")])
    sample_session.show_document(DocumentId(2))
    qtbot.waitUntil(lambda: sample_session.document == 2)
    found = coding.segments_of(sample_session.project, DocumentId(2))
    below = sample_session.project.codebook().subtree(code(sample_session, "Tillit"))
    assert shown(pane) == {s.id for s in found if s.code in below}
    assert f" of {len(found)} shown" in words(pane)


def test_without_chosen_codes_nothing_is_hidden_and_it_is_said_why(
    pane: ReadingPane, sample_session: Session, qtbot: QtBot
) -> None:
    every = shown(pane)
    with qtbot.waitSignal(sample_session.runner.user_error) as told:
        pane.filtering.only_codes([])
    assert told.args[0].code == "codes_unchosen"
    assert shown(pane) == every


def test_the_list_of_codings_here_counts_those_that_are_hidden(
    pane: ReadingPane, sample_session: Session, qtbot: QtBot
) -> None:
    first = coding.segments_of(sample_session.project, ONE)[0]
    other = next(
        each.id
        for _depth, each in sample_session.project.codebook().walk()
        if each.id != first.code and each.parent is None
    )
    pane.filtering.only_codes([other])
    pane.view.select(Span(first.start, first.start + 1))
    pane.beside.list_here()
    qtbot.waitUntil(pane.beside.box.isVisible)
    assert "hidden by the filter" in pane.beside.box.title()
