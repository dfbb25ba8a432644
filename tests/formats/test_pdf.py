"""PDF: the printed lines, page by page, and a sentence where there are none."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from qcode.formats.losses import Lost
from qcode.formats.registry import read_document
from qcode.model.errors import Cancelled, UserError

Maker = Callable[..., Path]
Reading = Callable[..., Any]  # a `Read` of conftest


def test_lines_are_paragraphs_and_pages_are_kept(pdf: Maker, read: Reading) -> None:
    document = read(pdf("I: Hur är det på Ön?\nIP1: Bra (tack).", "Sida två"))
    assert document.text == "I: Hur är det på Ön?\nIP1: Bra (tack).\nSida två"
    pages = document.document.layout.pages
    assert [(page.start, page.label) for page in pages] == [(0, "1"), (38, "2")]
    assert document.text[38:] == "Sida två"
    assert document.losses == {}


def test_pages_have_the_numbers_that_are_printed(pdf: Maker, read: Reading) -> None:
    labels = "/PageLabels << /Nums [0 << /S /r >> 1 << /S /D /St 7 >>] >>"
    document = read(pdf("a", "b", "c", catalog=labels))
    assert [page.label for page in document.document.layout.pages] == ["i", "7", "8"]


def test_a_divided_word_is_whole_again_and_that_is_said(pdf: Maker, read: Reading) -> None:
    document = read(pdf("det var väl-\nkomnande"))
    assert document.text == "det var välkomnande"
    assert document.losses == {Lost.WORDS_JOINED: 1, Lost.LINES_JOINED: 1}


def test_a_page_without_text_is_reported(pdf: Maker, read: Reading) -> None:
    document = read(pdf("a", "", "c"))
    assert document.text == "a\nc"
    assert document.details[Lost.EMPTY_PAGES] == "2"
    assert [page.start for page in document.document.layout.pages] == [0, 1, 2]


def test_a_scanned_pdf_comes_in_and_says_that_it_has_no_text(pdf: Maker) -> None:
    found = read_document(pdf("", ""))
    assert found.text == ""
    assert [page.label for page in found.layout.pages] == ["1", "2"]
    assert {loss.kind: loss.count for loss in found.losses} == {
        Lost.EMPTY_PAGES: 2,
        Lost.SCANNED: 2,
    }


def test_a_pdf_of_pictures_with_page_numbers_is_scanned_too(pdf: Maker, read: Reading) -> None:
    assert read(pdf("1", "", "3")).losses[Lost.SCANNED] == 3
    assert Lost.SCANNED not in read(pdf("Words " * 40, "", "3")).losses
    assert Lost.SCANNED not in read(pdf("short")).losses


def test_a_pdf_with_a_password_says_so(pdf: Maker, read: Reading) -> None:
    path = pdf("hemligt")
    lock = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        b"/O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<00><00>] "
    )
    path.write_bytes(path.read_bytes().replace(b"trailer << ", b"trailer << " + lock))
    with pytest.raises(UserError, match="password_protected"):
        read(path)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_pdf_that_is_cut_short_is_damaged(pdf: Maker, read: Reading, keep: float) -> None:
    path = pdf("text " * 20, "mer " * 20)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    with pytest.raises(UserError, match="file_damaged"):
        read(path)


def test_comments_in_a_pdf_are_reported(pdf: Maker, read: Reading) -> None:
    note = b"<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /Contents (jo) >>"
    link = b"<< /Type /Annot /Subtype /Link /Rect [9 9 20 20] >>"
    path = pdf("a", objects=(note, link))
    data = path.read_bytes().replace(b"/Contents 7 0 R", b"/Contents 7 0 R /Annots [4 0 R 5 0 R]")
    path.write_bytes(data)
    assert read(path).losses[Lost.ANNOTATIONS] == 1


def test_reading_can_be_cancelled_between_pages(pdf: Maker) -> None:
    class Impatient:
        pages = 0

        def progress(self, done: int, total: int, detail: str = "") -> None:
            self.pages = done

        def check(self) -> None:
            if self.pages >= 2:
                raise Cancelled

    job = Impatient()
    with pytest.raises(Cancelled):
        read_document(pdf("a", "b", "c", "d"), job=job)
    assert job.pages == 2


def test_threads_wait_for_each_other(pdf: Maker, read: Reading) -> None:
    paths = [pdf(f"rad {n}\nett", f"sida {n}", name=f"{n}.pdf") for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        texts = [document.text for document in pool.map(read, paths)]
    assert texts == [f"rad {n}\nett\nsida {n}" for n in range(12)]


@pytest.mark.parametrize(("name", "turns"), [("P1", 94), ("P2", 165), ("P3", 122), ("P4", 111)])
def test_real_interviews_have_a_paragraph_for_each_turn(
    shared_data: Path, name: str, turns: int
) -> None:
    document = read_document(shared_data / f"transcripts/pdpilot_user_study_pdf/{name}.pdf")
    paragraphs = document.text.split("\n")
    assert paragraphs[0] == "Interview"
    spoken = [line for line in paragraphs if line.startswith(("Dan: ", "Participant: "))]
    assert len(document.layout.turns) == len(spoken) + 1 == turns + 1
    assert len(paragraphs) <= turns + 3  # and hardly a line stands alone
    assert document.layout.speakers() == ("Dan", "Participant")
    assert [page.label for page in document.layout.pages][:2] == ["1", "2"]
    assert {loss.kind for loss in document.losses} == {
        Lost.HEADER_FOOTER,
        Lost.MARGIN_NUMBERS,
        Lost.LINES_JOINED,
    }


@pytest.mark.parametrize("height", ["0", "0.0001", "1e9", "-1e20"])
@pytest.mark.parametrize("left", ["50", "1e20", "-1e9"])
def test_letters_of_no_height_or_far_away_are_read_as_far_as_they_can_be(
    drawn_pdf: Callable[..., bytes], tmp_path: Path, height: str, left: str
) -> None:
    places = [(x, 700 - 14 * line) for line in range(12) for x in (left, "320")]
    words = (f"BT /F1 1 Tf 12 0 0 {height} {x} {y} Tm (det som var) Tj ET" for x, y in places)
    seen = "BT /F1 12 Tf 72 770 Td (hej) Tj ET "
    path = tmp_path / "odd.pdf"
    path.write_bytes(drawn_pdf(seen + " ".join(words)))
    assert "hej" in read_document(path).text
