from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.document import Document, DocumentId
from qcode.model.memo import Memo, MemoId, MemoKind, MemoLink
from qcode.model.text import Span
from qcode.services import coding, memos, projects
from qcode.services.history import history
from qcode.ui.found.memos import MemosPane
from qcode.ui.found.parts import LinkButton
from qcode.ui.found.picker import Picker
from qcode.ui.found.rows import Passage
from qcode.ui.runner import Runner
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject

Settled = Callable[[Session], None]


class Desk:
    """The pane of memos beside something else that can have the keyboard."""

    def __init__(self, session: Session, qtbot: QtBot, settled: Settled) -> None:
        self.session, self.qtbot, self._settled = session, qtbot, settled
        self.project = session.project
        self.window = QWidget()
        self.elsewhere = QLineEdit()
        self.pane = MemosPane(session)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.elsewhere)
        layout.addWidget(self.pane)
        qtbot.addWidget(self.window)
        self.window.resize(420, 640)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.editor = self.pane._editor
        qtbot.waitUntil(lambda: len(self.titles()) == len(self.memos()))

    def memos(self) -> list[Memo]:
        return memos.list_memos(self.project)

    def titles(self) -> list[str]:
        return [row.text for row in self.pane._list.rows.rows if isinstance(row, Passage)]

    def settle(self) -> None:
        self._settled(self.session)

    def write(self, title: str, text: str) -> None:
        self.qtbot.keyClicks(self.editor._title, title)
        self.qtbot.keyClicks(self.editor._text, text)

    def newest(self) -> Memo:
        return max(self.memos(), key=lambda memo: memo.id)

    def summaries(self) -> list[str]:
        return [line.summary for line in history(self.project)]


@pytest.fixture
def desk(qtbot: QtBot, sample_session: Session, settled: Settled) -> Desk:
    return Desk(sample_session, qtbot, settled)


def test_the_list_has_every_memo_and_the_filter_narrows_it(desk: Desk) -> None:
    every = desk.memos()
    assert len(desk.titles()) == len(every)
    desk.qtbot.keyClicks(desk.pane._filter, "method")
    kinds = [memo for memo in every if memo.kind is MemoKind.METHOD]
    assert 0 < len(kinds) <= len(desk.titles()) < len(every)
    assert desk.pane._count.text() == f"{len(desk.titles())} of {len(every)}"


def test_a_new_memo_is_written_once_when_the_keyboard_leaves_the_editor(desk: Desk) -> None:
    code = next(iter(desk.project.codebook().codes))
    count = len(desk.memos())
    desk.session.write_memo(MemoLink(code=code))
    desk.write("Why", "It matters.")
    desk.editor._title.setFocus()  # from field to field nothing is written
    desk.settle()
    assert len(desk.memos()) == count
    desk.elsewhere.setFocus()
    desk.settle()
    made = desk.newest()
    assert (made.title, made.text, made.links) == ("Why", "It matters.", (MemoLink(code=code),))
    assert desk.summaries()[0] == "Write memo “Why”"


def test_enter_and_tab_lead_from_the_title_to_the_text(desk: Desk) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab):
        desk.pane.new_memo()
        desk.editor._title.setFocus()
        desk.qtbot.waitUntil(desk.editor._title.hasFocus)
        desk.qtbot.keyClick(desk.editor._title, key)
        assert desk.editor._text.hasFocus()


def test_a_new_memo_begins_with_the_thought_and_is_called_by_its_first_words(desk: Desk) -> None:
    desk.session.write_memo(MemoLink(document=DocumentId(1)))
    desk.qtbot.waitUntil(desk.editor._text.hasFocus)
    assert desk.editor._title.placeholderText() == "Title"
    desk.qtbot.keyClicks(desk.editor._text, "# They wait, and nobody says why")
    assert desk.editor._title.placeholderText() == "They wait, and nobody says why"
    desk.editor.close_memo()
    desk.settle()
    assert desk.newest().title == ""
    desk.qtbot.waitUntil(lambda: "They wait, and nobody says why" in desk.titles())


def test_a_memo_asked_for_from_elsewhere_is_gone_on_with_at_its_end(desk: Desk) -> None:
    memo = desk.memos()[0]
    desk.session.open_memo(memo.id)
    desk.qtbot.waitUntil(lambda: desk.editor.memo == memo.id)
    desk.qtbot.keyClicks(desk.editor._text, " More.")
    assert desk.editor.words().text == f"{memo.text} More."
    desk.pane.open_memo(desk.memos()[1].id)
    assert desk.editor._text.textCursor().position() == 0


def test_a_memo_is_saved_when_the_keyboard_rests(desk: Desk) -> None:
    desk.editor._rest.setInterval(30)
    desk.pane.new_memo(MemoLink(document=DocumentId(1)))
    desk.write("Rest", "typed and left alone")
    desk.qtbot.waitUntil(lambda: desk.newest().text == "typed and left alone")
    assert desk.newest().title == "Rest"
    assert desk.editor.is_open


def test_saving_again_before_the_first_answer_makes_no_second_memo(desk: Desk) -> None:
    count = len(desk.memos())
    desk.session.write_memo()
    desk.write("One", "a")
    desk.editor.save()
    desk.write("", "b")
    desk.editor.save()
    desk.settle()
    assert len(desk.memos()) == count + 1
    assert desk.newest().text == "ab"


def test_ctrl_s_saves_what_was_changed_and_only_that(desk: Desk) -> None:
    memo = desk.memos()[0]
    desk.session.open_memo(memo.id)
    desk.qtbot.waitUntil(lambda: desk.editor.memo == memo.id)
    desk.editor._text.moveCursor(desk.editor._text.textCursor().MoveOperation.Start)
    desk.qtbot.keyClicks(desk.editor._text, "New. ")
    desk.qtbot.keyClick(desk.editor._text, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    after = memos.get_memo(desk.project, memo.id)
    assert after.text == "New. " + memo.text
    assert (after.title, after.kind, after.links) == (memo.title, memo.kind, memo.links)


def test_opening_and_leaving_without_a_change_writes_nothing(desk: Desk) -> None:
    before = desk.project.last_operation()
    for memo in desk.memos()[:3]:
        desk.pane.open_memo(memo.id)
    desk.elsewhere.setFocus()
    desk.settle()
    assert desk.project.last_operation() == before


def test_opening_another_memo_saves_the_first(desk: Desk) -> None:
    first, second = desk.memos()[:2]
    desk.pane.open_memo(first.id)
    desk.qtbot.keyClicks(desk.editor._title, "!")
    desk.pane.open_memo(second.id)
    desk.settle()
    assert memos.get_memo(desk.project, first.id).title == first.title + "!"
    assert memos.get_memo(desk.project, second.id) == second


def test_what_is_typed_when_the_window_closes_is_kept(
    qtbot: QtBot, sample_file: Path, tmp_path: Path, settled: Settled
) -> None:
    path = Path(shutil.copy(sample_file, tmp_path / "closing.qcode"))
    session = Session(projects.open_project(path, coder="Ines"), Runner())
    desk = Desk(session, qtbot, settled)
    session.write_memo()
    desk.write("Last thought", "Do not lose me.")
    desk.pane.leave()
    session.close()
    with projects.open_project(path, coder="Ines") as again:
        kept = memos.list_memos(again)[-1]
    assert (kept.title, kept.text) == ("Last thought", "Do not lose me.")


def test_a_memo_that_is_deleted_while_one_writes_in_it_keeps_the_words(desk: Desk) -> None:
    memo = desk.memos()[0]
    desk.pane.open_memo(memo.id)
    desk.qtbot.keyClicks(desk.editor._title, "!")
    desk.session.do(lambda: memos.delete_memos(desk.project, [memo.id]))
    desk.qtbot.waitUntil(lambda: desk.editor.memo is None)
    desk.editor.save()
    desk.settle()
    kept = desk.newest()
    assert (kept.title, kept.text) == (memo.title + "!", memo.text)


def test_undo_is_shown_in_the_editor(desk: Desk) -> None:
    memo = desk.memos()[0]
    desk.pane.open_memo(memo.id)
    desk.qtbot.keyClicks(desk.editor._title, "!")
    desk.editor.save()
    desk.settle()
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: desk.editor.words().title == memo.title)


def test_delete_takes_the_memo_away_and_undo_brings_it_back(desk: Desk) -> None:
    count = len(desk.titles())
    desk.pane._list.choose_row(0)
    desk.qtbot.keyClick(desk.pane._list, Qt.Key.Key_Delete)
    desk.qtbot.waitUntil(lambda: len(desk.titles()) == count - 1)
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: len(desk.titles()) == count)


def test_a_link_leads_to_its_passage(desk: Desk) -> None:
    places: list[tuple[DocumentId, Span | None]] = []
    desk.session.document_wanted.connect(lambda number, span: places.append((number, span)))
    document = desk.project.documents()[0].id
    made = memos.add_memo(
        desk.project, "On words", "", links=[MemoLink(document=document, span=Span(5, 25))]
    )
    desk.session.open_memo(MemoId(made))
    desk.qtbot.waitUntil(lambda: bool(desk.editor.findChildren(LinkButton)))
    desk.qtbot.mouseClick(desk.editor.findChildren(LinkButton)[0], Qt.MouseButton.LeftButton)
    assert places == [(document, Span(5, 25))]


def pick(picker: Picker, words: str) -> None:
    (action,) = [each for each in picker.choices().actions() if each.text() == words]
    action.trigger()


def test_the_list_is_narrowed_by_kind_by_what_it_is_on_and_by_coder(desk: Desk) -> None:
    every = desk.memos()
    memos.add_memo(desk.project, "Mine", "ours", kind="Ethics")
    desk.qtbot.waitUntil(lambda: len(desk.titles()) == len(every) + 1)
    pick(desk.pane._pick, "Theory")
    theory = [memo.title for memo in every if memo.kind is MemoKind.THEORY]
    assert sorted(desk.titles()) == sorted(theory)
    assert desk.pane._count.text() == f"{len(theory)} of {len(every) + 1} · Theory"
    pick(desk.pane._pick, "Ethics")
    assert desk.titles() == ["Mine"]
    pick(desk.pane._pick, "on codes")
    assert desk.titles() == []
    assert desk.pane._body.currentIndex() == 2
    desk.qtbot.mouseClick(desk.pane._clear, Qt.MouseButton.LeftButton)
    assert len(desk.titles()) == len(every) + 1
    pick(desk.pane._pick, "standing alone")
    alone = [memo for memo in desk.memos() if not memo.links]
    assert len(desk.titles()) == len(alone) > 0
    pick(desk.pane._pick, "on anything")
    pick(desk.pane._pick, "Ines")
    assert desk.pane._count.text().endswith(" · Ines")


def test_the_list_is_sorted_by_time_title_or_kind(desk: Desk) -> None:
    newest = desk.titles()
    pick(desk.pane._sort, "By title")
    assert desk.titles() == sorted(newest, key=str.casefold) != newest
    pick(desk.pane._sort, "By kind")
    kinds = {(memo.title or memo.text): memo.kind.capitalize() for memo in desk.memos()}
    found = [kinds[title] for title in desk.titles() if title in kinds]
    assert found == sorted(found)
    pick(desk.pane._sort, "Newest first")
    assert desk.titles() == newest


def test_escape_in_the_filter_lists_all_and_then_leaves(desk: Desk) -> None:
    left: list[bool] = []
    desk.session.text_wanted.connect(lambda: left.append(True))
    count = len(desk.titles())
    desk.qtbot.keyClicks(desk.pane._filter, "xyzzy")
    assert desk.titles() == []
    desk.qtbot.keyClick(desk.pane._filter, Qt.Key.Key_Escape)
    assert (len(desk.titles()), left) == (count, [])
    desk.qtbot.keyClick(desk.pane._filter, Qt.Key.Key_Escape)
    assert left == [True]


def test_down_leads_from_the_filter_into_the_list(desk: Desk) -> None:
    desk.qtbot.keyClick(desk.pane._filter, Qt.Key.Key_Down)
    assert desk.pane._list.hasFocus()
    assert desk.pane._list.current() is not None


def test_a_memo_gets_a_kind_of_ones_own(desk: Desk) -> None:
    memo = desk.memos()[0]
    desk.pane.open_memo(memo.id)
    desk.editor._kind._take_name("Ethics  board")
    desk.settle()
    assert memos.get_memo(desk.project, memo.id).kind == "Ethics board"
    desk.editor._kind._take_name("theory")
    desk.settle()
    assert memos.get_memo(desk.project, memo.id).kind is MemoKind.THEORY


def test_who_wrote_a_memo_and_when_is_shown_above_it(desk: Desk) -> None:
    memo = desk.memos()[0]
    desk.pane.open_memo(memo.id)
    coder = next(each.name for each in desk.project.coders() if each.id == memo.coder)
    assert desk.editor._about.text().startswith(coder + " · ")


def link_at_the_end(desk: Desk, text: str) -> tuple[int, Document]:
    """Put a link to a passage behind the text of a new memo; return that and the document."""
    document = desk.project.documents()[0]
    memo = memos.add_memo(desk.project, "", text)
    desk.session.open_memo(MemoId(memo))
    desk.qtbot.waitUntil(lambda: desk.editor.memo == memo)
    desk.session.set_passage(document.id, Span(4, 12))
    desk.editor._text.moveCursor(desk.editor._text.textCursor().MoveOperation.End)
    desk.pane.link_passage()
    return memo, document


def test_the_selected_passage_is_linked_where_the_caret_is(desk: Desk) -> None:
    places: list[tuple[DocumentId, Span | None]] = []
    desk.session.document_wanted.connect(lambda number, span: places.append((number, span)))
    memo, document = link_at_the_end(desk, "See ")
    wanted = f"](qcode:document/{document.guid}#4-12)"
    desk.qtbot.waitUntil(lambda: desk.editor.words().text.endswith(wanted))
    desk.editor.save()
    desk.settle()
    text = memos.get_memo(desk.project, MemoId(memo)).text
    assert text == f"See [{document.name}, ¶ 1{wanted}"
    goals = desk.editor._text._chips
    desk.qtbot.waitUntil(lambda: bool(goals.goals))
    desk.editor._text.follow()
    assert places == [(document.id, Span(4, 12))]


def test_a_link_is_no_part_of_the_word_before_it(desk: Desk) -> None:
    _memo, document = link_at_the_end(desk, "Trust")
    wanted = f"Trust [{document.name}, ¶ 1](qcode:document/{document.guid}#4-12)"
    desk.qtbot.waitUntil(lambda: desk.editor.words().text == wanted)


def test_a_coding_is_linked_by_itself_and_dangles_when_it_is_removed(desk: Desk) -> None:
    document = desk.project.documents()[0]
    segment = coding.segments_of(desk.project, document.id)[0]
    desk.session.set_passage(document.id, None)
    desk.session.look_at(Subject(Sort.SEGMENT, segment.id))
    desk.pane.link_passage()
    wanted = f"](qcode:segment/{segment.guid})"
    desk.qtbot.waitUntil(lambda: wanted in desk.editor.words().text)
    chips = desk.editor._text._chips
    desk.qtbot.waitUntil(lambda: bool(chips.goals))
    desk.session.do(lambda: coding.remove_segments(desk.project, [segment.id]))
    desk.qtbot.waitUntil(lambda: not chips.goals)
    link = desk.editor._text._link_at(0)
    assert link is not None
    assert chips.dangles(link)


def test_opening_a_memo_with_unusual_characters_writes_nothing(desk: Desk) -> None:
    odd = "a\u00a0b \u2028 [x](qcode:bad) \ufffc"
    memo = memos.add_memo(desk.project, "", odd)
    before = desk.project.last_operation()
    desk.session.open_memo(MemoId(memo))
    desk.qtbot.waitUntil(lambda: desk.editor.memo == memo)
    desk.elsewhere.setFocus()
    desk.editor.save()
    desk.settle()
    assert desk.project.last_operation() == before
    assert desk.editor.words().text == odd


def test_a_project_for_reading_lets_memos_be_read_only(
    qtbot: QtBot, reading_session: Session, settled: Settled
) -> None:
    desk = Desk(reading_session, qtbot, settled)
    desk.pane.open_memo(desk.memos()[0].id)
    before = desk.editor.words()
    desk.qtbot.keyClicks(desk.editor._text, "No")
    assert desk.editor.words() == before
    reading_session.write_memo()
    assert desk.editor.memo == desk.memos()[0].id
