"""Ways to look at hits: lines, orders, folds, filters; ticking, copying, and what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from pytestqt.qtbot import QtBot

from qcode.services import codes, coding, hit_coding
from qcode.services.hit_order import Order
from qcode.services.query_history import earlier_queries
from qcode.services.quoting import passage_of, quotation
from qcode.ui.search.asking import PAGE
from qcode.ui.search.delegate import key_column
from qcode.ui.search.look import Look, groups
from qcode.ui.search.pane import SearchPane
from qcode.ui.search.rows import GroupRow, HitRow, LineRow
from qcode.ui.session import Session


class Desk:
    """A search pane with hits of a word."""

    def __init__(self, session: Session, pane: SearchPane, qtbot: QtBot) -> None:
        self.session, self.pane, self.qtbot = session, pane, qtbot
        self.line, self.list, self.head = pane._line, pane._list, pane._head

    def ask(self, query: str) -> None:
        self.line.setText(query)
        self.wait(lambda: self.is_answered(query))

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)

    def is_answered(self, query: str) -> bool:
        answer = self.pane._answer
        if answer is None or answer.found.missing or answer.found.wish.query != query:
            return False
        wished = self.pane._look.wish(query, self.session.activation)
        return answer.found.wish == wished and (answer.is_whole or answer.read >= PAGE)

    def look(self, look: Look) -> None:
        self.pane.look(look)
        self.wait(lambda: self.is_answered(self.pane.query()))

    def hits(self) -> list[HitRow]:
        return [row for row in self.list.rows.rows if isinstance(row, HitRow)]

    def groups(self) -> list[GroupRow]:
        return [row for row in self.list.rows.rows if isinstance(row, GroupRow)]

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        together = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            together |= modifier
        self.qtbot.keyClick(self.list, key, together)

    def go_to(self, row: HitRow | GroupRow) -> None:
        self.list.choose_row(list(self.list.rows.rows).index(row))
        self.list.setFocus()

    def click(self, row: HitRow | GroupRow, x: int) -> None:
        index = self.list.rows.index(list(self.list.rows.rows).index(row))
        self.list.scrollTo(index)
        rect = self.list.visualRect(index)
        at = QPoint(x if x >= 0 else rect.right() + x, rect.top() + 18)
        self.qtbot.mouseClick(self.list.viewport(), Qt.MouseButton.LeftButton, pos=at)


@pytest.fixture
def desk(
    qtbot: QtBot,
    sample_session: Session,
    shown: Callable[[SearchPane], SearchPane],
) -> Desk:
    made = Desk(sample_session, shown(SearchPane(sample_session)), qtbot)
    made.ask("trygg*")
    return made


def test_lines_have_their_key_words_in_one_column(desk: Desk) -> None:
    desk.look(Look(lines=True))
    lines = [row for row in desk.hits() if isinstance(row, LineRow)]
    answer = desk.pane._answer
    assert answer is not None
    matches = sum(len(hit.matches) for hit in answer.hits())
    assert len(lines) == matches > len(answer.hits()) > 0
    assert all(row.word.lower().startswith("trygg") for row in lines)
    assert all(row.word in row.text for row in lines)
    rects = [desk.list.visualRect(desk.list.rows.index(n)) for n in range(3)]
    assert len({key_column(rect) for rect in rects}) == 1


@pytest.mark.parametrize("order", [Order.RELEVANCE, Order.LEFT, Order.RIGHT])
def test_a_sorted_list_says_in_each_row_where_it_is_from(desk: Desk, order: Order) -> None:
    names = {row.name for row in desk.session.project.documents()}
    desk.look(Look(lines=True, order=order))
    assert not desk.groups()
    answer = desk.pane._answer
    assert answer is not None
    places = [row.place.split(" · ")[0] for row in desk.hits()]
    assert set(places) <= names | {"Memo", "Code"}


def test_how_one_looks_at_hits_is_remembered(desk: Desk) -> None:
    desk.look(Look(lines=True, order=Order.LEFT))
    state = desk.pane.state()
    other = SearchPane(desk.session)
    desk.qtbot.addWidget(other)
    other.restore(state)
    assert (other._look.lines, other._look.order) == (True, Order.LEFT)
    other.restore({"search_order": "nonsense"})
    assert other._look == Look()


def test_the_menus_offer_what_there_is_and_take_it(desk: Desk) -> None:
    taken: list[Look] = []
    for group in groups(Look(), desk.session.activation, taken.append):
        for _words, value in group.choices:
            group.pick(value)
    assert {look.order for look in taken} == set(Order)
    assert {look.lines for look in taken} == {False, True}


def test_a_click_on_a_heading_folds_its_hits_and_the_next_unfolds_them(desk: Desk) -> None:
    group, before = desk.groups()[0], len(desk.hits())
    desk.click(group, 120)
    desk.wait(lambda: len(desk.hits()) == before - group.count)
    folded = desk.groups()[0]
    assert (folded.folded, folded.count) == (True, group.count)
    desk.go_to(folded)
    desk.press(Qt.Key.Key_Right)
    desk.wait(lambda: len(desk.hits()) == before)


def test_a_click_on_a_count_shows_that_document_alone_until_all_are_wanted(desk: Desk) -> None:
    group, before = desk.groups()[1], len(desk.hits())
    desk.click(group, -16)
    desk.wait(lambda: len(desk.hits()) == group.count)
    assert desk.head.within_words() == f"Only {group.text}"
    assert {unit.key for unit in desk.pane.selected_hits() or ()} == {group.group}
    assert desk.head.code.text() == f"Code {group.count} hits…"
    desk.head.all_wanted.emit()
    desk.wait(lambda: len(desk.hits()) == before)
    assert desk.head.within_words() == ""


def test_left_goes_from_a_hit_to_its_heading(desk: Desk) -> None:
    desk.go_to(desk.hits()[1])
    desk.press(Qt.Key.Key_Left)
    assert desk.list.rows.rows[desk.list.currentIndex().row()] == desk.groups()[0]


def test_hits_are_narrowed_to_what_is_active_and_follow_it(desk: Desk) -> None:
    session, project = desk.session, desk.session.project
    every = [row.id for row in project.documents()]
    chosen = desk.pane._answer.found.order[0].id  # type: ignore[union-attr]
    session.activate(session.activation.with_documents([chosen], every))
    desk.look(Look(active="documents"))
    assert {hit.source_id for hit in desk.pane._answer.hits()} == {chosen}  # type: ignore[union-attr]
    assert desk.head.within_words() == "Only in 1 active document"
    only = desk.pane.selected_hits()
    assert only is not None
    assert {unit.key.id for unit in only} == {chosen}
    session.activate(session.activation.with_documents(None, every))
    desk.wait(lambda: len({h.source_id for h in desk.pane._answer.hits()}) > 1)  # type: ignore[union-attr]
    assert desk.pane.selected_hits() is None


def test_space_ticks_and_shift_with_down_ticks_on(desk: Desk) -> None:
    desk.go_to(desk.hits()[0])
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = desk.pane.selected_hits()
    assert chosen is not None
    assert set(chosen) == {row.key.unit for row in desk.hits()[:3]}  # type: ignore[attr-defined]
    assert desk.head.ticked_words() == f"3 of {len(desk.hits())} ticked"
    assert desk.head.code.text() == "Code 3 hits…"
    desk.press(Qt.Key.Key_Space)
    assert len(desk.pane.selected_hits() or ()) == 2
    desk.head.unticked.emit()
    assert desk.pane.selected_hits() is None


def test_all_and_groups_are_ticked_with_a_key_and_a_click(desk: Desk) -> None:
    desk.list.setFocus()
    desk.qtbot.keySequence(desk.list, QKeySequence.StandardKey.SelectAll)
    assert len(desk.pane.choosing.ticked) == len(desk.hits())
    desk.qtbot.keySequence(desk.list, QKeySequence.StandardKey.SelectAll)
    assert len(desk.pane.choosing.ticked) == 0
    group = desk.groups()[1]
    desk.click(group, 14)
    chosen = desk.pane.selected_hits()
    assert chosen is not None
    assert len(chosen) == group.count
    index = desk.list.rows.index(list(desk.list.rows.rows).index(group))
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_ticks_of_lines_are_of_single_matches_and_stay_in_the_other_look(desk: Desk) -> None:
    desk.look(Look(lines=True))
    row = next(row for row in desk.hits() if row.many > 1)
    desk.go_to(row)
    desk.press(Qt.Key.Key_Space)
    chosen = desk.pane.selected_hits()
    assert chosen == {row.key.unit: frozenset({row.key.match})}  # type: ignore[attr-defined]
    desk.look(Look())
    assert desk.pane.selected_hits() == chosen
    desk.ask("polis")
    assert desk.pane.selected_hits() is None


def test_what_is_ticked_is_copied_as_quotations_plain_and_formatted(desk: Desk) -> None:
    rows = desk.hits()[:2]
    for row in rows:
        desk.go_to(row)
        desk.press(Qt.Key.Key_Space)
    desk.qtbot.keySequence(desk.list, QKeySequence.StandardKey.Copy)
    answer = desk.pane._answer
    assert answer is not None
    hits = [answer.hit(row.key) for row in rows]  # type: ignore[arg-type]
    said = [
        quotation(desk.session.project, hit.source_id, passage_of(hit))  # type: ignore[arg-type]
        for hit in hits
        if hit is not None
    ]
    wanted = "\n\n".join(each.plain for each in said)
    clipboard = QGuiApplication.clipboard()
    desk.wait(lambda: clipboard.text() == wanted)
    assert all(each.html in clipboard.mimeData().html() for each in said)


def test_which_hit_one_is_at_is_said_in_the_pane_and_at_the_foot(desk: Desk) -> None:
    told: list[str] = []
    desk.session.hit_shown.connect(told.append)
    desk.pane.step(1)
    answer = desk.pane._answer
    assert answer is not None
    assert desk.head.count.text().startswith(f"Hit 1 of {answer.found.rows} · ")
    assert told[-1] == f"Hit 1 of {answer.found.rows}"


def test_a_half_typed_query_leaves_what_is_shown_and_says_nothing_at_first(desk: Desk) -> None:
    before = desk.list.rows.rows
    problems: list[object] = []
    desk.pane._asking.refused.connect(problems.append)
    desk.line.setText("trygg* AND")
    desk.wait(lambda: bool(problems))
    assert not desk.head.problem.isVisible()
    assert desk.list.rows.rows == before
    desk.line.setText("trygg* AND polis")
    desk.wait(lambda: desk.is_answered("trygg* AND polis"))
    assert not desk.pane._patience.isActive()
    assert not desk.head.problem.isVisible()


def test_the_text_of_a_query_that_is_underlined_stays_as_it_is(desk: Desk) -> None:
    desk.line.setText("trygg* AND (ö 😀")
    desk.line.setCursorPosition(3)
    desk.wait(desk.head.problem.isVisible)
    assert desk.line.text() == "trygg* AND (ö 😀"
    assert desk.line.cursorPosition() == 3
    desk.line.underline(0, 5)
    assert desk.line.text() == "trygg* AND (ö 😀"


def test_a_query_that_was_used_comes_back_with_up(desk: Desk) -> None:
    desk.pane.step(1)
    assert earlier_queries(desk.session.project) == ("trygg*",)
    desk.ask("polis")
    desk.qtbot.keyClick(desk.line, Qt.Key.Key_Return)
    menu = desk.pane._earlier.menu()
    words = [action.text() for action in menu.actions()]
    assert words[1:3] == ["polis", "trygg*"]
    menu.actions()[2].trigger()
    desk.wait(lambda: desk.is_answered("trygg*"))
    menu.actions()[-1].trigger()
    assert earlier_queries(desk.session.project) == ()


def test_the_same_search_keeps_its_place_when_something_changes(desk: Desk) -> None:
    desk.go_to(desk.hits()[4])
    key, before = desk.list.current(), desk.pane._answer
    desk.pane._asking.again()
    desk.wait(lambda: desk.pane._answer is not before)
    assert desk.list.current() == key


def test_coding_what_is_ticked_codes_nothing_else(
    desk: Desk, settled: Callable[[Session], None]
) -> None:
    project = desk.session.project
    code = codes.add_path(project, "Nytt")
    row = desk.hits()[0]
    desk.go_to(row)
    desk.press(Qt.Key.Key_Space)
    searcher, chosen = desk.session.searcher, desk.pane.selected_hits()
    desk.session.do(lambda: hit_coding.autocode(searcher, "trygg*", "Nytt", chosen=chosen))
    settled(desk.session)
    coded = [
        (document.id, segment.span)
        for document in project.documents()
        for segment in coding.segments_of(project, document.id)
        if segment.code == code
    ]
    hit = desk.pane._answer.hit(row.key)  # type: ignore[union-attr, arg-type]
    assert hit is not None
    assert coded == [(hit.source_id, match) for match in hit.matches]


def test_folds_are_forgotten_with_another_query(desk: Desk) -> None:
    desk.look(replace(desk.pane._look, folded=frozenset({desk.groups()[0].group})))  # type: ignore[arg-type]
    assert desk.groups()[0].folded
    desk.ask("polis")
    assert not any(group.folded for group in desk.groups())


def test_options_change_what_is_found_and_are_said(desk: Desk) -> None:
    desk.ask("trygghet")
    before = len(desk.pane._answer.found.units)  # type: ignore[union-attr]
    menu = desk.head.options.choices()
    exact = next(action for action in menu.actions() if action.text().startswith("Exactly"))
    exact.trigger()
    desk.wait(lambda: desk.is_answered("trygghet"))
    answer = desk.pane._answer
    assert answer is not None
    assert 0 < len(answer.found.units) < before
    words = {hit.text[m.start : m.end].lower() for hit in answer.hits() for m in hit.marks}
    assert words == {"trygghet"}
    assert desk.head.options.text() == "As written ▾"
    assert "as written" in desk.head.options.accessibleName()


def test_the_rest_of_what_is_shown_does_not_hide_a_problem(desk: Desk) -> None:
    desk.line.setText("  trygg* AND (")
    desk.wait(lambda: desk.pane._problem is not None)
    answer = desk.pane._answer
    assert answer is not None
    desk.pane._asking.answered.emit(answer)  # as when more of it has been read
    desk.wait(desk.head.problem.isVisible)
    assert desk.line.text() == "  trygg* AND ("
