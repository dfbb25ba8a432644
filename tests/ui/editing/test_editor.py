"""A long text in the editor: whole, dressed where one looks, and nothing to be undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QImage, QInputMethodEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qcode.model.text import Span
from qcode.services.appearance import Appearance
from qcode.ui.coding.codings import Codings
from qcode.ui.coding.column_layout import ColumnLayout
from qcode.ui.coding.painted import PaintedCode, PaintedSegment
from qcode.ui.coding.typography import Typography
from qcode.ui.editing.editor import TextEditor

PARAGRAPH = "Anna: Jag tror att det är tilliten som gör skillnad, inte kamerorna 😀. " * 3
TEXT = "\n".join(f"{number}\t{PARAGRAPH}\u2028{PARAGRAPH}" for number in range(200))
SEGMENTS = [PaintedSegment(n, n * 400, n * 400 + 90, 1) for n in range(len(TEXT) // 400)]
CODES = {1: PaintedCode(1, "Tillit", "Tillit", "#51a0db")}


@pytest.fixture
def editor(qtbot: QtBot) -> Iterator[TextEditor]:
    window = QWidget()
    qtbot.addWidget(window)
    made = TextEditor(TEXT, Codings(TEXT, SEGMENTS, CODES), QFont("DejaVu Sans", 11))
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


def test_codings_are_seen_wherever_one_looks(editor: TextEditor, qtbot: QtBot) -> None:
    for place in (0, len(TEXT) // 2, len(TEXT), 0):
        editor.go(place)
        qtbot.waitUntil(lambda: _dressed(editor) >= _seen(editor))


def test_no_lines_are_made_of_what_is_coded_beyond_the_screen(
    editor: TextEditor, qtbot: QtBot
) -> None:
    editor.go(len(TEXT) // 2)
    qtbot.waitUntil(lambda: _dressed(editor) >= _seen(editor))
    seen = editor.visible()
    dressed = [each for each in _dressed(editor) if each > seen.end + 1000]
    assert dressed
    for place in dressed:
        block = editor.document().findBlock(editor.mirror.to_unit(place))
        assert not block.layout().lineCount()


def test_what_is_coded_over_two_paragraphs_is_painted_when_it_is_seen(qtbot: QtBot) -> None:
    edge = TEXT.index("\n", len(TEXT) // 2)
    segments = [PaintedSegment(1, edge - 500, edge + 500, 1)]
    made = TextEditor(TEXT, Codings(TEXT, segments, CODES), QFont("DejaVu Sans", 11))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.go(edge)
    with qtbot.waitSignal(made._soon.timeout):
        pass
    qtbot.waitUntil(lambda: _dressed(made) == {edge - 500})
    qtbot.wait(30)
    shown = made.window().backingStore().paintDevice()
    assert isinstance(shown, QImage)
    corner = made.viewport().mapTo(made, made.viewport().rect().topLeft())
    painted = shown.copy(QRect(corner, made.viewport().size()))
    assert painted == made.viewport().grab().toImage().convertToFormat(painted.format())


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


def _compose(editor: TextEditor, composed: str, committed: str = "") -> None:
    event = QInputMethodEvent(composed, [])
    if committed:
        event.setCommitString(committed)
    QApplication.sendEvent(editor, event)


def test_what_is_composed_is_seen_where_it_is_to_stand_and_is_no_part_of_the_text(
    editor: TextEditor,
) -> None:
    editor.go(TEXT.index("tilliten"))
    block = editor.textCursor().block()
    layout = editor.document().documentLayout()
    assert isinstance(layout, ColumnLayout)
    before, lines = editor.cursorRect(), layout.lines(block).lineCount()
    empty = editor.grab().toImage()
    _compose(editor, "日本語")
    assert editor.cursorRect().left() > before.left()
    assert layout.lines(block).preeditAreaText() == "日本語"
    assert editor.grab().toImage() != empty
    _compose(editor, "日本語" * 30)
    assert layout.lines(block).lineCount() > lines
    assert editor.mirror.text == TEXT
    _compose(editor, "", "日本")
    assert editor.mirror.text == TEXT.replace("tilliten", "日本tilliten", 1)
    assert not layout.lines(block).preeditAreaText()
    assert layout.lines(block).lineCount() == lines
    assert editor.cursorRect().left() > before.left()


def test_the_first_line_stays_when_the_lines_are_broken_anew(
    editor: TextEditor, qtbot: QtBot
) -> None:
    editor.go(len(TEXT) // 2)
    first = editor.visible().start
    window = editor.window()
    page = Appearance(measure=45, line_height=2.0)
    for change in (
        lambda: window.resize(420, 700),
        lambda: window.resize(900, 700),
        lambda: editor.set_page(page, QFont("DejaVu Sans", 16)),
    ):
        width = editor.lineWrapColumnOrWidth()
        change()
        qtbot.wait(20)
        assert editor.lineWrapColumnOrWidth() != width
        assert abs(editor.visible().start - first) < 120  # a line, before it was broken anew


def test_lines_are_as_far_apart_as_when_one_reads(editor: TextEditor) -> None:
    def pitch() -> int:
        cursor = QTextCursor(editor.document().firstBlock())
        above = editor.cursorRect(cursor).top()
        cursor.movePosition(QTextCursor.MoveOperation.Down)
        return editor.cursorRect(cursor).top() - above

    for height in (1.2, 2.0):
        page, font = Appearance(line_height=height), QFont("DejaVu Sans", 12)
        editor.set_page(page, font)
        assert pitch() == Typography.of(font, page).line
    assert not editor.document().isUndoAvailable()


def test_a_page_key_goes_on_by_a_screen(editor: TextEditor, qtbot: QtBot) -> None:
    editor.go(0)
    height = editor.viewport().height()
    qtbot.keyClick(editor, Qt.Key.Key_PageDown)
    bar = editor.verticalScrollBar()
    assert height / 2 < bar.value() <= height
    caret = editor.textCursor().position()
    assert caret > 0
    qtbot.keyClick(editor, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    assert editor.textCursor().anchor() == caret
    qtbot.keyClick(editor, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert bar.value() == 0


def test_only_what_is_near_is_laid_out_when_a_long_text_opens(qtbot: QtBot) -> None:
    text = TEXT * 8
    made = TextEditor(text, Codings(text, [], {}), QFont("DejaVu Sans", 11))
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.go(len(text) // 2)
    layout = made.document().documentLayout()
    assert isinstance(layout, ColumnLayout)
    assert len(layout.pieces_to_measure(10_000)) > layout.pieces * 0.9
    qtbot.waitUntil(lambda: not layout.pieces_to_measure(1))
