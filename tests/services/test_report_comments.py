"""Comments of colleagues in a report come back as memos and codings."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from qcode.formats.docx_refresh_file import W, said
from qcode.model.document import DocumentId
from qcode.model.memo import MemoLink
from qcode.model.report import Part, ReportOptions
from qcode.model.text import Span
from qcode.services import coding, memos
from qcode.services.exporting import export
from qcode.services.projects import Project
from qcode.services.report_comments import find_comments, take_comments

Find = Callable[[DocumentId, str], Span]
MAIN, COMMENTS = "word/document.xml", "word/comments.xml"
WHEN = "2026-03-01T10:00:00Z"


@pytest.fixture
def report(project: Project, first: DocumentId, second: DocumentId, span: Find) -> Path:
    """Excerpts and marked transcripts; one coding has a memo, which is a comment there."""
    coding.apply_path(project, first, span(first, "Att någon kommer."), "Trygghet", memo="Eget")
    coding.apply_path(project, second, span(second, "Otryggt på kvällen."), "Trygghet")
    options = ReportOptions(parts=(Part.EXCERPTS, Part.TRANSCRIPTS))
    return export(project, project.path.with_name("report.docx"), options=options).path


def comment(path: Path, words: str, text: str, *, author: str = "Åsa", nth: int = 0) -> None:
    """Add a comment as Word does: the run is cut, the comment is around the words in it."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root, notes = etree.fromstring(parts[MAIN]), etree.fromstring(parts[COMMENTS])
    key = str(len(notes) + 500)
    note = etree.SubElement(notes, f"{W}comment")
    for name, value in (("id", key), ("author", author), ("date", WHEN)):
        note.set(f"{W}{name}", value)
    for line in text.split("\n"):
        run = etree.SubElement(etree.SubElement(note, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}t").text = line
    runs = [r for r in root.iter(f"{W}r") if words in said(r) and r.find(f"{W}t") is not None]
    run = runs[nth]
    before, _words, after = said(run).rstrip("\n").partition(words)
    for piece in (before, words, after):
        cut = etree.Element(f"{W}r")
        text_in = etree.SubElement(cut, f"{W}t")
        text_in.text = piece
        text_in.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if piece is words:
            run.addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": key}))
        run.addprevious(cut)
        if piece is words:
            run.addprevious(etree.Element(f"{W}commentRangeEnd", {f"{W}id": key}))
            reference = etree.Element(f"{W}r")
            etree.SubElement(reference, f"{W}commentReference", {f"{W}id": key})
            run.addprevious(reference)
    run.getparent().remove(run)
    parts[MAIN], parts[COMMENTS] = etree.tostring(root), etree.tostring(notes)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_what_the_report_wrote_is_not_offered(project: Project, report: Path) -> None:
    found = find_comments(project, report)
    assert (found.offers, found.taken, found.elsewhere) == ((), 0, 0)


def test_a_comment_becomes_a_memo_of_its_author_on_the_segment(
    project: Project, report: Path, second: DocumentId
) -> None:
    comment(report, "på kvällen", "Bara då?\nFråga Bo.")
    found = find_comments(project, report)
    (offer,) = found.offers
    assert (offer.words, offer.code, offer.author) == ("på kvällen", None, "Åsa")
    take_comments(project, report, found.offers)
    (memo,) = [m for m in memos.list_memos(project) if m.guid == offer.guid]
    (segment,) = coding.segments_of(project, second)
    assert memo.text == "Bara då?\nFråga Bo."
    assert memo.links == (MemoLink(document=second, segment=segment.id),)
    assert memo.created.startswith("2026-03-01T") and memo.created.endswith("Z")
    assert {c.name: c.id for c in project.coders()}["Åsa"] == memo.coder


@pytest.mark.parametrize("text", ["Trygghet/Kväll", "Trygghet › Kväll", "Kod: kväll", "“Kväll”."])
def test_one_that_names_a_code_becomes_a_coding_of_the_words(
    project: Project, report: Path, first: DocumentId, second: DocumentId, span: Find, text: str
) -> None:
    coding.apply_path(project, first, span(first, "IP1"), "Trygghet/Kväll")
    comment(report, "på kvällen", f"{text}\nOch mörkret.")
    found = find_comments(project, report)
    assert [offer.code_path for offer in found.offers] == ["Trygghet/Kväll"]
    take_comments(project, report, found.offers)
    new = [s for s in coding.segments_of(project, second) if s.guid == found.offers[0].guid]
    assert [s.span for s in new] == [span(second, "på kvällen")]
    assert [m.text for m in memos.memos_on_segment(project, new[0].id)] == ["Och mörkret."]
    assert find_comments(project, report).taken == 1


def test_one_on_a_transcript_is_found_in_the_text(
    project: Project, report: Path, second: DocumentId, span: Find
) -> None:
    comment(report, "lamporna", "Vackert")
    comment(report, "torget", "trygghet")
    offers = find_comments(project, report).offers
    assert {offer.span for offer in offers} == {span(second, "lamporna"), span(second, "torget")}
    take_comments(project, report, offers)
    links = [m.links for m in memos.list_memos(project) if m.text == "Vackert"]
    assert links == [(MemoLink(document=second, span=span(second, "lamporna")),)]


def test_taking_is_one_operation_and_the_same_comment_is_not_offered_twice(
    project: Project, report: Path
) -> None:
    comment(report, "på kvällen", "Ett")
    comment(report, "någon kommer", "Två", author="Bo")
    before = project.last_operation()
    offers = find_comments(project, report).offers
    changes = take_comments(project, report, offers)
    assert project.last_operation() == before + 1 == changes.operation
    again = find_comments(project, report)
    assert (again.offers, again.taken) == ((), 2)
    project.undo()
    assert [offer.guid for offer in find_comments(project, report).offers] == [
        offer.guid for offer in offers
    ]
    take_comments(project, report, offers)
    assert find_comments(project, report).taken == 2


def test_a_comment_across_the_edge_of_an_excerpt_is_on_what_is_in_it(
    project: Project, report: Path, second: DocumentId
) -> None:
    comment(report, "Otryggt på kvällen.", "Båda")
    with zipfile.ZipFile(report) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts[MAIN])
    body = root.find(f"{W}body")
    start = next(m for m in body.iter(f"{W}commentRangeStart") if int(m.get(f"{W}id")) >= 500)
    line = etree.Element(f"{W}p")
    next(a for a in start.iterancestors(f"{W}sdt")).addprevious(line)
    line.append(start)
    parts[MAIN] = etree.tostring(root)
    with zipfile.ZipFile(report, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    (offer,) = find_comments(project, report).offers
    assert offer.words == "Otryggt på kvällen."


def test_a_comment_on_a_coding_that_went_meanwhile_is_on_the_words(
    project: Project, report: Path, second: DocumentId, span: Find
) -> None:
    comment(report, "på kvällen", "Bara då?")
    offers = find_comments(project, report).offers
    coding.remove_segments(project, [s.id for s in coding.segments_of(project, second)])
    take_comments(project, report, offers)
    links = [m.links for m in memos.list_memos(project) if m.text == "Bara då?"]
    assert links == [(MemoLink(document=second, span=span(second, "på kvällen")),)]
    assert find_comments(project, report).offers == ()


def test_comments_on_prose_are_counted_only(project: Project, report: Path) -> None:
    comment(report, "Citaten", "Bra")
    found = find_comments(project, report)
    assert (found.offers, found.elsewhere) == ((), 1)


@pytest.mark.slow
def test_comments_in_a_file_that_libreoffice_saved_come_back(
    project: Project, report: Path, office_saves: Callable[..., Path], tmp_path: Path
) -> None:
    comment(report, "på kvällen", "Ett")
    comment(report, "lamporna", "Två")
    path = office_saves(report, "docx", tmp_path / "saved")
    there = find_comments(project, report).offers
    saved = find_comments(project, path).offers
    assert [(o.words, o.text) for o in saved] == [(o.words, o.text) for o in there]
    assert {o.guid for o in saved} == {o.guid for o in there}
