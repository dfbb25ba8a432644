"""What others ask of the search: more like a passage, and the lines of a word."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.services.hit_order import Order
from qcode.ui.search.pane import SearchPane
from qcode.ui.session import Session


def test_the_likest_passages_are_listed_first(
    sample_session: Session, qtbot: QtBot, shown: Callable[[SearchPane], SearchPane]
) -> None:
    pane = shown(SearchPane(sample_session))
    project = sample_session.project
    document = project.documents()[0].id
    text = project.text(document).text
    start = text.index("kiosken")
    sample_session.like_wanted.emit(document, Span(start, start + 400))
    qtbot.waitUntil(lambda: pane.found() is not None)
    qtbot.waitUntil(lambda: pane._look.order is Order.RELEVANCE)
    assert " OR " in pane.query()
    passage = text[start : start + 400].lower()
    assert all(word in passage for word in pane.query().split(" OR "))


def test_a_word_that_was_counted_is_shown_in_lines(
    sample_session: Session, qtbot: QtBot, shown: Callable[[SearchPane], SearchPane]
) -> None:
    pane = shown(SearchPane(sample_session))
    sample_session.lines_wanted.emit("polis")
    qtbot.waitUntil(lambda: pane.found() is not None)
    assert pane._look.lines
    assert pane.query() == "polis"


def test_without_a_selection_it_says_what_to_do(
    sample_session: Session, shown: Callable[[SearchPane], SearchPane]
) -> None:
    pane = shown(SearchPane(sample_session))
    told: list[str] = []
    sample_session.told.connect(told.append)
    pane.like.go_from_selection()
    assert told == ["Select a passage first"]
