"""The layout of a column follows edits, and is then what it would be for the new text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
)
from PySide6.QtWidgets import QApplication

from qcode.ui.coding import pieces
from qcode.ui.coding.column_layout import ColumnLayout

pytestmark = pytest.mark.usefixtures("small_pieces", "qapp")

WIDTH = 300
PITCH = 24
WORDS = ("a", "tillit ", "\n", "\n\n", "Anna: ja\n", "samma sak som alltid " * 12, "😀", "x" * 90)
TEXT = "\n".join("Anna: samma sak " * (number % 5) for number in range(60))


@pytest.fixture(scope="module")
def small_pieces() -> Iterator[None]:
    """Have many pieces in a short text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE", 100)
        yield


def laid_out(document: QTextDocument) -> ColumnLayout:
    layout = ColumnLayout(document, 0.7)
    document.setDocumentLayout(layout)
    return layout


def made(text: str) -> QTextDocument:
    document = QTextDocument()
    font = QFont("DejaVu Sans")
    font.setPixelSize(15)
    document.setDefaultFont(font)
    cursor, look = QTextCursor(document), QTextBlockFormat()
    look.setLineHeight(PITCH, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    look.setBottomMargin(7)
    cursor.setBlockFormat(look)
    cursor.insertText(text)
    document.setPageSize(QSizeF(WIDTH, -1))
    return document


def blocks(document: QTextDocument) -> Sequence[QTextBlock]:
    return [document.findBlockByNumber(number) for number in range(document.blockCount())]


def lines_of(layout: QTextLayout) -> Sequence[tuple[int, int]]:
    lines = (layout.lineAt(number) for number in range(layout.lineCount()))
    return [(line.textStart(), line.textLength()) for line in lines]


@dataclass(frozen=True)
class Edit:
    """What is put in the place of so many units, somewhere in the document."""

    place: float
    removed: int
    inserted: str

    def do(self, document: QTextDocument) -> None:
        cursor, end = QTextCursor(document), document.characterCount() - 1
        start = round(self.place * end)
        cursor.setPosition(start)
        cursor.setPosition(min(start + self.removed, end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(self.inserted)


@dataclass(frozen=True)
class Large:
    """Larger letters, or more room above, for what is somewhere."""

    place: float
    above: bool

    def do(self, document: QTextDocument) -> None:
        cursor = QTextCursor(document.findBlock(int(self.place * document.characterCount())))
        if self.above:
            room = cursor.blockFormat()
            room.setTopMargin(30)
            cursor.setBlockFormat(room)
            return
        large = QTextCharFormat()
        large.setFontPointSize(30)
        cursor.movePosition(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(large)


PLACES = st.floats(0, 1)
EDITS = st.builds(Edit, PLACES, st.sampled_from((0, 0, 1, 5, 80, 900)), st.sampled_from(WORDS))
CHANGES = st.one_of(EDITS, EDITS, st.builds(Large, PLACES, st.booleans()))
STEPS = st.lists(
    st.one_of(
        st.lists(CHANGES, min_size=1, max_size=3),
        st.sampled_from(("undo", "redo", "measure", "settle")),
        st.tuples(PLACES, st.sampled_from(("look", "ask"))),
    ),
    max_size=8,
)


def do(step: object, document: QTextDocument, layout: ColumnLayout) -> None:
    match step:
        case "undo":
            document.undo()
        case "redo":
            document.redo()
        case "measure":
            for piece in layout.pieces_to_measure(3):
                layout.measure_aside(piece)
        case "settle":
            layout.settle()
        case (float(place), "look"):
            top = place * layout.documentSize().height()
            layout.show(top, top + 200)
        case (float(place), "ask"):
            number = int(place * (document.blockCount() - 1))
            for each in range(number, min(number + 4, document.blockCount())):
                layout.blockBoundingRect(document.findBlockByNumber(each))
        case list(changes):
            cursor = QTextCursor(document)
            cursor.beginEditBlock()
            for change in changes:
                change.do(document)
            cursor.endEditBlock()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from((TEXT, "", "ett\ntvå")), STEPS)
def test_after_any_edits_it_is_as_if_made_for_the_new_text(
    text: str, steps: Sequence[object]
) -> None:
    document = made(text)
    layout = laid_out(document)
    for step in steps:
        do(step, document, layout)
    layout.reach(0, 1e6)
    mine = places(layout)
    for block, (_top, lines) in zip(blocks(document), mine, strict=True):
        assert lines_of(block.layout()) in ([], lines)
    size = layout.documentSize()
    assert layout.kept.units <= 30_000
    starts = [layout.units_of(piece)[0] for piece in range(layout.pieces)]
    assert starts == sorted(set(starts))
    assert {document.findBlock(start).position() for start in starts} == set(starts)

    anew = laid_out(document)  # which takes the place of the other
    anew.reach(0, 1e6)
    assert size == anew.documentSize()
    assert mine == places(anew)


def places(layout: ColumnLayout) -> Sequence[tuple[float, Sequence[tuple[int, int]]]]:
    """Where each paragraph stands, and its lines."""
    every = blocks(layout.document())
    return [(layout.top(block), lines_of(layout.lines(block))) for block in every]


@settings(max_examples=80, deadline=None)
@given(EDITS, PLACES)
def test_what_is_on_the_screen_stays_when_the_text_above_it_is_edited(
    edit: Edit, place: float
) -> None:
    document = made(TEXT)
    layout = laid_out(document)
    shifts: list[float] = []
    layout.shifted.connect(shifts.append)
    top = place * layout.documentSize().height()
    layout.show(top, top + 300)
    top += sum(shifts)
    layout.show(top, top + 300)
    seen = layout.block_at(top)
    before, shifts[:] = layout.top(seen), []
    follower = QTextCursor(seen)
    follower.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    edited = round(edit.place * (document.characterCount() - 1))
    above, below = edited + edit.removed < seen.position(), edited > follower.position()
    edit.do(document)
    top += sum(shifts)
    layout.show(top, top + 300)
    if above or below:
        assert layout.top(follower.block()) == pytest.approx(before + sum(shifts))
    assert not below or not shifts


def test_pieces_stay_of_a_size_while_one_types() -> None:
    document = made(TEXT)
    layout = laid_out(document)
    cursor = QTextCursor(document)
    sizes = set[int]()
    for _each in range(900):
        cursor.insertText("ord ")
        sizes.add(layout.pieces)
    assert max(sizes) - min(sizes) <= 2  # it is one paragraph
    for each in range(200):
        cursor.insertText("ett\n" if each % 3 else "ett stycke till\n")
    spans = [layout.units_of(piece) for piece in range(layout.pieces)]
    assert all(end - start <= 300 for start, end in spans[:-1] if end - start < 3600)
    assert len(spans) < document.characterCount() / 60


def test_a_key_in_a_long_text_asks_for_few_lines(lines_asked: Callable[[], list[int]]) -> None:
    document = made(TEXT * 20)
    layout = laid_out(document)
    layout.reach(0, 1e6)
    lengths = list(accumulate(block.length() for block in blocks(document)))
    cursor = QTextCursor(document)
    cursor.setPosition(lengths[len(lengths) // 2])
    asked = lines_asked()
    cursor.insertText("å")
    layout.reach(0, 1e6)
    assert 0 < len(asked) < 40


def test_typing_in_the_first_paragraph_that_is_seen_leaves_the_screen_where_it_is(
    qapp: QApplication,
) -> None:
    document = made(TEXT)
    layout = laid_out(document)
    layout.reach(0, 1e6)
    moved: list[float] = []
    layout.shifted.connect(moved.append)
    block = document.findBlockByNumber(14)
    layout.show(layout.top(block) + 5, layout.top(block) + 300)
    cursor = QTextCursor(block)
    cursor.insertText("en hel rad och mer än det, " * 3)
    assert moved == []
    below = layout.top(document.findBlockByNumber(15)) - layout.top(block)
    assert below > 3 * PITCH


def test_what_stands_in_a_place_is_the_text_as_it_is_after_each_change() -> None:
    document = made(TEXT)
    layout = laid_out(document)
    before = layout.standing(0, 500)
    assert list(layout.standing(0, 500)) == list(before)
    cursor = QTextCursor(document)
    cursor.setPosition(before[1].block.position())
    cursor.insertText("Ett stycke till.\n" * 3)
    after = layout.standing(0, 500)
    assert [each.block.text() for each in after[1:4]] == ["Ett stycke till."] * 3
    for number, each in enumerate(after):
        assert each.number == each.block.blockNumber() == number
        assert each.top == layout.top(each.block)
        assert each.lines.layout.lineCount() == len(each.lines.starts)
    among = layout.standing(after[2].top, after[3].bottom)
    assert [each.number for each in among] == [2, 3]
