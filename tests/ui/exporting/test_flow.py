"""Pages from paragraphs: nothing is lost, nothing stands outside, what belongs together stays."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from qcode.formats.printed import (
    PAGE,
    PAGES,
    Edge,
    Letters,
    Piece,
    Printed,
    PrintedRow,
    PrintedSection,
    PrintedTable,
    Shape,
)
from qcode.ui.exporting.flow import Sheet, sheets
from qcode.ui.exporting.typeset import Numbers, typeset, units

SMALL = PrintedSection(6000, 5000, (600, 600, 600, 600))
LETTERS = Letters("DejaVu Sans", 20)


def paragraph(words: str, **shape: object) -> Printed:
    return Printed((Piece(words, LETTERS),), Shape(**shape), LETTERS)  # type: ignore[arg-type]


def laid(*blocks: Printed | PrintedTable, section: PrintedSection = SMALL) -> list[Sheet]:
    return list(sheets([replace(section, blocks=blocks)], lambda: None))


def lines_of(found: list[Sheet], block: Printed) -> list[int]:
    return [
        number
        for sheet in found
        for each in sheet.placed
        if each.paragraph is block
        for number in range(each.first, each.last)
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 120), st.booleans(), st.integers(0, 300)), min_size=1, max_size=12
    )
)
def test_every_line_stands_once_inside_its_page(
    qapp: QApplication, wanted: list[tuple[int, bool, int]]
) -> None:
    blocks = [
        paragraph("ord " * count, keep_next=keep, before=space, after=space)
        for count, keep, space in wanted
    ]
    found = laid(*blocks)
    for block in blocks:
        count = len(typeset(block, units(4800)).heights)
        assert lines_of(found, block) == list(range(count))
    for sheet in found:
        assert sheet.placed
        for each in sheet.placed:
            heights = typeset(each.paragraph, each.width).heights[each.first : each.last]
            assert each.y >= units(600) - 0.01
            assert each.y + sum(heights) <= units(4400) + 0.01


def test_a_heading_stays_with_what_follows(qapp: QApplication) -> None:
    before = paragraph("ord " * 60)
    heading, after = paragraph("Rubrik", keep_next=True), paragraph("ord " * 40)
    for spaces in range(0, 3000, 200):
        found = laid(replace(before, shape=Shape(after=spaces)), heading, after)
        pages = [
            sheet.number
            for block in (heading, after)
            for sheet in found
            if any(each.paragraph is block for each in sheet.placed)
        ]
        assert pages[0] == pages[1], spaces


def test_no_line_stands_alone(qapp: QApplication) -> None:
    for before in range(0, 3600, 100):
        block = paragraph("ord " * 60)
        found = laid(paragraph("x", after=before), block)
        shares = [e.last - e.first for s in found for e in s.placed if e.paragraph is block]
        assert min(shares) >= 2, before


def test_the_head_of_a_table_stands_again_on_each_page(qapp: QApplication) -> None:
    head = PrintedRow(((paragraph("Kod"),),), header=True)
    rows = tuple(PrintedRow(((paragraph(f"rad {n}"),),)) for n in range(40))
    table = PrintedTable((4800,), (head, *rows), edges=(("insideH", Edge(10, "")),))
    found = laid(table)
    assert len(found) > 1
    for sheet in found:
        assert sheet.placed[0].paragraph.text == "Kod"
    words = [each.paragraph.text for sheet in found for each in sheet.placed]
    assert [word for word in words if word != "Kod"] == [f"rad {n}" for n in range(40)]


def test_a_row_that_is_higher_than_a_page_goes_on(qapp: QApplication) -> None:
    tall = paragraph("ord " * 600)
    found = laid(PrintedTable((4800,), (PrintedRow(((tall,),)),)))
    assert len(found) > 1
    column = units(4800) - 2 * units(108)
    assert lines_of(found, tall) == list(range(len(typeset(tall, column).heights)))


def test_footnotes_stand_at_the_foot_of_the_page_that_has_their_sign(qapp: QApplication) -> None:
    note = paragraph("1 Bo Ek: noten")
    signed = replace(paragraph("ord " * 10), footnotes=((note,),))
    found = laid(*(paragraph("ord " * 30) for _ in range(3)), signed)
    (sheet,) = [s for s in found if any(e.paragraph is signed for e in s.placed)]
    assert any(each.paragraph is note for each in sheet.placed)
    at = next(each.y for each in sheet.placed if each.paragraph is note)
    assert at > next(each.y for each in sheet.placed if each.paragraph is signed)


def test_head_and_foot_stand_on_all_pages_but_a_bare_first(qapp: QApplication) -> None:
    section = replace(SMALL, bare=True, head=(paragraph("Huvud"),), foot=(paragraph("Fot"),))
    found = laid(*(paragraph("ord " * 100) for _ in range(4)), section=section)
    texts = [[each.paragraph.text for each in sheet.placed] for sheet in found]
    assert "Huvud" not in texts[0]
    assert "Fot" not in texts[0]
    assert all("Huvud" in words and "Fot" in words for words in texts[1:])


def test_fields_say_the_page_and_of_how_many(qapp: QApplication) -> None:
    page, pages = Piece("1", LETTERS, field=PAGE), Piece("1", LETTERS, field=PAGES)
    assert Numbers(3, 12).shown(page) == "3"
    assert Numbers(3, 12).shown(pages) == "12"
    assert Numbers(3, 0).shown(pages) == "…"


def test_a_line_is_as_high_as_its_paragraph_says(qapp: QApplication) -> None:
    usual = typeset(paragraph("ord"), 1000).heights[0]
    assert typeset(paragraph("ord", line=1.5), 1000).heights[0] == usual * 1.5
    assert typeset(paragraph("ord", line=400.0, exact=True), 1000).heights[0] == units(400)
    assert typeset(paragraph("ord", line=10.0, least=True), 1000).heights[0] == usual


def test_an_empty_end_makes_no_page_of_its_own(qapp: QApplication) -> None:
    height = typeset(paragraph("x"), 1000).heights[0]
    room = units(SMALL.height - 1200)
    space = round((room - height) * 5)  # twips: the line ends where the page does
    end = Printed((), Shape(line=20.0, exact=True), LETTERS)
    assert len(laid(paragraph("x", before=space), end)) == 1
