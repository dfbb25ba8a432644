"""A long text in the editor: whole, dressed where one looks, and nothing to be undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.ui.coding.codings import Codings
from qcode.ui.coding.painted import PaintedCode, PaintedSegment
from qcode.ui.editing.editor import TextEditor

PARAGRAPH = "Anna: Jag tror att det är tilliten som gör skillnad, inte kamerorna 😀. " * 3
TEXT = "\n".join(f"{number}\t{PARAGRAPH}\u2028{PARAGRAPH}" for number in range(200))
SEGMENTS = [PaintedSegment(n, n * 400, n * 400 + 90, 1) for n in range(len(TEXT) // 400)]
CODES = {1: PaintedCode(1, "Tillit", "Tillit", "#51a0db")}


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[TextEditor]:
    window = QWidget()
    qtbot.addWidget(window)
    made = TextEditor(TEXT, Codings(TEXT, SEGMENTS, CODES), 11.0)
    QVBoxLayout(window).addWidget(made)
    window.resize(900, 700)
    with qtbot.waitExposed(window):
        window.show()
    yield made


def test_a_long_text_is_whole_and_nothing_of_it_can_be_undone(editor: TextEditor) -> None:
    assert editor.document().toRawText() == TEXT.replace("\n", "\u2029")
    assert editor.mirror.text == TEXT
    assert not editor.document().isUndoAvailable()
    editor.textCursor().insertText("x")
    assert editor.mirror.text == "x" + TEXT
    editor.undo()
    assert editor.mirror.text == TEXT
    formats = {block.blockFormat().lineHeight() for block in _blocks(editor)}
    assert len(formats) == 1
    assert formats.pop() > 100


def test_codings_are_seen_wherever_one_looks(editor: TextEditor, qtbot: QtBot) -> None:
    for place in (0, len(TEXT) // 2, len(TEXT), 0):
        editor.go(place)
        qtbot.waitUntil(lambda: _dressed(editor) >= _seen(editor))


def _blocks(editor: TextEditor) -> list[QTextBlock]:
    block, found = editor.document().begin(), list[QTextBlock]()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _seen(editor: TextEditor) -> set[int]:
    """Where codings begin that are on the screen."""
    seen: Span = editor.visible()
    return {each.start for each in SEGMENTS if seen.start <= each.start < seen.end} or {-1}


def _dressed(editor: TextEditor) -> set[int]:
    return {
        editor.mirror.from_unit(each.cursor.selectionStart()) for each in editor.extraSelections()
    }
