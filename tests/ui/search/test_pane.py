from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.errors import Cancelled
from qcode.model.job import Job
from qcode.model.memo import MemoId
from qcode.model.search_options import SearchOptions
from qcode.model.text import Span
from qcode.services import codes, coding, memos
from qcode.services.hits import Source
from qcode.services.retrieval import Selection
from qcode.services.searching import FoundUnits
from qcode.ui.codes.finder import Entry
from qcode.ui.codes.quick import QuickCodeBox
from qcode.ui.found.rows import Heading, Passage
from qcode.ui.search.asking import PAGE
from qcode.ui.search.code_hits import CodeHits
from qcode.ui.search.pane import SearchPane
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject

Went = list[tuple[DocumentId, Span | None]]


class Desk:
    """A search pane, and what is typed and read there."""

    def __init__(self, session: Session, pane: SearchPane, qtbot: QtBot) -> None:
        self.session, self.pane, self.qtbot = session, pane, qtbot
        self.line, self.list = pane._line, pane._list

    def type(self, query: str) -> None:
        self.line.clear()
        self.qtbot.keyClicks(self.line, query)
        self.qtbot.waitUntil(lambda: self.answered(query))

    def answered(self, query: str) -> bool:
        answer = self.pane._answer
        if answer is None or answer.found.wish.query != query or answer.found.missing:
            return False
        return answer.is_whole or answer.read >= PAGE

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.line, key)

    def type_code(self, box: QuickCodeBox, name: str) -> bool:
        box._line.setText(name)
        marked = box.marked()
        return isinstance(marked, Entry) and marked.path == name

    def texts(self) -> list[str]:
        return [row.text for row in self.list.rows.rows if isinstance(row, Passage)]

    def headings(self) -> list[tuple[str, str]]:
        rows = self.list.rows.rows
        return [(row.text, row.detail) for row in rows if isinstance(row, Heading)]


@pytest.fixture
def desk(qtbot: QtBot, sample_session: Session, shown: Callable[[SearchPane], SearchPane]) -> Desk:
    return Desk(sample_session, shown(SearchPane(sample_session)), qtbot)


def test_what_is_typed_is_found_with_an_exact_count(desk: Desk) -> None:
    desk.type("polis")
    found = desk.pane.found()
    assert found is not None
    counts = dict.fromkeys(Source, 0)
    for hit in found.hits:
        counts[hit.source] += 1
    others = counts[Source.MEMO] + counts[Source.CODE]
    assert desk.pane._head.count.text() == (
        f"{counts[Source.DOCUMENT]} hits in {found.documents} documents,"
        f" {others} in memos and codes"
    )
    assert sum(int(count) for _name, count in desk.headings()) == found.total
    assert [name for name, _count in desk.headings()][-2:] == ["Memos", "Codes"]


def test_every_mark_in_a_row_is_a_form_of_the_word(desk: Desk) -> None:
    desk.type("polis")
    rows = [row for row in desk.list.rows.rows if isinstance(row, Passage)]
    marked = {row.text[m.start : m.end].casefold() for row in rows for m in row.marks}
    assert marked
    assert all(word.startswith("polis") for word in marked)


def test_enter_shows_the_first_match_exactly(desk: Desk, went: Went) -> None:
    desk.type("polis")
    desk.press(Qt.Key.Key_Return)
    number, span = went[-1]
    assert span is not None
    text = desk.session.project.text(number).text
    assert text[span.start : span.end].casefold().startswith("polis")


def test_one_looks_at_what_the_hit_stands_in_also_while_the_line_has_the_keyboard(
    desk: Desk, went: Went
) -> None:
    desk.session.look_at(Subject(Sort.DOCUMENT, 999))
    desk.type("tillit")
    desk.press(Qt.Key.Key_Return)
    assert desk.session.subject == Subject(Sort.DOCUMENT, went[-1][0])


def test_enter_right_after_typing_waits_for_the_answer(desk: Desk, went: Went) -> None:
    desk.qtbot.keyClicks(desk.line, "polis")
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(went))
    assert len(went) == 1


def test_a_slow_search_says_so_and_is_stopped_with_escape(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped, left = threading.Event(), []
    desk.session.text_wanted.connect(lambda: left.append(True))
    quick = desk.session.searcher.units

    def slow(text: str, *, options: SearchOptions, job: Job) -> FoundUnits:
        try:
            while True:
                job.check()
                time.sleep(0.01)
        except Cancelled:
            stopped.set()
            raise

    monkeypatch.setattr(desk.session.searcher, "units", slow)
    desk.qtbot.keyClicks(desk.line, "polis")
    count = desk.pane._head.count
    desk.qtbot.waitUntil(lambda: count.text() == "Searching… Esc stops it.")
    desk.qtbot.keyClicks(desk.line, "e")  # another question, as slow: what is told holds true
    desk.qtbot.keyClick(desk.line, Qt.Key.Key_Backspace)
    assert count.text() == "Searching… Esc stops it."
    desk.press(Qt.Key.Key_Escape)
    assert count.text() == "Stopped. Enter searches again."
    desk.qtbot.waitUntil(stopped.is_set)
    assert not left
    desk.pane._asking.again()  # as when something changes
    assert not desk.pane._asking.busy
    monkeypatch.setattr(desk.session.searcher, "units", quick)
    desk.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.answered("polis"))
    desk.press(Qt.Key.Key_Escape)
    assert left


def test_stepping_visits_every_match_of_the_documents_once(desk: Desk, went: Went) -> None:
    desk.type("kind:interview trygg*")
    found = desk.pane.found()
    assert found is not None
    told: list[str] = []
    desk.session.told.connect(told.append)
    expected = [(hit.source_id, match) for hit in found.hits for match in hit.matches]
    for _ in expected:
        desk.pane.step(1)
    assert (went, told) == (expected, [])
    desk.pane.step(1)
    desk.qtbot.waitUntil(lambda: len(went) > len(expected))
    assert (went[-1], told) == (expected[0], ["Past the last hit: the first again"])
    desk.pane.step(-1)
    desk.qtbot.waitUntil(lambda: went[-1] == expected[-1])
    desk.pane.step(-1)
    assert went[-1] == expected[-2]


def test_another_query_begins_at_the_first_hit(desk: Desk, went: Went) -> None:
    desk.type("trygg*")
    for _ in range(9):
        desk.pane.step(1)
    desk.list.scrollToBottom()
    desk.type("polis")
    assert desk.list.current() is None
    assert desk.list.verticalScrollBar().value() == 0
    desk.press(Qt.Key.Key_Return)
    found = desk.pane.found()
    assert found is not None
    assert went[-1] == (found.hits[0].source_id, found.hits[0].matches[0])


def test_down_goes_into_the_list_and_up_comes_back(desk: Desk) -> None:
    desk.type("polis")
    desk.press(Qt.Key.Key_Down)
    assert desk.list.hasFocus()
    desk.qtbot.keyClick(desk.list, Qt.Key.Key_Up)
    assert desk.line.hasFocus()


def test_escape_asks_for_the_text(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.session.text_wanted):
        desk.press(Qt.Key.Key_Escape)


def test_a_query_that_cannot_be_read_is_explained_and_the_hits_stay(desk: Desk) -> None:
    desk.type("polis")
    before = desk.texts()
    desk.qtbot.keyClicks(desk.line, " (")
    desk.qtbot.waitUntil(desk.pane._head.problem.isVisible)
    assert "parenthesis" in desk.pane._head.problem.text()
    assert desk.texts() == before
    desk.type("polis torg")
    assert not desk.pane._head.problem.isVisible()


def test_clearing_the_line_clears_the_hits(desk: Desk) -> None:
    desk.session.set_passage(DocumentId(1), None)
    desk.type("trygg*")
    desk.qtbot.waitUntil(lambda: bool(desk.session.hits))
    desk.line.clear()
    desk.qtbot.waitUntil(lambda: desk.pane.found() is None)
    assert desk.texts() == []
    desk.qtbot.waitUntil(lambda: desk.session.hits == {})
    assert "quotation marks" in desk.pane._lesson.text()


def test_nothing_found_says_what_to_try(desk: Desk) -> None:
    desk.type("zebrahingst")
    assert "star" in desk.pane._lesson.text()
    assert desk.pane._head.count.text() == "No hits"


def test_nothing_found_with_capitals_says_that_they_matter(desk: Desk) -> None:
    desk.pane.look(replace(desk.pane._look, options=SearchOptions(case=True)))
    desk.type("tRyGGhet")
    assert desk.pane._head.count.text() == "No hits"
    assert "how words are compared" in desk.pane._lesson.text()
    desk.pane.look(replace(desk.pane._look, options=SearchOptions()))
    desk.qtbot.waitUntil(lambda: bool(desk.texts()))


def test_all_hits_of_the_open_document_are_offered_to_the_text(desk: Desk) -> None:
    desk.pane._limit = 1
    number = desk.session.project.documents()[1].id
    desk.session.set_passage(number, None)
    desk.type("trygg*")
    desk.qtbot.waitUntil(lambda: number in desk.session.hits)
    complete = desk.session.searcher.search("trygg*", limit=None)
    wanted = tuple(m for hit in complete.hits if _in(hit, number) for m in hit.matches)
    assert desk.session.hits == {number: wanted}


def _in(hit: object, number: DocumentId) -> bool:
    return (hit.source, hit.source_id) == (Source.DOCUMENT, number)  # type: ignore[attr-defined]


def test_more_hits_come_as_one_scrolls_and_the_count_stays(
    qtbot: QtBot, session: Session, shown: Callable[[SearchPane], SearchPane]
) -> None:
    code = codes.add_path(session.project, "Nothing")
    for n in range(PAGE + 30):
        memos.add_memo(session.project, f"Thought {n}", "")
    assert code
    assert session.searcher.update() == 0  # or the window lets a process of its own do it
    desk = Desk(session, shown(SearchPane(session)), qtbot)
    desk.type("thought")
    count = desk.pane._head.count.text()
    assert len(desk.texts()) == PAGE
    desk.list.scrollToBottom()
    qtbot.waitUntil(lambda: len(desk.texts()) == PAGE + 30)
    assert desk.pane._head.count.text() == count == f"{PAGE + 30} in memos and codes"


def test_hits_in_memos_and_codes_lead_there(desk: Desk) -> None:
    opened: list[MemoId] = []
    asked: list[Selection] = []
    desk.session.memo_wanted.connect(lambda memo, _links: opened.append(memo))
    desk.session.retrieval_wanted.connect(asked.append)
    desk.type("polis")
    found = desk.pane.found()
    assert found is not None
    for row in (row for row in desk.list.rows.rows if isinstance(row, Passage)):
        desk.list.chosen.emit(row)
    assert opened == [hit.source_id for hit in found.hits if hit.source is Source.MEMO]
    ids = [hit.source_id for hit in found.hits if hit.source is Source.CODE]
    assert asked == [Selection(codes=frozenset({code}), subcodes=True) for code in ids]


def test_a_new_coding_shows_as_a_chip(desk: Desk, settled: Callable[[Session], None]) -> None:
    desk.type("polis")
    found = desk.pane.found()
    assert found is not None
    hit = found.hits[0]
    project = desk.session.project
    desk.session.do(
        lambda: coding.apply_path(project, DocumentId(hit.source_id), hit.matches[0], "Ny kod")
    )
    settled(desk.session)
    first = next(n for n, row in enumerate(desk.list.rows.rows) if isinstance(row, Passage))

    def has_chip() -> bool:
        row = desk.list.rows.rows[first]
        return isinstance(row, Passage) and "Ny kod" in [chip.text for chip in row.chips]

    desk.qtbot.waitUntil(has_chip)


def test_a_query_that_is_wanted_is_searched(desk: Desk) -> None:
    desk.session.search_wanted.emit("polis")
    desk.qtbot.waitUntil(lambda: desk.answered("polis"))
    assert desk.line.selectedText() == "polis"


def test_an_example_of_the_help_is_inserted(desk: Desk) -> None:
    desk.line.setText("polis")
    desk.pane._head.help.show_below(desk.line)
    button = next(b for b in desk.pane._head.help.findChildren(QPushButton) if b.text() == "trygg*")
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.pane.query() == "polis trygg*"
    assert not desk.pane._head.help.isVisible()


def test_the_hits_that_are_ticked_are_shown_before_they_are_coded(desk: Desk) -> None:
    desk.type("polis")
    view = desk.pane.choosing.view
    view.choose_row(1)
    desk.qtbot.keyClick(view, Qt.Key.Key_Space)
    desk.pane.code_hits()
    dialog = desk.pane.findChild(CodeHits)
    assert isinstance(dialog, CodeHits)
    desk.qtbot.waitUntil(lambda: dialog.proposals() is not None)
    found = dialog.proposals()
    assert found is not None
    hit = desk.pane.selected_hits()
    assert hit is not None
    assert len(found.items) == len(hit) == 1


def test_a_project_for_reading_offers_no_coding(
    qtbot: QtBot, reading_session: Session, shown: Callable[[SearchPane], SearchPane]
) -> None:
    desk = Desk(reading_session, shown(SearchPane(reading_session)), qtbot)
    desk.type("polis")
    assert not desk.pane._head.code.isVisible()


def test_a_memo_that_was_found_shows_its_links_by_their_words(desk: Desk) -> None:
    project = desk.session.project
    guid = project.documents()[0].guid
    memos.add_memo(project, "", f"Jämför [Anna, ¶ 3](qcode:document/{guid}#1-9) om zebror")
    desk.type("zebror")
    assert desk.texts() == ["Jämför Anna, ¶ 3 om zebror"]


def test_what_is_indexed_while_an_answer_is_on_its_way_is_asked_for_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(desk.pane._asking, "again", lambda: asked.append(True))
    desk.session.index_changed.emit(0)
    assert asked == []  # nothing is searched for
    desk.qtbot.keyClicks(desk.line, "polis")
    desk.session.index_changed.emit(0)
    assert asked == [True]


def test_where_nothing_was_found_the_key_for_the_next_hit_says_so(desk: Desk) -> None:
    told: list[str] = []
    desk.session.told.connect(told.append)
    desk.pane.step(1)
    assert told == ["No hits to go to"]
