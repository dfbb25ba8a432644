from __future__ import annotations

from qcode.model.layout import EMPTY, Format, Layout, Note, NoteKind, Style, Turn
from qcode.model.text import Span
from qcode.ui.coding.looks import (
    BLANK,
    CUE,
    PARAGRAPH,
    SAID,
    TURN,
    Decoration,
    Ink,
    character_runs,
    labels_speaker,
    paragraph_looks,
)

TALK = "Anna [00:01]: Hej du.\nOch mer.\n\nBo: Nej."
TURNS = (
    Turn(0, 31, (Span(14, 21), Span(22, 30)), "Anna", 1000),
    Turn(32, 40, (Span(36, 40),), "Bo"),
)


def looks_of(text: str, layout: Layout) -> list[object]:
    looks = paragraph_looks(text, layout)
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    return [looks[start] for start in starts]


def inks(text: str, layout: Layout) -> list[tuple[str, set[str]]]:
    return [
        (text[start:end], {style for style, _value in values})
        for start, end, values in character_runs(text, layout)
    ]


def test_plain_text_has_paragraphs_and_blank_lines_and_nothing_else() -> None:
    assert looks_of("One\n\n \t\nTwo", EMPTY) == [PARAGRAPH, BLANK, BLANK, PARAGRAPH]
    assert inks("One\nTwo", EMPTY) == []


def test_names_stand_out_and_times_stand_back() -> None:
    assert inks(TALK, Layout(turns=TURNS)) == [
        ("Anna", {Ink.LABEL}),
        (" [00:01]: ", {Ink.MARK}),
        ("Bo:", {Ink.LABEL}),
    ]


def test_turns_begin_with_more_room_than_their_other_paragraphs() -> None:
    assert looks_of(TALK, Layout(turns=TURNS)) == [TURN, SAID, BLANK, TURN]
    assert TURN.gap > PARAGRAPH.gap > SAID.gap > CUE.gap


def test_cues_of_one_speaker_run_on() -> None:
    text = "One.\nTwo.\nThree.\nFour."
    turns = (
        Turn(0, 4, (Span(0, 4),), "A"),
        Turn(5, 9, (Span(5, 9),), "A"),
        Turn(10, 16, (Span(10, 16),), "B"),
        Turn(17, 22, (Span(17, 22),), "B"),
    )
    assert looks_of(text, Layout(turns=turns)) == [TURN, CUE, TURN, CUE]
    assert not any(labels_speaker(text, turn) for turn in turns)


def test_formats_of_the_source_meet_those_of_turns() -> None:
    layout = Layout(turns=TURNS, formats=(Format(0, 17, Style.BOLD), Format(14, 20, Style.ITALIC)))
    assert inks(TALK, layout) == [
        ("Anna", {Style.BOLD, Ink.LABEL}),
        (" [00:01]: ", {Style.BOLD, Ink.MARK}),
        ("Hej", {Style.BOLD, Style.ITALIC}),
        (" du", {Style.ITALIC}),
        ("Bo:", {Ink.LABEL}),
    ]


def test_notes_and_proposals_are_marked_where_they_refer_to() -> None:
    notes = (
        Note(0, 3, NoteKind.FOOTNOTE, "See page 2"),
        Note(4, 7, NoteKind.INSERTED, "two"),
        Note(3, 3, NoteKind.DELETED, "gone"),
    )
    assert inks("One two", Layout(notes=notes)) == [
        ("One", {Ink.NOTE}),
        ("two", {Ink.INSERTED}),
    ]


def test_headings_lists_and_quotations_are_whole_paragraphs() -> None:
    text = "Title\nOne\n- Two\nSaid"
    formats = (
        Format(0, 5, Style.HEADING, "2"),
        Format(6, 9, Style.LIST_ITEM, "1"),
        Format(10, 15, Style.LIST_ITEM, "0"),
        Format(16, 20, Style.QUOTE),
    )
    looks = paragraph_looks(text, Layout(formats=formats))
    title, one, two, said = (looks[start] for start in (0, 6, 10, 16))
    assert title.heading == 2
    assert (one.depth, one.decoration) == (2, Decoration.BULLET)
    assert (two.depth, two.decoration) == (1, Decoration.NONE)  # it brings its own mark
    assert said.decoration == Decoration.QUOTE


def test_levels_that_make_no_sense_do_no_harm() -> None:
    formats = (Format(0, 3, Style.HEADING, "x"), Format(4, 7, Style.LIST_ITEM, "99"))
    looks = paragraph_looks("One\nTwo", Layout(formats=formats))
    assert looks[0].heading == 1
    assert looks[4].depth == 9


def test_table_cells_know_where_rows_begin_and_end() -> None:
    text = "a\nb\nc\nd\ne"
    cells = ("0,0,0", "0,0,1", "0,1,0", "0,1,0", "0,1,1")
    spans = [(0, 1), (2, 3), (4, 7), (4, 7), (8, 9)]
    formats = tuple(
        Format(start, end, Style.CELL, value)
        for (start, end), value in dict(zip(spans, cells, strict=True)).items()
    )
    found = [look.decoration for look in looks_of(text, Layout(formats=formats))]
    cell, begins = Decoration.CELL, Decoration.CELL_BEGINS
    assert found == [
        cell | begins | Decoration.ROW_BEGINS,
        cell | begins | Decoration.ROW_ENDS,
        cell | begins | Decoration.ROW_BEGINS,
        cell,
        cell | begins | Decoration.ROW_ENDS,
    ]


def test_a_list_in_a_table_is_a_table() -> None:
    formats = (Format(0, 3, Style.CELL, "0,0,0"), Format(0, 3, Style.LIST_ITEM, "0"))
    look = paragraph_looks("One", Layout(formats=formats))[0]
    assert look.decoration & Decoration.CELL
