"""The copy of the text keeps every character that was not touched, whatever is typed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from qcode.model.edits import TextChange
from qcode.ui.editing.mirror import Mirror

ODD = "I:\u00a0Hur\u2028är\tdet? 😀e\u0301\u200b\nIP1: Jo…\n\n\x0bslut 👩‍👩‍👧 \ufeff"
Pair = tuple[QPlainTextEdit, Mirror]


@pytest.fixture
def pair(qtbot: QtBot) -> Pair:
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    editor.setPlainText(ODD)
    return editor, Mirror(editor.document(), ODD)


def select(editor: QPlainTextEdit, start: int, end: int) -> QTextCursor:
    cursor = editor.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    return cursor


def test_what_is_typed_is_put_in_and_all_else_stays(pair: Pair, qtbot: QtBot) -> None:
    editor, mirror = pair
    at = mirror.to_unit(ODD.index("Jo"))
    select(editor, at, at + 2)
    qtbot.keyClicks(editor, "Tja")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert mirror.text == ODD.replace("Jo", "Tja\n")
    assert mirror.change.apply(ODD) == mirror.text


def test_undoing_everything_leaves_no_change(pair: Pair, qtbot: QtBot) -> None:
    editor, mirror = pair
    qtbot.keyClicks(editor, "abc")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert mirror.text == ""
    while editor.document().isUndoAvailable():
        editor.undo()
    assert mirror.text == ODD
    assert mirror.change.is_identity


def test_many_replacements_are_known_one_by_one(pair: Pair) -> None:
    editor, mirror = pair
    places = [(at, at + 1, "[x]") for at, letter in enumerate(ODD) if letter in "rt"]
    mirror.replace_all(places)
    assert len(mirror.change.replacements) == len(places) >= 4
    assert mirror.text == mirror.change.apply(ODD)
    editor.undo()
    assert mirror.text == ODD


@pytest.mark.parametrize("seed", range(20))
def test_the_copy_and_the_document_never_part(seed: int, pair: Pair) -> None:
    editor, mirror = pair
    dice = random.Random(seed)
    steps: list[Callable[[QTextCursor], object]] = [
        lambda cursor: cursor.insertText(dice.choice(["x", "å😀", "en\nrad\n", "\u2028", " "])),
        lambda cursor: cursor.removeSelectedText(),
        lambda cursor: cursor.deletePreviousChar(),
        lambda cursor: cursor.insertBlock(),
        lambda _cursor: editor.undo(),
        lambda _cursor: editor.redo(),
    ]
    for _ in range(60):
        start = dice.randrange(len(mirror.text) + 1)  # no caret stands in half a character
        end = min(len(mirror.text), start + dice.randrange(8))
        dice.choice(steps)(select(editor, mirror.to_unit(start), mirror.to_unit(end)))
        assert mirror.to_unit(len(mirror.text)) == editor.document().characterCount() - 1
        assert mirror.change.apply(ODD) == mirror.text
        shown = editor.document().toRawText().replace("\u2029", "\n")
        assert shown == mirror.text


LONG = "\n".join(f"{number} Anna och Åsa 😀 talar om Anna." for number in range(300))


def places_of(text: str, word: str, instead: str) -> list[tuple[int, int, str]]:
    return [(each.start(), each.end(), instead) for each in re.finditer(word, text)]


def test_many_replacements_are_known_again_when_they_are_undone_and_done_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To find out what has changed in a long text takes longer than a key may."""
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    editor.setPlainText(LONG)
    mirror = Mirror(editor.document(), LONG)
    monkeypatch.setattr(TextChange, "refined", lambda _change: pytest.fail("compared"))
    mirror.replace_all(places_of(LONG, "Anna", "[namn]"))
    replaced = mirror.change
    assert len(replaced.replacements) == 600
    mirror.replace_all(places_of(mirror.text, "talar", "säger"))
    both = mirror.text
    editor.undo()
    assert mirror.change == replaced
    editor.undo()
    assert mirror.text == LONG
    assert mirror.change.is_identity
    editor.redo()
    assert mirror.change == replaced
    editor.redo()
    assert mirror.text == both == editor.toPlainText()


def test_another_change_in_the_same_place_of_the_history_is_not_taken_for_a_known_one(
    qtbot: QtBot,
) -> None:
    editor = QPlainTextEdit()
    qtbot.addWidget(editor)
    editor.setPlainText(LONG)
    mirror = Mirror(editor.document(), LONG)
    mirror.replace_all(places_of(LONG, "Anna", "Lena"))
    editor.undo()
    select(editor, 0, 8000).insertText("kort")
    editor.undo()
    assert mirror.text == editor.toPlainText() == LONG
    editor.redo()
    assert mirror.text == editor.toPlainText()
    assert mirror.change.apply(LONG) == mirror.text
