"""A document's text and the pages it came from, also when the text was edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.model.errors import UserError
from qcode.model.text import Span
from qcode.services import importing, projects
from qcode.services.original_pages import OriginalPages, has_pages, open_pages
from qcode.services.projects import Project
from qcode.services.text_editing import edit_text

PdfMaker = Callable[..., bytes]
ONE = DocumentId(1)
PAGES = (
    "BT /F1 12 Tf 14 TL 50 700 Td (The first line) Tj T* (and the second) Tj ET",
    "BT /F1 12 Tf 50 700 Td (On another page) Tj ET",
)
TEXT = "The first line\nand the second\nOn another page"


@pytest.fixture
def imported(drawn_pdf: PdfMaker, tmp_path: Path) -> Iterator[Project]:
    """A project with the pages as its only document."""
    (tmp_path / "1.pdf").write_bytes(drawn_pdf(*PAGES))
    with projects.create_project(tmp_path / "pages.qcode", coder="Ines") as project:
        importing.import_paths(project, [tmp_path / "1.pdf"])
        yield project


def opened(project: Project) -> OriginalPages:
    return open_pages(project, ONE).read(project.text(ONE).text)


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def test_the_text_of_a_document_is_that_of_its_pages(imported: Project) -> None:
    pages = opened(imported)
    assert [pages.geometry(page).text for page in (0, 1)] == [TEXT[:29], TEXT[30:]]
    place = pages.on_pages(span(TEXT, "second"))
    assert place is not None and place.whole and place.span == span(TEXT, "second")
    assert [pages.page_of(at) for at in (0, 28, 29, 30, len(TEXT))] == [0, 0, 1, 1, 1]
    assert pages.labels == ["1", "2"]


def test_what_an_edit_left_alone_is_found_in_both_texts(imported: Project) -> None:
    edit_text(imported, ONE, TextChange.replace(TEXT, 0, 0, "Interview 1\n"))
    pages, now = opened(imported), imported.text(ONE).text
    there = pages.on_pages(span(now, "second"))
    assert there is not None and there.whole and there.span == span(TEXT, "second")
    back = pages.in_text(there.span)
    assert back is not None and back.span == span(now, "second")


def test_what_was_put_in_is_on_no_page(imported: Project) -> None:
    edit_text(imported, ONE, TextChange.replace(TEXT, 0, 0, "Interview 1\n"))
    assert opened(imported).on_pages(Span(0, 11)) is None


def test_what_was_deleted_is_not_in_the_text(imported: Project) -> None:
    edit_text(imported, ONE, TextChange.replace(TEXT, 0, 15, ""))
    assert opened(imported).in_text(span(TEXT, "first")) is None


def test_a_passage_in_which_something_was_edited_is_not_whole(imported: Project) -> None:
    edit_text(imported, ONE, TextChange.replace(TEXT, 4, 9, "1st"))
    pages, now = opened(imported), imported.text(ONE).text
    place = pages.on_pages(span(now, "The 1st line"))
    assert place is not None and not place.whole and place.span == span(TEXT, "The first line")


def test_a_document_from_another_file_has_no_pages(imported: Project, tmp_path: Path) -> None:
    (tmp_path / "2.txt").write_text("Hej", encoding="utf-8")
    importing.import_paths(imported, [tmp_path / "2.txt"])
    one, two = imported.documents()
    assert has_pages(one) and not has_pages(two)
    with pytest.raises(UserError, match="no_pages"):
        open_pages(imported, two.id)


def test_a_scanned_document_comes_in_with_its_pages(drawn_pdf: PdfMaker, tmp_path: Path) -> None:
    for number, size in enumerate((100, 200)):
        page = ("", f"/MediaBox [0 0 {size} 100]")
        (tmp_path / f"scan{number}.pdf").write_bytes(drawn_pdf(page))
    paths = [tmp_path / "scan0.pdf", tmp_path / "scan1.pdf"]
    with projects.create_project(tmp_path / "scans.qcode", coder="Ines") as project:
        assert len(importing.import_paths(project, paths).imported) == 2
        assert len(importing.import_paths(project, paths).skipped) == 2
        pages = open_pages(project, ONE).read("")
        assert pages.sizes == [(100, 100)]
        assert pages.geometry(0).lines(Span(0, 0)) == []
        assert pages.in_text(Span(0, 1)) == pages.on_pages(Span(0, 1))
        assert project.verify() == []


def test_pages_are_pictures_of_four_bytes_a_pixel(imported: Project) -> None:
    picture = opened(imported).picture(1, 0.5)
    assert (picture.width, picture.height) == (300, 400)
    assert len(picture.data) == picture.stride * picture.height


def test_a_document_that_was_read_line_by_line_keeps_its_text_and_finds_each_letter(
    drawn_pdf: PdfMaker, tmp_path: Path
) -> None:
    lines = (
        "This paragraph has lines that reach the edge of the",
        "page, so now it is whole again.",
    )
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    (tmp_path / "1.pdf").write_bytes(drawn_pdf(f"BT /F1 20 Tf 24 TL 50 700 Td {shown} ET"))
    with projects.create_project(tmp_path / "pages.qcode", coder="Ines") as project:
        importing.import_paths(project, [tmp_path / "1.pdf"])
        whole = project.text(ONE).text
        assert whole == " ".join(lines)
        old = "\n".join(lines)
        edit_text(project, ONE, TextChange.between(whole, old))
        pages = opened(project)
        assert pages.geometry(0).text == old
        edit_text(project, ONE, TextChange.replace(old, 0, 4, "That"))
        place = opened(project).on_pages(span(project.text(ONE).text, "whole again"))
        assert place is not None and place.whole and place.span == span(old, "whole again")
