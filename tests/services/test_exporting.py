"""Exporting: every excerpt exact, each with its source; the file whole or not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from docx.text.paragraph import Paragraph

from qcode.formats.docx_report import DocxReport
from qcode.model.document import DocumentId
from qcode.model.errors import Cancelled, UserError
from qcode.model.job import Silent
from qcode.model.report import ReportOptions
from qcode.model.text import Span
from qcode.services import codes, coding, exporting, quoting, retrieval
from qcode.services.projects import Project
from qcode.services.report_bundle import make_bundle
from qcode.services.retrieval import Selection

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def coded(project: Project, first: DocumentId, second: DocumentId) -> Project:
    """The project with codings in both interviews."""
    length = project.text(first).document.length
    coding.apply_path(project, first, Span(4, length - 1), "Tillit/Staden", memo="Hela vägen")
    coding.apply_path(project, first, Span(10, 30), "Plats")
    coding.apply_path(project, second, Span(3, 20), "Plats")
    return project


def test_every_excerpt_in_word_is_the_projects_text(coded: Project, tmp_path: Path) -> None:
    out = tmp_path / "rapport.docx"
    result = exporting.export(coded, out)
    document = Document(str(out))
    assert result.segments == 3
    assert result.losses == ()
    ours = {"QCode Quote Mark", "QCode Added"}
    styles = {"QCode Quote", "QCode Asked"}
    # python-docx does not look into controls by itself.
    every = (Paragraph(p, document) for p in document.element.body.iter(f"{W}p"))
    read = [
        "".join(run.text for run in paragraph.runs if run.style.name not in ours)
        for paragraph in every
        if paragraph.style is not None and paragraph.style.name in styles
    ]
    expected = [
        line
        for code in make_bundle(coded).codes
        for excerpt in code.excerpts
        for line in excerpt.text.split("\n")
    ]
    assert read == expected
    assert {e.text for e in retrieval.excerpts(coded)} <= {
        excerpt.text for code in make_bundle(coded).codes for excerpt in code.excerpts
    }


def test_codes_are_headings_by_level_and_empty_ones_are_left_out(coded: Project) -> None:
    codes.add_path(coded, "Oanvänd/Helt")
    bundle = make_bundle(coded)
    assert [(c.level, c.name, c.segments) for c in bundle.codes] == [
        (1, "Tillit", 0),
        (2, "Staden", 1),
        (1, "Plats", 2),
    ]
    assert [c.path for c in bundle.codebook] == [
        "Tillit",
        "Tillit/Staden",
        "Plats",
        "Oanvänd",
        "Oanvänd/Helt",
    ]


def test_a_report_is_in_its_own_language(coded: Project) -> None:
    swedish = make_bundle(coded, options=ReportOptions(language="sv"))
    english = make_bundle(coded, options=ReportOptions(language="en"))
    assert swedish.quotes == ("”", "”")
    assert english.quotes == ("“", "”")
    assert english.summary == "3 excerpts in 2 documents"
    assert english.filter == "All codes; all documents; all coders"
    assert english.codes[2].summary == "2 excerpts in 2 of 2 documents"


def test_the_filter_is_told_in_words(coded: Project, first: DocumentId) -> None:
    plats = codes.find_code(coded, "Plats").id
    selection = Selection(codes=frozenset([plats]), documents=frozenset([first]), subcodes=True)
    bundle = make_bundle(coded, selection, ReportOptions(language="en"))
    assert bundle.filter == "Code Plats with subcodes; document Anna; all coders"
    assert [d.name for d in bundle.documents] == ["Anna"]


def test_a_source_line_says_where_and_what_else(coded: Project) -> None:
    bundle = make_bundle(coded, options=ReportOptions(language="en"))
    (excerpt,) = bundle.codes[1].excerpts
    assert excerpt.source == "Anna, IP1, ¶ 1–4 · also: Plats · K"
    assert [note.text for note in excerpt.notes] == ["Hela vägen"]
    assert excerpt.notes[0].author == "Kim"


def test_a_passage_is_quoted_with_its_source(project: Project, first: DocumentId) -> None:
    text = project.text(first).text
    start = text.index("Att någon")
    quoted = quoting.quotation(project, first, Span(start, start + 17))
    assert quoted.plain == "”Att någon kommer.” (Anna, IP1, ¶ 2)"


@pytest.mark.parametrize("suffix", [".csv", ".html", ".md", ".json"])
def test_other_formats_carry_the_same_excerpts(coded: Project, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"rapport{suffix}"
    assert exporting.export(coded, out).segments == 3
    text = out.read_text(encoding="utf-8-sig")
    assert "Hur är det på tor" in text
    if suffix == ".json":
        assert isinstance(json.loads(text), dict)


def test_an_unknown_format_is_refused_with_the_known_ones(coded: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        exporting.export(coded, tmp_path / "rapport.xyz")
    assert ".docx" in str(caught.value.params["known"])


def test_a_failed_export_leaves_the_old_file_and_nothing_else(
    coded: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ut"
    folder.mkdir()
    out = folder / "rapport.docx"
    out.write_bytes(b"old")

    class Stopping(Silent):
        def check(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        exporting.export(coded, out, job=Stopping())

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(DocxReport, "write", full)
    with pytest.raises(UserError, match="file_not_written"):
        exporting.export(coded, out)
    assert out.read_bytes() == b"old"
    assert list(folder.iterdir()) == [out]


def test_an_export_into_no_folder_is_refused(coded: Project, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="folder_missing"):
        exporting.export(coded, tmp_path / "none" / "x.docx")


def test_a_folder_or_a_protected_file_is_not_replaced(
    coded: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mapp.docx").mkdir()
    with pytest.raises(UserError, match="file_exists"):
        exporting.export(coded, tmp_path / "mapp.docx")
    out = tmp_path / "rapport.md"
    out.write_text("Slutlig")
    monkeypatch.setattr("qcode.services.whole_files.os.access", lambda *_: False)
    with pytest.raises(UserError, match="file_protected"):
        exporting.export(coded, out)
    assert out.read_text() == "Slutlig"


def test_a_file_that_another_program_holds_open_is_left_and_the_new_one_is_beside_it(
    coded: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "rapport.md"
    out.write_text("Öppen")
    (tmp_path / "rapport (2).md").write_text("Också där")
    move = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target == out:
            raise PermissionError(13, "The process cannot access the file")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", held)
    result = exporting.export(coded, out)
    assert (result.path.name, result.in_use) == ("rapport (3).md", out)
    assert out.read_text() == "Öppen"
    assert "Tillit" in result.path.read_text(encoding="utf-8")
    assert sorted(each.name for each in tmp_path.glob(".export-*")) == []
