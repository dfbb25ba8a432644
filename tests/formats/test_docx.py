"""Word files: every character that Word shows is there once, and what stands beside it is told."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from docx.document import Document
from docx.table import Table, _Cell

from qcode.formats.losses import Lost
from qcode.formats.registry import read_document
from qcode.model.errors import UserError
from qcode.model.layout import NoteKind, Style

Maker = Callable[..., Path]
Reading = Callable[..., Any]  # a `Read` of conftest


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_nothing_is_trimmed_joined_or_improved(docx: Maker, read: Reading) -> None:
    lines = ["  *laugh* well-", "", "1", "…", "a  b ", "'rakt' \u201ekrumt\u201d"]
    assert read(docx("".join(p(r(line)) for line in lines))).text == "\n".join(lines)


def test_the_characters_that_word_writes_as_elements(docx: Maker, read: Reading) -> None:
    run = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:noBreakHyphen/>"
        '<w:softHyphen/><w:t>d</w:t><w:br w:type="page"/><w:sym w:font="Wingdings" w:char="F04A"/>'
        "<w:t>\u00a0e</w:t></w:r>"
    )
    document = read(docx(p(run)))
    assert document.text == "a\tb\u2028c\u2028\u2011\u00add\u2028☺\u00a0e"
    assert not document.losses


def test_a_page_break_inside_a_paragraph_joins_no_words(docx: Maker, read: Reading) -> None:
    brk = '<w:r><w:br w:type="page"/></w:r>'
    column = '<w:r><w:br w:type="column"/></w:r>'
    text = read(docx(p(brk, r("a"), brk, column, r("b"), brk) + p(r("c"))))
    assert text.text == "a\u2028b\nc"


def test_an_unknown_symbol_stays_a_private_character_and_is_reported(
    docx: Maker, read: Reading
) -> None:
    document = read(docx(p('<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>')))
    assert document.text == "\uf061"
    assert document.losses == {Lost.SYMBOL: 1}


def test_an_emoji_that_word_wrapped_in_alternatives_is_read_once(
    docx: Maker, read: Reading
) -> None:
    run = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se">'
        '<w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F60A"/></mc:Choice>'
        "<mc:Fallback><w:t>😊</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(docx(p(r("ja "), run))).text == "ja 😊"


STYLES = """
<w:docDefaults/>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik2"><w:name w:val="heading 2"/>
  <w:basedOn w:val="Rubrik1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/>
  <w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>
  <w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Min"><w:name w:val="Min egen"/><w:basedOn w:val="Rubrik2"/>
</w:style>
<w:style w:type="paragraph" w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/>
</w:style>
<w:style w:type="paragraph" w:styleId="Citat"><w:name w:val="Quote"/>
  <w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Betoning"><w:name w:val="Emphasis"/>
  <w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
"""


def test_headings_are_known_by_level_and_not_by_name(docx: Maker, read: Reading) -> None:
    names = ("Titel", "Rubrik1", "Rubrik2", "Min", "Normal", "Ring", "Okänd")
    body = "".join(p(r(name), properties=f'<w:pStyle w:val="{name}"/>') for name in names)
    body += p(r("direkt"), properties='<w:outlineLvl w:val="8"/>')
    document = read(docx(body, styles=STYLES))
    assert document.formats(Style.HEADING) == [
        *(("Titel", "1"), ("Rubrik1", "1"), ("Rubrik2", "2"), ("Min", "2"), ("direkt", "6"))
    ]
    assert not document.formats(Style.BOLD)


def test_bold_italic_and_underline_come_from_run_and_style(docx: Maker, read: Reading) -> None:
    body = p(
        r("fet", "<w:b/>"),
        r("are", "<w:b/>"),
        r(" inte", '<w:b w:val="0"/><w:i w:val="false"/><w:u w:val="none"/>'),
        r(" lut", '<w:rStyle w:val="Betoning"/>'),
        r(" streck", '<w:u w:val="single"/>'),
    )
    document = read(docx(body, styles=STYLES))
    assert document.formats(Style.BOLD) == [("fetare", "")]
    assert document.formats(Style.ITALIC) == [(" lut", "")]
    assert document.formats(Style.UNDERLINE) == [(" streck", "")]


def test_emphasis_inside_an_italic_quotation_is_upright(docx: Maker, read: Reading) -> None:
    runs = r("a"), r("b", '<w:rStyle w:val="Betoning"/>'), r("c")
    document = read(docx(p(*runs, properties='<w:pStyle w:val="Citat"/>'), styles=STYLES))
    assert document.formats(Style.ITALIC) == [("a", ""), ("c", "")]
    assert document.formats(Style.QUOTE) == [("abc", "")]


NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
"""


def test_lists_keep_their_depth_and_made_up_numbers_are_reported(
    docx: Maker, read: Reading
) -> None:
    def item(text: str, depth: int, number: int = 5) -> str:
        inside = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/>'
        return p(r(text), properties=f"<w:numPr>{inside}</w:numPr>")

    body = item("ett", 0) + item("två", 1) + item("inte", 0, 0)
    document = read(docx(body, numbering=NUMBERING))
    assert document.formats(Style.LIST_ITEM) == [("ett", "0"), ("två", "1")]
    assert document.losses == {Lost.LIST_NUMBERS: 1}


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def test_a_table_is_read_cell_by_cell(docx: Maker, read: Reading) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    table = (
        f"<w:tbl><w:tr>{cell(p(r('a')), p(r('b')))}{cell(p())}</w:tr>"
        f"<w:tr>{cell(p(r('c')), properties=wide)}{cell(p(r('d')))}</w:tr>"
        "</w:tbl>"
    )
    document = read(docx(p(r("före")) + table + p(r("efter"))))
    assert document.text == "före\na\nb\n\nc\nd\nefter"
    assert document.formats(Style.CELL) == [
        *(("a\nb", "0,0,0"), ("", "0,0,1"), ("c", "0,1,0"), ("d", "0,1,2"))
    ]


def test_a_table_in_a_cell_has_its_own_number_and_leaves_the_outer_one_alone(
    docx: Maker, read: Reading
) -> None:
    inner = f"<w:tbl><w:tr>{cell(p(r('inre')))}</w:tr></w:tbl>"
    outer = (
        f"<w:tbl><w:tr>{cell(p(r('x')), inner, p())}{cell(p(r('y')))}</w:tr>"
        f"<w:tr>{cell(p(r('z')))}</w:tr></w:tbl>"
    )
    document = read(docx(outer))
    assert document.text == "x\ninre\n\ny\nz"
    assert document.formats(Style.CELL) == [
        *(("x\ninre\n", "0,0,0"), ("inre", "1,0,0"), ("y", "0,0,1"), ("z", "0,1,0"))
    ]


def test_the_lower_half_of_a_merged_cell_is_no_paragraph(docx: Maker, read: Reading) -> None:
    top, below = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr>{cell(p(r('hög')), properties=top)}{cell(p(r('1')))}"
        f"</w:tr><w:tr>{cell(p(), properties=below)}{cell(p(r('2')))}</w:tr>"
    )
    document = read(docx(f"<w:tbl>{rows}</w:tbl>"))
    assert document.text == "hög\n1\n2"
    assert document.formats(Style.CELL)[-1] == ("2", "0,1,1")


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
    "<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    "<v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_after_its_paragraph(docx: Maker, read: Reading) -> None:
    body = p(r("före "), BOX.format(p(r("i rutan")) + p(r("två"))), r("efter")) + p(r("sist"))
    document = read(docx(body))
    assert document.text == "före efter\ni rutan\ntvå\nsist"
    assert document.losses == {Lost.TEXT_BOX: 1}


def test_a_text_box_of_old_word_is_read_too(docx: Maker, read: Reading) -> None:
    shape = f"<v:textbox><w:txbxContent>{p(r('gammal'))}</w:txbxContent></v:textbox>"
    document = read(docx(p(r("a"), f"<w:r><w:pict><v:shape>{shape}</v:shape></w:pict></w:r>")))
    assert document.text == "a\ngammal"


def test_a_picture_is_reported_with_its_description(docx: Maker, read: Reading) -> None:
    drawing = '<w:drawing><wp:inline><wp:docPr descr="Skiss av torget"/><a:blip/></wp:inline>'
    document = read(docx(p(r("a"), f"<w:r>{drawing}</w:drawing></w:r>")))
    assert document.details == {Lost.IMAGE: "Skiss av torget"}


def test_footnotes_and_endnotes_stand_where_their_mark_stood(docx: Maker, read: Reading) -> None:
    body = p(
        r("en"),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        r("två"),
        '<w:r><w:endnoteReference w:id="2"/></w:r>',
    )
    document = read(
        docx(
            body,
            footnotes=f'<w:footnote w:id="2">{p(r("fot"))}{p(r("not"))}</w:footnote>',
            endnotes=f'<w:endnote w:id="2">{p(r("slut"))}</w:endnote>',
        )
    )
    assert document.text == "entvå"
    assert [(n.start, n.end, n.text) for n in document.document.layout.notes] == [
        *((2, 2, "fot\nnot"), (5, 5, "slut"))
    ]


def test_a_comment_keeps_its_passage_its_author_and_its_date(docx: Maker, read: Reading) -> None:
    body = (
        p(r("a"), '<w:commentRangeStart w:id="0"/>', r("bc"))
        + p(r("d"), '<w:commentRangeEnd w:id="0"/>', '<w:r><w:commentReference w:id="0"/></w:r>')
        + p(r("e"), '<w:r><w:commentReference w:id="1"/></w:r>')
    )
    comments = (
        f'<w:comment w:id="0" w:author="Ada" w:date="2024-05-01T10:00:00Z">{p(r("jo"))}</w:comment>'
        f'<w:comment w:id="1" w:author="Bo">{p(r("nej"))}</w:comment>'
    )
    document = read(docx(body, comments=comments))
    assert document.notes(NoteKind.COMMENT) == [("bc\nd", "jo", "Ada"), ("", "nej", "Bo")]
    assert document.document.layout.notes[0].date == "2024-05-01T10:00:00Z"


def test_a_comment_on_a_whole_paragraph_begins_with_its_first_word(
    docx: Maker, read: Reading
) -> None:
    body = (
        p(r("a"))
        + '<w:commentRangeStart w:id="0"/>'
        + p(r("b"))
        + '<w:commentRangeEnd w:id="0"/>'
        + p(r("c"), '<w:r><w:commentReference w:id="0"/></w:r>')
    )
    document = read(docx(body, comments=f'<w:comment w:id="0">{p(r("x"))}</w:comment>'))
    assert document.notes(NoteKind.COMMENT) == [("b", "x", "")]


def change(kind: str, inside: str, author: str = "Ada") -> str:
    return (
        f'<w:{kind} w:id="1" w:author="{author}" w:date="2024-01-01T00:00:00Z">{inside}</w:{kind}>'
    )


def test_inserted_text_is_text_and_deleted_text_is_a_note(docx: Maker, read: Reading) -> None:
    body = p(
        r("Jag "),
        change("del", "<w:r><w:delText>tror</w:delText><w:tab/></w:r>"),
        change("ins", r("vet") + r(" nog")),
        r(" det."),
    )
    document = read(docx(body))
    assert document.text == "Jag vet nog det."
    assert document.notes(NoteKind.INSERTED) == [("vet nog", "", "Ada")]
    assert document.notes(NoteKind.DELETED) == [("", "tror\t", "Ada")]


def test_moved_text_stands_once_where_it_was_moved_to(docx: Maker, read: Reading) -> None:
    body = p(change("moveFrom", r("flytt")), r("kvar")) + p(change("moveTo", r("flytt")))
    document = read(docx(body))
    assert document.text == "kvar\nflytt"
    assert [n.kind for n in document.document.layout.notes] == [NoteKind.DELETED, NoteKind.INSERTED]


def test_a_deleted_paragraph_mark_joins_as_word_does(docx: Maker, read: Reading) -> None:
    mark = f"<w:rPr>{change('del', '')}</w:rPr>"
    deleted = change("del", "<w:r><w:delText>bort</w:delText></w:r>")
    body = p(r("a"), properties=mark) + p(r("b")) + p(deleted, properties=mark) + p(r("c"))
    document = read(docx(body))
    assert document.text == "ab\nc"
    assert document.notes(NoteKind.DELETED) == [("", "\n", "Ada"), ("", "bort\n", "Ada")]


def test_a_deleted_row_is_a_note(docx: Maker, read: Reading) -> None:
    row = f"<w:tr><w:trPr>{change('del', '')}</w:trPr>{cell(p(r('x')))}{cell(p(r('y')))}</w:tr>"
    document = read(docx(p(r("a")) + f"<w:tbl>{row}</w:tbl>" + p(r("b"))))
    assert document.text == "a\nb"
    assert document.notes(NoteKind.DELETED) == [("", "x\ny\n", "Ada")]


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_a_field_shows_its_result_and_not_its_code(docx: Maker, read: Reading) -> None:
    inner = mark("begin") + code("PAGE") + mark("separate") + r("7") + mark("end")
    body = p(
        mark("begin"), code("IF "), inner, code("= 7"), mark("separate"), r("sju"), mark("end")
    )
    assert read(docx(body)).text == "sju"


def test_a_field_that_never_ends_swallows_no_more_than_its_paragraph(
    docx: Maker, read: Reading
) -> None:
    document = read(docx(p(r("a"), mark("begin"), code("TOC")) + p(r("b"), mark("end"))))
    assert document.text == "a\nb"


def test_links_are_read_by_their_text(docx: Maker, read: Reading) -> None:
    link = f'<w:hyperlink r:id="x1">{r("här")}</w:hyperlink>'
    field = (
        mark("begin")
        + code('HYPERLINK "https://example.org/b"')
        + mark("separate")
        + r("där")
        + mark("end")
    )
    simple = f'<w:fldSimple w:instr="AUTHOR">{r("Ada")}</w:fldSimple>'
    document = read(docx(p(link, field, simple), links={"x1": "https://example.org/a"}))
    assert document.text == "härdärAda"
    assert document.formats(Style.LINK) == [
        *(("här", "https://example.org/a"), ("där", "https://example.org/b"))
    ]


def test_content_controls_and_unknown_wrappers_lose_nothing(docx: Maker, read: Reading) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('styrd'))}</w:sdtContent></w:sdt>"
    wrapped = f'<w:smartTag w:element="place">{r("Umeå")}</w:smartTag>'
    strange = f'<x:new xmlns:x="urn:x">{r("nytt")}</x:new>'
    assert read(docx(control + p(wrapped, strange))).text == "styrd\nUmeånytt"


def test_headers_are_left_out_and_reported_with_their_words(docx: Maker, read: Reading) -> None:
    document = read(docx(p(r("a")), header=p(r("Sida "), r("ett")), footer=p()))
    assert document.text == "a"
    assert document.details == {Lost.HEADER_FOOTER: "Sida ett"}


def test_hidden_text_stays_and_is_reported(docx: Maker, read: Reading) -> None:
    document = read(docx(p(r("a"), r("dold", "<w:vanish/>"))))
    assert document.text == "adold"
    assert document.losses == {Lost.HIDDEN: 1}


def test_an_equation_keeps_its_characters(docx: Maker, read: Reading) -> None:
    document = read(docx(p(r("om "), "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")))
    assert document.text == "om x=1"
    assert document.losses == {Lost.EQUATION: 1}


def test_the_strict_variant_of_the_format_is_read(
    docx: Maker, read: Reading, tmp_path: Path
) -> None:
    loose = docx(p(r("sträng", "<w:b/>")))
    strict = tmp_path / "strict.docx"
    with zipfile.ZipFile(loose) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            data = data.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            new.writestr(name, data)
    assert read(strict).formats(Style.BOLD) == [("sträng", "")]


def test_astral_characters_count_as_one(docx: Maker, read: Reading) -> None:
    document = read(docx(p(r("😀"), r("fet", "<w:b/>"))))
    assert document.document.layout.formats[0].start == 1


def independent_text(document: Document) -> str:
    """The text as python-docx gives it, tables at their place, merged cells once."""
    lines: list[str] = []

    def collect(container: Document | _Cell) -> None:
        for block in container.iter_inner_content():
            if isinstance(block, Table):
                seen = []
                for row in block.rows:
                    for inner in row.cells:
                        if inner._tc not in seen:
                            seen.append(inner._tc)
                            collect(inner)
            else:
                lines.append(block.text.replace("\n", "\u2028"))

    collect(document)
    return "\n".join(lines)


def bare_text(document: Document) -> str:
    """Every `w:t`, tab and break of every `w:p`, wherever they stand."""
    signs = {"tab": "\t", "br": "\u2028", "noBreakHyphen": "\u2011"}
    lines = []
    for paragraph in document.element.body.xpath(".//w:p"):
        parts = paragraph.xpath(".//w:t | .//w:r/w:tab | .//w:br | .//w:noBreakHyphen")
        names = ((part.tag.rpartition("}")[2], part.text) for part in parts)
        lines.append("".join(signs.get(name, text or "") for name, text in names))
    return "\n".join(lines)


REAL = ("sheffield_open_research_interviews", "qualcoder_examples/Examples")


@pytest.mark.parametrize("folder", REAL)
def test_real_files_give_the_text_that_other_readers_give(
    read: Reading, shared_data: Path, folder: str
) -> None:
    files = sorted((shared_data / "transcripts" / folder).glob("*.docx"))
    assert files
    for path in files:
        document = python_docx.Document(str(path))
        text = read(path).text
        assert text == bare_text(document), path.name
        if not document.element.body.xpath(".//w:sdt"):  # python-docx leaves these out
            assert text == independent_text(document), path.name


def test_a_transcript_and_its_plain_text_are_the_same_words(shared_data: Path) -> None:
    folder = shared_data / "transcripts/sheffield_open_research_interviews"
    for name in ("David", "Jessica", "Pauline", "Penni"):
        rich, plain = (read_document(folder / f"{name}{suffix}") for suffix in (".docx", ".txt"))
        assert rich.text == plain.text
        assert rich.layout.turns == plain.layout.turns
        assert rich.language == plain.language == "en"


def test_a_file_made_by_python_docx_comes_back_as_it_was(read: Reading, tmp_path: Path) -> None:
    made = python_docx.Document()
    made.add_heading("Rubrik", 2)
    made.add_paragraph("IP1: Ja\tdet är\nså.")
    made.add_paragraph("punkt", style="List Bullet")
    table = made.add_table(2, 2)
    table.cell(1, 1).text = "ruta"
    path = tmp_path / "made.docx"
    made.save(str(path))
    document = read(path)
    assert document.text == "Rubrik\nIP1: Ja\tdet är\u2028så.\npunkt\n\n\n\nruta"
    assert document.formats(Style.HEADING) == [("Rubrik", "2")]
    assert document.formats(Style.LIST_ITEM) == [("punkt", "0")]
    assert not document.losses


@pytest.mark.parametrize("missing", ["word/document.xml", "_rels/.rels"])
def test_a_package_without_its_main_part_is_damaged(
    docx: Maker, read: Reading, tmp_path: Path, missing: str
) -> None:
    whole, half = docx(p(r("a"))), tmp_path / "half.docx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(half, "w") as new:
        for name in old.namelist():
            if name != missing:
                new.writestr(name, old.read(name))
    with pytest.raises(UserError, match="file_damaged"):
        read(half)
