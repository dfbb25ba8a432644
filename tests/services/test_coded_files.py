"""Codings that files bring, laid on documents that came in plainly before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qcode.model.document import DocumentId
from qcode.model.edits import TextChange
from qcode.services import exchange_in, importing, projects
from qcode.services.coded_files import may_be_coded_words, read_coded
from qcode.services.exchange_plan import ExchangeLoss, Noun
from qcode.services.projects import Project
from qcode.services.retrieval import excerpts
from qcode.services.text_editing import edit_text

PdfMaker = Callable[..., bytes]
ONE = DocumentId(1)
SHOWN = (
    "BT /F1 20 Tf 24 TL 50 700 Td (They said that I could trust each and all of them too,) Tj T* "
    "(and they came back.) Tj ET"
)
TEXT = "They said that I could trust each and all of them too, and they came back."
MARK = (
    "<< /Type /Annot /Subtype /Highlight /Rect [50 672 600 720] "
    "/QuadPoints [50 694 600 694 50 672 600 672] /T (Ines) /Contents (return) >>"
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with projects.create_project(tmp_path / "p.qcode", coder="Me") as made:
        yield made


@pytest.fixture
def marked(drawn_pdf: PdfMaker, tmp_path: Path) -> Path:
    """A PDF whose second line is highlighted."""
    path = tmp_path / "marked.pdf"
    path.write_bytes(drawn_pdf((SHOWN, "/Annots [4 0 R]"), objects=(MARK,)))
    return path


def coded(project: Project) -> list[tuple[str, str, str]]:
    return [(one.text, one.code_path, one.coder_name) for one in excerpts(project)]


def take(project: Project, *paths: Path) -> exchange_in.ExchangeResult:
    return exchange_in.take_in(project, read_coded(paths), name=paths[0].name)


def test_an_import_says_which_files_may_be_coded(
    project: Project, marked: Path, tmp_path: Path, drawn_pdf: PdfMaker
) -> None:
    texts = {"marks.txt": "I [code: trust]do[/code] trust.", "plain.txt": "Nothing [here]."}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "plain.pdf").write_bytes(drawn_pdf(SHOWN.replace("They", "Some")))
    names = ("marks.txt", "plain.txt", "plain.pdf", marked.name)
    result = importing.import_paths(project, [tmp_path / name for name in names])
    assert [path.name for path in result.coded] == ["marks.txt", "marked.pdf"]
    assert may_be_coded_words(2).startswith("2 documents may be coded")


def test_codings_come_to_the_document_that_is_here_and_only_once(
    project: Project, marked: Path
) -> None:
    importing.import_paths(project, [marked])
    result = take(project, marked)
    assert result.new(Noun.DOCUMENTS) == 0 and result.first == ONE
    assert [one.name for one in project.documents()] == ["marked"]
    assert coded(project) == [("and they came back.", "return", "Ines")]
    again = take(project, marked)
    assert again.changes is None and again.first is None


def test_codings_find_their_words_where_the_text_was_edited(project: Project, marked: Path) -> None:
    importing.import_paths(project, [marked])
    edit_text(project, ONE, TextChange.replace(TEXT, 0, 4, "Interview 1\nAll of them"))
    assert take(project, marked).new(Noun.DOCUMENTS) == 0
    assert coded(project) == [("and they came back.", "return", "Ines")]
    assert take(project, marked).changes is None


def test_codings_find_their_words_in_a_text_that_was_read_line_by_line(
    project: Project, marked: Path
) -> None:
    importing.import_paths(project, [marked])
    lines = TEXT.replace(", and", ",\nand")
    edit_text(project, ONE, TextChange.between(TEXT, lines))
    assert take(project, marked).new(Noun.DOCUMENTS) == 0
    assert coded(project) == [("and they came back.", "return", "Ines")]


def test_a_coding_whose_words_are_gone_is_told_of(project: Project, marked: Path) -> None:
    importing.import_paths(project, [marked])
    edit_text(project, ONE, TextChange.replace(TEXT, TEXT.index(" and"), len(TEXT), ""))
    result = take(project, marked)
    assert coded(project) == []
    assert {loss.kind: (loss.count, loss.detail) for loss in result.losses} == {
        ExchangeLoss.EDITED: (1, "marked")
    }


def test_marks_in_a_text_that_came_in_with_them_are_laid_on_its_words(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "marks.txt"
    path.write_text("I [code: trust]did trust[/code] them.", encoding="utf-8")
    importing.import_paths(project, [path])
    take(project, path)
    assert [each[:2] for each in coded(project)] == [("did trust", "trust")]
    assert len(project.documents()) == 1


def test_several_files_come_in_as_one_step_with_one_codebook(
    project: Project, marked: Path, tmp_path: Path, drawn_pdf: PdfMaker
) -> None:
    other = tmp_path / "other.pdf"
    shown = SHOWN.replace("They", "Some")
    other.write_bytes(drawn_pdf((shown, "/Annots [4 0 R]"), objects=(MARK,)))
    importing.import_paths(project, [marked, other])
    result = take(project, marked, other)
    assert result.new(Noun.CODES) == 1 and result.new(Noun.SEGMENTS) == 2
    assert result.changes is not None
    assert {path for _text, path, _who in coded(project)} == {"return"}


def test_a_document_that_comes_in_coded_has_its_speakers(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(
        "Anna: I [code: trust]trust[/code] them.\nBo: Do you?\nAnna: Yes.\nBo: Good.\n",
        encoding="utf-8",
    )
    take(project, path)
    assert project.documents()[0].speakers == ("Anna", "Bo")
