from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from qcode.model.layout import EMPTY, Format, Layout, Note, NoteKind, Style, Turn
from qcode.model.text import Offsets, Paragraphs, Span, canonical
from qcode.ui.coding.layout_document import DocumentMaker
from qcode.ui.coding.typography import Typography

ODD = (
    "\u2028\u2029\ufdd0\ufdd1\ufffc\ufeff\ufffe\uffff\x85\x0b\x0c\x1c\t\xa0\u0301\U0001f468\u200d🏽"
)


@pytest.fixture(scope="module")
def typography(qapp: QApplication) -> Typography:
    return Typography.of(QFont("Sans", 11))


def made(text: str, layout: Layout, typography: Typography) -> QTextDocument:
    maker = DocumentMaker(text, layout, offsets=Offsets(text), typography=typography, dark=False)
    maker.dress(0, len(text))
    return maker.document


@settings(max_examples=200)
@given(st.text(st.one_of(st.characters(), st.sampled_from("\n" + ODD)), max_size=60))
@example("\ufeff" + "a\ufeffb")
@example("a\ufdd0b\ufdd1c\ufffcd")
@example("\n")
@example("")
def test_a_position_means_the_same_in_the_text_and_in_the_document(
    typography: Typography, raw: str
) -> None:
    text = canonical(raw).text
    document = made(text, EMPTY, typography)
    assert document.characterCount() - 1 == Offsets(text).utf16_length
    assert document.blockCount() == text.count("\n") + 1


def test_pieces_and_special_characters_do_not_shift_what_follows(typography: Typography) -> None:
    text = ("å" * 4095 + "😀\ufeff" + "x\u2028y\n") * 5
    document = made(text, EMPTY, typography)
    offsets = Offsets(text)
    cursor = QTextCursor(document)
    for at in (0, 4095, 4096, 4098, len(text) - 2):
        cursor.setPosition(offsets.to_utf16(at))
        cursor.setPosition(offsets.to_utf16(at + 1), QTextCursor.MoveMode.KeepAnchor)
        assert cursor.selectedText() == text[at].replace("\ufeff", "\N{WORD JOINER}")


@given(st.data())
def test_formatting_changes_no_position(typography: Typography, data: st.DataObject) -> None:
    text = "Anna: hej 😀 du\n\nTabell\nrad\u2028två\nSlut"
    bounds = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(bounds, bounds, st.sampled_from(list(Style))), max_size=8))
    formats = tuple(
        Format(min(a, b), max(a, b), style, "0,0,0" if style is Style.CELL else "1")
        for a, b, style in sorted(spans)
        if a != b
    )
    layout = Layout(turns=(Turn(0, 14, (Span(6, 14),), "Anna"),), formats=formats)
    document = made(text, layout, typography)
    assert document.characterCount() - 1 == Offsets(text).utf16_length
    assert document.blockCount() == 5


def test_a_stretch_is_dressed_as_if_all_had_been(typography: Typography) -> None:
    text = "\n".join(f"Name{number}: said 😀 something" for number in range(100))
    turns, at = [], 0
    for line in text.split("\n"):
        said = line.index(":") + 2
        turns.append(
            Turn(at, at + len(line), (Span(at + said, at + len(line)),), line.split(":")[0])
        )
        at += len(line) + 1
    layout = Layout(turns=tuple(turns))
    whole = made(text, layout, typography)
    maker = DocumentMaker(text, layout, offsets=Offsets(text), typography=typography, dark=False)
    starts = [span.start for span in Paragraphs(text)]
    for first, last in ((90, 101), (3, 4), (0, 3), (40, 90), (4, 40)):
        maker.dress(starts[first], [*starts, len(text)][last] if last < 101 else len(text))
    assert maker.document.toHtml() == whole.toHtml()


def test_names_are_bold_and_headings_large(typography: Typography) -> None:
    text = "Title\nAnna: hej"
    layout = Layout(
        turns=(Turn(6, 15, (Span(12, 15),), "Anna"),), formats=(Format(0, 5, Style.HEADING, "1"),)
    )
    document = made(text, layout, typography)
    cursor = QTextCursor(document)

    def font(position: int) -> QFont:
        cursor.setPosition(position)
        return cursor.charFormat().font()

    assert font(3).bold()
    assert cursor.charFormat().font().pixelSize() > typography.size
    assert font(8).weight() >= QFont.Weight.DemiBold
    assert font(14).weight() == QFont.Weight.Normal


def test_a_note_of_the_source_is_never_taken_for_markup(typography: Typography) -> None:
    layout = Layout(notes=(Note(0, 3, NoteKind.COMMENT, "<img src='x'> & <b>"),))
    document = made("One", layout, typography)
    cursor = QTextCursor(document)
    cursor.setPosition(2)
    assert "&lt;img" in cursor.charFormat().toolTip()
