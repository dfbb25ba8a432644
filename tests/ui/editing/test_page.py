"""Editing a text in the reading pane, as a person does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.text import Span
from qcode.services import coding, retrieval, text_editing
from qcode.services.drafts import draft_of
from qcode.ui.editing.history import TextHistory
from qcode.ui.editing.page import EditPage
from qcode.ui.reading.pane import ReadingPane
from qcode.ui.session import Session

from .conftest import text

Settle = Callable[[Session], None]


def codings(session: Session) -> list[str]:
    every = retrieval.excerpts(session.project)
    return [excerpt.text for excerpt in every if excerpt.segment.document == 1]


def select(page: EditPage, words: str) -> None:
    start = page.editor.mirror.text.index(words)
    page.editor.select(Span(start, start + len(words)))


def test_letters_that_code_elsewhere_are_typed_here(
    page: EditPage, pane: ReadingPane, sample_session: Session, qtbot: QtBot, settled: Settle
) -> None:
    before, coded = text(sample_session), codings(sample_session)
    page.editor.go(3)
    qtbot.keyClicks(page.editor, "crvm ")
    qtbot.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pane._edit.page is None)
    settled(sample_session)
    assert text(sample_session) == before[:3] + "crvm " + before[3:]
    assert codings(sample_session) == coded
    qtbot.waitUntil(lambda: pane.view.cursor_position() == 8)
    sample_session.undo()
    settled(sample_session)
    assert text(sample_session) == before


def test_done_is_done_though_the_effect_of_the_edit_was_to_be_told_meanwhile(
    page: EditPage,
    pane: ReadingPane,
    sample_session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, place = text(sample_session), page.editor.position()
    gate, edit_of = threading.Event(), text_editing.edit_of
    monkeypatch.setattr(text_editing, "edit_of", lambda *asked: gate.wait(60) and edit_of(*asked))
    page._soon.setInterval(0)
    qtbot.keyClicks(page.editor, "x")
    page.done()
    QTimer.singleShot(50, gate.set)
    qtbot.waitUntil(lambda: pane._edit.page is None)
    assert text(sample_session) == before[:place] + "x" + before[place:]


def test_what_is_typed_while_the_edit_is_written_neither_counts_nor_codes(
    page: EditPage,
    pane: ReadingPane,
    sample_session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What one sees last is what is written: the page takes no more until it goes."""
    before, place = text(sample_session), page.editor.position()
    gate, edit_text = threading.Event(), text_editing.edit_text

    def held_up(*asked: object, **more: object) -> object:
        gate.wait(60)
        return edit_text(*asked, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(text_editing, "edit_text", held_up)
    qtbot.keyClicks(page.editor, "x")
    page.done()
    qtbot.waitUntil(lambda: page._ending)
    qtbot.keyClicks(page.editor, "ycr")
    page.editor.paste()
    page.replacing.replace_all()
    page.discard()
    page.done()
    assert page.editor.mirror.text == before[:place] + "x" + before[place:]
    assert not any(each.isEnabled() for each in page._acts)
    gate.set()
    qtbot.waitUntil(lambda: pane._edit.page is None)
    assert text(sample_session) == before[:place] + "x" + before[place:]


def test_one_goes_on_typing_where_an_edit_could_not_be_written(
    page: EditPage, sample_session: Session, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.editor, "x")
    text_editing.edit_text(
        sample_session.project,
        DocumentId(1),
        TextChange.replace(text(sample_session), 0, 0, "Någon annan. "),
    )
    page.done()
    assert page.editor.isReadOnly()
    qtbot.waitUntil(lambda: not page.editor.isReadOnly())
    qtbot.keyClicks(page.editor, "y")
    assert "xy" in page.editor.mirror.text
    assert all(each.isEnabled() for each in page._acts)


def test_what_the_edit_does_is_said_while_one_types(page: EditPage, qtbot: QtBot) -> None:
    segment = min(page._codings._segments.values(), key=lambda each: each.end - each.start)
    page.editor.select(segment.span)
    qtbot.keyClick(page.editor, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "1 coding loses all its words" in page._effect.text())
    assert page._effect.text().startswith("1 change ·")
    page._look.click()
    assert page.view.isVisible()
    assert "Paragraph" in page.view.toPlainText()


def test_a_coding_goes_only_when_the_user_agrees(
    page: EditPage, pane: ReadingPane, sample_session: Session, qtbot: QtBot, settled: Settle
) -> None:
    before = text(sample_session)
    segment = min(page._codings._segments.values(), key=lambda each: each.end - each.start)
    page.editor.select(segment.span)
    qtbot.keyClick(page.editor, Qt.Key.Key_Delete)
    page.done()
    box = question(page, qtbot)
    assert before[slice(*segment.span)][:20] in box.informativeText()
    box.reject()
    assert pane._edit.page is page
    assert not page.editor.isReadOnly()
    assert text(sample_session) == before
    page.done()
    answer(question(page, qtbot))
    qtbot.waitUntil(lambda: pane._edit.page is None)
    settled(sample_session)
    assert segment.id not in {s.id for s in coding.segments_of(sample_session.project, 1)}
    assert len(text(sample_session)) == len(before) - (segment.end - segment.start)


def test_discarding_asks_only_when_something_would_be_lost(
    page: EditPage, pane: ReadingPane, sample_session: Session, qtbot: QtBot
) -> None:
    before = text(sample_session)
    qtbot.keyClicks(page.editor, "x")
    qtbot.keyClick(page.editor, Qt.Key.Key_Escape)
    answer(question(page, qtbot))
    qtbot.waitUntil(lambda: pane._edit.page is None)
    pane.edit_text()
    qtbot.waitUntil(lambda: pane._edit.page is not None)
    fresh = pane._edit.page
    assert fresh is not None
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    qtbot.keyClick(fresh.editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pane._edit.page is None)
    assert text(sample_session) == before


def test_opening_another_document_keeps_what_was_edited(
    page: EditPage, pane: ReadingPane, sample_session: Session, qtbot: QtBot, settled: Settle
) -> None:
    qtbot.keyClicks(page.editor, "Ett nytt slag. ")
    sample_session.show_document(DocumentId(2))
    qtbot.waitUntil(lambda: sample_session.document == 2)
    settled(sample_session)
    assert text(sample_session).startswith("Ett nytt slag. ")


def test_closing_keeps_an_edit_that_harms_nothing_and_asks_about_one_that_does(
    page: EditPage, pane: ReadingPane, sample_session: Session, qtbot: QtBot, settled: Settle
) -> None:
    page.editor.selectAll()
    qtbot.keyClick(page.editor, Qt.Key.Key_Delete)
    assert not pane.can_leave()
    question(page, qtbot).reject()
    page.editor.undo()
    page.editor.go(0)
    qtbot.keyClicks(page.editor, "x")
    assert pane.can_leave()
    settled(sample_session)
    assert text(sample_session).startswith("x")


def test_a_text_that_changed_meanwhile_is_not_written_over(
    page: EditPage, pane: ReadingPane, sample_session: Session, qtbot: QtBot, settled: Settle
) -> None:
    other = TextChange.replace(text(sample_session), 0, 0, "Någon annan. ")
    qtbot.keyClicks(page.editor, "x")
    text_editing.edit_text(sample_session.project, DocumentId(1), other)
    page.done()
    qtbot.waitUntil(lambda: "changed meanwhile" in page._effect.text())
    assert pane._edit.page is page
    assert text(sample_session).startswith("Någon annan. ")


def test_names_are_replaced_everywhere_in_one_step(
    page: EditPage, sample_session: Session, qtbot: QtBot
) -> None:
    line = page.replacing
    select(page, "Lasse")
    page.open_replace()
    assert line.found.text() == "Lasse"
    assert line.found.hasFocus()
    qtbot.keyClicks(line.instead, "[GRANNE]")
    count = len(line.places())
    qtbot.waitUntil(lambda: line._count.text() == f"{count} places")
    line.replace()  # the selected one, and goes to the next
    assert len(line.places()) == count - 1
    assert page.editor.selected() == line.places()[0]
    line.replace_all()
    assert page.editor.mirror.text == text(sample_session).replace("Lasse", "[GRANNE]")
    page.editor.undo()
    assert len(line.places()) == count - 1
    qtbot.keyClick(line.found, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert page.editor.hasFocus()


def test_whole_words_and_capitals_can_matter(page: EditPage) -> None:
    line = page.replacing
    line.found.setText("JAG")
    assert line.places()
    line.exact.setChecked(True)
    assert line.places() == []
    line.found.setText("ag")
    assert line.places() == []
    line.whole.setChecked(False)
    assert line.places()


def test_what_is_pasted_becomes_canonical_text(page: EditPage) -> None:
    mime = QMimeData()
    mime.setText("\ufeffett\r\ntvå\0")
    mime.setHtml("<b>ett</b>")
    page.editor.go(0)
    page.editor.insertFromMimeData(mime)
    assert page.editor.mirror.text.startswith("ett\ntvå\ufffd")


def test_earlier_edits_can_be_looked_at(
    pane: ReadingPane, sample_session: Session, qtbot: QtBot
) -> None:
    pane.show_text_history()
    empty = pane.findChild(TextHistory)
    assert isinstance(empty, TextHistory)
    qtbot.waitUntil(empty._none.isVisible)
    empty.reject()
    text_editing.edit_text(
        sample_session.project,
        DocumentId(1),
        TextChange.replace(text(sample_session), 0, 0, "Ett nytt ord. "),
    )
    dialog = TextHistory(sample_session, sample_session.project.documents()[0], pane)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "Ett nytt ord." in dialog.view.toPlainText())
    assert dialog.edits.count() == 1


def question(page: EditPage, qtbot: QtBot) -> QMessageBox:
    qtbot.waitUntil(lambda: any(box.isVisible() for box in page.findChildren(QMessageBox)))
    return next(box for box in page.findChildren(QMessageBox) if box.isVisible())


def answer(box: QMessageBox) -> None:
    button = box.defaultButton()
    assert button is not None
    button.click()


@pytest.fixture
def unfinished(
    page: EditPage, sample_session: Session, qtbot: QtBot, settled: Settle
) -> TextChange:
    """An edit in the midst of which the power went."""
    page.editor.go(3)
    qtbot.keyClicks(page.editor, "new ")
    page._keep()
    settled(sample_session)
    page._kept.stop()
    page._soon.stop()  # it asks nothing more, the power being gone
    return page.change


@pytest.fixture
def again(unfinished: TextChange, sample_session: Session, qtbot: QtBot) -> Iterator[ReadingPane]:
    """The document opened the next time."""
    made = ReadingPane(sample_session)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.activateWindow()
    made.open(DocumentId(1))
    qtbot.waitUntil(made._edit.line.isVisible)
    yield made


def press(pane: ReadingPane, words: str) -> None:
    buttons = pane._edit.line.findChildren(QToolButton)
    next(button for button in buttons if button.text() == words).click()


def test_unfinished_changes_are_offered_and_gone_on_with(
    again: ReadingPane,
    unfinished: TextChange,
    sample_session: Session,
    qtbot: QtBot,
    settled: Settle,
) -> None:
    before = text(sample_session)
    press(again, "Go on")
    qtbot.waitUntil(lambda: again._edit.page is not None)
    page = again._edit.page
    assert page is not None
    assert (page.change, page.editor.position()) == (unfinished, 7)
    assert not again._edit.line.isVisible()
    page.editor.undo()
    assert page.editor.mirror.text == before
    page.editor.redo()
    page.done()
    qtbot.waitUntil(lambda: again._edit.page is None)
    assert text(sample_session) == unfinished.apply(before)
    settled(sample_session)
    assert draft_of(sample_session.project, sample_session.project.text(DocumentId(1))) is None


def test_unfinished_changes_are_thrown_away(
    again: ReadingPane, sample_session: Session, settled: Settle
) -> None:
    before = text(sample_session)
    press(again, "Throw away")
    assert not again._edit.line.isVisible()
    settled(sample_session)
    assert draft_of(sample_session.project, sample_session.project.text(DocumentId(1))) is None
    assert text(sample_session) == before


def test_what_is_typed_is_kept_by_itself_and_forgotten_with_the_edit(
    page: EditPage,
    pane: ReadingPane,
    sample_session: Session,
    qtbot: QtBot,
    settled: Settle,
) -> None:
    def kept() -> bool:
        opened = sample_session.project.text(DocumentId(1))
        return draft_of(sample_session.project, opened) is not None

    page._kept.setInterval(1)
    page.editor.go(3)
    qtbot.keyClicks(page.editor, "new ")
    qtbot.waitUntil(kept)
    page.editor.undo()
    qtbot.waitUntil(lambda: not kept())
    page.discard()
    qtbot.waitUntil(lambda: pane._edit.page is None)
    assert not kept()
