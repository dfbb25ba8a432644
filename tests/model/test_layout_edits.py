"""What a change of a text does to its turns, formatting, pages and notes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.edits import Fate, TextChange
from qcode.model.layout import Format, Layout, Note, NoteKind, Page, Style, Turn, turn_text
from qcode.model.layout_edits import map_layout
from qcode.model.text import Paragraphs, Span, paragraphs

TEXT = "Rubrik\nA: Hej du.\nOch hej.\nB: Ja.\nA: Bra."


def turn(text: str, first: str, last: str, speaker: str | None) -> Turn:
    """A turn from the paragraph `first` to the paragraph `last`, a body piece a paragraph."""
    start, end = text.index(first), text.index(last) + len(last)
    pieces = [Span(start + s, start + e) for s, e in paragraphs(text[start:end])]
    label = len(speaker) + 2 if speaker else 0
    return Turn(start, end, (Span(start + label, pieces[0].end), *pieces[1:]), speaker)


TURNS = (
    turn(TEXT, "Rubrik", "Rubrik", None),
    turn(TEXT, "A: Hej du.", "Och hej.", "A"),
    turn(TEXT, "B: Ja.", "B: Ja.", "B"),
    turn(TEXT, "A: Bra.", "A: Bra.", "A"),
)
LAYOUT = Layout(TURNS)


def edited(old: str, new: str, layout: Layout = LAYOUT) -> tuple[str, Layout]:
    """Put `new` in the place of the only `old` in TEXT."""
    assert TEXT.count(old) == 1
    start = TEXT.index(old)
    change = TextChange.replace(TEXT, start, start + len(old), new)
    text = change.apply(TEXT)
    return text, map_layout(layout, change, text)


def told(text: str, layout: Layout) -> list[str]:
    return [f"{each.speaker}: {turn_text(text, each)}" for each in layout.turns]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Hej du", "Hallå dig", ["None: Rubrik", "A: Hallå dig. Och hej.", "B: Ja.", "A: Bra."]),
        ("Ja.", "Ja. Nej.", ["None: Rubrik", "A: Hej du. Och hej.", "B: Ja. Nej.", "A: Bra."]),
        ("Ja.", "", ["None: Rubrik", "A: Hej du. Och hej.", "B: ", "A: Bra."]),
        ("B: Ja.", "", ["None: Rubrik", "A: Hej du. Och hej.", "A: Bra."]),
        ("B: Ja.\n", "", ["None: Rubrik", "A: Hej du. Och hej.", "A: Bra."]),
        ("\nB: ", " ", ["None: Rubrik", "A: Hej du. Och hej. Ja.", "A: Bra."]),
        ("hej.\nB: Ja.\nA: B", "h", ["None: Rubrik", "A: Hej du. Och hra."]),
        ("k\nA: ", "k ", ["A: Rubrik Hej du. Och hej.", "B: Ja.", "A: Bra."]),
    ],
)
def test_turns_keep_their_words(old: str, new: str, expected: list[str]) -> None:
    assert told(*edited(old, new)) == expected


@pytest.mark.parametrize(
    ("at", "inserted", "expected"),
    [
        (TURNS[2].end, " Nej.", "B: Ja. Nej."),
        (TURNS[2].end, "\nC: Nej.", "B: Ja."),
        (TURNS[2].start, "C: Nej.\n", "B: Ja."),
        (TURNS[2].body[0].start, "Jo, ", "B: Jo, Ja."),
        (TURNS[2].body[0].end - 1, "!\nJa", "B: Ja! Ja."),
        (TURNS[2].start, "- ", "B: Ja."),
    ],
)
def test_what_is_typed_beside_a_turn_is_its_own_only_in_its_paragraph(
    at: int, inserted: str, expected: str
) -> None:
    change = TextChange.replace(TEXT, at, at, inserted)
    text = change.apply(TEXT)
    layout = map_layout(LAYOUT, change, text)
    assert expected in told(text, layout)
    assert len(layout.turns) == len(TURNS)
    for each in layout.turns:
        assert Paragraphs(text).around((each.start, each.end)) == (each.start, each.end)


def test_joined_turns_last_from_the_first_to_the_last() -> None:
    layout = Layout((Turn(0, 2, (Span(0, 2),), "A", 0, 5), Turn(3, 5, (Span(3, 5),), "B", 5, 9)))
    change = TextChange.replace("ja\nhå", 2, 3, " ")
    (joined,) = map_layout(layout, change, "ja hå").turns
    assert joined == Turn(0, 5, (Span(0, 2), Span(3, 5)), "A", 0, 9)


def test_a_change_of_another_text_is_refused() -> None:
    change = TextChange.replace(TEXT, 0, 6, "Titel")
    with pytest.raises(ValueError, match="a text of"):
        map_layout(LAYOUT, change, TEXT)


def formats(old: str, new: str, *given_formats: Format) -> list[tuple[Style, str]]:
    text, layout = edited(old, new, Layout(formats=given_formats))
    return [(each.style, text[each.start : each.end]) for each in layout.formats]


def test_bold_keeps_to_its_characters() -> None:
    bold = Format(TEXT.index("Hej"), TEXT.index("Hej") + 3, Style.BOLD)
    assert formats("A: Hej", "A: Så Hej", bold) == [(Style.BOLD, "Hej")]
    assert formats("Hej", "Hallå", bold) == [(Style.BOLD, "Hallå")]
    assert formats(" du", "san du", bold) == [(Style.BOLD, "Hej")]
    assert formats("Hej du", "", bold) == []


def test_a_heading_covers_its_paragraph_whatever_happens() -> None:
    heading = Format(0, 6, Style.HEADING, "1")
    assert formats("Rub", "Och Rub", heading) == [(Style.HEADING, "Och Rubrik")]
    assert formats("brik", "\nbrik", heading) == [(Style.HEADING, "Ru"), (Style.HEADING, "brik")]
    assert formats("Rubrik\nA: ", "", heading) == []
    text, layout = edited("k\n", "ken\nNytt\n", Layout(formats=(heading,)))
    assert text.startswith("Rubriken\nNytt\n")
    assert layout.formats == (Format(0, 8, Style.HEADING, "1"),)


def test_paragraphs_that_are_joined_have_one_cell() -> None:
    text = "a\n\nb"
    cells = tuple(
        Format(start, end, Style.CELL, f"0,0,{column}")
        for column, (start, end) in enumerate(paragraphs(text))
    )
    typed = TextChange.replace(text, 2, 2, "mitt")
    layout = map_layout(Layout(formats=cells), typed, "a\nmitt\nb")
    assert [(each.start, each.end) for each in layout.formats] == [(0, 1), (2, 6), (7, 8)]
    joined = TextChange.replace(text, 1, 2, "")
    layout = map_layout(Layout(formats=cells), joined, "a\nb")
    assert [(each.start, each.value) for each in layout.formats] == [(0, "0,0,0"), (2, "0,0,2")]


def test_a_page_goes_with_the_last_of_its_text() -> None:
    pages = (Page(0, "i"), Page(7, "1"), Page(7, "2"), Page(27, "3"))
    _text, layout = edited("A: Hej du.\nOch hej.\n", "", Layout(pages=pages))
    assert layout.pages == (Page(0, "i"), Page(7, "1"), Page(7, "3"))
    _text, layout = edited("Rubrik", "En rubrik", Layout(pages=pages))
    assert layout.pages == (Page(0, "i"), Page(10, "1"), Page(10, "2"), Page(30, "3"))


def test_notes_stay_even_when_their_text_goes() -> None:
    comment = Note(7, 17, NoteKind.COMMENT, "Vem?", "Bo", "2024-05-01")
    footnote = Note(26, 26, NoteKind.FOOTNOTE, "Jfr s. 3")
    _text, layout = edited("A: Hej du.\n", "", Layout(notes=(comment, footnote)))
    assert layout.notes == (
        Note(7, 7, NoteKind.COMMENT, "Vem?", "Bo", "2024-05-01"),
        Note(15, 15, NoteKind.FOOTNOTE, "Jfr s. 3"),
    )


@st.composite
def layouts(draw: st.DrawFn) -> tuple[str, Layout]:
    """A text of short paragraphs, with a turn, a heading or nothing for each."""
    lines = draw(st.lists(st.text(st.sampled_from("ab "), min_size=1, max_size=5), min_size=1))
    text = "\n".join(lines)
    turns, headings = [], []
    for number, (start, end) in enumerate(paragraphs(text)):
        choice = draw(st.sampled_from(["turn", "heading", "nothing"]))
        if choice == "turn":
            body = (Span(draw(st.integers(start, end - 1)), end),)
            turns.append(Turn(start, end, body, f"S{number}"))
        elif choice == "heading":
            headings.append(Format(start, end, Style.HEADING, "2"))
    notes = (Note(0, len(text), NoteKind.COMMENT, "?"),)
    return text, Layout(tuple(turns), tuple(headings), (Page(0, "1"),), notes)


@given(layouts(), st.data())
def test_a_carried_layout_is_in_order_inside_and_of_whole_paragraphs(
    given_layout: tuple[str, Layout], data: st.DataObject
) -> None:
    text, layout = given_layout
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edits = [
        (start, end, data.draw(st.text(st.sampled_from("X\n "), max_size=3)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    change = TextChange.replacing(text, edits)
    new = change.apply(text)
    carried = map_layout(layout, change, new)
    index = Paragraphs(new)
    for part in (carried.turns, carried.formats):
        for each in part:
            assert 0 <= each.start < each.end <= len(new)
            assert index.around((each.start, each.end)) == (each.start, each.end)
        assert all(one.end < other.start for one, other in pairwise(part))
    for each in carried.turns:
        bounds = [each.start, *(bound for piece in each.body for bound in piece), each.end]
        assert bounds == sorted(bounds)
        assert all(start < end for start, end in each.body)
    assert len(carried.notes) == 1
    said = {at for each in carried.turns for piece in each.body for at in range(*piece)}
    for each in layout.turns:
        for at in range(*each.body[0]):
            place = change.map_span((at, at + 1))
            assert place.fate is not Fate.UNTOUCHED or place.span.start in said


@given(layouts())
def test_the_change_of_nothing_carries_a_layout_as_it_is(given_layout: tuple[str, Layout]) -> None:
    text, layout = given_layout
    assert map_layout(layout, TextChange(len(text)), text) == layout


def test_turns_that_share_a_paragraph_keep_their_edges_in_it() -> None:
    text = "A: Ja.\u2028B: Nej."
    layout = Layout(
        (Turn(0, 6, (Span(3, 6),), "A"), Turn(7, 14, (Span(10, 14),), "B")),
    )
    change = TextChange.replacing(text, [(3, 5, "Jo"), (14, 14, " Då."), (0, 0, "- ")])
    new = change.apply(text)
    assert told(new, map_layout(layout, change, new)) == ["A: Jo.", "B: Nej. Då."]
