"""Where the letters of a PDF stand: told by the ink under their boxes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from qcode.formats.pdf import READER
from qcode.formats.pdf_geometry import PdfPages, Picture
from qcode.model.errors import Cancelled, UserError
from qcode.model.page_geometry import Box, PageGeometry
from qcode.model.text import Span

PdfMaker = Callable[..., bytes]
DATA = Path("/work/shared/data")
SCALE = 3.0
COLUMNS = (
    "BT /F1 12 Tf 14 TL 50 700 Td (Left one) Tj T* (Left two) Tj ET "
    "BT /F1 12 Tf 14 TL 320 700 Td (Right one) Tj T* (Right two) Tj ET"
)


def opened(data: bytes) -> PdfPages:
    pages = PdfPages(data, "made.pdf")
    pages.read()
    return pages


def lines_of(letters: PageGeometry, words: str) -> list[Box]:
    start = letters.start + letters.text.index(words)
    return letters.lines(Span(start, start + len(words)))


def ink(picture: Picture, box: Box) -> list[tuple[float, float]]:
    """The dark points in a box, as shares of its width and height."""
    left, right = max(0, int(box.left * SCALE)), min(picture.width, int(box.right * SCALE))
    found: list[tuple[float, float]] = []
    for y in range(max(0, int(box.top * SCALE)), min(picture.height, int(box.bottom * SCALE))):
        start = y * picture.stride
        row = picture.data[start + 4 * left : start + 4 * right : 4]
        if min(row, default=255) < 128:
            found += [(x / SCALE, y / SCALE) for x, tone in enumerate(row, left) if tone < 128]
    return found


def assert_all_ink_is_in(pages: PdfPages, number: int, boxes: list[Box]) -> None:
    picture = pages.picture(number, SCALE)
    width, height = pages.sizes[number]
    every = ink(picture, Box(0, 0, width, height))
    assert every
    for x, y in every:
        near = [box for box in boxes if box.left - 1 <= x <= box.right + 1]
        assert any(box.top - 1 <= y <= box.bottom + 1 for box in near), (x, y)


def test_a_letter_stands_where_it_was_drawn(drawn_pdf: PdfMaker) -> None:
    pages = opened(drawn_pdf("BT /F1 20 Tf 100 600 Td (Ab) Tj ET"))
    letters = pages.geometry(0)
    first, second = letters.box(0), letters.box(1)
    assert first is not None and second is not None
    assert first.left == pytest.approx(100, abs=1) and first.right == pytest.approx(second.left)
    assert first.top < 800 - 600 < first.bottom  # the base line
    assert ink(pages.picture(0, SCALE), first)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_boxes_turn_with_the_page(drawn_pdf: PdfMaker, turned: int) -> None:
    page = ("BT /F1 20 Tf 100 600 Td (Hej hej) Tj ET", f"/Rotate {turned}")
    pages = opened(drawn_pdf(page))
    assert pages.sizes[0] == ((600, 800) if turned % 180 == 0 else (800, 600))
    letters = pages.geometry(0)
    (line,) = letters.lines(letters.span)
    assert_all_ink_is_in(pages, 0, [line])


def test_boxes_follow_a_page_that_begins_elsewhere(drawn_pdf: PdfMaker) -> None:
    page = ("BT /F1 20 Tf 300 500 Td (Beta) Tj ET", "/MediaBox [200 300 700 900]")
    pages = opened(drawn_pdf(page))
    letters = pages.geometry(0)
    assert pages.sizes[0] == (500, 600)
    assert letters.lines(letters.span)[0].left == pytest.approx(100, abs=2)
    assert_all_ink_is_in(pages, 0, letters.lines(letters.span))


def test_columns_are_read_one_after_the_other_and_kept_apart(drawn_pdf: PdfMaker) -> None:
    pages = opened(drawn_pdf(COLUMNS))
    assert pages.text == "Left one\nLeft two\nRight one\nRight two"
    letters = pages.geometry(0)
    boxes = letters.lines(letters.span)
    assert [round(box.left, -1) for box in boxes] == [50, 50, 320, 320]
    assert_all_ink_is_in(pages, 0, boxes)
    assert letters.nearest(330, 800 - 700) == pages.text.index("Right one") + 1


def test_a_divided_word_is_one_word_on_two_lines(drawn_pdf: PdfMaker) -> None:
    pages = opened(drawn_pdf("BT /F1 12 Tf 14 TL 50 700 Td (sa väl-) Tj T* (kommen nu) Tj ET"))
    assert pages.text == "sa välkommen nu"
    letters = pages.geometry(0)
    assert letters.word(4) == Span(3, 12)
    first, second = letters.lines(Span(3, 12))
    assert first.bottom <= second.top + 3 and first.left > second.left
    assert all(letters.box(at) for at in range(3, 12))


def test_a_hyphen_that_is_kept_has_its_place(drawn_pdf: PdfMaker) -> None:
    pages = opened(drawn_pdf("BT /F1 12 Tf 14 TL 50 700 Td (ett e-) Tj T* (brev) Tj ET"))
    assert pages.text == "ett e-brev"
    hyphen = pages.geometry(0).box(5)
    assert hyphen is not None and hyphen.left > 50


def test_a_ligature_is_found_by_each_of_its_letters(drawn_pdf: PdfMaker) -> None:
    pages = opened(drawn_pdf("BT /F1 30 Tf 50 700 Td (o\x01ce) Tj ET"))
    letters = pages.geometry(0)
    assert len(letters.edges) == 4 * len(pages.text)
    assert_all_ink_is_in(pages, 0, letters.lines(letters.span))
    assert lines_of(letters, "ce")[0].left > 50 + 20


def test_pages_without_text_have_none_and_the_others_begin_where_they_should(
    drawn_pdf: PdfMaker,
) -> None:
    word = "BT /F1 12 Tf 50 700 Td ({}) Tj ET"
    pages = opened(drawn_pdf("", word.format("one"), "", word.format("two"), ""))
    assert pages.text == "one\ntwo"
    assert [pages.geometry(n).text for n in range(5)] == ["", "one", "", "two", ""]
    assert pages.geometry(3).start == 4


def test_a_picture_of_an_enormous_page_stays_small(drawn_pdf: PdfMaker) -> None:
    pages = opened(drawn_pdf(("", "/MediaBox [0 0 14000 14000]")))
    picture = pages.picture(0, 8.0)
    assert picture.width * picture.height <= 24_100_000
    assert len(picture.data) == picture.stride * picture.height


def test_a_closed_file_gives_no_pictures(drawn_pdf: PdfMaker) -> None:
    pages = opened(drawn_pdf(""))
    pages.close()
    pages.close()
    with pytest.raises(Cancelled):
        pages.picture(0, 1.0)


def test_a_file_that_is_no_whole_pdf_is_refused(drawn_pdf: PdfMaker) -> None:
    with pytest.raises(UserError, match="file_damaged"):
        PdfPages(drawn_pdf("")[:100], "short.pdf")


@pytest.mark.skipif(not DATA.exists(), reason="the shared files are not on this machine")
@pytest.mark.parametrize("path", sorted(DATA.rglob("*.pdf")), ids=lambda path: path.name)
def test_real_files_have_a_place_for_every_letter_of_their_text(path: Path) -> None:
    pages = opened(path.read_bytes())
    assert pages.text == READER.read(path).text
    every = [pages.geometry(number) for number in range(len(pages.sizes))]
    ends = [(letters.span.start, letters.span.end) for letters in every if letters.text]
    assert ends[0][0] == 0 and ends[-1][1] == len(pages.text)
    between = [pages.text[end:start] for (_, end), (start, _) in pairwise(ends)]
    assert set(between) <= {"\n", " ", ""}
    for letters in every:
        assert len(letters.edges) == 4 * len(letters.text)
        placed = (letters.start + at for at, one in enumerate(letters.text) if not one.isspace())
        assert all(letters.box(position) for position in placed)


def test_a_page_that_leads_nowhere_is_one_sentence(drawn_pdf: PdfMaker) -> None:
    data = drawn_pdf("", "").replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [4 0 R 9 0 R]")
    with pytest.raises(UserError, match="file_damaged"):
        PdfPages(data, "made.pdf")
