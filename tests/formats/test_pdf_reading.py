"""PDFs as a reader reads them: columns, tables, boxes beside, divided words, whole paragraphs."""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.formats import pdf_runs
from qcode.formats.base import ImportedDocument
from qcode.formats.losses import Lost
from qcode.formats.pdf_geometry import PdfPages
from qcode.formats.registry import read_document
from tests.formats.pdf_sheet import HEIGHT, LEADING, SIZE, Sheet, plain, printed, set_lines

# Invented; "~" stands where a word may be divided.
ONE = (
    "Hon be~rät~tar att arbe~tet i hem~tjänsten har för~änd~rats myc~ket un~der åren, och att "
    "per~sonal~omsätt~ningen märks hos dem som får hjälp var~je dag."
)
TWO = (
    "Konti~nuite~ten är vik~tig, säger hon, för ett för~tro~ende växer ba~ra om samma män~niskor "
    "kom~mer till~baka gång ef~ter annan och har tid att sit~ta ner."
)
THREE = (
    "Sche~mat läggs av någon an~nan, och den som läg~ger det har inte träf~fat de gamla. Där "
    "bör~jar pro~blemet, me~nar flera av de in~ter~vjuade."
)
FOUR = (
    "Ändå stan~nar de kvar. Det är mö~tena som gör det, de kor~ta stun~derna då någon skrat~tar "
    "åt något gam~malt och dagen får en mening."
)
FIVE = (
    "Vi återkom~mer till detta i nästa av~snitt, där röster~na från kväl~larna och nät~terna får "
    "ta plats vid sidan av dag~persona~lens."
)
TEXTS = (ONE, TWO, THREE, FOUR, FIVE)
HEADING = "Om att stanna kvar i vården"
LEFT, MIDDLE, RIGHT = 50.0, 225.0, 400.0  # of three columns, of 25 letters
HALF = 320.0  # the right of two columns, of 38 letters


def read(tmp_path: Path, *sheets: Sheet) -> ImportedDocument:
    path = tmp_path / "made.pdf"
    path.write_bytes(printed(*sheets))
    return read_document(path)


def paragraphs(tmp_path: Path, *sheets: Sheet) -> list[str]:
    return read(tmp_path, *sheets).text.split("\n")


def words(*texts: str) -> list[str]:
    return [plain(text) for text in texts]


def in_turn(sheet: Sheet, *columns: list[tuple[float, float, str]]) -> None:
    """Print columns line by line, across the page."""
    for lines in zip_longest(*columns):
        for line in filter(None, lines):
            sheet.line(*line)


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize(("indent", "space"), [(2, 0.0), (0, 6.0)])
@pytest.mark.parametrize("turns", [False, True], ids=["by column", "line by line"])
def test_two_columns_are_read_one_after_the_other(
    tmp_path: Path, rotate: int, indent: int, space: float, turns: bool
) -> None:
    sheet = Sheet(rotate)
    sheet.line(LEFT, 60, HEADING, 18)
    left = set_lines(LEFT, 100, [ONE, TWO, THREE], 38, indent=indent, space=space)
    right = set_lines(HALF, 100, [FOUR, FIVE, ONE], 38, indent=indent, space=space)
    if turns:
        in_turn(sheet, left, right)
    else:
        for line in (*left, *right):
            sheet.line(*line)
    assert paragraphs(tmp_path, sheet) == [HEADING, *words(ONE, TWO, THREE, FOUR, FIVE, ONE)]


@pytest.mark.parametrize("turns", [False, True], ids=["by column", "line by line"])
def test_three_columns_with_a_heading_across_two_of_them(tmp_path: Path, turns: bool) -> None:
    sheet = Sheet()
    sheet.line(LEFT, 80, "En rubrik över två spalter", 14)
    columns = [
        set_lines(LEFT, 120, [ONE, TWO], 25, indent=2),
        set_lines(MIDDLE, 120, [THREE, FOUR], 25, indent=2),
        set_lines(RIGHT, 80, [FIVE, ONE, TWO], 25, indent=2),
    ]
    if turns:
        in_turn(sheet, *columns)
    else:
        for column in columns:
            for line in column:
                sheet.line(*line)
    expected = ["En rubrik över två spalter", *words(ONE, TWO, THREE, FOUR, FIVE, ONE, TWO)]
    assert paragraphs(tmp_path, sheet) == expected


def test_a_heading_that_the_file_has_last_is_read_first(tmp_path: Path) -> None:
    sheet = Sheet()
    for line in (
        *set_lines(LEFT, 100, [ONE, TWO], 38, indent=2),
        *set_lines(HALF, 100, [THREE, FOUR], 38, indent=2),
    ):
        sheet.line(*line)
    sheet.line(LEFT, 60, HEADING, 18)
    assert paragraphs(tmp_path, sheet) == [HEADING, *words(ONE, TWO, THREE, FOUR)]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page(tmp_path: Path) -> None:
    lines = set_lines(0, 0, [ONE, TWO, THREE, FOUR, FIVE], 38, indent=2)
    sheets = [Sheet(), Sheet()]
    for number, (x, _y, text) in enumerate(lines):
        sheet = sheets[number // 12]
        down = number % 6
        sheet.line(x + (LEFT if number // 6 % 2 == 0 else HALF), 100 + down * LEADING, text)
    document = read(tmp_path, *sheets)
    assert document.text.split("\n") == words(*TEXTS)
    second = document.layout.pages[1].start
    assert document.text[second - 1] in " \n" or document.text[second].isalpha()


def test_a_table_is_read_by_rows_whose_cells_are_kept_apart(tmp_path: Path) -> None:
    sheet = Sheet()
    y = sheet.column(LEFT, 80, [ONE], 80)
    rows = [("Namn", "Ålder", "Yrke"), ("Anna", "34", "Lärare"), ("Bo", "51", "Kock")]
    for cells in (*rows, ("Cilla", "8", "Elev")):
        y += 16
        for x, cell in zip((LEFT, 200, 300), cells, strict=True):
            sheet.line(x, y, cell)
    sheet.column(LEFT, y + 30, [TWO], 80)
    expected = ["Namn\tÅlder\tYrke", "Anna\t34\tLärare", "Bo\t51\tKock", "Cilla\t8\tElev"]
    assert paragraphs(tmp_path, sheet) == [plain(ONE), *expected, plain(TWO)]


def test_names_and_numbers_in_narrow_cells_stay_beside_what_was_answered(tmp_path: Path) -> None:
    sheet = Sheet()
    for number in range(6):
        y = 80.0 + 20 * number
        sheet.line(LEFT, y, f"Anna {20 + number}")
        sheet.line(LEFT + 52, y, f"Svar nummer {number} med lika många ord")
    text = read(tmp_path, sheet).text
    answers = [f"Anna {20 + n} Svar nummer {n} med lika många ord" for n in range(6)]
    assert " ".join(text.split()) == " ".join(answers)


def test_cells_of_several_lines_stay_whole(tmp_path: Path) -> None:
    sheet, y = Sheet(), 80.0
    for name, text in (("Anna", ONE), ("Bo", TWO), ("Cilla", THREE)):
        sheet.line(LEFT, y, name)
        y = sheet.column(200, y, [text], 50) + 8
    expected = [f"Anna\t{plain(ONE)}", f"Bo\t{plain(TWO)}", f"Cilla\t{plain(THREE)}"]
    assert paragraphs(tmp_path, sheet) == expected


def test_a_box_beside_a_text_is_read_after_the_paragraph_that_goes_around_it(
    tmp_path: Path,
) -> None:
    sheet = Sheet()
    long = " ".join([ONE, TWO, THREE, FOUR])
    whole = plain(long).split(" ")
    beside: list[str] = []
    while len(beside) < 6:
        line = whole.pop(0)
        while len(line) + 1 + len(whole[0]) <= 50:
            line += f" {whole.pop(0)}"
        beside.append(line)
    for number, line in enumerate(beside):
        sheet.line(LEFT, 80 + number * LEADING, line)
    sheet.column(LEFT, 80 + 6 * LEADING, [" ".join(whole)], 83)
    for number, line in enumerate(("Rutan säger", "något annat", "helt för sig")):
        sheet.line(430, 86 + number * LEADING, line)
    found = paragraphs(tmp_path, sheet)
    assert found[0] == plain(long)
    assert "Rutan säger" in " ".join(found[1:])


def test_heads_feet_and_page_numbers_are_left_out_and_told_of(tmp_path: Path) -> None:
    sheets = []
    for number in range(1, 5):
        sheet = Sheet()
        sheet.line(LEFT, 30, "Intervju med IP3, transkription")
        sheet.column(LEFT, 80, [TEXTS[number], TEXTS[number - 1]], 80, indent=2)
        sheet.line(300, 780, f"Sida {number} av 4")
        sheets.append(sheet)
    document = read(tmp_path, *sheets)
    expected = [text for number in range(1, 5) for text in (TEXTS[number], TEXTS[number - 1])]
    assert document.text.split("\n") == words(*expected)
    lost = {loss.kind: loss for loss in document.losses}
    assert lost[Lost.HEADER_FOOTER].count == 4
    assert lost[Lost.HEADER_FOOTER].detail.startswith("Intervju med IP3")


def test_a_first_line_that_is_alike_on_two_pages_stays(tmp_path: Path) -> None:
    sheets = [Sheet(), Sheet()]
    for sheet, text in zip(sheets, (ONE, TWO), strict=True):
        sheet.line(LEFT, 30, "I: Berätta om arbetet.")
        sheet.column(LEFT, 54, [text], 80)
    question = "I: Berätta om arbetet."
    assert paragraphs(tmp_path, *sheets) == [question, plain(ONE), question, plain(TWO)]


def test_numbers_in_the_margin_are_left_out_and_counted(tmp_path: Path) -> None:
    sheet = Sheet()
    lines = set_lines(80, 80, [ONE, TWO], 70, indent=2)
    for number, (x, y, text) in enumerate(lines, 1):
        sheet.line(40, y, str(number))
        sheet.line(x, y, text)
    extra = set_lines(80, 80 + len(lines) * LEADING, [THREE, FOUR], 70, indent=2)
    for number, (x, y, text) in enumerate(extra, len(lines) + 1):
        sheet.line(40, y, str(number))
        sheet.line(x, y, text)
    document = read(tmp_path, sheet)
    assert document.text.split("\n") == words(ONE, TWO, THREE, FOUR)
    lost = {loss.kind: loss.count for loss in document.losses}
    assert lost[Lost.MARGIN_NUMBERS] == len(lines) + len(extra)


def test_those_who_speak_begin_paragraphs_without_space_or_indent(tmp_path: Path) -> None:
    turns = [
        "Intervjuare: " + plain(ONE),
        "Anna: Ja.",
        "Intervjuare: Vad menar du?",
        "Anna: " + plain(TWO) + " " + plain(FOUR),
    ]
    sheet = Sheet()
    sheet.column(LEFT, 80, turns, 80)
    document = read(tmp_path, sheet)
    assert document.text.split("\n") == turns
    assert [turn.speaker for turn in document.layout.turns] == ["Intervjuare", "Anna"] * 2


def test_an_initial_belongs_to_its_word(tmp_path: Path) -> None:
    sheet = Sheet()
    text = plain(ONE) + " " + plain(TWO)
    words_left = text[1:].split(" ")
    sheet.line(LEFT, 100 + LEADING, text[0], 30)
    y = 100.0
    for x, letters in ((70.0, 70), (70.0, 70), (LEFT, 74)):
        line = words_left.pop(0)
        while words_left and len(line) + 1 + len(words_left[0]) <= letters:
            line += f" {words_left.pop(0)}"
        sheet.line(x, y, line)
        y += LEADING
    sheet.column(LEFT, y, [" ".join(words_left)], 74)
    assert paragraphs(tmp_path, sheet) == [text]


def test_an_item_whose_lines_hang_below_its_sign_is_one_paragraph(tmp_path: Path) -> None:
    sheet, y = Sheet(), 80.0
    for sign, text in (("1.", ONE), ("2.", TWO), ("•", THREE)):
        lines = set_lines(70, y, [text], 60)
        sheet.line(LEFT, y, f"{sign} {lines[0][2]}")
        for line in lines[1:]:
            sheet.line(*line)
        y += len(lines) * LEADING
    expected = [f"1. {plain(ONE)}", f"2. {plain(TWO)}", f"• {plain(THREE)}"]
    assert paragraphs(tmp_path, sheet) == expected


def test_what_is_printed_twice_to_look_bold_is_read_once(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.line(LEFT, 60, HEADING, 14)
    sheet.line(LEFT + 0.4, 60.2, HEADING, 14)
    sheet.column(LEFT, 90, [ONE], 80)
    assert paragraphs(tmp_path, sheet) == [HEADING, plain(ONE)]


def test_footnotes_stay_apart_at_the_end_of_their_page(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.column(LEFT, 80, [ONE, TWO], 80, indent=2)
    sheet.column(LEFT, 760, ["1 Namnen är påhittade."], 100, size=7)
    assert paragraphs(tmp_path, sheet) == [*words(ONE, TWO), "1 Namnen är påhittade."]


def test_words_up_the_margin_come_last(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.shown.append(f"BT /F1 {SIZE} Tf 0 1 -1 0 20 {HEIGHT / 2} Tm (Arkivets exemplar) Tj ET")
    sheet.column(LEFT, 80, [ONE, TWO], 80, indent=2)
    assert paragraphs(tmp_path, sheet) == [*words(ONE, TWO), "Arkivets exemplar"]


def test_a_page_of_more_letters_than_anybody_prints_is_read_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = Sheet()
    sheet.column(LEFT, 80, [ONE, TWO], 80, indent=2)
    lines = [text for *_place, text in set_lines(LEFT, 80, [ONE, TWO], 80, indent=2)]
    monkeypatch.setattr(pdf_runs, "_MOST", 100)
    found = read(tmp_path, sheet).text
    whole = " ".join(lines).replace("- ", "")
    assert found.replace("\n", " ").replace("- ", "") == whole


def letters_of(data: bytes) -> Counter[str]:
    pages = PdfPages(data, "made.pdf")
    pages.read()
    found: Counter[str] = Counter()
    for number in range(len(pages.sizes)):
        letters = pages.geometry(number)
        for at, letter in enumerate(letters.text):
            if letters.box(letters.start + at) is not None:
                found[letter] += 1
            else:
                assert letter.isspace()
    pages.close()
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 520),
            st.integers(20, 780),
            st.text(st.sampled_from("abåö Ab.1x"), min_size=1, max_size=30),
            st.sampled_from([7.0, 10.0, 10.0, 24.0]),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_wherever_words_stand_each_letter_is_read_once_and_has_its_place(
    lines: list[tuple[int, int, str, float]],
) -> None:
    sheet = Sheet()
    for line in lines:
        sheet.line(*line)
    found = letters_of(printed(sheet))
    printed_letters = Counter("".join(words for *_, words, _ in lines).replace(" ", ""))
    del found[" "]
    assert found <= printed_letters  # what is printed over the same again, PDFium tells once
