"""The Word report, read by python-docx and lxml, which know nothing of how it was written."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from docx.document import Document as Opened
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qcode.formats.bundle import ExportBundle, ExportCode, ExportExcerpt, ExportNote
from qcode.formats.docx_report import DocxReport
from qcode.formats.losses import Lost
from qcode.model.errors import Cancelled
from qcode.model.report import ReportOptions

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = (
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "docProps/app.xml",
    "word/_rels/document.xml.rels",
    "word/settings.xml",
    "word/reportheader.xml",
    "word/reportfooter.xml",
    "customXml/itemProps1.xml",
    "customXml/_rels/item1.xml.rels",
    "word/styles.xml",
    "word/document.xml",
    "word/comments.xml",
    "customXml/item1.xml",
)
# What XML 1.0 can carry, without the line ends that canonical text does not have.
XML_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs",), exclude_characters="\r\u2029\ufffe\uffff"
).filter(lambda c: c >= " " or c in "\t\n")
SPECIAL = st.sampled_from("\n\t\u2028 \u00a0\u00ad\u0301\u200b\u200f😀אé&<>\"'")
QUOTES = st.sampled_from([("”", "”"), ("“", "”"), ("", "")])
TEXTS = st.text(st.one_of(XML_CHARACTERS, SPECIAL))
CONTROLS = [c for c in map(chr, range(0x20)) if c not in "\t\n\r"] + ["\ufffe", "\uffff", "\ud800"]

Part = Callable[[Path, str], etree._Element]
ExcerptsIn = Callable[[Path], list[str]]
BundleOf = Callable[..., ExportBundle]
Open = Callable[[Path], Opened]


@pytest.fixture
def written(bundle: ExportBundle, tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    assert DocxReport().write(bundle, path) == ()
    return path


def texts_of(part: etree._Element, style: str) -> list[str]:
    """Return the text of each paragraph in a style."""
    found = part.xpath(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']", namespaces=part.nsmap)
    return ["".join(paragraph.itertext(W + "t")) for paragraph in found]


@pytest.mark.parametrize("name", PARTS)
def test_every_part_is_as_it_was_approved(
    name: str, written: Path, part: Part, golden: Callable[[str, str], None]
) -> None:
    pretty = etree.tostring(part(written, name), encoding="unicode", pretty_print=True)
    golden(re.sub(r"\W+", "_", name.removesuffix(".xml")).strip("_") + ".xml", pretty)


def test_there_are_no_other_parts(written: Path) -> None:
    assert tuple(zipfile.ZipFile(written).namelist()) == PARTS


def test_the_same_bundle_gives_the_same_bytes(
    bundle: ExportBundle, written: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.docx"
    DocxReport().write(bundle, again)
    assert again.read_bytes() == written.read_bytes()


@given(
    texts=st.lists(TEXTS, min_size=1, max_size=4), quotes=st.sampled_from(["””", "“”", ("", "")])
)
def test_any_excerpt_comes_back_character_for_character(
    texts: list[str], quotes: tuple[str, str], bundle_of: BundleOf, excerpts_in: ExcerptsIn
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.docx")
        assert DocxReport().write(bundle_of(*texts, quotes=quotes), path) == ()
        assert excerpts_in(path) == texts


@given(text=TEXTS)
def test_python_docx_reads_the_same_words(text: str, bundle_of: BundleOf, opened: Open) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.docx")
        DocxReport().write(bundle_of(text), path)
        read = [p.text for p in opened(path).paragraphs if "Quote" in p.style.name]
    assert "\n".join(read) == text.replace("\u2028", "\n")


@given(text=st.text(st.one_of(st.sampled_from(CONTROLS), st.sampled_from("ab\n")), min_size=1))
def test_characters_that_xml_cannot_carry_are_shown_and_counted(
    text: str, bundle_of: BundleOf, excerpts_in: ExcerptsIn
) -> None:
    unfit = [character for character in text if character in CONTROLS]
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.docx")
        losses = DocxReport().write(bundle_of(text), path)
        assert excerpts_in(path) == ["".join("\ufffd" if c in CONTROLS else c for c in text)]
    assert [(loss.kind, loss.count) for loss in losses] == (
        [(Lost.REPLACED, len(unfit))] if unfit else []
    )
    assert all(loss.detail.startswith(f"U+{ord(unfit[0]):04X}: ") for loss in losses)


def test_each_heading_has_the_level_of_its_code_and_no_level_is_skipped(
    written: Path, opened: Open
) -> None:
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in opened(written).paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert headings == [
        ("Heading 1", "Dokument"),
        ("Heading 1", "Tillit & förtroende"),
        ("Heading 2", "Staden"),
        ("Heading 1", "Yrke"),
        ("Heading 1", "Kodbok"),
    ]


def test_codes_deeper_than_words_nine_levels_get_the_ninth(
    bundle: ExportBundle, tmp_path: Path, part: Part
) -> None:
    deep = tuple(ExportCode(level, f"Nivå {level}", "", "") for level in range(1, 12))
    path = tmp_path / "deep.docx"
    DocxReport().write(replace(bundle, codes=deep), path)
    document = part(path, "word/document.xml")
    assert texts_of(document, "Heading8") == ["Nivå 8"]
    assert texts_of(document, "Heading9") == ["Nivå 9", "Nivå 10", "Nivå 11"]
    assert texts_of(document, "TOC9") == ["Nivå 9", "Nivå 10", "Nivå 11"]
    assert ' TOC \\o "1-9" ' in "".join(document.itertext(W + "instrText"))


def test_the_contents_are_a_field_that_is_already_filled_in(written: Path, part: Part) -> None:
    document = part(written, "word/document.xml")
    assert "".join(document.itertext(W + "instrText")) == ' TOC \\o "1-2" \\h \\z \\u '
    kinds = [mark.get(W + "fldCharType") for mark in document.iter(W + "fldChar")]
    assert kinds == ["begin", "separate", "end"]
    entries = [
        (link.getparent().find(f"{W}pPr/{W}pStyle").get(W + "val"), "".join(link.itertext()))
        for link in document.iter(W + "hyperlink")
    ]
    assert entries == [
        ("TOC1", "Dokument"),
        ("TOC1", "Tillit & förtroende"),
        ("TOC2", "Staden"),
        ("TOC1", "Yrke"),
        ("TOC1", "Kodbok"),
    ]


def test_each_entry_of_the_contents_leads_to_its_heading(written: Path, part: Part) -> None:
    document = part(written, "word/document.xml")
    headings = {
        mark.get(W + "name"): "".join(mark.getparent().itertext(W + "t"))
        for mark in document.iter(W + "bookmarkStart")
    }
    links = list(document.iter(W + "hyperlink"))
    assert len(links) == len(headings) > 0
    for link in links:
        assert headings[link.get(W + "anchor")] == "".join(link.itertext())


def test_word_has_no_reason_to_ask_anything_on_opening(written: Path) -> None:
    with zipfile.ZipFile(written) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    for question in (b"updateFields", b"w:dirty", b'TargetMode="External"', b"attachedTemplate"):
        assert question not in everything


def test_looks_come_from_named_styles_only(written: Path, part: Part) -> None:
    allowed = {"pStyle", "rStyle", "sectPr"}
    for name in ("word/document.xml", "word/comments.xml", "word/reportfooter.xml"):
        for properties in part(written, name).iter(W + "pPr", W + "rPr"):
            assert {etree.QName(child).localname for child in properties} <= allowed


def test_every_style_that_is_used_is_defined_and_stands_on_one_of_words_own(
    written: Path, part: Part
) -> None:
    every = [style for style in part(written, "word/styles.xml") if style.get(W + "styleId")]
    styles = {style.get(W + "styleId"): style for style in every}
    assert len(styles) == len(every)
    for name in ("word/document.xml", "word/comments.xml", "word/reportfooter.xml"):
        for used in part(written, name).iter(W + "pStyle", W + "rStyle", W + "tblStyle"):
            at = styles[used.get(W + "val")]
            while at.get(W + "customStyle"):
                at = styles[at.find(W + "basedOn").get(W + "val")]


def test_headings_and_quotations_are_kept_with_what_follows(written: Path, part: Part) -> None:
    styles = part(written, "word/styles.xml")
    kept = styles.xpath("w:style[w:pPr/w:keepNext]/@w:styleId", namespaces=styles.nsmap)
    assert {"Heading1", "Heading9", "QCodeSummary", "QCodeQuote", "QCodeTableHeading"} <= set(kept)
    assert "QCodeSource" not in kept


def test_an_excerpt_stands_between_quotation_marks_and_above_its_source(
    written: Path, part: Part, excerpts_in: ExcerptsIn, bundle: ExportBundle
) -> None:
    document = part(written, "word/document.xml")
    assert excerpts_in(written) == [e.text for code in bundle.codes for e in code.excerpts]
    assert texts_of(document, "QCodeQuote")[-1] == "”Torget är vårt.”"
    assert texts_of(document, "QCodeSource") == [
        excerpt.source for code in bundle.codes for excerpt in code.excerpts
    ]


def test_text_from_the_right_gets_a_style_that_begins_there(written: Path, part: Part) -> None:
    assert texts_of(part(written, "word/document.xml"), "QCodeQuoteRTL") == ["”אני סומך עליהם.”"]


def test_a_memo_is_a_comment_by_its_coder_on_exactly_the_excerpt(
    written: Path, part: Part, bundle: ExportBundle, opened: Open
) -> None:
    first, second = opened(written).comments
    assert (first.author, first.initials) == ("Åsa Öst-Berg", "ÅÖB")
    assert first.timestamp == datetime.datetime(2025, 11, 3, 14, 5, tzinfo=datetime.UTC)
    assert [p.text for p in first.paragraphs] == ["Jämför med <IP2>.", "", "Egen kod & definition?"]
    assert (second.author, second.initials, second.timestamp) == ("Bo Ek", "BE", None)
    body = etree.tostring(part(written, "word/document.xml"), encoding="unicode")
    for number in "01":
        start = body.index(f'<w:commentRangeStart w:id="{number}"/>')
        end = body.index(f'<w:commentRangeEnd w:id="{number}"/>')
        between = etree.fromstring(f"<p>{re.sub('</?w:p>|w:', '', body[start:end])}</p>")
        words = bundle.codes[0].excerpts[0].text
        assert "".join(between.itertext()) == re.sub("[\t\n\u2028]", "", words)


def test_a_report_without_memos_has_no_comments(bundle_of: BundleOf, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    DocxReport().write(bundle_of("Inget att säga."), path)
    with zipfile.ZipFile(path) as package:
        assert "word/comments.xml" not in package.namelist()
        assert b"comments" not in package.read("[Content_Types].xml")


def test_tables_repeat_their_first_row_and_say_what_they_are(written: Path, opened: Open) -> None:
    tables = opened(written).tables
    titles = []
    for table in tables:
        properties = table._tbl.tblPr
        titles.append(properties.find(W + "tblCaption").get(W + "val"))
        assert properties.find(W + "tblDescription").get(W + "val")
        assert table.rows[0]._tr.trPr.find(W + "tblHeader") is not None
        assert all(row._tr.trPr.find(W + "cantSplit") is not None for row in table.rows)
    assert titles == ["Dokument", "Kodbok"]
    documents, codebook = tables
    assert [cell.text for cell in documents.rows[1].cells] == [
        "IP1",
        "Intervju",
        "Svenska",
        "120",
        "12\u00a0345",
        "2",
    ]
    levels = [[cell.text for cell in codebook.columns[at].cells] for at in (0, 1)]
    assert levels == [
        ["Nivå 1", "■\tTillit & förtroende", "", "\tYrke"],
        ["Nivå 2", "", "■\tStaden", ""],
    ]


def test_the_codebook_is_indented_where_levels_have_no_columns(
    bundle: ExportBundle, tmp_path: Path, opened: Open
) -> None:
    path = tmp_path / "report.docx"
    DocxReport().write(replace(bundle, options=ReportOptions(level_columns=False)), path)
    names = opened(path).tables[1].columns[0].cells
    assert [cell.text for cell in names] == [
        "Kod",
        "■\tTillit & förtroende",
        "■\tStaden",
        "\tYrke",
    ]


def test_a_code_in_the_codebook_shows_its_colour_beside_its_name(
    written: Path, opened: Open
) -> None:
    document = opened(written)
    chip = document.tables[1].rows[1].cells[0].paragraphs[0].runs[0]
    assert chip.text == "■"
    assert str(chip.style.font.color.rgb) == "4477AA"


def test_a_wide_codebook_lies_on_its_side_and_fits_between_the_margins(
    written: Path, opened: Open
) -> None:
    document = opened(written)
    shapes = [(section.page_width > section.page_height) for section in document.sections]
    assert shapes == [False, False, False, False, True]
    sections = [document.sections[at] for at in (2, 4)]
    for table, section in zip(document.tables, sections, strict=True):
        room = section.page_width - section.left_margin - section.right_margin
        assert abs(sum(column.width for column in table.columns) - room) < 3600  # 0.1 mm


def test_columns_that_say_nothing_are_left_out(
    bundle: ExportBundle, tmp_path: Path, opened: Open
) -> None:
    path = tmp_path / "report.docx"
    plain = tuple(replace(c, use_when="", avoid_when="", example="") for c in bundle.codebook)
    DocxReport().write(replace(bundle, codebook=plain), path)
    document = opened(path)
    heading = [cell.text for cell in document.tables[1].rows[0].cells]
    assert heading == ["Nivå 1", "Nivå 2", "Definition", "Citat"]
    assert all(section.page_width < section.page_height for section in document.sections)


def test_page_numbers_are_fields_in_the_footer_of_every_section(
    written: Path, opened: Open
) -> None:
    for section in opened(written).sections:
        fields = section.footer._element.iter(W + "fldSimple")
        assert [field.get(W + "instr") for field in fields] == [" PAGE ", " NUMPAGES "]
        assert section.footer.paragraphs[0].text == "Sida  av "  # and the numbers are fields
        assert section.header.paragraphs[0].text == "Lillköping · Trygghet på torget"


def test_the_file_says_who_what_when_and_in_which_language(
    written: Path, part: Part, opened: Open
) -> None:
    properties = opened(written).core_properties
    assert properties.title == "Trygghet på torget"
    assert properties.author == properties.last_modified_by == "Åsa Öst-Berg"
    created = datetime.datetime(2025, 11, 24, 9, 30, tzinfo=datetime.UTC)
    assert properties.created == properties.modified == created
    assert properties.language == "sv-SE"
    styles = part(written, "word/styles.xml")
    tags = {language.get(W + "val") for language in styles.iter(W + "lang")}
    assert tags == {"sv-SE"}


def test_an_english_report_is_proofread_as_english(
    bundle: ExportBundle, tmp_path: Path, part: Part
) -> None:
    path = tmp_path / "report.docx"
    DocxReport().write(replace(bundle, language="en"), path)
    languages = part(path, "word/styles.xml").iter(W + "lang")
    assert {language.get(W + "val") for language in languages} == {"en-GB"}


def test_an_empty_selection_is_a_title_and_nothing_that_could_confuse_word(
    bundle: ExportBundle, tmp_path: Path, opened: Open
) -> None:
    path = tmp_path / "report.docx"
    empty = replace(bundle, codes=(), codebook=(), documents=(), date="", author="", date_words="")
    DocxReport().write(empty, path)
    document = opened(path)
    assert document.paragraphs[0].text == "Trygghet på torget"
    assert not document.tables
    assert len(document.sections) == 1
    assert not list(document.element.iter(W + "fldChar"))


def test_markup_in_every_field_stays_text(
    bundle: ExportBundle, tmp_path: Path, opened: Open
) -> None:
    nasty = "</w:t>&lt;\"'<!--]]>"
    note = ExportNote(nasty, "yesterday", nasty)
    excerpt = ExportExcerpt(nasty, nasty, (note,))
    code = ExportCode(1, nasty, nasty, nasty, nasty, nasty, nasty, nasty, nasty, 1, 1, (excerpt,))
    labels = replace(bundle.labels, code=nasty, codebook=nasty, contents=nasty)
    path = tmp_path / "report.docx"
    hostile = replace(
        bundle, title=nasty, author=nasty, labels=labels, codes=(code,), codebook=(code,)
    )
    DocxReport().write(hostile, path)
    document = opened(path)
    assert document.core_properties.author == nasty
    assert [comment.author for comment in document.comments] == [nasty]
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["Dokument", nasty, nasty]


class Watcher:
    """Notes the progress and stops after a while."""

    def __init__(self, stop_after: int) -> None:
        self.left = stop_after
        self.seen: list[tuple[int, int]] = []

    def progress(self, done: int, total: int, detail: str = "") -> None:
        self.seen.append((done, total))

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_progress_grows_to_the_end(bundle_of: BundleOf, tmp_path: Path) -> None:
    job = Watcher(stop_after=1000)
    DocxReport().write(bundle_of(*["Ja."] * 250), tmp_path / "report.docx", job)
    assert job.seen == [(0, 250), (100, 250), (200, 250), (250, 250)]


def test_writing_stops_when_asked(bundle_of: BundleOf, tmp_path: Path) -> None:
    job = Watcher(stop_after=2)
    with pytest.raises(Cancelled):
        DocxReport().write(bundle_of(*["Ja."] * 1000), tmp_path / "report.docx", job)
    assert job.seen == [(0, 1000), (100, 1000)]
