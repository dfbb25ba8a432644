"""The Word report beside its plain excerpts: controls, notes, transcripts, charts, groups."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from posixpath import normpath
from tempfile import TemporaryDirectory

import docx
import pytest
from docx.document import Document as Opened
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qcode.formats import docx_controls
from qcode.formats.bundle import ExportBundle, ExportCode, ExportExcerpt, ExportLine
from qcode.formats.bundle_parts import (
    ExportCoding,
    ExportTranscript,
)
from qcode.formats.docx_chart import chart_said
from qcode.formats.docx_report import DocxReport
from qcode.model.report import Memos, Notes, Part, ReportOptions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
# The order in which the schema wants what we write.
ORDERS = {
    name: tuple(order.split())
    for name, order in {
        "pPr": "pStyle keepNext keepLines pBdr tabs bidi spacing ind jc outlineLvl sectPr",
        "rPr": "rStyle rFonts b bCs i iCs noProof color sz szCs vertAlign rtl lang",
        "sdtPr": "alias tag id appearance docPartObj",
        "sectPr": "headerReference footerReference pgSz pgMar titlePg",
        "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption "
        "tblDescription",
        "settings": "zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl "
        "footnotePr compat themeFontLang",
    }.items()
}
TEXT = "Anna: Först ett.\n\nBo: Sedan två, 😀 och tre.\nSlut"

Part_ = Callable[[Path, str], etree._Element]
Open = Callable[[Path], Opened]
BundleOf = Callable[..., ExportBundle]


def transcript(*codings: ExportCoding, text: str = TEXT) -> ExportTranscript:
    return ExportTranscript(
        "IP1", "Intervju", text, labels=(6, 0, 4, 0), asked=(1,), codings=codings
    )


def write(bundle: ExportBundle, folder: Path) -> Path:
    path = folder / "report.docx"
    DocxReport().write(bundle, path)
    return path


def said(element: etree._Element) -> str:
    """Return what an element says, as a stranger would read it from the XML."""
    lines = []
    for paragraph in element.iter(W + "p"):
        words = ""
        for node in paragraph.iter(W + "t", W + "tab", W + "br"):
            if node.getparent().tag == W + "tabs":
                continue
            words += {W + "tab": "\t", W + "br": "\u2028"}.get(node.tag, node.text or "")
        lines.append(words + "\n")
    return "".join(lines)


def styled(document: Opened, style: str) -> list[str]:
    """Return the paragraphs in a style."""
    return [p.text for p in document.paragraphs if p.style.name == style]


def test_every_piece_sits_in_a_control_that_can_be_found_again(
    full: ExportBundle, tmp_path: Path, part: Part_
) -> None:
    path = write(full, tmp_path)
    document = part(path, "word/document.xml")
    stored = part(path, docx_controls.PART)
    pieces = {each.get("tag"): each.get("hash") for each in stored if each.get("tag")}
    found = {}
    for control in document.iter(W + "sdt"):
        mark = control.find(f"{W}sdtPr/{W}tag")
        if mark is not None:
            found[mark.get(W + "val")] = docx_controls.content_hash(
                said(control.find(W + "sdtContent"))
            )
            assert control.find(f"{W}sdtPr/{W15}appearance").get(W15 + "val") == "hidden"
    chart = full.charts[0]
    assert found.pop(f"qcode:chart:{chart.key}") == docx_controls.content_hash("\n")
    assert pieces.pop(f"qcode:chart:{chart.key}") == docx_controls.content_hash(chart_said(chart))
    assert found == pieces
    assert {
        "qcode:excerpt:AAAAAAAA",
        "qcode:see:C",
        "qcode:heading:trust",
        "qcode:count:trust",
        "qcode:memo:trust:M",
        "qcode:table:codebook",
        "qcode:table:documents",
        "qcode:table:code-document:1",
        "qcode:section:method",
    } <= set(found)


def test_numbers_of_controls_bookmarks_and_drawings_are_unique(
    full: ExportBundle, tmp_path: Path, part: Part_
) -> None:
    document = part(write(full, tmp_path), "word/document.xml")
    for name in (f"{W}sdtPr/{W}id", f"{W}bookmarkStart", "{*}docPr"):
        elements = list(document.iterfind(f".//{name}"))
        numbers = [each.get(W + "val") or each.get(W + "id") or each.get("id") for each in elements]
        assert len(set(numbers)) == len(numbers) > 0


def test_the_options_travel_with_the_file(full: ExportBundle, tmp_path: Path, part: Part_) -> None:
    root = part(write(full, tmp_path), docx_controls.PART)
    assert root.get("project") == "P"
    assert "transcripts" in root[0].text


def test_elements_stand_in_the_order_of_the_schema(full: ExportBundle, tmp_path: Path) -> None:
    path = write(full, tmp_path)
    with zipfile.ZipFile(path) as package:
        roots = [
            etree.fromstring(package.read(n))
            for n in package.namelist()
            if n.startswith("word/") and n.endswith(".xml")
        ]
    seen = set()
    for root in roots:
        for element in root.iter(*(W + name for name in ORDERS)):
            name = etree.QName(element).localname
            order = ORDERS[name]
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), etree.tostring(element)
            seen.add(name)
    assert seen == set(ORDERS)


def test_every_part_has_a_type_and_every_relationship_a_part(
    full: ExportBundle, tmp_path: Path
) -> None:
    logo = (
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (40).to_bytes(4, "big") + (20).to_bytes(4, "big")
    )
    path = write(replace(full, logo=logo), tmp_path)
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        related = package.read("word/_rels/document.xml.rels")
    known = {each.get("PartName") or each.get("Extension") for each in types}
    for name in names - {"[Content_Types].xml"}:
        assert f"/{name}" in known or name.rsplit(".", 1)[-1] in known
    targets = {normpath(f"word/{each.get('Target')}") for each in etree.fromstring(related)}
    assert targets <= names
    assert {"word/media/logo.png", "word/charts/chart1.xml", docx_controls.PART} <= targets


def test_the_number_of_excerpts_that_are_only_referred_to_is_a_link(
    full: ExportBundle, tmp_path: Path, part: Part_
) -> None:
    document = part(write(full, tmp_path), "word/document.xml")
    (line,) = document.xpath("//w:p[w:pPr/w:pStyle/@w:val='QCodeSee']", namespaces=document.nsmap)
    link = line.find(W + "hyperlink")
    anchors = {each.get(W + "name") for each in document.iter(W + "bookmarkStart")}
    assert "".join(link.itertext()) == "se Tillit, nr 1"
    assert link.get(W + "anchor") in anchors


@pytest.mark.parametrize("mode", Notes)
def test_memos_on_codings_go_where_they_are_wanted(
    bundle: ExportBundle, mode: Notes, tmp_path: Path, opened: Open
) -> None:
    path = write(replace(bundle, options=ReportOptions(notes=mode)), tmp_path)
    document = opened(path)
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    lines = styled(document, "QCode Note")
    assert len(list(document.comments)) == (2 if mode is Notes.COMMENTS else 0)
    assert ("word/footnotes.xml" in names) is (mode is Notes.FOOTNOTES)
    assert len(lines) == (4 if mode is Notes.LINES else 0)
    if lines:
        assert lines[0] == "Åsa Öst-Berg, 2025-11-03: Jämför med <IP2>."


def test_footnotes_are_referred_to_in_their_order(
    bundle: ExportBundle, tmp_path: Path, part: Part_
) -> None:
    path = write(replace(bundle, options=ReportOptions(notes=Notes.FOOTNOTES)), tmp_path)
    notes = part(path, "word/footnotes.xml")
    references = part(path, "word/document.xml").iter(W + "footnoteReference")
    assert [each.get(W + "id") for each in notes] == ["-1", "0", "1", "2"]
    assert [each.get(W + "id") for each in references] == ["1", "2"]


@pytest.mark.parametrize("where", Memos)
def test_memos_on_codes_go_where_they_are_wanted(
    full: ExportBundle, where: Memos, tmp_path: Path, opened: Open
) -> None:
    options = replace(full.options, code_memos=where)
    given = full if where is Memos.APPENDIX else replace(full, memos=())
    document = opened(write(replace(given, options=options, transcripts=()), tmp_path))
    under = styled(document, "QCode Memo")
    comments = [comment.text for comment in document.comments]
    assert under == (["Om tillit: Den växer."] if where is Memos.HEADING else [])
    assert ("Om tillit\nDen växer." in comments) is (where is Memos.COMMENTS)
    assert ("Memos" in [p.text for p in document.paragraphs]) is (where is Memos.APPENDIX)


def test_speakers_interviewer_context_and_omissions_have_styles_of_their_own(
    bundle: ExportBundle, tmp_path: Path, opened: Open
) -> None:
    excerpt = ExportExcerpt(
        "I: Hur?\nBra.\nJa.",
        "IP1",
        lines=(
            ExportLine("I: Hur?", label=3, asked=True),
            ExportLine("Bra.", speaker="Bo"),
            ExportLine("[…]", omitted=True),
        ),
        before=(ExportLine("Förut."),),
        after=(ExportLine("Sedan."),),
        number=7,
        group="Roll: vakt",
        guid="G",
    )
    code = replace(
        bundle.codes[0], excerpts=(excerpt,), definition="", use_when="", avoid_when="", summary=""
    )
    document = opened(write(replace(bundle, codes=(code,), documents=(), codebook=()), tmp_path))
    seen = [
        (p.style.name, [(r.style.name, r.text) for r in p.runs])
        for p in document.paragraphs
        if p.style.name.startswith("QCode") and p.runs
    ]
    plain, marked = "Default Paragraph Font", "QCode Quote Mark"
    assert seen[-7:] == [
        ("QCode Group", [(plain, "Roll: vakt")]),
        ("QCode Context", [(plain, "Förut.")]),
        ("QCode Asked", [(marked, "”"), ("QCode Speaker", "I: "), (plain, "Hur?")]),
        ("QCode Quote", [("QCode Added", "Bo: "), (plain, "Bra.")]),
        ("QCode Quote", [("QCode Omission", "[…]"), (marked, "”")]),
        ("QCode Context", [(plain, "Sedan.")]),
        ("QCode Source", [("QCode Number", "7. "), (plain, "IP1")]),
    ]


def test_a_long_quotation_is_a_block_and_a_short_one_carries_its_reference(
    bundle: ExportBundle, tmp_path: Path, opened: Open
) -> None:
    short = ExportExcerpt("Ja.", "", frame=("”", "” (Anna)"))
    long = ExportExcerpt("Ja. " * 50, "(Anna)", frame=("", ""), block=True)
    code = replace(bundle.codes[0], excerpts=(short, long))
    document = opened(write(replace(bundle, codes=(code,)), tmp_path))
    assert [p.text for p in document.paragraphs if p.style.name == "QCode Quote"] == [
        "”Ja.” (Anna)"
    ]
    assert [p.text for p in document.paragraphs if p.style.name == "QCode Block"] == ["Ja. " * 50]


def test_an_edited_wording_is_printed_in_place_of_the_words_or_under_them(
    bundle: ExportBundle, tmp_path: Path, opened: Open
) -> None:
    for wording, quotes, under in (
        ("edited", ["”Kort.”"], []),
        ("both", ["”Långt sagt.”"], ["Edited wording: Kort."]),
    ):
        excerpt = ExportExcerpt("Långt sagt.", "IP1", condensed="Kort.", wording=wording)
        document = opened(
            write(replace(bundle, codes=(replace(bundle.codes[0], excerpts=(excerpt,)),)), tmp_path)
        )
        assert [p.text for p in document.paragraphs if p.style.name == "QCode Quote"] == quotes
        assert [p.text for p in document.paragraphs if p.style.name == "QCode Edited"] == under


SPANS = (
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
    .map(sorted)
    .filter(lambda s: s[0] < s[1])
)


@given(st.lists(SPANS, max_size=6))
def test_each_coding_of_a_transcript_is_a_comment_on_exactly_its_words(
    bundle: ExportBundle, spans: list[list[int]]
) -> None:
    codings = [
        ExportCoding(start, end, "Bo", "", f"Kod {n}") for n, (start, end) in enumerate(spans)
    ]
    with TemporaryDirectory() as folder:
        path = write(replace(bundle, codes=(), transcripts=(transcript(*codings),)), Path(folder))
        with zipfile.ZipFile(path) as package:
            document = etree.fromstring(package.read("word/document.xml"))
    words: dict[str, str] = {}
    now: set[str] = set()
    for paragraph in document.iter(W + "p"):
        for node in paragraph.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "t"):
            number = node.get(W + "id")
            if node.tag == W + "commentRangeStart":
                now.add(number)
                words[number] = ""
            elif node.tag == W + "commentRangeEnd":
                now.remove(number)
            elif node.getparent().find(f"{W}rPr/{W}rStyle[@{W}val='QCodeParagraphNumber']") is None:
                for each in now:
                    words[each] += node.text
    assert not now
    expected = {str(n): TEXT[start:end].replace("\n", "") for n, (start, end) in enumerate(spans)}
    assert words == expected


def test_a_transcript_has_numbers_and_says_who_coded_what(
    full: ExportBundle, tmp_path: Path, opened: Open
) -> None:
    document = opened(write(full, tmp_path))
    lines = [p.text for p in document.paragraphs if p.style.name.startswith("QCode Transcript")]
    assert lines == ["1\tAnna: Först ett.", "2\t", "3\tBo: Sedan två, 😀 och tre.", "4\tSlut"]
    assert ("Bo Ek", "Tillit") in [(c.author, c.text) for c in document.comments]


def test_a_chart_has_its_data_in_a_sheet_and_says_what_it_shows(
    full: ExportBundle, tmp_path: Path
) -> None:
    path = write(full, tmp_path)
    with zipfile.ZipFile(path) as package:
        chart = etree.fromstring(package.read("word/charts/chart1.xml"))
        document = package.read("word/document.xml").decode()
        sheet = zipfile.ZipFile(io.BytesIO(package.read("word/embeddings/chart1.xlsx")))
    assert [each.text for each in chart.iter("{*}v")] == ["Citat", "Tillit", "2"]
    assert 'descr="Stapeldiagram."' in document
    assert b"Tillit" in sheet.read("xl/worksheets/sheet1.xml")


def test_python_docx_opens_a_report_with_everything(full: ExportBundle, tmp_path: Path) -> None:
    assert docx.Document(str(write(full, tmp_path))).core_properties.title == full.title


def test_a_theme_without_excerpts_gets_no_page_of_its_own(
    bundle_of: BundleOf, tmp_path: Path, opened: Open
) -> None:
    code = bundle_of("Ja.").codes[0]
    bare = replace(code, excerpts=(), summary="")

    def pages(*codes: ExportCode) -> int:
        options = ReportOptions(parts=(Part.EXCERPTS,), page_per_theme=True, empty_codes=True)
        path = tmp_path / "pages.docx"
        DocxReport().write(replace(bundle_of(), codes=codes, options=options), path)
        document = opened(path)
        headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
        assert headings.count(code.name) == len(codes)
        return len(document.sections)

    alone = pages(code)
    assert pages(bare, bare, code) == alone
    assert pages(code, bare, bare) == alone
    assert pages(bare, bare) == alone
    assert pages(code, bare, code) == alone + 1
