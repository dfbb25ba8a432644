"""Choosing a coding, wherever that is done: what comes next is about its passage, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import coding, importing
from qcode.ui.coding.painted import PaintedSegment
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

TEXT = "I: Hur är det?\nIP1: Det är bra, tack. Jag går ut.\nI: Mm. Ja, e\u0301!\nIP1: Hej då.\n"
ONE = DocumentId(1)
Settle = Callable[[Session], None]
Show = Callable[[DocumentId], ReadingPane]


@pytest.fixture
def pane(
    session: Session, shown_pane: Show, tmp_path: Path, settled: Settle
) -> Iterator[ReadingPane]:
    """The pane with a document in which two passages are coded, the first one twice."""
    (tmp_path / "1.txt").write_text(TEXT, encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "1.txt"])
    for words, path in (("bra, tack", "A"), ("bra, tack", "B"), ("Jag går ut", "C")):
        coding.apply_path(session.project, ONE, span(words), path)
    made = shown_pane(ONE)
    settled(session)
    yield made


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def segment(session: Session, path: str) -> SegmentId:
    """The coding with a code."""
    codebook = session.project.codebook()
    (found,) = (
        each.id
        for each in coding.segments_of(session.project, ONE)
        if codebook.path(each.code) == path
    )
    return found


def paths(session: Session, words: str) -> list[str]:
    """The codes on a passage."""
    found = coding.segments_of(session.project, ONE)
    codebook = session.project.codebook()  # after them, or it may lack the code of one
    return sorted(codebook.path(each.code) for each in found if each.span == span(words))


def click_stripe(pane: ReadingPane, qtbot: QtBot, chosen: SegmentId) -> None:
    (stripe,) = (s for s in pane.view._margin.scene().stripes if s.segments[0].id == chosen)
    place = QPointF(stripe.x, (stripe.top + stripe.bottom) / 2).toPoint()
    qtbot.mouseClick(pane.view._margin, Qt.MouseButton.LeftButton, pos=place)


def test_the_next_code_goes_to_the_coding_whose_stripe_was_clicked_not_to_an_older_selection(
    pane: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    pane.view.select(span("Hej då"))
    click_stripe(pane, qtbot, segment(session, "A"))
    assert session.span == span("bra, tack")
    pane.repeat_code()
    settled(session)
    assert paths(session, "bra, tack") == ["A", "B", "C"]
    assert paths(session, "Hej då") == []


def test_one_of_several_chosen_from_a_menu_is_what_is_meant_too(
    pane: ReadingPane, session: Session
) -> None:
    pane.view.select(span("Hej då"))
    chosen = segment(session, "A")
    first, _second = pane.view._margin.menu_of([chosen, segment(session, "B")]).actions()
    first.trigger()
    assert (pane.view.selected_segment(), session.span) == (chosen, span("bra, tack"))


def test_the_coding_that_a_list_leads_to_is_chosen_and_not_another_on_its_passage(
    pane: ReadingPane, session: Session, settled: Settle
) -> None:
    pane.view.select(span("Hej då"))
    for path in ("A", "B"):
        session.show_document(ONE, span("bra, tack"), segment(session, path))
        assert pane.view.selected_segment() == segment(session, path)
        assert session.span == span("bra, tack")
    pane.uncode()
    settled(session)
    assert paths(session, "bra, tack") == ["A"]


def test_a_list_chooses_a_coding_of_a_text_that_is_to_be_opened_first(
    pane: ReadingPane, session: Session, settled: Settle, tmp_path: Path
) -> None:
    (tmp_path / "2.txt").write_text("Annat.", encoding="utf-8")
    importing.import_paths(session.project, [tmp_path / "2.txt"])
    session.show_document(DocumentId(2))
    settled(session)
    session.show_document(ONE, span("bra, tack"), segment(session, "B"))
    settled(session)
    assert pane.view.selected_segment() == segment(session, "B")
    assert session.span == span("bra, tack")


def test_a_place_without_a_coding_is_only_shown(pane: ReadingPane, session: Session) -> None:
    pane.view.select(span("Hej då"))
    session.show_document(ONE, span("Hur är det"))
    assert (pane.view.selected_segment(), session.span) == (None, None)
    assert pane.view.cursor_position() == span("Hur är det").start


def test_keys_step_through_the_codings_in_the_order_of_the_text(
    pane: ReadingPane, session: Session
) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    stops = []
    for _step in range(3):
        pane.step_coding(1)
        stops.append(pane.view.selected_segment())
    assert stops == [segment(session, path) for path in ("A", "B", "C")]
    assert session.span == span("Jag går ut") and told == []
    pane.step_coding(1)
    assert (pane.view.selected_segment(), told) == (
        stops[2],
        ["No coding begins after this place."],
    )
    pane.step_coding(-1)
    assert pane.view.selected_segment() == stops[1]
    at = span("Mm").start
    pane.view.select(Span(at, at))
    pane.step_coding(-1)
    assert pane.view.selected_segment() == stops[2]
    pane.view.select(Span(0, 0))
    pane.step_coding(-1)
    assert told[-1] == "No coding begins before this place."


def test_a_coding_that_begins_within_a_letter_stays_chosen(pane: ReadingPane) -> None:
    start = TEXT.index("\u0301")
    pane.view.change_segments([PaintedSegment(99, start, start + 2, 1, "")])
    pane.view.choose_segment(SegmentId(99))
    assert pane.view.selection() == Span(start - 1, start + 2)
    assert pane.view.selected_segment() == 99


def test_a_coding_stays_chosen_when_letters_become_larger(
    pane: ReadingPane, session: Session
) -> None:
    pane.beside.select(segment(session, "B"))
    before = pane.view.document()
    pane.page.zoom(2)
    assert pane.view.document() is not before
    assert pane.view.selected_segment() == segment(session, "B")
    assert session.span == pane.view.selection() == span("bra, tack")
