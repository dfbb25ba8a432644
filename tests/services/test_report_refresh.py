"""A report that somebody works in is brought up to date, and what they did in it stays."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from qcode.formats.docx_refresh_file import Piece, W, WordFile, said
from qcode.model.document import DocumentId
from qcode.model.errors import UserError
from qcode.model.refresh import Uncoded, What
from qcode.model.report import Group, ReportOptions
from qcode.model.text import Span
from qcode.services import coding, memos, projects
from qcode.services.exporting import export
from qcode.services.projects import Project
from qcode.services.report_refresh import Refresh, prepare, refresh

Find = Callable[[DocumentId, str], Span]
Edit = Callable[[etree._Element], None]
MAIN = "word/document.xml"
CODES = st.sampled_from(["A", "A/B", "Staden"])


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


def edited(path: Path, *edits: Edit) -> None:
    """Change the body of a Word file, all else stays."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(parts[MAIN])
    for edit in edits:
        edit(root.find(f"{W}body"))
    parts[MAIN] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def control(body: etree._Element, words: str) -> etree._Element:
    """Return the control that says some words."""
    return next(each for each in body.iter(f"{W}sdt") if words in said(each) and tag(each))


def tag(element: etree._Element) -> str:
    found = element.find(f"{W}sdtPr/{W}tag")
    return "" if found is None else found.get(f"{W}val")


def prose(text: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = text
    return paragraph


def lines(path: Path) -> list[str]:
    """Return the paragraphs of a file but for the table of contents, which is Word's to update."""
    body = WordFile(path).body
    for gallery in list(body.iter(f"{W}docPartGallery")):
        if gallery.get(f"{W}val") == "Table of Contents":
            body.remove(next(gallery.iterancestors(f"{W}sdt")))
    return said(body).splitlines()


def pieces(path: Path) -> list[tuple[str, str]]:
    return [(piece.mark, piece.said) for piece in WordFile(path).pieces()]


def done(project: Project, path: Path, uncoded: Uncoded = Uncoded.MARK) -> Refresh:
    prepared = prepare(project, path, uncoded=uncoded)
    refresh(prepared)
    return prepared


def test_an_untouched_report_of_an_unchanged_project_is_not_written(
    project: Project, report: Path
) -> None:
    before = report.read_bytes()
    found = prepare(project, report)
    assert found.changes == () and not found.merged.writes
    assert refresh(found).kept is None
    assert report.read_bytes() == before
    assert [p.name for p in report.parent.glob("*.docx")] == ["report.docx"]


def test_an_untouched_report_becomes_what_a_new_one_is(
    project: Project, report: Path, first: DocumentId, second: DocumentId, span: Find
) -> None:
    coding.apply_path(project, first, span(first, "tilliten"), "Tillit/Ny")
    coding.apply_path(project, second, span(second, "lamporna"), "Staden")
    coding.apply_path(project, first, span(first, "Trygghet är"), "Trygghet")
    coding.remove_segments(project, [coding.segments_of(project, first)[0].id])
    done(project, report, Uncoded.REMOVE)
    fresh = export(project, report.with_name("fresh.docx")).path
    assert pieces(report) == pieces(fresh)
    assert lines(report) == lines(fresh)


def test_refreshing_twice_is_refreshing_once(
    project: Project, report: Path, first: DocumentId, span: Find
) -> None:
    coding.apply_path(project, first, span(first, "tilliten"), "Tillit")
    coding.remove_segments(project, [coding.segments_of(project, first)[0].id])
    done(project, report)
    once = report.read_bytes()
    assert done(project, report).changes == ()
    assert report.read_bytes() == once


def test_a_new_excerpt_comes_behind_the_one_before_it_and_prose_stays(
    project: Project, report: Path, first: DocumentId, span: Find
) -> None:
    def write(body: etree._Element) -> None:
        control(body, "Att någon kommer.").addnext(prose("Min tolkning."))
        control(body, "Otryggt").addnext(prose("Slut på kapitlet."))

    edited(report, write)
    coding.apply_path(project, first, span(first, "törn"), "Trygghet")
    coding.apply_path(project, first, span(first, "IP1"), "Trygghet/Under")
    found = done(project, report)
    kinds = {(c.what, c.kind) for c in found.changes}
    assert {(What.NEW, "excerpt"), (What.NEW, "heading"), (What.CHANGED, "count")} <= kinds
    text = lines(report)
    order = ["”Att någon kommer.”", "”törn”", "Min tolkning.", "”Otryggt på kvällen.”"]
    order += ["Slut på kapitlet.", "Under", "”IP1”"]
    places = [len(text) - 1 - text[::-1].index(line) for line in order]
    assert places == sorted(places)
    assert found.contents_change


def test_what_the_author_edited_is_said_and_left_alone(
    project: Project, report: Path, first: DocumentId, second: DocumentId, span: Find
) -> None:
    def rewrite(body: etree._Element) -> None:
        for text in control(body, "Otryggt").iter(f"{W}t"):
            text.text = text.text.replace("kvällen", "natten")

    edited(report, rewrite)
    coding.apply_path(project, second, span(second, "på kvällen"), "Staden")
    found = done(project, report, Uncoded.REMOVE)
    assert [c.what for c in found.changes if "natten" in c.before] == [What.EDITED]
    assert "”Otryggt på natten.”" in lines(report)
    coding.remove_segments(project, [s.id for s in coding.segments_of(project, second)])
    done(project, report, Uncoded.REMOVE)
    assert "”Otryggt på natten.”" in lines(report)


def test_what_the_author_deleted_does_not_come_back(
    project: Project, report: Path, first: DocumentId, span: Find
) -> None:
    def remove(body: etree._Element) -> None:
        for words in ("Otryggt", "kiosken brann"):
            found = control(body, words)
            found.getparent().remove(found)
        heading = next(c for c in body.iter(f"{W}sdt") if tag(c) and said(c) == "Staden\n")
        code = tag(heading).rpartition(":")[2]
        for each in [c for c in body.iter(f"{W}sdt") if code in tag(c)]:
            each.getparent().remove(each)

    edited(report, remove)
    coding.apply_path(project, first, span(first, "tilliten"), "Staden")
    found = done(project, report)
    assert [c.what for c in found.changes if "tilliten" in c.after] == [What.LEFT_OUT]
    text = lines(report)
    assert not [line for line in text if "Otryggt" in line or "”kiosken" in line]


def test_moved_excerpts_stay_where_they_are(
    project: Project, report: Path, first: DocumentId, second: DocumentId, span: Find
) -> None:
    def move(body: etree._Element) -> None:
        body.insert(0, control(body, "Otryggt"))

    edited(report, move)
    coding.apply_path(project, second, span(second, "lamporna"), "Trygghet")
    coding.apply_path(project, second, span(second, "på kvällen"), "Staden")
    done(project, report)
    text = lines(report)
    assert text[0] == "”Otryggt på kvällen.”" and "Staden" in text[1]  # "also: Staden" is new
    assert text.index("”lamporna”") > text.index("”Att någon kommer.”")


@pytest.mark.parametrize("uncoded", list(Uncoded))
def test_uncoded_excerpts_are_marked_removed_or_kept(
    project: Project, report: Path, second: DocumentId, uncoded: Uncoded
) -> None:
    coding.remove_segments(project, [s.id for s in coding.segments_of(project, second)])
    done(project, report, uncoded)
    text = lines(report)
    assert ("”Otryggt på kvällen.”" in text) == (uncoded is not Uncoded.REMOVE)
    assert ("Inte längre kodat:" in text) == (uncoded is Uncoded.MARK)
    project.undo()
    done(project, report, uncoded)
    assert "Inte längre kodat:" not in lines(report)
    assert lines(report).count("”Otryggt på kvällen.”") == 1


def test_the_old_file_is_kept_and_all_other_parts_are_the_same_bytes(
    project: Project, report: Path, first: DocumentId, span: Find
) -> None:
    before = report.read_bytes()
    coding.apply_path(project, first, span(first, "tilliten"), "Staden")
    result = refresh(prepare(project, report))
    assert result.kept is not None and re.search(r"\(before \d{4}-", result.kept.name)
    assert result.kept.read_bytes() == before
    with zipfile.ZipFile(report) as new, zipfile.ZipFile(result.kept) as old:
        assert new.namelist() == old.namelist()
        changed = {name for name in new.namelist() if new.read(name) != old.read(name)}
    assert changed == {MAIN, "customXml/item1.xml"}


def test_memos_become_comments_and_those_of_colleagues_stay(
    project: Project, report: Path, second: DocumentId, span: Find
) -> None:
    def comment(body: etree._Element) -> None:
        paragraph = control(body, "Otryggt").find(f".//{W}p")
        for name in ("commentRangeStart", "commentRangeEnd"):
            mark = etree.Element(f"{W}{name}", {f"{W}id": "77"})
            paragraph.insert(1, mark) if name.endswith("Start") else paragraph.append(mark)
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}commentReference", {f"{W}id": "77"})

    edited(report, comment)
    (segment,) = coding.segments_of(project, second)
    memo = memos.add_memo(project, "", "Kvällen!", links=[memos.MemoLink(segment=segment.id)])
    done(project, report)
    file = WordFile(report)
    used = {r.get(f"{W}id") for r in file.body.iter(f"{W}commentReference")}
    assert {said(note).strip() for note in file.notes("comment").values()} == {"Kvällen!"}
    assert used == {"77", *file.notes("comment")}
    memos.delete_memos(project, [memo])
    done(project, report)
    assert {r.get(f"{W}id") for r in WordFile(report).body.iter(f"{W}commentReference")} == {"77"}


def test_sub_headings_come_with_their_groups(
    project: Project, report: Path, first: DocumentId, second: DocumentId, span: Find
) -> None:
    options = ReportOptions(group=Group.DOCUMENT)
    export(project, report, options=options)
    coding.apply_path(project, second, span(second, "lamporna"), "Staden")
    done(project, report)
    text = lines(report)
    assert text[text.index("”lamporna”") - 1] == "Bo"


def test_files_that_are_no_reports_of_the_project_are_refused(
    project: Project, report: Path, tmp_path: Path
) -> None:
    other = projects.create_project(tmp_path / "other.qcode", coder="Kim")
    with other, pytest.raises(UserError, match="report_other_project"):
        prepare(other, report)
    with zipfile.ZipFile(report) as old, zipfile.ZipFile(tmp_path / "bare.docx", "w") as new:
        for name in old.namelist():
            if not name.startswith("customXml"):
                new.writestr(name, old.read(name))
    with pytest.raises(UserError, match="report_unmarked"):
        prepare(project, tmp_path / "bare.docx")


def test_a_file_that_was_saved_in_between_is_not_overwritten(
    project: Project, report: Path, first: DocumentId, span: Find
) -> None:
    coding.apply_path(project, first, span(first, "tilliten"), "Tillit")
    found = prepare(project, report)
    edited(report, lambda body: body.insert(0, prose("Nytt.")))
    with pytest.raises(UserError, match="report_changed"):
        refresh(found)
    assert lines(report)[0] == "Nytt."


# -- what programs do to files


def split_runs(body: etree._Element) -> None:
    """Cut each run in two, with marks for spelling and revision ids, as Word does."""
    for run in list(body.iter(f"{W}r")):
        run.set(f"{W}rsidR", "00AB12CD")
        text = run.find(f"{W}t")
        if text is None or len(text.text or "") < 4 or run.find(f"{W}tab") is not None:
            continue
        second = deepcopy(run)
        text.text, second.find(f"{W}t").text = text.text[:3], text.text[3:]
        run.addnext(second)
        run.addnext(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))


def drop_tags(body: etree._Element) -> None:
    for each in list(body.iter(f"{W}tag")):
        each.getparent().remove(each)


def into_a_cell(body: etree._Element) -> None:
    found = control(body, "Otryggt")
    table = etree.Element(f"{W}tbl")
    cell = etree.SubElement(etree.SubElement(table, f"{W}tr"), f"{W}tc")
    found.addprevious(table)
    cell.extend([found, etree.Element(f"{W}p")])


def into_a_line(body: etree._Element) -> None:
    found = control(body, "Otryggt")
    line = prose("Hon sade: ")
    found.addprevious(line)
    runs = list(found.iter(f"{W}r"))
    content = found.find(f"{W}sdtContent")
    for paragraph in list(content):
        content.remove(paragraph)
    content.extend(runs)
    line.append(found)


def swallowed(body: etree._Element) -> None:
    """Write at the end of a control: Word takes the new paragraph into it."""
    control(body, "Otryggt").find(f"{W}sdtContent").append(prose("Mitt eget."))


def bookmarked(body: etree._Element) -> None:
    for number, paragraph in enumerate(body.iter(f"{W}p"), 5000):
        paragraph.append(
            etree.Element(f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": f"b{number}"})
        )
        paragraph.append(etree.Element(f"{W}bookmarkEnd", {f"{W}id": str(number)}))


@pytest.mark.parametrize(
    "edit", [split_runs, drop_tags, into_a_cell, swallowed, bookmarked], ids=lambda e: e.__name__
)
def test_what_programs_rearrange_is_no_edit(
    project: Project, report: Path, first: DocumentId, second: DocumentId, span: Find, edit: Edit
) -> None:
    edited(report, edit)
    assert prepare(project, report).changes == ()
    coding.apply_path(project, second, span(second, "Otryggt"), "Staden")  # "also: Staden"
    coding.apply_path(project, second, span(second, "lamporna"), "Trygghet")
    done(project, report)
    text = lines(report)
    at = text.index("”Otryggt på kvällen.”")
    assert "Staden" in text[at + 1] and "”lamporna”" in text[at:]
    assert ("Mitt eget." in text) == (edit is swallowed)
    assert done(project, report).changes == ()


def test_a_control_inside_a_line_is_left_to_its_author(
    project: Project, report: Path, second: DocumentId, span: Find
) -> None:
    edited(report, into_a_line)
    coding.apply_path(project, second, span(second, "lamporna"), "Trygghet")
    done(project, report)
    text = lines(report)
    assert text.index("”lamporna”") > next(i for i, t in enumerate(text) if "Hon sade: " in t)


def test_tracked_changes_inside_a_piece_are_its_authors(
    project: Project, report: Path, second: DocumentId, span: Find
) -> None:
    def track(body: etree._Element) -> None:
        run = next(r for r in control(body, "Otryggt").iter(f"{W}r") if "Otryggt" in said(r))
        change = etree.Element(f"{W}del", {f"{W}id": "9", f"{W}author": "Bo"})
        run.addprevious(change)
        change.append(run)
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"

    edited(report, track)
    coding.apply_path(project, second, span(second, "på kvällen"), "Staden")
    found = done(project, report)
    assert What.EDITED in found.counts
    assert "<w:del " in zipfile.ZipFile(report).read(MAIN).decode()


def test_other_quotation_marks_are_no_edit_while_the_words_are_the_same(
    project: Project, report: Path
) -> None:
    def smart(body: etree._Element) -> None:
        for text in control(body, "Otryggt").iter(f"{W}t"):
            text.text = text.text.replace("”", "“")

    edited(report, smart)
    assert prepare(project, report).changes == ()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_what_the_author_wrote_is_the_same_before_and_after(
    project: Project,
    report: Path,
    first: DocumentId,
    data: st.DataObject,
) -> None:
    """Wherever prose stands, and whatever is coded and uncoded."""
    places = data.draw(st.lists(st.integers(0, 30), max_size=8))
    coded = data.draw(st.lists(st.tuples(st.integers(0, 90), CODES), max_size=6))
    removed, mode = data.draw(st.integers(0, 9)), data.draw(st.sampled_from(list(Uncoded)))
    export(project, report)

    def write(body: etree._Element) -> None:
        for number, place in enumerate(places):
            body.insert(min(place, len(body) - 1), prose(f"Eget {number}"))

    edited(report, write)
    own = [line for line in lines(report) if line.startswith("Eget")]
    for start, code in coded:
        coding.apply_path(project, first, Span(start, start + 8), code)
    known = coding.segments_of(project, first)
    if removed < len(known):
        coding.remove_segments(project, [known[removed].id])
    done(project, report, mode)
    assert [line for line in lines(report) if line.startswith("Eget")] == own
    assert done(project, report, mode).changes == ()


def test_a_section_that_ends_in_a_piece_outlives_it(
    project: Project, report: Path, second: DocumentId
) -> None:
    """LibreOffice lets a section end in the paragraph before."""

    def end_in_it(body: etree._Element) -> None:
        (properties,) = list(control(body, "Otryggt").iter(f"{W}pPr"))[-1:]
        etree.SubElement(properties, f"{W}sectPr")

    edited(report, end_in_it)
    before = len(list(WordFile(report).body.iter(f"{W}sectPr")))
    (segment,) = coding.segments_of(project, second)
    coding.move_segment(project, segment.id, Span(segment.start, segment.end - 1))
    done(project, report)
    assert len(list(WordFile(report).body.iter(f"{W}sectPr"))) == before
    coding.remove_segments(project, [segment.id])
    done(project, report, Uncoded.REMOVE)
    assert len(list(WordFile(report).body.iter(f"{W}sectPr"))) == before


def without(path: Path, *gone: str) -> None:
    """Save a package without some of its parts."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist() if name not in gone}
    with zipfile.ZipFile(path, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)


def test_a_report_without_a_listing_of_its_parts_gets_one(
    project: Project, report: Path, second: DocumentId, span: Find
) -> None:
    without(report, "word/_rels/document.xml.rels", "word/comments.xml", "word/footnotes.xml")
    coding.apply_path(project, second, span(second, "lamporna"), "Trygghet/Ljus", memo="Not")
    assert done(project, report).changes
    with zipfile.ZipFile(report) as package:
        assert b"comments.xml" in package.read("word/_rels/document.xml.rels")


def test_a_report_that_does_not_say_what_its_parts_are_is_damaged(
    project: Project, report: Path
) -> None:
    without(report, "[Content_Types].xml")
    with pytest.raises(UserError, match="file_damaged"):
        prepare(project, report)


@pytest.mark.slow
def test_a_report_that_libreoffice_saved_is_refreshed(
    project: Project,
    report: Path,
    second: DocumentId,
    span: Find,
    office_saves: Callable[..., Path],
    tmp_path: Path,
) -> None:
    saved = office_saves(report, "docx", tmp_path / "saved")
    assert prepare(project, saved).changes == ()
    coding.apply_path(project, second, span(second, "lamporna"), "Trygghet/Ljus")
    found = done(project, saved)
    assert What.EDITED not in found.counts
    text = lines(saved)
    assert text.index("”lamporna”") > text.index("”Otryggt på kvällen.”")
    assert all(isinstance(piece, Piece) for piece in WordFile(saved).pieces())
    assert done(project, saved).changes == ()
