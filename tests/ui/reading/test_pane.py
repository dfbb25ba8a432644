"""Reading and coding in the pane: with keys, with the mouse, and after every kind of change."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.memo import MemoLink
from qcode.model.text import Span
from qcode.services import code_surgery, codes, coding, documents, memos, text_editing
from qcode.services.projects import Project
from qcode.ui.mime import set_codes
from qcode.ui.reading import opened
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

TEXT = "I: Hur är det?\nIP1: Det är bra, tack. 😀 Jag går ut.\nI: Mm.\n" * 40
Settle = Callable[[Session], None]


@pytest.fixture
def pane(first_of_two: Callable[[str], ReadingPane]) -> ReadingPane:
    return first_of_two(TEXT)


def segments(session: Session) -> list[tuple[str, str]]:
    """The codings of the first document: path and words."""
    text = session.project.text(DocumentId(1)).text
    found = coding.segments_of(session.project, DocumentId(1))
    codebook = session.project.codebook()  # after them, or it may lack the code of one
    return [(codebook.path(s.code), text[s.start : s.end]) for s in found]


def shown(pane: ReadingPane) -> int:
    """How many segments are painted in the first three paragraphs."""
    found = {s for at in range(60) for s in pane.view.segments_at(at)}
    return len(found)


def press(pane: ReadingPane, qtbot: QtBot, *keys: Qt.Key) -> None:
    """Press keys with Shift in the text: selecting as a person does."""
    for key in keys:
        qtbot.keyClick(pane.view, key, Qt.KeyboardModifier.ShiftModifier)


def test_a_passage_is_coded_with_the_keyboard_alone(
    pane: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    pane.view.setFocus()
    for _step in range(3):
        qtbot.keyClick(pane.view, Qt.Key.Key_Right)
    press(pane, qtbot, *[Qt.Key.Key_Right] * 11)
    assert session.span == Span(3, 14)
    pane.code_passage()
    box = pane._coder.box
    qtbot.waitUntil(box.isVisible)
    line = box.focusWidget() or box
    qtbot.keyClicks(line, "Nu/Just nu")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: segments(session) == [("Nu/Just nu", "Hur är det?")])
    settled(session)
    qtbot.waitUntil(lambda: shown(pane) == 1)
    assert not box.isVisible()


def test_the_last_code_is_given_again_and_words_name_a_code(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    coding.apply_path(session.project, DocumentId(1), Span(3, 14), "Läget")
    pane.view.select(Span(20, 34))
    pane.repeat_code()
    qtbot.waitUntil(lambda: ("Läget", "Det är bra, ta") in segments(session))
    pane.view.select(Span(38, 50))
    pane.code_in_vivo()
    qtbot.waitUntil(lambda: len(segments(session)) == 3)
    path, words = segments(session)[-1]
    assert path == " ".join(words.split())


def test_a_selection_over_an_emoji_is_coded_exactly(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    text = session.project.text(DocumentId(1)).text
    at = text.index("😀")
    pane.view.select(Span(at, at + 5))
    pane.code_in_vivo()
    qtbot.waitUntil(lambda: bool(segments(session)))
    assert segments(session) == [("😀 Jag", "😀 Jag")]


def test_a_code_dropped_on_the_selection_codes_it(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    code = codes.add_path(session.project, "Läget")
    pane.view.select(Span(3, 14))
    mime = QMimeData()
    set_codes(mime, [code])
    cursor = pane.view.textCursor()
    cursor.setPosition(8)
    point = pane.view.cursorRect(cursor).center()
    event = QDropEvent(
        QPointF(point),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    pane.view.dropEvent(event)
    qtbot.waitUntil(lambda: segments(session) == [("Läget", "Hur är det?")])


def test_the_chosen_coding_is_recoded_and_removed(
    pane: ReadingPane, session: Session, qtbot: QtBot, settled: Settle
) -> None:
    segment, _changes = coding.apply_path(session.project, DocumentId(1), Span(3, 14), "A")
    codes.add_path(session.project, "B")
    qtbot.waitUntil(lambda: shown(pane) == 1)
    pane.view.set_selected_segment(segment)
    assert pane.has_coding()
    assert not pane.has_selection()
    pane.recode()
    box = pane._coder.box
    qtbot.waitUntil(lambda: box.isVisible() and box.marked() is not None)
    offered = box.marked()
    assert offered is not None
    assert offered.path == "B"  # and not the code that it has
    line = box.focusWidget() or box
    qtbot.keyClicks(line, "B")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: segments(session) == [("B", "Hur är det?")])
    settled(session)
    pane.view.set_selected_segment(segment)
    pane.uncode()
    qtbot.waitUntil(lambda: segments(session) == [])
    qtbot.waitUntil(lambda: shown(pane) == 0)


def test_a_coding_is_meant_when_it_is_selected_or_the_caret_touches_it(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    coding.apply_path(session.project, DocumentId(1), Span(0, 40), "Lång")
    coding.apply_path(session.project, DocumentId(1), Span(3, 14), "Kort")
    qtbot.waitUntil(lambda: shown(pane) == 2)
    told: list[bool] = []
    session.passage_changed.connect(lambda: told.append(pane.has_coding()))
    pane.view.select(Span(60, 60))
    assert not pane.has_coding()
    pane.view.select(Span(40, 40))  # behind its last character
    assert pane.has_coding()
    assert told == [False, True]
    pane.view.select(Span(3, 14))  # as it is when one has just coded it
    pane.uncode()
    qtbot.waitUntil(lambda: [path for path, _words in segments(session)] == ["Lång"])
    qtbot.waitUntil(lambda: shown(pane) == 1)
    pane.view.select(Span(5, 5))
    pane.uncode()
    qtbot.waitUntil(lambda: segments(session) == [])
    qtbot.waitUntil(lambda: not pane.has_coding())


def test_what_others_do_to_the_codings_is_shown(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    project, first = session.project, DocumentId(1)
    for at in range(6):
        coding.apply_path(project, first, Span(at, at + 9), f"Kod {at}")
    qtbot.waitUntil(lambda: shown(pane) == 6)
    project.undo()
    qtbot.waitUntil(lambda: shown(pane) == 5)
    project.redo()
    qtbot.waitUntil(lambda: shown(pane) == 6)
    code_surgery.delete_codes(project, [codes.find_code(project, "Kod 0").id])
    qtbot.waitUntil(lambda: shown(pane) == 5)
    spans = {first: [Span(at, at + 3) for at in range(len(TEXT) - 3)]}
    coding.apply_to_many(project, spans, "Alla")
    qtbot.waitUntil(lambda: len(pane.view.segments_at(1)) >= 2)
    project.undo()
    qtbot.waitUntil(lambda: shown(pane) == 5)


def test_an_edited_text_is_shown_where_one_was(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    pane.view.restore_place(900)
    text = session.project.text(DocumentId(1)).text
    text_editing.edit_text(session.project, DocumentId(1), TextChange.replace(text, 3, 6, "Vad"))
    qtbot.waitUntil(lambda: "Vad är det?" in pane.view.document().toPlainText())
    assert pane.view.place() > 700


def test_a_deleted_document_makes_room_for_a_hint(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    documents.delete_documents(session.project, [DocumentId(1)])
    qtbot.waitUntil(lambda: session.document is None)
    assert not pane.view.isVisible()
    assert not pane.has_selection()
    assert not pane.has_coding()


def test_one_goes_back_to_where_one_was(pane: ReadingPane, session: Session, qtbot: QtBot) -> None:
    pane.view.restore_place(1200)
    place = pane.view.place()
    assert place > 900
    session.show_document(DocumentId(2), Span(100, 110))
    qtbot.waitUntil(lambda: session.document == 2)
    pane.step(-1)
    qtbot.waitUntil(lambda: session.document == 1)
    assert pane.view.place() == place
    pane.step(1)
    qtbot.waitUntil(lambda: session.document == 2)
    pane.step(1)
    assert session.document == 2


def test_who_comes_back_to_the_open_text_before_another_has_come_stays_there(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    session.show_document(DocumentId(2))
    session.show_document(DocumentId(1), Span(100, 110))
    qtbot.waitUntil(lambda: not session.runner.asked & {"document"})
    assert session.document == 1
    assert pane.view.cursor_position() == 100


def test_a_passage_is_copied_with_its_source(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    pane.view.select(Span(3, 14))
    pane.copy_with_source()
    qtbot.waitUntil(lambda: "Hur är det?" in QGuiApplication.clipboard().text())
    assert QGuiApplication.clipboard().text().endswith("(1, I, ¶ 1)")
    coding.apply_path(session.project, DocumentId(1), Span(20, 34), "Läget")
    qtbot.waitUntil(lambda: shown(pane) == 1)
    pane.view.select(Span(25, 25))
    pane.copy_with_source()
    qtbot.waitUntil(lambda: "Det är bra, ta" in QGuiApplication.clipboard().text())


def test_a_memo_is_begun_on_the_passage_and_opened_on_a_segment(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    wanted: list[tuple[object, tuple[MemoLink, ...]]] = []
    session.memo_wanted.connect(lambda memo, links: wanted.append((memo, links)))
    pane.view.select(Span(3, 14))
    pane.write_memo()
    assert wanted == [(None, (MemoLink(document=DocumentId(1), span=Span(3, 14)),))]
    segment, _changes = coding.apply_path(
        session.project, DocumentId(1), Span(3, 14), "A", memo="tänk"
    )
    qtbot.waitUntil(lambda: shown(pane) == 1)
    pane.view.set_selected_segment(segment)
    pane.write_memo()
    qtbot.waitUntil(lambda: len(wanted) == 2)
    assert wanted[1][0] == memos.list_memos(session.project)[0].id


def test_a_memo_is_on_the_coding_at_the_caret_or_just_made_as_all_else_is(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    wanted: list[tuple[object, tuple[MemoLink, ...]]] = []
    session.memo_wanted.connect(lambda memo, links: wanted.append((memo, links)))
    segment, _changes = coding.apply_path(session.project, DocumentId(1), Span(3, 14), "A")
    qtbot.waitUntil(lambda: shown(pane) == 1)
    pane.view.select(Span(5, 5))
    pane.write_memo()
    qtbot.waitUntil(lambda: len(wanted) == 1)
    pane.view.select(Span(3, 14))
    pane.write_memo()
    qtbot.waitUntil(lambda: len(wanted) == 2)
    assert wanted == [(None, (MemoLink(segment=segment),))] * 2
    pane.view.select(Span(5, 20))
    pane.write_memo()
    pane.view.select(Span(18, 18))
    pane.write_memo()
    assert wanted[2:] == [
        (None, (MemoLink(document=DocumentId(1), span=Span(5, 20)),)),
        (None, (MemoLink(document=DocumentId(1)),)),
    ]


def test_the_menu_names_the_codings_under_the_pointer(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    segment, _changes = coding.apply_path(session.project, DocumentId(1), Span(3, 14), "A & B")
    qtbot.waitUntil(lambda: shown(pane) == 1)
    menu = pane._menu.build(Span(3, 9), [segment], pane.mapToGlobal(pane.pos()))
    texts = [action.text() for action in menu.actions()]
    assert texts[0].startswith("Code passage")
    assert texts.count("A && B\tR") == 1  # to code with again
    assert texts.count("Coding: A && B") == 1  # what is coded
    assert "Code the next similar passage…\tN" in texts
    part = menu.actions()[-1].menu()
    assert [action.text() for action in part.actions()] == ["Open memo"]  # until it is looked at
    for _each in range(2):
        part.popup(QPoint())
        part.close()
    parts = [action.text() for action in part.actions()]
    assert len(parts) == len(set(parts))
    assert "Remove coding" in parts
    assert "Retrieve its 1 passage" in parts
    menu.deleteLater()


def test_the_menu_on_a_coding_tells_the_keys_that_would_change_it(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    segments = [
        coding.apply_path(session.project, DocumentId(1), Span(3, 14), path)[0] for path in "AB"
    ]
    qtbot.waitUntil(lambda: shown(pane) == 2)
    at, meant = pane.mapToGlobal(pane.pos()), segments[1:]
    menu = pane._menu.build(None, segments, at, meant)
    parts = [part.menu() for part in menu.actions() if part.text().startswith("Coding: ")]
    for part in parts:
        part.aboutToShow.emit()
    told = [{action.text() for action in part.actions()} for part in parts]
    keys = {"Open memo\tM", "Change the code…\tShift+C", "Remove coding\tDel"}
    assert [keys <= each for each in told] == [False, True]
    assert {"Open memo", "Change the code…", "Remove coding"} <= told[0]
    menu.deleteLater()


def test_the_menu_on_one_coding_alone_says_at_once_what_can_be_done_to_it(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    segment, _changes = coding.apply_path(session.project, DocumentId(1), Span(3, 14), "A & B")
    qtbot.waitUntil(lambda: shown(pane) == 1)
    pane.view.select(Span(20, 34))
    coding.apply_path(session.project, DocumentId(1), Span(20, 34), "A & B/C")
    qtbot.waitUntil(lambda: shown(pane) == 2)
    menu = pane._menu.build(None, [segment], pane.mapToGlobal(pane.pos()))
    assert menu.title() == "Coding: A && B"
    first, *others = [action.text() for action in menu.actions()]
    assert first == "Coding: A && B"
    assert {"Open memo", "Move its ends to the selection", "Remove coding"} <= set(others)
    assert "Retrieve its 2 passages" in others  # with those of its subcode
    assert not any(text.startswith("Code passage") for text in others)
    menu.deleteLater()


def test_two_codings_with_one_code_are_told_apart_in_the_menu(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    text, both = pane.view.text(), (Span(3, 14), Span(5, len(pane.view.text())))
    segments = [
        coding.apply_path(session.project, DocumentId(1), span, path)[0]
        for span, path in ((both[0], "A"), (both[1], "A"), (both[0], "B"))
    ]
    qtbot.waitUntil(lambda: shown(pane) == 3)
    menu = pane._menu.build(None, segments, pane.mapToGlobal(pane.pos()))
    titles = [action.text().removeprefix("Coding: ") for action in menu.actions()]
    assert f"A · {text[3:14].strip()}" in titles
    assert sum(title.startswith("A · ") and title.endswith("…") for title in titles) == 1
    assert "B" in titles
    menu.deleteLater()


def test_where_one_is_is_told_in_words(pane: ReadingPane, session: Session) -> None:
    pane.view.select(Span(20, 34))
    assert pane.describe_place() == "¶ 2 · IP1 · 14 characters selected"


def test_the_text_grows_and_shrinks_within_bounds(pane: ReadingPane) -> None:
    normal = pane.view.font().pointSizeF()
    for _step in range(60):
        pane.page.zoom(1)
    assert pane.view.font().pointSizeF() == 48
    for _step in range(60):
        pane.page.zoom(-1)
    assert pane.view.font().pointSizeF() == 8
    pane.page.zoom(0)
    assert pane.view.font().pointSizeF() == normal


def test_the_first_document_opens_in_a_project_that_was_never_read_here(
    session: Session, pane: ReadingPane, qtbot: QtBot
) -> None:
    other = ReadingPane(session)
    qtbot.addWidget(other)
    other.open_last()
    qtbot.waitUntil(other.has_document)
    assert other.view.accessibleName() == "1"


def test_a_document_asked_for_is_not_overtaken_by_the_one_read_last(
    session: Session, pane: ReadingPane, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found first, as where the project has just been opened and much is asked at once."""
    other, gate = ReadingPane(session), threading.Event()
    qtbot.addWidget(other)
    read, late = opened.load, []

    def slow(project: Project, document: DocumentId) -> opened.Opened:
        gate.wait(60)
        return read(project, document)

    monkeypatch.setattr("qcode.ui.reading.pane.load", slow)
    other.open_last()
    other.open(DocumentId(2))
    session.read("after it", lambda _task: None, late.append)
    qtbot.waitUntil(lambda: not session.runner.asked - {"document"} and bool(late))
    gate.set()
    qtbot.waitUntil(other.has_document)
    assert other.view.accessibleName() == "2"


def test_the_keyboard_stays_in_the_pane_when_its_document_goes(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    pane.view.setFocus()
    documents.delete_documents(session.project, [DocumentId(1)])
    qtbot.waitUntil(lambda: not pane.has_document())
    assert pane._empty.hasFocus()


def test_a_menu_that_was_looked_at_is_gone(
    pane: ReadingPane, session: Session, qtbot: QtBot
) -> None:
    before = len(pane.findChildren(QMenu))
    for _time in range(3):
        pane._show_menu(pane.mapToGlobal(QPoint(50, 50)), Span(3, 9), [])
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        popup.close()
    qtbot.waitUntil(lambda: len(pane.findChildren(QMenu)) == before)
