"""Thousands of words replaced at once are one step for whoever edits, and the window goes on."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFont, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.ui.coding.codings import Codings
from qcode.ui.editing.editor import TextEditor
from qcode.ui.editing.mirror import Edit
from qcode.ui.editing.replace_line import ReplaceLine

PARAGRAPH = "Anna: Jag tror att tilliten gör\u00a0skillnad, inte kamerorna 😀. " * 4
TEXT = "\n".join(f"{number}\t{PARAGRAPH}" for number in range(300))
INSTEAD = "[ordet]"
REPLACED = TEXT.replace("tilliten", INSTEAD)


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[TextEditor]:
    window = QWidget()
    qtbot.addWidget(window)
    made = TextEditor(TEXT, Codings(TEXT, [], {}), QFont("DejaVu Sans", 11))
    QVBoxLayout(window).addWidget(made)
    window.resize(900, 700)
    with qtbot.waitExposed(window):
        window.show()
    made.setFocus()
    made.go(len(TEXT) // 2)
    qtbot.waitUntil(lambda: made._first[0].position() > 0)
    yield made


def edits(text: str, word: str = "tilliten", instead: str = INSTEAD) -> list[Edit]:
    return [(each.start(), each.end(), instead) for each in re.finditer(word, text)]


def replace(editor: TextEditor) -> None:
    editor.replace_all([edits(editor.mirror.text)])
    assert editor.busy


def rest(editor: TextEditor, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not editor.busy)


def raw(editor: TextEditor) -> str:
    return editor.document().toRawText().replace("\u2029", "\n")


def is_whole(editor: TextEditor) -> bool:
    """Whether what is seen, what is known and how it has changed are the same text."""
    return editor.mirror.change.apply(TEXT) == editor.mirror.text == raw(editor)


class Turns(QObject):
    """Counts how often the window could take a key while something went on."""

    def __init__(self, editor: TextEditor) -> None:
        super().__init__(editor)
        self.seen: list[str] = []
        timer = QTimer(self)
        timer.timeout.connect(lambda: editor.busy and self.seen.append(raw(editor)))
        timer.start()


def test_the_window_has_its_turn_between_the_parts_and_all_of_them_are_one_step(
    editor: TextEditor, qtbot: QtBot
) -> None:
    turns = Turns(editor)
    for act, before, after in (
        (lambda: replace(editor), TEXT, REPLACED),
        (editor.undo, REPLACED, TEXT),
        (editor.redo, TEXT, REPLACED),
        (editor.document().undo, REPLACED, TEXT),  # as a menu of Qt's does
        (editor.document().redo, TEXT, REPLACED),
        (editor.undo, REPLACED, TEXT),
    ):
        turns.seen.clear()
        act()
        assert editor.mirror.text == before
        rest(editor, qtbot)
        assert editor.mirror.text == after
        assert is_whole(editor)
        assert len(set(turns.seen) - {before, after}) >= 2
    assert editor.mirror.change.is_identity


def test_few_places_are_replaced_at_once(editor: TextEditor) -> None:
    editor.replace_all([edits(TEXT)[:500]])
    assert not editor.busy
    assert editor.mirror.text.count(INSTEAD) == 500
    editor.undo()
    assert editor.mirror.text == TEXT == raw(editor)


def test_few_places_all_over_a_long_text_are_replaced_in_parts(
    editor: TextEditor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All the paragraphs between them are laid out anew with them."""
    monkeypatch.setattr("qcode.ui.editing.long_steps._STRETCH", 10_000)
    turns = Turns(editor)
    editor.replace_all([edits(TEXT)[::100]])
    assert editor.busy
    rest(editor, qtbot)
    assert is_whole(editor)
    assert editor.mirror.text.count(INSTEAD) == 12
    assert len(set(turns.seen)) > 5
    editor.undo()
    rest(editor, qtbot)
    assert editor.mirror.text == TEXT == raw(editor)


def test_steps_before_and_behind_stay_steps_of_their_own(editor: TextEditor, qtbot: QtBot) -> None:
    editor.textCursor().insertText("före ")
    typed = editor.mirror.text
    replace(editor)
    rest(editor, qtbot)
    replaced = editor.mirror.text
    cursor = QTextCursor(editor.document())  # right behind the word that was put in last
    cursor.setPosition(editor.mirror.to_unit(replaced.index(INSTEAD) + len(INSTEAD)))
    cursor.insertText("s")
    editor.undo()
    assert not editor.busy
    assert editor.mirror.text == replaced == raw(editor)
    editor.undo()
    rest(editor, qtbot)
    assert editor.mirror.text == typed == raw(editor)
    editor.undo()
    assert editor.mirror.text == TEXT
    for expected in (typed, replaced):
        editor.redo()
        rest(editor, qtbot)
        assert editor.mirror.text == expected == raw(editor)
    assert is_whole(editor)


def test_other_steps_in_its_place_are_not_taken_for_a_step_that_is_gone(
    editor: TextEditor, qtbot: QtBot
) -> None:
    replace(editor)
    rest(editor, qtbot)
    editor.undo()
    rest(editor, qtbot)
    for number in range(40):
        QTextCursor(editor.document()).insertText(f"{number}\n" * 30)
    texts = []
    while editor.document().isUndoAvailable():
        texts.append(editor.mirror.text)
        editor.undo()
        assert not editor.busy
        assert is_whole(editor)
    assert len(texts) == 40
    assert editor.mirror.text == TEXT


def test_what_is_typed_meanwhile_is_put_in_afterwards(editor: TextEditor, qtbot: QtBot) -> None:
    replace(editor)
    composed = QInputMethodEvent()
    composed.setCommitString("é")
    qtbot.keyClicks(editor, "cr")
    QApplication.sendEvent(editor, composed)
    qtbot.keyClicks(editor, "v")
    assert editor.mirror.text == TEXT
    rest(editor, qtbot)
    assert editor.mirror.text.replace("crév", "") == REPLACED
    assert editor.mirror.text[: editor.position()].endswith("crév")
    assert is_whole(editor)


def test_an_undo_that_is_asked_for_meanwhile_takes_all_of_it_back(
    editor: TextEditor, qtbot: QtBot
) -> None:
    replace(editor)
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_X)
    while editor.busy:
        assert editor.mirror.text in (TEXT, REPLACED)
        rest(editor, qtbot)
    assert len(editor.mirror.text) == len(TEXT) + 1
    assert is_whole(editor)
    editor.undo()
    assert editor.mirror.text == TEXT


def test_it_can_be_cancelled_and_leaves_nothing_behind(editor: TextEditor, qtbot: QtBot) -> None:
    replace(editor)
    qtbot.waitUntil(lambda: INSTEAD in raw(editor))
    editor.steps.cancel()
    editor.steps.cancel()
    rest(editor, qtbot)
    assert editor.mirror.text == TEXT == raw(editor)
    assert not editor.document().isUndoAvailable()
    assert not editor.document().isRedoAvailable()


def test_its_undo_can_be_cancelled(editor: TextEditor, qtbot: QtBot) -> None:
    replace(editor)
    rest(editor, qtbot)
    editor.undo()
    editor.steps.cancel()
    rest(editor, qtbot)
    assert editor.mirror.text == REPLACED == raw(editor)
    editor.undo()
    rest(editor, qtbot)
    assert editor.mirror.text == TEXT == raw(editor)


def test_what_could_be_done_again_stays_so_where_a_search_was_cancelled(
    editor: TextEditor, qtbot: QtBot
) -> None:
    editor.textCursor().insertText("x")
    typed = editor.mirror.text
    editor.undo()
    editor.replace_all(iter([edits(TEXT), []]))
    editor.steps.cancel()
    rest(editor, qtbot)
    editor.redo()
    assert editor.mirror.text == typed == raw(editor)


def test_nothing_half_is_shown_and_the_view_stays(editor: TextEditor, qtbot: QtBot) -> None:
    class Painted(QObject):
        while_busy = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.while_busy += event.type() == QEvent.Type.Paint and editor.busy
            return False

    painted = Painted()
    editor.viewport().installEventFilter(painted)
    start = TEXT.index("kamerorna", len(TEXT) // 2)
    for act in (lambda: replace(editor), editor.undo, editor.redo):
        editor.select(Span(start, start + 9))
        words = editor.textCursor().selectedText()
        qtbot.waitUntil(lambda: not editor._soon.isActive())
        qtbot.wait(30)  # the selection is painted
        first = editor.cursorForPosition(editor.viewport().rect().topLeft()).block().blockNumber()
        act()
        rest(editor, qtbot)
        found = editor.cursorForPosition(editor.viewport().rect().topLeft()).block().blockNumber()
        assert abs(found - first) <= 1
        assert editor.textCursor().selectedText() == words
        start = editor.selected().start
    assert not painted.while_busy
    assert editor.updatesEnabled()


def test_the_pointer_changes_nothing_meanwhile(editor: TextEditor, qtbot: QtBot) -> None:
    replace(editor)
    caret = editor.textCursor().position()
    qtbot.mouseClick(
        editor.viewport(), Qt.MouseButton.LeftButton, pos=editor.viewport().rect().center()
    )
    assert editor.textCursor().position() == caret
    rest(editor, qtbot)


def test_a_word_is_found_where_two_stretches_of_a_long_text_meet(
    editor: TextEditor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ReplaceLine(editor)
    qtbot.addWidget(line)
    for words, whole in (("tilliten", True), ("t", True), ("lli", False), ("rr", False)):
        line.found.setText(words)
        line.whole.setChecked(whole)
        monkeypatch.setattr("qcode.ui.editing.replace_line._STRETCH", 10**9)
        expected = line.places()
        for stretch in range(7, 29, 3):
            monkeypatch.setattr("qcode.ui.editing.replace_line._STRETCH", stretch)
            assert line.places() == expected
    line.found.setText("tilliten")
    line.whole.setChecked(True)
    monkeypatch.setattr("qcode.ui.editing.replace_line._STRETCH", 5_000)
    line.instead.setText(INSTEAD)
    line.replace_all()
    rest(editor, qtbot)
    assert editor.mirror.text == REPLACED == raw(editor)


@pytest.mark.parametrize("seed", range(6))
def test_the_text_and_what_is_known_of_it_never_part(
    editor: TextEditor, qtbot: QtBot, seed: int
) -> None:
    dice = random.Random(seed)
    for _ in range(12):
        act = dice.randrange(6)
        if act == 0:
            text = editor.mirror.text
            word = dice.choice(["tilliten", "kamerorna", "Anna", r"\.", " "])
            editor.replace_all([edits(text, word, dice.choice(["", "å😀", "ny\nrad", word[:2]]))])
        elif act == 1:
            editor.go(dice.randrange(editor.mirror.length))
            qtbot.keyClicks(editor, "abc")
        elif act in (2, 3):
            editor.undo()
        else:
            editor.redo()
        if editor.busy and dice.random() < 0.3:
            for _turn in range(dice.randrange(4)):
                QApplication.processEvents()
            editor.steps.cancel()
        rest(editor, qtbot)
        assert is_whole(editor)
    while editor.document().isUndoAvailable():
        editor.undo()
        rest(editor, qtbot)
        assert is_whole(editor)
    assert editor.mirror.text == TEXT
