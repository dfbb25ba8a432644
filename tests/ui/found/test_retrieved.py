from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qcode.model.codebook import CodeId
from qcode.model.document import DocumentId
from qcode.model.memo import MemoId
from qcode.model.segment import SegmentId
from qcode.model.text import Span
from qcode.services import codes, coding, retrieval
from qcode.services.activation import Activation
from qcode.services.quoting import quotation
from qcode.services.retrieval import EVERYTHING, Selection
from qcode.ui.exporting.dialog import ExportDialog
from qcode.ui.found.picker import Picker
from qcode.ui.found.retrieved import RetrievedPane
from qcode.ui.found.rows import LINE, Heading, Passage
from qcode.ui.lesson import Lesson
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject

Went = list[tuple[DocumentId, Span | None]]
Settled = Callable[[Session], None]


class Desk:
    """The pane of passages, with a code and its subcodes retrieved."""

    def __init__(self, session: Session, pane: RetrievedPane, qtbot: QtBot) -> None:
        self.session, self.pane, self.qtbot = session, pane, qtbot
        self.project, self.list = session.project, pane._list
        self.code = codes.find_code(session.project, "Tillit").id
        self.selection = Selection(codes=frozenset({self.code}), subcodes=True)
        session.retrieve(self.selection)
        qtbot.waitUntil(lambda: self.rows() == self.wanted())

    def rows(self) -> list[object]:
        return [row.key for row in self.passages()]

    def passages(self) -> list[Passage]:
        return [row for row in self.list.rows.rows if isinstance(row, Passage)]

    def headings(self) -> list[str]:
        return [row.text for row in self.list.rows.rows if isinstance(row, Heading)]

    def wanted(self) -> list[object]:
        """The segments of the selection in the order of the code tree."""
        found = retrieval.find_segments(self.project, self.pane.selection())
        order = [code.id for _depth, code in self.project.codebook().walk()]
        return [s.id for s in sorted(found, key=lambda s: order.index(s.code))]

    def until_current(self) -> None:
        self.qtbot.waitUntil(lambda: self.rows() == self.wanted())


def pick(picker: Picker, words: str) -> None:
    (action,) = [each for each in picker.choices().actions() if each.text() == words]
    action.trigger()


@pytest.fixture
def desk(
    qtbot: QtBot, sample_session: Session, shown: Callable[[RetrievedPane], RetrievedPane]
) -> Desk:
    return Desk(sample_session, shown(RetrievedPane(sample_session)), qtbot)


def test_the_filter_is_said_in_words_and_clears_at_once(desk: Desk) -> None:
    count, documents = len(desk.rows()), len(desk.project.documents())
    said = f"Tillit with subcodes · all {documents} documents · coder: all · {count} passages"
    assert desk.pane.filter_text() == said
    assert desk.pane.selection() == desk.selection
    desk.qtbot.mouseClick(desk.pane._clear, Qt.MouseButton.LeftButton)
    assert desk.rows() == []
    assert desk.pane.selection() == EVERYTHING
    assert not desk.pane._head.isVisible()


def test_clear_stays_in_its_place_whatever_the_words_of_the_filter(desk: Desk) -> None:
    def place() -> QRect:
        desk.pane._head.layout().activate()
        QApplication.processEvents()
        return QRect(desk.pane._clear.mapTo(desk.pane, QPoint()), desk.pane._clear.size())

    desk.pane._filter.setText("Tillit")
    first = place()
    assert first.right() < desk.pane.width()
    desk.pane._filter.setText(", ".join(["Tillit till staden"] * 20))
    assert place() == first
    assert desk.pane._filter.height() > 3 * desk.pane._filter.fontMetrics().height()
    assert not first.intersects(desk.pane._filter.geometry())


def test_escape_leads_from_the_empty_pane_to_the_text(desk: Desk) -> None:
    desk.qtbot.mouseClick(desk.pane._clear, Qt.MouseButton.LeftButton)
    hint = desk.pane._body.currentWidget()
    assert isinstance(hint, Lesson)
    hint.setFocus()
    with desk.qtbot.waitSignal(desk.session.text_wanted):
        desk.qtbot.keyClick(hint.focusProxy(), Qt.Key.Key_Escape)


def test_passages_are_grouped_by_code_or_by_document(desk: Desk) -> None:
    assert desk.headings()[0] == "Tillit"
    assert all(name.startswith("Tillit") for name in desk.headings())
    by_code = set(desk.rows())
    pick(desk.pane._sort, "By document")
    names = [document.name for document in desk.project.documents()]
    desk.qtbot.waitUntil(lambda: desk.headings()[0] in names)
    desk.qtbot.waitUntil(lambda: set(desk.headings()) <= set(names))
    assert [name for name in names if name in desk.headings()] == desk.headings()
    assert set(desk.rows()) == by_code


def test_passages_are_sorted_within_their_groups(desk: Desk) -> None:
    pick(desk.pane._sort, "Longest first")

    def lengths() -> list[list[int]]:
        groups: list[list[int]] = []
        for row in desk.list.rows.rows:
            if isinstance(row, Heading):
                groups.append([])
            else:
                groups[-1].append(len(desk.pane._excerpts[row.key].text))  # type: ignore[index]
        return groups

    desk.qtbot.waitUntil(lambda: all(group == sorted(group, reverse=True) for group in lengths()))
    pick(desk.pane._sort, "As in the text")
    desk.until_current()


def test_one_coder_can_be_looked_at_and_the_words_say_so(desk: Desk) -> None:
    coder = desk.project.coders()[1]
    pick(desk.pane._coders, coder.name)
    desk.until_current()
    desk.qtbot.waitUntil(lambda: f"coder: {coder.name} ·" in desk.pane.filter_text())
    found = {desk.pane._excerpts[row].coder_name for row in desk.rows()}  # type: ignore[index]
    assert found == {coder.name}
    pick(desk.pane._coders, "Everybody")
    desk.qtbot.waitUntil(lambda: "coder: all" in desk.pane.filter_text())


def test_subcodes_are_left_out_on_request(desk: Desk) -> None:
    count = len(desk.rows())
    desk.qtbot.mouseClick(desk.pane._subcodes, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    desk.until_current()
    desk.qtbot.waitUntil(lambda: desk.headings() == ["Tillit"])
    assert len(desk.rows()) < count
    assert desk.pane.filter_text().startswith("Tillit · ")


def test_only_the_passages_of_active_documents_are_listed(desk: Desk) -> None:
    every = desk.project.documents()
    some = frozenset(document.id for document in every[:2])
    desk.session.activate(Activation(documents=some))
    desk.until_current()
    desk.qtbot.waitUntil(
        lambda: f" · 2 active of {len(every)} documents · " in desk.pane.filter_text(),
    )
    assert {desk.pane._excerpts[row].segment.document for row in desk.rows()} <= some  # type: ignore[index]
    assert desk.pane.selection().documents == some


def test_what_is_active_is_followed_once_it_was_asked_for(desk: Desk) -> None:
    first, second = (codes.find_code(desk.project, name).id for name in ("Ansvar", "Plats"))
    desk.session.activate(Activation(codes=frozenset({first})))
    assert desk.pane.selection().codes == desk.selection.codes
    desk.session.retrieve(desk.session.activation.selection)
    desk.qtbot.waitUntil(lambda: desk.headings() == ["Ansvar"])
    desk.session.activate(Activation(codes=frozenset({second})))
    desk.qtbot.waitUntil(lambda: desk.headings() == ["Plats"])


def test_space_shows_what_stands_around_a_passage_and_hides_it_again(desk: Desk) -> None:
    segment = coding.get_segment(desk.project, desk.rows()[2])  # type: ignore[arg-type]
    row = desk.list.rows.row_of(segment.id)
    desk.list.choose_row(row)
    height = desk.list.visualRect(desk.list.rows.index(row)).height()
    desk.qtbot.keyClick(desk.list, Qt.Key.Key_Space)
    desk.qtbot.waitUntil(lambda: desk.passages()[2].is_open)
    shown = desk.passages()[2]
    text = " ".join(desk.project.text(segment.document).text.split())
    before, said = (each.replace(LINE, " ") for each in (shown.before, shown.text))
    assert f"{before} {said}" in text or f"{before}{said}" in text
    assert desk.list.visualRect(desk.list.rows.index(row)).height() > height
    desk.pane._load()
    desk.session.do(lambda: coding.edit_segment(desk.project, segment.id, weight=10))
    desk.qtbot.waitUntil(lambda: desk.pane._excerpts[segment.id].segment.weight == 10)
    assert desk.passages()[2].is_open  # also after news
    desk.qtbot.keyClick(desk.list, Qt.Key.Key_Space)
    assert not desk.passages()[2].is_open
    assert desk.list.visualRect(desk.list.rows.index(row)).height() == height


def test_a_click_on_the_small_arrow_unfolds_and_goes_nowhere(desk: Desk, went: Went) -> None:
    row = desk.list.rows.row_of(desk.rows()[1])
    arrow = desk.list._delegate.arrow_of(desk.list.visualRect(desk.list.rows.index(row)))
    desk.qtbot.mouseClick(desk.list.viewport(), Qt.MouseButton.LeftButton, pos=arrow.center())
    desk.qtbot.waitUntil(lambda: desk.passages()[1].is_open)
    assert went == []


def test_c_asks_for_another_code(desk: Desk) -> None:
    desk.list.choose_row(1)
    desk.qtbot.keyClick(desk.list, Qt.Key.Key_C)
    desk.qtbot.waitUntil(desk.pane._box.isVisible)
    desk.pane._box.close()


def test_the_current_passage_is_what_one_looks_at(desk: Desk) -> None:
    desk.list.setFocus()
    desk.list.choose_row(1)
    assert desk.session.subject == Subject(Sort.SEGMENT, desk.rows()[0])  # type: ignore[arg-type]


def test_a_click_shows_the_passage_in_the_text(desk: Desk, went: Went) -> None:
    row = desk.list.rows.row_of(desk.rows()[1])
    middle = desk.list.visualRect(desk.list.rows.index(row)).center()
    desk.qtbot.mouseClick(desk.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    segment = coding.get_segment(desk.project, desk.rows()[1])  # type: ignore[arg-type]
    assert went == [(segment.document, segment.span)]


def test_delete_removes_the_coding_and_undo_brings_it_back(desk: Desk, settled: Settled) -> None:
    before = desk.rows()
    desk.list.choose_row(1)
    desk.qtbot.keyClick(desk.list, Qt.Key.Key_Delete)
    settled(desk.session)
    desk.qtbot.waitUntil(lambda: desk.rows() == before[1:])
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: desk.rows() == before)


def test_the_passage_that_comes_in_place_of_one_removed_is_chosen(
    desk: Desk, settled: Settled
) -> None:
    before = desk.rows()
    desk.list.choose_row(2)
    for gone in (1, 2):
        desk.qtbot.keyClick(desk.list, Qt.Key.Key_Delete)
        settled(desk.session)
        desk.qtbot.waitUntil(lambda gone=gone: desk.rows() == [before[0], *before[1 + gone :]])
        assert [each.key for each in desk.list.selected()] == [before[1 + gone]]
        current = desk.list.current()
        assert current is not None
        assert current.key == before[1 + gone]


def test_passages_that_are_chosen_stay_so_when_others_go(desk: Desk, settled: Settled) -> None:
    before = desk.rows()
    desk.list.choose_row(2)
    desk.qtbot.keyClick(desk.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = [each.key for each in desk.list.selected()]
    assert len(chosen) == 2
    first = SegmentId(before[0])  # type: ignore[call-overload]
    desk.session.do(lambda: coding.remove_segments(desk.project, [first]))
    settled(desk.session)
    desk.qtbot.waitUntil(lambda: desk.rows() == before[1:])
    assert [each.key for each in desk.list.selected()] == chosen


def test_several_passages_get_another_code_in_one_operation(desk: Desk, settled: Settled) -> None:
    before = desk.rows()
    other = codes.add_path(desk.project, "Annat")
    desk.pane._recode([before[0], before[1]], other)  # type: ignore[list-item]
    settled(desk.session)
    desk.until_current()
    assert desk.rows() == before[2:]
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: desk.rows() == before)


def test_several_passages_get_another_code_beside_theirs_in_one_operation(
    desk: Desk, settled: Settled
) -> None:
    before = desk.rows()
    other = codes.add_path(desk.project, "Annat")
    desk.list.choose_row(1)
    desk.qtbot.keyClick(desk.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.qtbot.keyClick(desk.list, Qt.Key.Key_A)
    desk.qtbot.waitUntil(desk.pane._box.isVisible)
    desk.pane._box.dismiss()
    chosen = [each.segment for each in desk.pane._chosen()]
    assert len(chosen) == 2
    passages = {
        document: [each.span for each in chosen if each.document == document]
        for document in {each.document for each in chosen}
    }
    told: list[str] = []
    desk.session.told.connect(told.append)
    desk.pane._add(passages, other)
    settled(desk.session)
    found = retrieval.find_segments(desk.project, Selection(codes=frozenset({other})))
    assert sorted(each.span for each in found) == sorted(each.span for each in chosen)
    assert desk.rows() == before  # theirs are there as before
    desk.pane._add(passages, other)
    desk.qtbot.waitUntil(lambda: told == ["All of them are coded so already."])
    desk.session.undo()
    settled(desk.session)
    assert not retrieval.find_segments(desk.project, Selection(codes=frozenset({other})))


def test_a_coding_made_elsewhere_is_listed(desk: Desk) -> None:
    document = desk.project.documents()[0].id
    count = len(desk.rows())
    desk.session.do(lambda: coding.apply_code(desk.project, document, Span(3, 60), desk.code))
    desk.qtbot.waitUntil(lambda: len(desk.rows()) == count + 1)
    desk.until_current()


def test_the_chosen_passage_stays_chosen_when_the_list_changes(desk: Desk) -> None:
    document = desk.project.documents()[0].id
    row = desk.list.rows.row_of(desk.rows()[4])
    desk.list.choose_row(row)
    chosen, count = desk.rows()[4], len(desk.rows())
    desk.session.do(lambda: coding.apply_code(desk.project, document, Span(3, 60), desk.code))
    desk.qtbot.waitUntil(lambda: len(desk.rows()) == count + 1)
    now = desk.list.current()
    assert now is not None
    assert now.key == chosen


def test_what_is_copied_are_quotations_with_their_sources(desk: Desk) -> None:
    desk.list.setFocus()
    desk.list.choose_row(1)
    desk.qtbot.keyClick(desk.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.qtbot.keySequence(desk.list, QKeySequence.StandardKey.Copy)
    wanted = [coding.get_segment(desk.project, row) for row in desk.rows()[:2]]  # type: ignore[arg-type]
    said = "\n\n".join(quotation(desk.project, each.document, each.span).plain for each in wanted)
    desk.qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == said)


def test_the_memo_of_a_passage_is_opened(desk: Desk) -> None:
    opened: list[MemoId | None] = []
    desk.session.memo_wanted.connect(lambda memo, _links: opened.append(memo))
    with_memo = next(row for row in desk.passages() if row.memo)
    desk.pane._memo(desk.pane._excerpts[with_memo.key])  # type: ignore[index]
    desk.qtbot.waitUntil(lambda: bool(opened))
    assert opened[0] is not None


def test_a_code_without_passages_says_so(desk: Desk) -> None:
    empty = codes.add_path(desk.project, "Tom")
    desk.session.retrieve(Selection(codes=frozenset({CodeId(empty)})))
    desk.qtbot.waitUntil(lambda: desk.pane._body.currentIndex() == 1)
    assert "Tom" in desk.pane.filter_text()


def test_export_takes_what_is_listed(desk: Desk) -> None:
    desk.pane.export()
    desk.qtbot.waitUntil(lambda: any(e.isVisible() for e in desk.pane.findChildren(ExportDialog)))
    (dialog,) = desk.pane.findChildren(ExportDialog)
    assert dialog.selection() == desk.selection
    dialog.reject()


def test_what_changes_while_nobody_looks_is_read_when_somebody_does(
    desk: Desk, settled: Callable[[Session], None]
) -> None:
    before, document = desk.rows(), desk.project.documents()[0].id
    desk.pane.hide()
    desk.session.do(lambda: coding.apply_code(desk.project, document, Span(3, 60), desk.code))
    settled(desk.session)
    assert desk.rows() == before != desk.wanted()
    desk.pane.show()
    desk.until_current()


def test_who_answers_in_a_passage_begins_a_line_of_its_own(desk: Desk) -> None:
    document = desk.project.documents()[0]
    text = desk.project.text(document.id)
    first, last = text.layout.turns[1], text.layout.turns[3]
    segment, _changes = coding.apply_code(
        desk.project, document.id, Span(first.start, last.end), desk.code
    )
    desk.until_current()
    (row,) = [row for row in desk.passages() if row.key == segment]
    told = text.text[first.start : last.end].split("\n")
    assert row.text.split(LINE) == [" ".join(each.split()) for each in told if each.strip()]
    assert len(row.text.split(LINE)) >= 3
    spoken = str(desk.list.rows.index(desk.list.rows.row_of(segment)).data())
    assert LINE not in spoken
