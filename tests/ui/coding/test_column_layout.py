"""The layout of our own beside Qt's, which lays out everything from the top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QTextEdit

from qcode.model.layout import EMPTY, Format, Layout, Style
from qcode.model.text import Offsets
from qcode.ui.coding.column_layout import ColumnLayout
from qcode.ui.coding.layout_document import DocumentMaker
from qcode.ui.coding.pieces import PIECE
from qcode.ui.coding.typography import Typography

FUZZY, EXACT = Qt.HitTestAccuracy.FuzzyHit, Qt.HitTestAccuracy.ExactHit
WORDS = (
    *("hej", "trygghet", "a-b/c", "x" * 60, "e\u0301e", "\xa0", "  ", "\t", "\u2028", "😀"),
    *("שלום", "مرحبا", "中文字中文字", "mjuk\xadhet"),
)
PARAGRAPHS = st.lists(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join), max_size=9)
LONG = "\n".join(
    f"Anna: {number} " + "samma sak som alltid " * (number % 9) for number in range(700)
)


def typography(pixels: int = 15) -> Typography:
    font = QFont("DejaVu Sans")
    font.setPixelSize(pixels)
    return Typography.of(font)


def document(text: str, layout: Layout, sizes: Typography, width: int) -> QTextDocument:
    maker = DocumentMaker(text, layout, offsets=Offsets(text), typography=sizes, dark=False)
    maker.dress(0, len(text))
    maker.document.setPageSize(QSizeF(width, -1))
    return maker.document


def ours(text: str, layout: Layout, sizes: Typography, width: int) -> ColumnLayout:
    made = document(text, layout, sizes, width)
    found = ColumnLayout(made, sizes.above)
    found.setProperty("text", made)  # keeps it alive
    made.setDocumentLayout(found)
    return found


@pytest.fixture
def long(qapp: QApplication) -> ColumnLayout:
    return ours(LONG, EMPTY, typography(), 500)


@st.composite
def layouts(draw: st.DrawFn, text: str) -> Layout:
    bounds = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(bounds, bounds, st.sampled_from(list(Style))), max_size=6))
    return Layout(
        formats=tuple(
            sorted(
                (
                    Format(min(a, b), max(a, b), style, "0,0,0" if style is Style.CELL else "1")
                    for a, b, style in spans
                    if a != b
                ),
                key=lambda each: (each.start, each.end),
            )
        )
    )


@settings(max_examples=80, deadline=None)
@given(st.data(), st.sampled_from((11, 15, 30)), st.sampled_from((260, 431, 900)))
def test_lines_are_broken_and_stand_where_qt_would_have_them(
    qapp: QApplication, data: st.DataObject, pixels: int, width: int
) -> None:
    text = "\n".join(data.draw(PARAGRAPHS))
    layout, sizes = data.draw(layouts(text)), typography(pixels)
    theirs = document(text, layout, sizes, width)
    theirs.documentLayout().documentSize()
    layout_of_ours = ours(text, layout, sizes, width)
    block, mine = theirs.begin(), layout_of_ours.document().begin()
    while block.isValid():
        assert lines_of(layout_of_ours.lines(mine)) == lines_of(block.layout())
        assert layout_of_ours.top(mine) == pytest.approx(block.layout().position().y())
        box = layout_of_ours.blockBoundingRect(mine)
        assert lines_of(mine.layout()) == lines_of(block.layout())
        assert box.topLeft() == block.layout().position() == mine.layout().position()
        block, mine = block.next(), mine.next()


def lines_of(layout: object) -> Sequence[object]:
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]  # type: ignore[attr-defined]
    return [
        (
            line.textStart(),
            line.textLength(),
            pytest.approx(line.x()),
            pytest.approx(line.y(), abs=0.05),
            pytest.approx(line.naturalTextRect().x()),
            pytest.approx(line.naturalTextRect().width()),
        )
        for line in lines
    ]


def test_heights_are_the_same_whether_found_aside_or_when_looked_at(long: ColumnLayout) -> None:
    other = ours(LONG, EMPTY, typography(), 500)
    while pieces := other.pieces_to_measure(7):
        for piece in pieces:
            other.measure_aside(piece)
    other.settle()
    long.reach(0, 1e6)
    assert other.documentSize() == long.documentSize()
    theirs = document(LONG, EMPTY, typography(), 500)
    assert long.documentSize() == theirs.documentLayout().documentSize()


def test_only_what_is_looked_at_is_laid_out(long: ColumnLayout) -> None:
    middle = long.document().findBlock(len(LONG) // 2)
    top = long.top(middle)
    long.show(top, top + 600)
    assert len(long.pieces_to_measure(1000)) > long.pieces - 4
    assert not long.document().begin().layout().lineCount()
    long.reach(0, 1e6)
    kept = [long.lines(block) for block in blocks(long.document())]
    assert len(kept) == 700
    assert long.kept.units <= 30_000


def test_lines_that_qt_asked_for_are_kept_of_the_last_blocks_only(long: ColumnLayout) -> None:
    """Or whoever goes down through a long text has the glyphs of all of it in memory."""
    every = blocks(long.document())
    for block in every:
        long.blockBoundingRect(block)
        assert block.layout().lineCount()
    assert long.lent.units <= 30_000
    assert not every[0].layout().lineCount()
    assert all(block.layout().lineCount() for block in every[-16:])
    long.document().setPageSize(QSizeF(400, -1))
    assert not len(long.lent)
    assert not any(block.layout().lineCount() for block in every)


def blocks(document: QTextDocument) -> Sequence[object]:
    return [document.findBlockByNumber(number) for number in range(document.blockCount())]


@given(st.integers(0, len(LONG) - 1))
def test_the_middle_of_a_character_hits_it_even_where_heights_are_estimates(position: int) -> None:
    layout = ours(LONG, EMPTY, typography(), 500)
    place = middle_of(layout, position)
    expected = position if LONG[position] not in " \n" else None
    if expected is not None:
        assert layout.hitTest(place, EXACT) == expected
        assert layout.hitTest(place - QPointF(2, 0), FUZZY) in (expected, expected + 1)


def middle_of(layout: ColumnLayout, position: int) -> QPointF:
    block = layout.document().findBlock(position)
    at = position - block.position()
    line = layout.lines(block).lineForTextPosition(at)
    here, there = line.cursorToX(at)[0], line.cursorToX(at + 1)[0]  # type: ignore[index]
    y = layout.top(block) + line.y() + line.ascent() - 3
    return QPointF(layout.left() + (here + there) / 2, y)


def test_a_point_between_two_lines_hits_the_nearest(long: ColumnLayout) -> None:
    line = long.lines(long.document().findBlockByNumber(8)).lineAt(0)
    block = long.document().findBlockByNumber(8)
    pitch = long.shape(block).pitch
    for y in range(int(long.top(block) + pitch * 0.2), int(long.top(block) + pitch * 0.9)):
        found = long.hitTest(QPointF(long.left() + 40, y), EXACT)
        assert block.position() <= found < block.position() + line.textLength()


def test_points_outside_hit_the_ends_of_the_text_or_nothing(long: ColumnLayout) -> None:
    height = long.documentSize().height()
    assert long.hitTest(QPointF(50, -40), FUZZY) == 0
    assert long.hitTest(QPointF(50, height + 5), FUZZY) == len(LONG)
    for point in (QPointF(50, -40), QPointF(50, height + 5), QPointF(490, 60), QPointF(-9, 60)):
        assert long.hitTest(point, EXACT) == -1


def test_what_is_on_the_screen_is_said_to_move_by_as_much_as_it_does(long: ColumnLayout) -> None:
    moved: list[float] = []
    long.shifted.connect(moved.append)
    block = long.document().findBlock(len(LONG) // 2)
    top = long.top(block)
    long.show(top, top + 500)
    top += sum(moved)
    before = long.top(block)
    moved.clear()
    for piece in long.pieces_to_measure(1000):
        long.measure_aside(piece)
    assert long.top(block) == before  # until all are put in their places at one go
    long.settle()
    assert long.top(block) != before
    assert long.top(block) == pytest.approx(before + sum(moved))
    assert len(moved) == 1


def test_formatting_one_piece_doubts_no_other(long: ColumnLayout) -> None:
    long.reach(0, 1e6)
    cursor = QTextCursor(long.document())
    cursor.setPosition(3 * PIECE)
    cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, 50)
    look = cursor.charFormat()
    look.setFontPointSize(40)
    cursor.setCharFormat(look)
    assert long.pieces_to_measure(10) == [long.piece_with(3 * PIECE)]


def test_text_that_is_put_in_or_taken_out_is_laid_out_anew(long: ColumnLayout) -> None:
    cursor = QTextCursor(long.document())
    for act in (
        lambda: cursor.insertText("Nytt\nstycke "),
        cursor.deletePreviousChar,
        lambda: cursor.movePosition(QTextCursor.MoveOperation.End),
        lambda: cursor.insertText("\nslut" * 400),
    ):
        act()
        long.reach(0, 1e6)
        text = long.document().toPlainText()
        theirs = document(text, EMPTY, typography(), 500)
        assert long.documentSize() == theirs.documentLayout().documentSize()


def test_the_same_page_again_changes_nothing(long: ColumnLayout) -> None:
    long.reach(0, 1e6)
    version = long.version
    long.document().setPageSize(QSizeF(500, -1))
    assert long.version == version
    long.document().setPageSize(QSizeF(400, -1))
    assert long.version != version
    assert long.pieces_to_measure(1) == [0]


@pytest.fixture
def editor(long: ColumnLayout) -> Iterator[QTextEdit]:
    """An editor that shows the long text, the caret in the middle of it."""
    found = QTextEdit()
    found.setDocument(long.document())
    found.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
    found.setLineWrapColumnOrWidth(500)
    cursor = found.textCursor()
    cursor.setPosition(len(LONG) // 2)
    found.setTextCursor(cursor)
    yield found
    found.setDocument(QTextDocument(found))


def test_the_editor_that_shows_it_moves_the_caret_by_lines(editor: QTextEdit) -> None:
    cursor, before = editor.textCursor(), editor.cursorRect()
    cursor.movePosition(QTextCursor.MoveOperation.Down)
    editor.setTextCursor(cursor)
    assert editor.cursorRect().top() > before.top()
    cursor.movePosition(QTextCursor.MoveOperation.Up)
    assert cursor.position() == len(LONG) // 2


def test_the_caret_follows_another_width_and_another_format(
    long: ColumnLayout, editor: QTextEdit
) -> None:
    def place() -> QPointF:
        scrolled = QPointF(0, editor.verticalScrollBar().value())
        return QPointF(editor.cursorRect().bottomLeft()) + scrolled

    cursor = editor.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    look = cursor.charFormat()
    look.setFontPointSize(20)
    for change in (
        lambda: editor.setLineWrapColumnOrWidth(300),
        lambda: change_format(cursor, look),
        lambda: QTextCursor(long.document()).insertText("Ett stycke\n"),
    ):
        place()
        change()
        block = cursor.block()
        last = long.lines(block).lineAt(long.lines(block).lineCount() - 1)
        wanted = QPointF(long.left(), long.top(block)) + last.naturalTextRect().bottomRight()
        assert (place() - wanted).manhattanLength() < 6


def change_format(cursor: QTextCursor, look: QTextCharFormat) -> None:
    whole = QTextCursor(cursor.block())
    whole.select(QTextCursor.SelectionType.BlockUnderCursor)
    whole.setCharFormat(look)
