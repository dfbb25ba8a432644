"""Manuscripts in Word and other formats, and the copy with comments."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Cm

from qcode.analysis.quotation_marks import find_quotations
from qcode.formats.manuscript import read_manuscript
from qcode.formats.manuscript_blocks import is_quote_style, twips
from qcode.formats.manuscript_comments import ManuscriptComment, write_comments
from qcode.formats.manuscript_docx import read_word
from qcode.model.errors import UserError
from qcode.model.text import Span

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
Make = Callable[..., Path]


@pytest.fixture
def word(tmp_path: Path) -> Make:
    """The function that makes a document of a body as Word would write it."""

    def make(body: str, **parts: str) -> Path:
        path = tmp_path / "manuscript.docx"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("[Content_Types].xml", TYPES)
            package.writestr("_rels/.rels", RELS)
            package.writestr(
                "word/document.xml",
                f'<?xml version="1.0"?>\n<w:document {W}><w:body>{body}</w:body></w:document>',
            )
            relations = RELS.partition("<Relationship ")[0] + "".join(
                f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
                for name in parts
            )
            package.writestr("word/_rels/document.xml.rels", f"{relations}</Relationships>")
            for name, content in parts.items():
                package.writestr(f"word/{name}.xml", content)
        return path

    return make


def quoted(path: Path) -> list[str]:
    manuscript = read_manuscript(path)
    return [manuscript.text[q.span.start : q.span.end] for q in find_quotations(manuscript)]


SPLIT = (
    '<w:p w:rsidR="00A1"><w:pPr><w:jc w:val="both"/></w:pPr><w:r w:rsidRPr="00B2"><w:t '
    'xml:space="preserve">Hon säger: ”Det </w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr>'
    '<w:i/></w:rPr><w:t>är</w:t></w:r><w:proofErr w:type="spellEnd"/><w:bookmarkStart w:id="1" '
    'w:name="_GoBack"/><w:r><w:t xml:space="preserve"> tungt &amp; s</w:t></w:r><w:bookmarkEnd '
    'w:id="1"/><w:r w:rsidR="00C3"><w:t>vårt” ibland.</w:t></w:r></w:p>'
)
TRACKED = (
    '<w:p><w:r><w:t xml:space="preserve">”Det är </w:t></w:r><w:del w:id="4" w:author="A"><w:r>'
    '<w:delText>aldrig </w:delText></w:r></w:del><w:ins w:id="5" w:author="A"><w:r><w:t '
    'xml:space="preserve">alltid </w:t></w:r></w:ins><w:moveFrom w:id="6" w:author="A"><w:r><w:t>'
    "borta</w:t></w:r></w:moveFrom><w:r><w:t>tungt”</w:t></w:r></w:p>"
)
STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name '
    'w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Citat"><w:name '
    'w:val="Quote"/><w:basedOn w:val="Normal"/></w:style><w:style w:type="paragraph" '
    'w:styleId="Egen"><w:name w:val="Informantröst"/><w:basedOn w:val="Citat"/></w:style><w:style '
    'w:type="character" w:styleId="CitatChar"><w:name w:val="Citat Char"/></w:style></w:styles>'
)


def test_runs_that_word_has_split_are_read_as_one_text(word: Make) -> None:
    assert quoted(word(SPLIT)) == ["Det är tungt & svårt"]


def test_deleted_text_is_not_read_and_inserted_text_is(word: Make) -> None:
    assert quoted(word(TRACKED)) == ["Det är alltid tungt"]


def test_styles_and_what_builds_on_them_are_quotations(word: Make) -> None:
    body = (
        '<w:p><w:r><w:t>Så här:</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Egen"/></w:pPr><w:r>'
        '<w:t>Det är tungt.</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">Eller </w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="CitatChar"/></w:rPr><w:t>lätt som </w:t></w:r><w:r><w:rPr>'
        '<w:rStyle w:val="CitatChar"/></w:rPr><w:t>en plätt</w:t></w:r></w:p>'
    )
    assert quoted(word(body, styles=STYLES)) == ["Det är tungt.", "lätt som en plätt"]


@pytest.mark.parametrize(
    ("name", "is_quote"),
    [
        *((name, True) for name in ("Quote", "Intense Quote", "Citat", "Starkt citat")),
        *((name, True) for name in ("QCodeQuote", "QCode Quote", "Block Text")),
        *((name, False) for name in ("Normal", "QCode Source", "QCode Quote Mark", "Caption")),
    ],
)
def test_names_of_styles_for_quotations(name: str, is_quote: bool) -> None:
    assert is_quote_style(name) is is_quote


def test_a_paragraph_further_in_than_the_others_is_a_quotation(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Så här berättar hon om det som hände den kvällen i parken:")
    indented = made.add_paragraph(
        "Vi satt där på bänken och ingen av oss visste vad som skulle hända."
    )
    indented.paragraph_format.left_indent = Cm(1)
    made.add_paragraph(
        "En lista med många ord i en enda punkt som är indragen", style="List Bullet"
    )
    hanging = made.add_paragraph("Berg, K. (2014). En bok om något som ingen har läst. Förlaget.")
    hanging.paragraph_format.left_indent = Cm(1)
    hanging.paragraph_format.first_line_indent = Cm(-1)
    made.add_paragraph("Och så vidare i den löpande texten, som inte är indragen alls.")
    made.save(tmp_path / "m.docx")
    assert quoted(tmp_path / "m.docx") == [indented.text]


def test_counts_and_tables_of_a_report_are_no_quotations(word: Make) -> None:
    body = (
        '<w:sdt><w:sdtPr><w:alias w:val="Excerpts by code"/><w:tag w:val="qcode:count:report"/>'
        "</w:sdtPr><w:sdtContent><w:p><w:r><w:t>8 excerpts in 5 documents</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    assert quoted(word(body)) == []


def test_content_controls_that_hold_excerpts_are_quotations(word: Make) -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Som </w:t></w:r><w:sdt><w:sdtPr><w:alias '
        'w:val="Excerpt"/><w:tag w:val="excerpt 1"/></w:sdtPr><w:sdtContent><w:r><w:t>det är tungt'
        '</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t xml:space="preserve"> här</w:t></w:r></w:p>'
        '<w:sdt><w:sdtPr><w:tag w:val="date"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>2026</w:t>'
        "</w:r></w:p></w:sdtContent></w:sdt>"
    )
    assert quoted(word(body)) == ["det är tungt"]


FOOTNOTE = (
    '<w:p><w:r><w:t>Text före</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t '
    'xml:space="preserve"> och efter.</w:t></w:r></w:p>'
)
FOOTNOTES = (
    f'<w:footnotes {W}><w:footnote w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>'
    "Eller ”det är tungt”.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def test_notes_are_read_behind_the_body(word: Make) -> None:
    path = word(FOOTNOTE, footnotes=FOOTNOTES)
    read = read_word(path)
    assert read.manuscript.text == "Text före och efter.\nEller ”det är tungt”."
    assert read.manuscript.notes == read.manuscript.text.index("Eller")
    assert quoted(path) == ["det är tungt"]


def test_fields_and_the_second_of_two_alternatives_are_not_read_twice(word: Make) -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText>'
        '</w:r><w:r><w:t>kod</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>'
        '<w:t>”svar”</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert read_word(word(body)).manuscript.text == "”svar”"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("m.md", "Hon säger “det är tungt”.\n\n> Vi väntade länge den kvällen.\n"),
        ("m.txt", "Hon säger “det är tungt”."),
        ("m.html", "<p>Hon säger “det är tungt”.</p><blockquote>Vi väntade länge.</blockquote>"),
    ],
)
def test_other_formats_are_read_too(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert quoted(tmp_path / name)[0] == "det är tungt"
    assert len(quoted(tmp_path / name)) == (1 if name == "m.txt" else 2)


LEAD = "Så här berättar hon om det som hände den kvällen i parken:"
SAID = "Vi satt där på bänken och ingen av oss visste vad som skulle hända."
LISTED = "En lista med många ord i en enda punkt som är indragen"
BOOK = "Berg, K. (2014). En bok om något som ingen har läst. Förlaget."
ON = "Och så vidare i den löpande texten, som inte är indragen alls."
PAGES = {
    "own style": (
        "",
        f'<p>{LEAD}</p><p style="margin-left:1cm">{SAID}</p><ul><li>{LISTED}</li></ul>'
        f'<p style="margin: 0 0 0 1cm; text-indent: -1cm">{BOOK}</p><p>{ON}</p>',
    ),
    "classes": (
        "p.a {margin-left: 28pt; color: red} .b, .c {padding-left: 30pt; text-indent: -30pt}",
        f'<p>{LEAD}</p><p class="a">{SAID}</p><p class="b">{BOOK}</p><p>{ON}</p>',
    ),
    "nested": (
        "div { margin-left: 15px } body { margin: 40px }",
        f"<p>{LEAD}</p><div><div>{SAID}</div></div><p>{BOOK}</p><p>{ON}</p>",
    ),
    "named": ("", f'<p>{LEAD}</p><p class="MsoQuote">{SAID}</p><p class="quiet">{ON}</p>'),
    "percent says nothing": (
        "p { margin-left: 1em }",
        f'<p>{LEAD}</p><blockquote>{SAID}</blockquote><p style="margin-left:7%">{BOOK}</p>',
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_web_page_sets_quotations_apart_as_word_does(tmp_path: Path, name: str) -> None:
    sheet, body = PAGES[name]
    page = f"<html><head><style>{sheet}</style></head><body>{body}</body></html>"
    (tmp_path / "m.html").write_text(page, encoding="utf-8")
    assert quoted(tmp_path / "m.html") == [SAID]


def open_document(path: Path, styles: str, body: str) -> Path:
    """Write an OpenDocument text with styles of its own."""
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    names = {part: f"{oasis}:{part}:1.0" for part in ("office", "style", "text", "table")}
    names["fo"] = f"{oasis}:xsl-fo-compatible:1.0"
    spaces = " ".join(f'xmlns:{short}="{name}"' for short, name in names.items())
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return path


def test_an_open_document_sets_quotations_apart_as_word_does(tmp_path: Path) -> None:
    def style(name: str, parent: str = "", **said: str) -> str:
        properties = " ".join(f'fo:{key.replace("_", "-")}="{said[key]}"' for key in said)
        above = f' style:parent-style-name="{parent}"' if parent else ""
        return (
            f'<style:style style:name="{name}" style:family="paragraph"{above}>'
            f"<style:paragraph-properties {properties}/></style:style>"
        )

    styles = (
        style("Base", margin_left="1cm")
        + style("P1", "Base")
        + style("P2", "Base", margin_left="0cm")
        + style("P3", margin_left="1.25cm", text_indent="-1.25cm")
        + style("Block_20_Text")
    )

    def p(text: str, name: str = "") -> str:
        return f'<text:p text:style-name="{name}">{text}</text:p>'

    cell = f"<table:table><table:table-row><table:table-cell>{p(LISTED, 'P1')}</table:table-cell>"
    listed = f"<text:list><text:list-item>{p(LISTED, 'P1')}</text:list-item></text:list>"
    body = (
        p(LEAD)
        + p(SAID, "P1")
        + p(ON, "P2")
        + p(BOOK, "P3")
        + p("Kort nog.", "P1")
        + p("Det är tungt.", "Block_20_Text")
        + listed
        + f"{cell}</table:table-row></table:table>"
    )
    path = open_document(tmp_path / "m.odt", styles, body)
    assert quoted(path) == [SAID, "Det är tungt."]


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        *(("1in", 1440), ("2.54cm", 1440), ("72pt", 1440), ("-1cm", -567), ("1.5EM", 360)),
        *(("0", 0), ("5%", None), ("auto", None), ("", None), ("99999in", 20_000)),
    ],
)
def test_lengths_are_taken_at_their_units(length: str, expected: int | None) -> None:
    assert twips(length) == expected


# --- comments


def comment(span: Span, *lines: str) -> ManuscriptComment:
    return ManuscriptComment(span, lines or ("Edited.",), "QCode", "QC", "2026-01-02T03:04:05Z")


def copied(path: Path, *comments: ManuscriptComment) -> Path:
    out = path.with_name("copy.docx")
    out.unlink(missing_ok=True)
    assert write_comments(path, out, comments) == len(comments)
    return out


def part(path: Path, name: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


def without_marks(data: bytes) -> bytes:
    """Take away what comments add: then every byte must be as it was, but for cut runs."""
    data = re.sub(rb'<w:r><w:commentReference w:id="\d+"/></w:r>', b"", data)
    return re.sub(rb'<w:commentRange(?:Start|End) w:id="\d+"/>', b"", data)


@pytest.mark.parametrize("body", [SPLIT, TRACKED])
def test_comments_leave_the_text_and_every_old_byte_in_place(word: Make, body: str) -> None:
    path = word(body)
    read = read_word(path)
    found = [comment(q.span) for q in find_quotations(read.manuscript)]
    copy = copied(path, *found)
    assert read_word(copy).manuscript == read.manuscript
    old, new = part(path), part(copy)
    at = 0  # the old bytes are all there, in order: nothing was removed or replaced
    for byte in new:
        at += at < len(old) and byte == old[at]
    assert at == len(old)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(copy) as after:
        for name in before.namelist():
            if name not in ("word/document.xml", "[Content_Types].xml") and "rels" not in name:
                assert after.read(name) == before.read(name)


def test_a_comment_stands_on_the_words_it_is_about(word: Make) -> None:
    path = word(SPLIT)
    text = read_word(path).manuscript.text
    start = text.index("är tungt & sv")
    copy = copied(path, comment(Span(start, start + len("är tungt & sv")), "Line <1>", "Line 2"))
    data = part(copy).decode()
    inside = data.split("<w:commentRangeStart")[1].split("<w:commentRangeEnd")[0]
    assert "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", inside)) == "är tungt &amp; sv"
    found = list(docx.Document(str(copy)).comments)
    assert [c.text for c in found] == ["Line <1>\nLine 2"]
    assert found[0].author == "QCode"


def test_a_run_that_is_not_cut_keeps_its_form(word: Make) -> None:
    path = word("<w:p><w:r><w:t>Det är tungt</w:t></w:r></w:p>")
    copy = copied(path, comment(Span(0, 12)))
    assert without_marks(part(copy)) == part(path)


def test_comments_that_were_there_stay_and_keep_their_numbers(tmp_path: Path) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Det är tungt, säger hon.")
    made.add_comment(paragraph.runs, text="Är det sant?", author="Maria", initials="M")
    made.save(tmp_path / "m.docx")
    copy = copied(tmp_path / "m.docx", comment(Span(0, 6)), comment(Span(7, 12)))
    found = list(docx.Document(str(copy)).comments)
    assert [(c.author, c.comment_id) for c in found] == [("Maria", 0), ("QCode", 1), ("QCode", 2)]


@pytest.mark.parametrize("cut", ["word/comments.xml", "[Content_Types].xml"])
def test_a_part_that_is_cut_gets_no_comments(tmp_path: Path, cut: str) -> None:
    path, made = tmp_path / "m.docx", docx.Document()
    paragraph = made.add_paragraph("Det är tungt, säger hon.")
    if cut == "word/comments.xml":
        made.add_comment(paragraph.runs, text="Är det sant?", author="Maria", initials="M")
    made.save(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in (parts | {cut: b"<w:a"}).items():
            new.writestr(name, data)
    with pytest.raises(UserError) as caught:
        write_comments(path, tmp_path / "copy.docx", [comment(Span(0, 6))])
    assert caught.value.code == "file_damaged"


def test_a_comment_on_a_note_stands_where_the_note_is_referred_to(word: Make) -> None:
    path = word(FOOTNOTE, footnotes=FOOTNOTES)
    text = read_word(path).manuscript.text
    start = text.index("det är tungt")
    copy = copied(path, comment(Span(start, start + 12)))
    assert part(copy, "word/footnotes.xml") == part(path, "word/footnotes.xml")
    data = part(copy).decode()
    assert data.index("commentRangeEnd") < data.index("footnoteReference")
