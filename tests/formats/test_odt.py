"""OpenDocument texts: every character that LibreOffice shows, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import odfdo
import pytest

from qcode.formats.losses import Lost
from qcode.model.errors import UserError
from qcode.model.layout import NoteKind, Style

Maker = Callable[..., Path]
Reading = Callable[..., Any]  # a `Read` of conftest


def p(inside: str, style: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{inside}</text:p>"


def span(inside: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{inside}</text:span>'


def style(name: str, properties: str = "", family: str = "text", parent: str = "") -> str:
    base = f' style:parent-style-name="{parent}"' if parent else ""
    inside = f"<style:text-properties {properties}/>" if properties else ""
    return f'<style:style style:name="{name}" style:family="{family}"{base}>{inside}</style:style>'


def test_white_space_is_what_libreoffice_shows(odt: Maker, read: Reading) -> None:
    body = p("\n  a  b\n c ") + p('<text:s text:c="3"/>d<text:s/>e<text:tab/>f<text:line-break/>g')
    assert read(odt(body)).text == "a b c \n   d e\tf\u2028g"


def test_white_space_collapses_across_elements(odt: Maker, read: Reading) -> None:
    assert read(odt(p(f"a {span(' b ', 'T1')} c"))).text == "a b c"


def test_nothing_is_trimmed_joined_or_improved(odt: Maker, read: Reading) -> None:
    lines = ["*laugh* well-", "", "1", "…", "\u00a0x\u2011y\u00adz", "'rakt' \u201ekrumt\u201d"]
    assert read(odt("".join(map(p, lines)))).text == "\n".join(lines)


def test_headings_and_the_title_have_levels(odt: Maker, read: Reading) -> None:
    body = (
        p("T", "P1")
        + '<text:h text:outline-level="2">två</text:h><text:h>ett</text:h>'
        + '<text:h text:outline-level="10">djup</text:h>'
    )
    automatic = style("P1", family="paragraph", parent="Title")
    document = read(odt(body, automatic=automatic, common=style("Title", family="paragraph")))
    assert document.formats(Style.HEADING) == [
        *(("T", "1"), ("två", "2"), ("ett", "1"), ("djup", "6"))
    ]


def test_characters_look_as_their_styles_say(odt: Maker, read: Reading) -> None:
    automatic = (
        style("T1", 'fo:font-weight="bold"')
        + style("T2", 'fo:font-style="italic"', parent="T1")
        + style("T3", 'style:text-underline-style="solid" fo:font-weight="normal"')
    )
    document = read(
        odt(p(span(f"a{span('b', 'T3')}", "T1") + span("c", "T2")), automatic=automatic)
    )
    assert document.formats(Style.BOLD) == [("a", ""), ("c", "")]
    assert document.formats(Style.ITALIC) == [("c", "")]
    assert document.formats(Style.UNDERLINE) == [("b", "")]


def test_lists_keep_their_depth_and_made_up_numbers_are_reported(odt: Maker, read: Reading) -> None:
    body = (
        '<text:list text:style-name="L1"><text:list-item>'
        + p("ett")
        + p("mer")
        + f"<text:list><text:list-item>{p('två')}</text:list-item></text:list></text:list-item>"
        + f"<text:list-item><text:number>2.</text:number>{p('tre')}</text:list-item></text:list>"
    )
    levels = (
        '<text:list-style style:name="L1">'
        '<text:list-level-style-number text:level="1" style:num-format="1"/>'
        '<text:list-level-style-bullet text:level="2"/></text:list-style>'
    )
    document = read(odt(body, automatic=levels))
    assert document.text == "ett\nmer\ntvå\ntre"
    assert document.formats(Style.LIST_ITEM) == [("ett", "0"), ("två", "1"), ("tre", "0")]
    assert document.losses == {Lost.LIST_NUMBERS: 2}


def cell(inside: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def test_a_table_is_read_cell_by_cell(odt: Maker, read: Reading) -> None:
    inner = f"<table:table><table:table-row>{cell(p('inre'))}</table:table-row></table:table>"
    rows = (
        "<table:table-header-rows><table:table-row>"
        + cell(p("a") + p("b"), 'table:number-columns-spanned="2"')
        + "<table:covered-table-cell/>"
        + cell(p("c"))
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell(p("") + inner)
        + cell(p("d"))
        + "</table:table-row>"
    )
    document = read(odt(p("före") + f"<table:table>{rows}</table:table>" + p("efter")))
    assert document.text == "före\na\nb\nc\n\ninre\nd\nefter"
    assert document.formats(Style.CELL) == [
        *(("a\nb", "0,0,0"), ("c", "0,0,2"), ("\ninre", "0,1,0")),
        *(("inre", "1,0,0"), ("d", "0,1,1")),
    ]


def test_a_cell_that_says_it_repeats_is_taken_once(odt: Maker, read: Reading) -> None:
    repeated = cell(p("x"), 'table:number-columns-repeated="1000000000"')
    row = f"<table:table-row>{repeated}</table:table-row>"
    document = read(odt(f"<table:table>{row}</table:table>"))
    assert document.text == "x"
    assert document.losses == {Lost.REPEATED: 999}


def test_footnotes_and_comments_stand_beside_the_text(odt: Maker, read: Reading) -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('fot')}{p('not')}</text:note-body></text:note>"
    )
    comment = (
        '<office:annotation office:name="k1"><dc:creator>Ada</dc:creator>'
        f"<dc:date>2024-05-01T10:00:00</dc:date>{p('jaså')}</office:annotation>"
    )
    body = p(f"en{note}två {comment}om") + p('detta<office:annotation-end office:name="k1"/>.')
    document = read(odt(body))
    assert document.text == "entvå om\ndetta."
    assert document.notes(NoteKind.FOOTNOTE) == [("", "fot\nnot", "")]
    assert document.notes(NoteKind.COMMENT) == [("om\ndetta", "jaså", "Ada")]


def test_tracked_changes_are_notes(odt: Maker, read: Reading) -> None:
    info = "<office:change-info><dc:creator>Bo</dc:creator><dc:date>2024</dc:date>"
    info += "</office:change-info>"
    changes = (
        "<text:tracked-changes>"
        f'<text:changed-region text:id="c1"><text:insertion>{info}</text:insertion>'
        "</text:changed-region>"
        f'<text:changed-region text:id="c2"><text:deletion>{info}{p("bort")}{p("här")}'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = p(
        'a <text:change-start text:change-id="c1"/>nytt<text:change-end text:change-id="c1"/>'
        '<text:change text:change-id="c2"/> z'
    )
    document = read(odt(changes + body))
    assert document.text == "a nytt z"
    assert document.notes(NoteKind.INSERTED) == [("nytt", "", "Bo")]
    assert document.notes(NoteKind.DELETED) == [("", "bort\nhär", "Bo")]


def test_a_text_box_follows_its_paragraph_and_a_picture_is_reported(
    odt: Maker, read: Reading
) -> None:
    box = f"<draw:frame><draw:text-box>{p('i rutan')}</draw:text-box></draw:frame>"
    shape = f"<draw:custom-shape>{p('i pilen')}</draw:custom-shape>"
    picture = "<draw:frame><draw:image/><svg:title>Torget</svg:title></draw:frame>"
    document = read(odt(p(f"före {box}{picture}{shape}efter") + p("sist")))
    assert document.text == "före efter\ni rutan\ni pilen\nsist"
    assert document.details == {Lost.TEXT_BOX: "", Lost.IMAGE: "Torget"}


def test_a_link_is_read_by_its_text(odt: Maker, read: Reading) -> None:
    document = read(odt(p('se <text:a xlink:href="https://example.org">här</text:a>')))
    assert document.formats(Style.LINK) == [("här", "https://example.org")]


def test_what_the_program_makes_is_left_out_and_fields_are_shown(odt: Maker, read: Reading) -> None:
    index = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>mall"
        "</text:index-title-template></text:table-of-content-source><text:index-body>"
        f"{p('Innehåll')}</text:index-body></text:table-of-content>"
    )
    field = "<text:date>1 maj</text:date><text:script>alert(1)</text:script>"
    assert read(odt(index + p(field))).text == "Innehåll\n1 maj"


def test_headers_and_macros_are_reported(odt: Maker, read: Reading) -> None:
    header = f"<style:master-page><style:header>{p('Sida ett')}</style:header></style:master-page>"
    document = read(odt(p("a"), common=header, extra={"Basic/script-lc.xml": b"<x/>"}))
    assert document.text == "a"
    assert document.details == {Lost.HEADER_FOOTER: "Sida ett", Lost.MACROS: ""}


def test_a_locked_file_says_so(odt: Maker, read: Reading) -> None:
    manifest = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    with pytest.raises(UserError, match="password_protected"):
        read(odt(p("a"), extra=manifest))


def test_spaces_by_the_million_stay_within_bounds(odt: Maker, read: Reading) -> None:
    assert len(read(odt(p('a<text:s text:c="2000000000"/>'))).text) == 1001


def test_a_file_made_by_odfdo_comes_back_as_it_was(read: Reading, tmp_path: Path) -> None:
    made = odfdo.Document("text")
    made.body.clear()
    made.body.append(odfdo.Header(2, "Rubrik"))
    made.body.append(odfdo.Paragraph("IP1: Ja\tdet  är\nså."))
    table = odfdo.Table("T", width=2, height=1)
    table.set_value((1, 0), "ruta")
    made.body.append(table)
    path = tmp_path / "made.odt"
    made.save(str(path))
    document = read(path)
    assert document.text.startswith("Rubrik\nIP1: Ja\tdet  är\u2028så.\n")
    assert document.formats(Style.HEADING) == [("Rubrik", "2")]
    assert ("ruta", "0,0,1") in document.formats(Style.CELL)


def test_a_real_file_gives_the_text_that_odfdo_gives(read: Reading, shared_data: Path) -> None:
    files = sorted((shared_data / "transcripts").rglob("*.odt"))
    assert files
    for path in files:
        paragraphs = odfdo.Document(str(path)).body.get_paragraphs()
        assert read(path).text == "\n".join(map(str, (p.inner_text for p in paragraphs)))
