"""Charts of a report that is brought up to date."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from qcode.formats.docx_chart import CHART_TYPE
from qcode.model.document import DocumentId
from qcode.model.refresh import What
from qcode.model.report import Part, ReportOptions
from qcode.model.text import Span
from qcode.services import coding
from qcode.services.exporting import export
from qcode.services.projects import Project
from qcode.services.report_refresh import prepare, refresh

Find = Callable[[DocumentId, str], Span]
MAIN = "word/document.xml"
CHART = "word/charts/chart1.xml"


@pytest.fixture
def report(project: Project, first: DocumentId, second: DocumentId, span: Find) -> Path:
    """A report on two codes, "Trygghet" with two excerpts and "Staden" with one."""
    for document, words, code in (
        (first, "Att någon kommer.", "Trygghet"),
        (first, "kiosken brann", "Staden"),
        (second, "Otryggt på kvällen.", "Trygghet"),
    ):
        coding.apply_path(project, document, span(document, words), code)
    return export(project, project.path.with_name("report.docx")).path


def with_chart(project: Project, name: str = "chart.docx") -> Path:
    options = ReportOptions(parts=(Part.EXCERPTS, Part.CHART))
    return export(project, project.path.with_name(name), options=options).path


def points(data: bytes) -> list[str]:
    return re.findall(r"<c:v>([^<]*)</c:v>", data.decode())


def parts_in(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_chart_is_redrawn_and_keeps_how_its_author_made_it_look(
    project: Project, report: Path, first: DocumentId, span: Find
) -> None:
    path = with_chart(project)
    parts = parts_in(path)
    drawn = parts[CHART].replace(b'<c:barDir val="bar"/>', b'<c:barDir val="col"/>')
    blue = re.sub(rb'srgbClr val="[0-9A-F]{6}"', b'srgbClr val="0000FF"', drawn, count=1)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in (parts | {CHART: blue}).items():
            package.writestr(name, data)
    coding.apply_path(project, first, span(first, "Att någon kommer."), "Staden")
    coding.apply_path(project, first, span(first, "kiosken brann"), "Alldeles ny")
    changes = prepare(project, path).merged.changes
    assert [each.what for each in changes if each.kind == "chart"] == [What.CHANGED]
    refresh(prepare(project, path))
    now, wanted = parts_in(path), parts_in(with_chart(project, "new.docx"))
    assert points(now[CHART]) == points(wanted[CHART])
    assert b'<c:barDir val="col"/>' in now[CHART]
    assert now[CHART].count(b"0000FF") == 1
    sheet = "word/embeddings/chart1.xlsx"
    assert now[sheet] == wanted[sheet]
    sizes = [re.search(rb'<wp:extent[^>]* cy="(\d+)"', each[MAIN]) for each in (now, wanted)]
    assert sizes[0] is not None
    assert sizes[1] is not None
    assert sizes[0][1] == sizes[1][1]
    assert [c for c in prepare(project, path).merged.changes if c.kind == "chart"] == []


def test_a_chart_that_its_author_changed_or_replaced_stays(
    project: Project, report: Path, first: DocumentId, span: Find
) -> None:
    path = with_chart(project)
    parts = parts_in(path)
    other = {
        "data": parts | {CHART: re.sub(rb"<c:v>1</c:v>", b"<c:v>9</c:v>", parts[CHART], count=1)},
        "picture": parts | {MAIN: re.sub(rb"<w:drawing>.*?</w:drawing>", b"", parts[MAIN])},
    }
    coding.apply_path(project, first, span(first, "Att någon kommer."), "Staden")
    for name, changed in other.items():
        path = path.with_name(f"{name}.docx")
        with zipfile.ZipFile(path, "w") as package:
            for part, data in changed.items():
                package.writestr(part, data)
        changes = prepare(project, path).merged.changes
        assert [each.what for each in changes if each.kind == "chart"] == [What.EDITED]
        refresh(prepare(project, path))
        assert parts_in(path)[CHART] == changed[CHART]


def alt(path: Path) -> str:
    found = re.search(rb'<wp:docPr[^>]* descr="([^"]*)"', parts_in(path)[MAIN])
    return "" if found is None else found[1].decode()


@pytest.mark.parametrize("remembered", [True, False])
def test_an_alternative_text_follows_its_chart_unless_its_author_wrote_it(
    project: Project, report: Path, first: DocumentId, span: Find, remembered: bool
) -> None:
    path = with_chart(project)
    parts, usual = parts_in(path), alt(path)
    assert "Staden 1" in usual
    record = next(name for name in parts if b'alt="' in parts[name] and "customXml" in name)
    if not remembered:  # as older reports are
        parts[record] = re.sub(rb' alt="[0-9a-f]*"', b"", parts[record])
    own = parts | {MAIN: parts[MAIN].replace(usual.encode(), b"What I see in it.")}
    for name, given in (("ours", parts), ("own", own)):
        with zipfile.ZipFile(path.with_name(f"{name}.docx"), "w") as package:
            for part, data in given.items():
                package.writestr(part, data)
    for words in ("Att någon kommer.", "kiosken brann"):
        coding.apply_path(project, first, span(first, words), "Alldeles ny")
        for name in ("ours", "own"):
            refresh(prepare(project, path.with_name(f"{name}.docx")))
    assert alt(path.with_name("own.docx")) == "What I see in it."
    assert "Alldeles ny 2" in alt(path.with_name("ours.docx"))


def test_a_chart_that_is_asked_for_later_is_put_in_its_place(
    project: Project, report: Path, first: DocumentId, span: Find
) -> None:
    prepared = prepare(project, report, more=["chart"])
    assert [(each.what, each.kind) for each in prepared.changes] == [(What.NEW, "chart")]
    refresh(prepared)
    now = parts_in(report)
    wanted = parts_in(with_chart(project, "wanted.docx"))
    assert points(now["word/charts/qcode1.xml"]) == points(wanted[CHART])
    opened = docx.Document(str(report))
    (related,) = [r for r in opened.part.rels.values() if r.reltype.endswith("/chart")]
    assert related.target_part.content_type == CHART_TYPE
    (sheet,) = related.target_part.rels.values()
    assert sheet.target_part.blob == wanted["word/embeddings/chart1.xlsx"]
    headings = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert headings.index("Utdrag per kod") == headings.index("Kodbok") - 1
    assert prepare(project, report).changes == ()
    coding.apply_path(project, first, span(first, "kiosken brann"), "Alldeles ny")
    refresh(prepare(project, report))
    assert "Alldeles ny" in points(parts_in(report)["word/charts/qcode1.xml"])
    assert "Alldeles ny 1" in alt(report)


def test_a_chart_that_its_author_deleted_is_not_put_in_again(
    project: Project, report: Path, first: DocumentId, span: Find
) -> None:
    refresh(prepare(project, report, more=["chart"]))
    parts = parts_in(report)
    parts[MAIN] = re.sub(
        rb"<w:sdt><w:sdtPr><w:alias [^>]*/><w:tag w:val=\"qcode:chart:.*?</w:sdt>", b"", parts[MAIN]
    )
    assert b"qcode:chart" not in parts[MAIN]
    with zipfile.ZipFile(report, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)
    coding.apply_path(project, first, span(first, "kiosken brann"), "Alldeles ny")
    assert "chart" not in {each.kind for each in prepare(project, report).changes}


@pytest.mark.slow
def test_a_chart_that_libreoffice_saved_is_redrawn(
    project: Project,
    report: Path,
    first: DocumentId,
    span: Find,
    office_saves: Callable[..., Path],
    tmp_path: Path,
) -> None:
    saved = office_saves(with_chart(project), "docx", tmp_path / "saved")
    assert prepare(project, saved).changes == ()
    coding.apply_path(project, first, span(first, "kiosken brann"), "Alldeles ny")
    changed = prepare(project, saved).changes
    refresh(prepare(project, saved))
    assert "chart" in {each.kind for each in changed}
    assert office_saves(saved, "pdf", saved.parent).stat().st_size > 1000
    assert prepare(project, saved).changes == ()
