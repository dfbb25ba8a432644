from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentKind
from qcode.model.segment import Segment, SegmentId
from qcode.services import codes, coding, inspection, memos
from qcode.services.facts import facts_of
from qcode.services.history import history
from qcode.services.projects import Project
from qcode.ui.inspector.memo_field import GrowingMemo
from qcode.ui.inspector.pane import Inspector
from qcode.ui.session import Session
from qcode.ui.subject import Sort, Subject

from ..wheels import turn_wheel

Settled = Callable[[Session], None]


class Desk:
    """The inspector beside something else that can have the keyboard."""

    def __init__(self, session: Session, qtbot: QtBot, settled: Settled) -> None:
        self.session, self.qtbot, self._settled = session, qtbot, settled
        self.project = session.project
        self.window = QWidget()
        self.elsewhere = QLineEdit()
        self.pane = Inspector(session)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.elsewhere)
        layout.addWidget(self.pane)
        qtbot.addWidget(self.window)
        self.window.resize(380, 700)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.document = self.project.documents()[0]
        self.segments = coding.segments_of(self.project, self.document.id)

    def look_at(self, sort: Sort, number: int) -> None:
        subject = Subject(sort, number)
        self.session.look_at(subject)
        self.qtbot.waitUntil(lambda: self.pane.subject() == subject)

    def look_at_segment(self, *, memo: bool) -> Segment:
        found = next(
            each
            for each in self.segments
            if bool(memos.memos_on_segment(self.project, each.id)) is memo
        )
        self.look_at(Sort.SEGMENT, found.id)
        return found

    def leave(self) -> None:
        self.elsewhere.setFocus()
        self._settled(self.session)

    def count(self) -> int:
        return len(history(self.project))


@pytest.fixture
def desk(qtbot: QtBot, sample_session: Session, settled: Settled) -> Desk:
    return Desk(sample_session, qtbot, settled)


def test_before_anything_is_looked_at_it_says_what_it_is_for(desk: Desk) -> None:
    assert desk.pane._lesson.isVisible()


def test_a_coding_is_told_with_its_code_place_coder_and_date(desk: Desk) -> None:
    segment = desk.look_at_segment(memo=True)
    (facts,) = facts_of(desk.project, [segment.id])
    page = desk.pane.segment
    assert page.name.name() == facts.path.replace("/", " › ")
    assert desk.document.name in page.facts.text()
    assert facts.source in page.facts.text()
    (memo,) = memos.memos_on_segment(desk.project, segment.id)
    assert page.memo.text.markdown() == memo.text


def make_heavier(desk: Desk, presses: int) -> None:
    slider = desk.pane.segment.weight._slider
    slider.setFocus()
    for _ in range(presses):
        desk.qtbot.keyClick(slider, Qt.Key.Key_Right)


def test_each_change_of_a_coding_is_one_operation_and_can_be_undone(desk: Desk) -> None:
    segment = desk.look_at_segment(memo=False)
    page, before = desk.pane.segment, desk.count()
    make_heavier(desk, 12)
    desk.leave()
    assert coding.get_segment(desk.project, segment.id).weight == 60
    assert desk.count() == before + 1
    page.condensed.setFocus()
    desk.qtbot.keyClicks(page.condensed, "In fewer words")
    desk.leave()
    assert coding.get_segment(desk.project, segment.id).condensed == "In fewer words"
    assert desk.count() == before + 2
    desk.session.undo()
    desk.session.undo()
    desk.leave()
    assert coding.get_segment(desk.project, segment.id) == segment
    desk.qtbot.waitUntil(lambda: page.condensed.text() == "")
    desk.qtbot.waitUntil(lambda: page.weight._value.text() == "–")


def test_a_weight_is_kept_when_the_slider_rests_though_nobody_leaves_it(desk: Desk) -> None:
    segment = desk.look_at_segment(memo=False)
    page, before = desk.pane.segment, desk.count()
    make_heavier(desk, 4)
    desk.qtbot.waitUntil(lambda: desk.count() == before + 1)
    assert coding.get_segment(desk.project, segment.id).weight == 20
    desk.qtbot.waitUntil(page.weight._clear.isVisible)
    desk.leave()
    assert desk.count() == before + 1


def test_a_weight_can_be_taken_away(desk: Desk) -> None:
    segment = desk.look_at_segment(memo=False)
    desk.session.do(lambda: coding.edit_segment(desk.project, segment.id, weight=0))
    weight = desk.pane.segment.weight
    desk.qtbot.waitUntil(lambda: weight._value.text() == "0")
    desk.qtbot.mouseClick(weight._clear, Qt.MouseButton.LeftButton)
    desk.leave()
    assert coding.get_segment(desk.project, segment.id).weight is None


def test_a_memo_in_which_nothing_was_written_is_not_read_when_the_keyboard_moves(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.look_at_segment(memo=True)
    other = QLineEdit()
    desk.window.layout().addWidget(other)
    desk.leave()
    monkeypatch.setattr(GrowingMemo, "markdown", lambda _self: pytest.fail("it was read"))
    other.setFocus()
    desk.elsewhere.setFocus()
    assert QApplication.focusWidget() is desk.elsewhere


def test_a_memo_is_begun_and_written_on_beside_its_passage(desk: Desk) -> None:
    segment = desk.look_at_segment(memo=False)
    text = desk.pane.segment.memo.text
    text.setFocus()
    desk.qtbot.keyClicks(text, "Why here?")
    desk.leave()
    (memo,) = memos.memos_on_segment(desk.project, segment.id)
    assert memo.text == "Why here?"
    before = desk.count()
    desk.qtbot.waitUntil(desk.pane.segment.memo._open.isVisible)
    text.setFocus()
    text.moveCursor(text.textCursor().MoveOperation.End)
    desk.qtbot.keyClicks(text, " And there?")
    desk.leave()
    (memo,) = memos.memos_on_segment(desk.project, segment.id)
    assert memo.text == "Why here? And there?"
    assert desk.count() == before + 1
    desk.session.undo()
    desk.session.undo()
    desk.qtbot.waitUntil(lambda: text.markdown() == "")
    assert memos.memos_on_segment(desk.project, segment.id) == []


def test_what_is_typed_is_saved_on_what_it_was_typed_about(desk: Desk) -> None:
    first, second = desk.segments[0], desk.segments[1]
    desk.look_at(Sort.SEGMENT, first.id)
    desk.qtbot.keyClicks(desk.pane.segment.condensed, "the first")
    desk.look_at(Sort.SEGMENT, second.id)
    desk.leave()
    assert coding.get_segment(desk.project, first.id).condensed == "the first"
    assert coding.get_segment(desk.project, second.id).condensed == second.condensed
    assert desk.pane.segment.condensed.text() == second.condensed


def test_news_do_not_take_away_what_is_being_typed(desk: Desk) -> None:
    segment = desk.look_at_segment(memo=False)
    desk.qtbot.keyClicks(desk.pane.segment.condensed, "half a sen")
    desk.session.do(lambda: coding.edit_segment(desk.project, segment.id, weight=35))
    weight = desk.pane.segment.weight
    desk.qtbot.waitUntil(lambda: weight._value.text() == "35")
    assert desk.pane.segment.condensed.text() == "half a sen"


def test_a_coding_that_goes_leaves_the_hint_and_undo_brings_it_back(desk: Desk) -> None:
    segment = desk.look_at_segment(memo=False)
    desk.session.do(lambda: coding.remove_segments(desk.project, [segment.id]))
    desk.qtbot.waitUntil(desk.pane._lesson.isVisible)
    desk.session.undo()
    desk.qtbot.waitUntil(desk.pane.segment.isVisible)


def test_where_a_coding_goes_the_open_text_is_told_of_and_not_a_hint(desk: Desk) -> None:
    segment = desk.look_at_segment(memo=False)
    desk.session.do(lambda: coding.remove_segments(desk.project, [segment.id]))
    desk.qtbot.waitUntil(desk.pane._lesson.isVisible)
    desk.session.set_passage(desk.document.id, None)
    desk.qtbot.waitUntil(desk.pane.document.isVisible)
    desk.session.undo()
    desk.qtbot.waitUntil(desk.pane.segment.isVisible)
    desk.session.redo()
    desk.qtbot.waitUntil(desk.pane.document.isVisible)
    assert not desk.pane._lesson.isVisible()
    assert desk.pane.document.name.name() == desk.document.name
    desk.session.undo()
    desk.qtbot.waitUntil(desk.pane.segment.isVisible)


def test_what_is_committed_while_it_reads_does_not_empty_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = desk.look_at_segment(memo=False)
    read, ended = inspection.inspect_segment, []

    def halfway(project: Project, number: SegmentId) -> inspection.InspectedSegment:
        """Read while the coding goes, as an undo might take it just now."""
        if not ended:
            project.codebook()
            with ThreadPoolExecutor(1) as pool:
                pool.submit(coding.remove_segments, project, [segment.id]).result()
        return read(project, number)

    monkeypatch.setattr(inspection, "inspect_segment", halfway)
    show = desk.pane._show
    monkeypatch.setattr(desk.pane, "_show", lambda *what: (ended.append(what[1]), show(*what)))
    desk.pane._load()
    desk.qtbot.waitUntil(lambda: bool(ended))
    assert isinstance(ended[0], inspection.InspectedSegment)


def test_a_page_that_fails_does_not_leave_the_pane_unpainted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = desk.look_at_segment(memo=False)
    seen = inspection.inspect_segment(desk.project, segment.id)

    def fail(_seen: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(desk.pane.segment, "show_segment", fail)
    with pytest.raises(ZeroDivisionError):
        desk.pane._show(Subject(Sort.SEGMENT, segment.id), seen)
    assert desk.pane.updatesEnabled()


def test_a_code_is_told_and_its_definition_written_in_place(desk: Desk) -> None:
    code = codes.find_code(desk.project, "Tillit")
    desk.look_at(Sort.CODE, code.id)
    page = desk.pane.code
    assert page.name.name() == "Tillit"
    uses = codes.code_uses(desk.project)[code.id]
    assert f"{uses.segments} passages" in page.facts.text()
    assert "with subcodes" in page.facts.text()
    field = page.texts["definition"]
    assert field.text() == code.definition
    field.setFocus()
    desk.qtbot.keyClicks(field, "New: ")
    desk.leave()
    assert codes.find_code(desk.project, "Tillit").definition == "New: " + code.definition


def test_a_document_is_told_and_its_kind_changed(desk: Desk) -> None:
    desk.look_at(Sort.DOCUMENT, desk.document.id)
    page = desk.pane.document
    assert page.name.name() == desk.document.name
    assert f"{len(desk.segments)} passages" in page.facts.text()
    assert ": " in page.attributes.text()
    desk.qtbot.keyClick(page.kind, Qt.Key.Key_Down)
    page.kind.activated.emit(page.kind.currentIndex())
    desk.leave()
    assert desk.project.documents()[0].kind is not DocumentKind.INTERVIEW


def test_the_wheel_changes_nothing_in_passing(desk: Desk) -> None:
    desk.look_at(Sort.DOCUMENT, desk.document.id)
    before, box = desk.project.last_operation(), desk.pane.document.kind
    kind = box.currentData()
    turn_wheel(box, -120)
    desk.leave()
    assert box.currentData() == kind
    assert desk.project.last_operation() == before


def test_a_memo_is_read_and_opened(desk: Desk) -> None:
    opened: list[object] = []
    desk.session.memo_wanted.connect(lambda memo, _links: opened.append(memo))
    memo = memos.list_memos(desk.project)[0]
    desk.look_at(Sort.MEMO, memo.id)
    assert desk.pane.memo.text.markdown() == memo.text
    desk.pane.memo._open()
    assert opened == [memo.id]


def test_escape_leads_back_to_the_text(desk: Desk) -> None:
    left: list[bool] = []
    desk.session.text_wanted.connect(lambda: left.append(True))
    desk.look_at_segment(memo=False)
    desk.pane.setFocus()
    desk.qtbot.waitUntil(desk.pane.segment.memo.text.hasFocus)
    desk.qtbot.keyClick(desk.pane.segment.memo.text, Qt.Key.Key_Escape)
    assert left == [True]


def test_every_field_has_a_name(desk: Desk) -> None:
    pages = desk.pane
    named = [
        pages.segment.weight._slider,
        pages.segment.condensed,
        pages.segment.memo.text,
        *pages.code.texts.values(),
        pages.document.kind,
        pages.document.language,
        pages.memo.text,
    ]
    assert all(widget.accessibleName() for widget in named)


def test_a_project_for_reading_is_looked_at_only(
    qtbot: QtBot, reading_session: Session, settled: Settled
) -> None:
    desk = Desk(reading_session, qtbot, settled)
    desk.look_at_segment(memo=False)
    page, before = desk.pane.segment, desk.project.last_operation()
    desk.qtbot.keyClicks(page.condensed, "no")
    desk.qtbot.keyClicks(page.memo.text, "no")
    desk.leave()
    assert not page.weight._slider.isEnabled()
    assert desk.project.last_operation() == before
    fields = [page.condensed, page.memo.text, *desk.pane.code.texts.values()]
    assert [field.placeholderText() for field in fields] == [""] * 5  # nobody can answer


def test_in_a_narrow_pane_no_choice_about_a_document_is_cut(desk: Desk) -> None:
    desk.look_at(Sort.DOCUMENT, desk.document.id)
    page = desk.pane.document
    desk.window.resize(230, 700)
    desk.qtbot.waitUntil(lambda: page.kind.y() < page.language.y())  # one below the other
    for box in (page.kind, page.language):
        assert box.visibleRegion().boundingRect() == box.rect()


def test_the_words_of_buttons_end_where_the_fields_do(desk: Desk) -> None:
    desk.window.resize(520, 700)
    segment = desk.look_at_segment(memo=True)
    coding.edit_segment(desk.project, segment.id, weight=35)
    page = desk.pane.segment
    desk.qtbot.waitUntil(page.weight._clear.isVisible)
    QApplication.processEvents()

    def end(part: QWidget) -> int:
        return part.mapTo(page, QPoint(part.width(), 0)).x()

    def words_end(button: QToolButton) -> int:
        words = button.fontMetrics().horizontalAdvance(button.text())
        return end(button) - (button.sizeHint().width() - words) // 2

    ends = {words_end(page.weight._clear), words_end(page.memo._open), end(page.memo.text)}
    assert max(ends) - min(ends) <= 1
