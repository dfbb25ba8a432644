"""PDFs coded with highlights: what marks, their notes and their colours become."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qcode.formats.exchange import ExchangeProject
from qcode.formats.foreign_values import ForeignLoss
from qcode.formats.pdf_annotations import color_name
from qcode.formats.pdf_highlights import PROJECT_READER, codes_of
from qcode.formats.project_readers import coded_reader_for
from qcode.model.errors import UserError

PdfMaker = Callable[..., bytes]
Marked = Callable[..., Path]
# Each letter of this font is as wide as it is; the words begin at x = 50, the base line at y.
TEXT = "BT /F1 20 Tf 24 TL 50 700 Td (I trusted all of them) Tj T* (and they came back) Tj ET"
FIRST = "50 720 600 720 50 696 600 696"  # of the whole first line
SECOND = "50 694 600 694 50 672 600 672"
YELLOW = "/C [1 0.9 0.2]"


def mark(quads: str, more: str = "", *, kind: str = "Highlight", page: str = "") -> str:
    return (
        f"<< /Type /Annot /Subtype /{kind} /Rect [50 672 600 720] /QuadPoints [{quads}] "
        f"{more} {page} >>"
    )


@pytest.fixture
def marked(drawn_pdf: PdfMaker, tmp_path: Path) -> Marked:
    """Write a PDF of one page with these annotations on it."""

    def make(*objects: str, text: str = TEXT, more: str = "") -> Path:
        places = " ".join(f"{4 + number} 0 R" for number in range(len(objects)))
        path = tmp_path / "marked.pdf"
        page = (text, f"/Annots [{places}] {more}")
        path.write_bytes(drawn_pdf(page, objects=objects))
        return path

    return make


def told(project: ExchangeProject) -> list[tuple[str, str, str]]:
    """The passages with their codes and coders."""
    codes = {code.guid: code.name for code in project.codes}
    coders = {coder.guid: coder.name for coder in project.coders}
    text = project.documents[0].text
    return [
        (text[each.start : each.end], codes[each.code], coders.get(each.coder, ""))
        for each in project.segments
    ]


def test_a_highlight_without_a_note_is_coded_with_its_colour(marked: Marked) -> None:
    path = marked(mark(FIRST, f"/T (Ines) {YELLOW} /M (D:20240131101500+02'00')"))
    assert coded_reader_for(path) is PROJECT_READER
    project = PROJECT_READER.read(path)
    assert told(project) == [("I trusted all of them", "yellow highlight", "Ines")]
    assert project.codes[0].color == "#ffe533"
    assert project.segments[0].made == "2024-01-31T08:15:00.000Z"
    assert project.documents[0].source_format == "pdf"
    assert project.losses == ()


def test_a_mark_that_a_program_has_drawn_has_the_colour_of_the_drawing(marked: Marked) -> None:
    drawing = "0 1 0 rg 50 696 200 24 re f"
    form = (
        f"<< /Type /XObject /Subtype /Form /BBox [50 672 600 720] /Length {len(drawing)} >>\n"
        f"stream\n{drawing}\nendstream"
    )
    project = PROJECT_READER.read(marked(mark(FIRST, "/C [0 1 0] /AP << /N 5 0 R >>"), form))
    assert told(project)[0][1] == "green highlight"


def test_a_mark_over_two_lines_is_one_passage(marked: Marked) -> None:
    project = PROJECT_READER.read(marked(mark(f"{FIRST} {SECOND}", kind="Underline")))
    assert told(project) == [("I trusted all of them\nand they came back", "underline", "")]


def test_a_part_of_a_line_is_coded_where_the_middle_of_its_letters_is_covered(
    marked: Marked,
) -> None:
    path = marked(mark("59 720 133 720 59 696 133 696", YELLOW))
    assert [passage for passage, _code, _coder in told(PROJECT_READER.read(path))] == ["trusted"]


def test_a_short_note_names_codes_and_what_follows_a_colon_is_a_memo(marked: Marked) -> None:
    path = marked(
        mark(FIRST, "/T (Ines) /Contents (trust; city: as to friends)"),
        mark(SECOND, "/T (Olle) /Contents (return)"),
    )
    project = PROJECT_READER.read(path)
    assert [(code, coder) for _passage, code, coder in told(project)] == [
        ("trust", "Ines"),
        ("city", "Ines"),
        ("return", "Olle"),
    ]
    assert {memo.text for memo in project.memos} == {"as to friends"}


def test_a_long_note_is_a_memo_and_the_colour_the_code(marked: Marked) -> None:
    note = "This is what she said before, too. Compare."
    project = PROJECT_READER.read(marked(mark(FIRST, f"{YELLOW} /Contents ({note})")))
    assert told(project)[0][1] == "yellow highlight"
    assert [memo.text for memo in project.memos] == [note]


def test_words_that_a_program_copied_into_the_note_are_no_note(marked: Marked) -> None:
    path = marked(mark(SECOND, f"{YELLOW} /Contents (and they came back)"))
    project = PROJECT_READER.read(path)
    assert told(project)[0][1] == "yellow highlight"
    assert project.memos == ()


def test_replies_belong_to_the_note(marked: Marked) -> None:
    reply = (
        "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /IRT 4 0 R "
        "/T (Olle) /Contents (I agree.) >>"
    )
    popup = "<< /Type /Annot /Subtype /Popup /Rect [0 0 9 9] /Parent 4 0 R >>"
    again = reply.replace("/IRT 4", "/IRT 5").replace("I agree.", "So do I.")
    ticked = reply.replace("/T", "/StateModel (Review) /State (Accepted) /T")
    notes = (reply, popup, again, ticked)
    project = PROJECT_READER.read(marked(mark(FIRST, "/Contents (trust: yes)"), *notes))
    assert [memo.text for memo in project.memos] == ["yes\n\nOlle: I agree.\n\nOlle: So do I."]
    assert len(project.segments) == 1


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_marks_turn_with_their_page(marked: Marked, turned: int) -> None:
    path = marked(mark(SECOND, YELLOW), more=f"/Rotate {turned}")
    assert told(PROJECT_READER.read(path))[0][0] == "and they came back"


def test_a_mark_on_no_words_is_a_loss(marked: Marked) -> None:
    loose = "<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (See p. 3) >>"
    path = marked(mark("50 100 90 100 50 90 90 90", "/Contents (nothing)"), loose)
    project = PROJECT_READER.read(path)
    assert project.segments == ()
    assert [(loss.kind, loss.count, loss.detail) for loss in project.losses] == [
        (ForeignLoss.NO_CODE, 2, "nothing")
    ]


def test_a_mark_across_two_columns_is_two_passages(marked: Marked) -> None:
    text = (
        "BT /F1 12 Tf 14 TL 50 700 Td (Left one) Tj T* (Left two) Tj ET "
        "BT /F1 12 Tf 14 TL 320 700 Td (Right one) Tj T* (Right two) Tj ET"
    )
    path = marked(mark("40 712 600 712 40 697 600 697", "/Contents (both: a remark)"), text=text)
    project = PROJECT_READER.read(path)
    assert [passage for passage, _code, _coder in told(project)] == ["Left one", "Right one"]
    assert len(project.memos) == 1


def test_a_pdf_with_other_annotations_only_is_not_coded(marked: Marked) -> None:
    path = marked("<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (hej) >>")
    with pytest.raises(UserError, match="not_coded"):
        coded_reader_for(path)


def test_what_is_damaged_is_not_known(tmp_path: Path) -> None:
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n")
    assert not PROJECT_READER.knows(tmp_path / "cut.pdf")
    assert not PROJECT_READER.knows(tmp_path / "missing.pdf")


@pytest.mark.parametrize(
    ("note", "codes", "rest"),
    [
        ("", [], ""),
        ("trust", ["trust"], ""),
        ("#trust; #city", ["trust", "city"], ""),
        ("trust: yes", ["trust"], "yes"),
        ("Is it so?", [], "Is it so?"),
        ("She said something that I cannot place", [], "She said something that I cannot place"),
        ("12:30 is when she came back", [], "12:30 is when she came back"),
    ],
)
def test_what_a_note_names(note: str, codes: list[str], rest: str) -> None:
    assert codes_of(note) == (codes, rest)


@pytest.mark.parametrize(
    ("color", "name"),
    [
        ("", ""),
        ("#ff0000", "red"),
        ("#ffff00", "yellow"),
        ("#ff8000", "orange"),
        ("#00ff00", "green"),
        ("#0080ff", "blue"),
        ("#8000ff", "purple"),
        ("#ffc0cb", "pink"),
        ("#808080", "grey"),
        ("#000000", "black"),
    ],
)
def test_colours_have_plain_names(color: str, name: str) -> None:
    assert color_name(color) == name
