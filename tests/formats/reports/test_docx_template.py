"""A template of the user's own restyles the whole report, and says what it lacked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document as Opened
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt
from lxml import etree

from qcode.formats.bundle import ExportBundle
from qcode.formats.docx_report import DocxReport
from qcode.formats.docx_template import is_template
from qcode.formats.losses import Lost
from qcode.formats.ooxml import A4, PACKAGE, RELATIONSHIPS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Open = Callable[[Path], Opened]


@pytest.fixture
def template() -> Opened:
    """A house style: other margins, a big heading 1, a header, a quotation style of ours."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(17.6), Cm(25)
    section.left_margin = Cm(4)
    section.header.paragraphs[0].text = "Högskolan i Lillköping"
    section.footer.paragraphs[0].text = "Foten"
    document.styles["Heading 1"].font.size = Pt(33)
    own = document.styles.add_style("QCode Source", WD_STYLE_TYPE.PARAGRAPH)
    own.font.size = Pt(7)
    document.add_paragraph("Text that stays behind")
    return document


def data_of(document: Opened) -> bytes:
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def test_styles_page_header_and_footer_are_the_templates(
    bundle: ExportBundle, template: Opened, tmp_path: Path, opened: Open
) -> None:
    path = tmp_path / "report.docx"
    (loss,) = DocxReport().write(replace(bundle, template=data_of(template)), path)
    document = opened(path)
    assert document.styles["Heading 1"].font.size == Pt(33)
    sources = [p for p in document.paragraphs if p.style.name == "QCode Source"]
    assert len(sources) == 3
    assert sources[0].style.font.size == Pt(7)
    upright = [s for s in document.sections if s.page_width < s.page_height]
    assert {round(section.left_margin.cm, 2) for section in upright} == {4}
    assert {round(section.page_width.cm, 1) for section in upright} == {17.6}
    assert document.sections[-1].header.paragraphs[0].text == "Högskolan i Lillköping"
    assert document.sections[-1].footer.paragraphs[0].text == "Foten"
    assert "Text that stays behind" not in [p.text for p in document.paragraphs]
    assert loss.kind == Lost.STYLES_MADE
    assert loss.detail.startswith("QCode")


def test_styles_are_found_by_name_whatever_their_ids_are(
    bundle: ExportBundle, template: Opened, tmp_path: Path, opened: Open
) -> None:
    heading = template.styles["Heading 1"].element
    heading.set(W + "styleId", "Rubrik1")  # as a Swedish Word has it
    path = tmp_path / "report.docx"
    DocxReport().write(replace(bundle, template=data_of(template)), path)
    document = opened(path)
    headings = [p.text for p in document.paragraphs if p.style.style_id == "Rubrik1"]
    assert headings == ["Dokument", "Tillit & förtroende", "Yrke", "Kodbok"]
    ids = [style.style_id for style in document.styles]
    assert len(ids) == len(set(ids))


def test_every_style_that_is_used_is_there(
    bundle: ExportBundle, template: Opened, tmp_path: Path
) -> None:
    path = tmp_path / "report.docx"
    DocxReport().write(replace(bundle, template=data_of(template)), path)
    with zipfile.ZipFile(path) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
        known = {style.get(W + "styleId") for style in styles.iter(W + "style")}
        for name in ("word/document.xml", "word/comments.xml"):
            root = etree.fromstring(package.read(name))
            used = {
                each.get(W + "val")
                for each in root.iter(W + "pStyle", W + "rStyle", W + "tblStyle")
            }
            assert used <= known
        for each in styles.iter(W + "basedOn", W + "next"):
            assert each.get(W + "val") in known
        targets = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        names = set(package.namelist())
        for each in targets:
            target = f"word/{each.get('Target')}".replace("word/../", "")
            assert target in names


def test_a_template_without_header_or_footer_gets_ours(
    bundle: ExportBundle, tmp_path: Path, opened: Open
) -> None:
    path = tmp_path / "report.docx"
    DocxReport().write(replace(bundle, template=data_of(docx.Document())), path)
    assert "Sida" in opened(path).sections[-1].footer.paragraphs[0].text


@pytest.mark.parametrize("part", ["word/styles.xml", "word/document.xml"])
def test_a_damaged_template_is_known_for_one(template: Opened, part: str) -> None:
    whole = data_of(template)
    assert is_template(whole)
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if name == part else old.read(name))
    assert not is_template(held.getvalue())
    assert not is_template(b"PK no zip")


def test_what_a_template_would_fetch_from_elsewhere_is_left_behind(
    bundle: ExportBundle, template: Opened, tmp_path: Path
) -> None:
    relations = template.part.rels
    relations.get_or_add_ext_rel(
        "http://schemas.example/attachedTemplate", "http://x.example/t.dotm"
    )
    path = tmp_path / "report.docx"
    DocxReport().write(replace(bundle, template=data_of(template)), path)
    with zipfile.ZipFile(path) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert b"x.example" not in everything


def remade(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a package with other parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return held.getvalue()


@pytest.mark.parametrize(
    "broken",
    ["word/settings.xml", "word/_rels/document.xml.rels", "word/styles.xml", "word/header1.xml"],
)
def test_a_template_broken_in_any_part_that_is_used_is_none(template: Opened, broken: str) -> None:
    whole = data_of(template)
    assert broken in zipfile.ZipFile(io.BytesIO(whole)).namelist()
    assert not is_template(remade(whole, {broken: b"<"}))


def test_a_template_whose_bytes_were_changed_is_none(template: Opened) -> None:
    data = bytearray(remade(data_of(template), {"word/other.xml": b"<x>" + b"o" * 50}))
    at = data.index(b"<x>oo")
    data[at + 4] ^= 1
    assert not is_template(bytes(data))


def test_a_page_of_a_size_without_an_end_is_an_ordinary_one(
    bundle: ExportBundle, template: Opened, tmp_path: Path, opened: Open
) -> None:
    whole = data_of(template)
    body = zipfile.ZipFile(io.BytesIO(whole)).read("word/document.xml")
    odd = re.sub(rb'w:w="\d+"', b'w:w="1e999"', body)
    path = tmp_path / "report.docx"
    given = remade(whole, {"word/document.xml": odd})
    DocxReport().write(replace(bundle, template=given), path)
    assert {s.page_width for s in opened(path).sections if s.page_width < s.page_height} == {
        A4.width * 635
    }


def test_a_header_that_shows_what_is_elsewhere_shows_it_no_more(
    bundle: ExportBundle, template: Opened, tmp_path: Path
) -> None:
    whole = data_of(template)
    header = zipfile.ZipFile(io.BytesIO(whole)).read("word/header1.xml")
    shown = b'<w:p><w:r><w:t r:link="away" r:embed="gone" xmlns:r="%b">x</w:t></w:r></w:p></w:hdr>'
    relations = (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="away" '
        f'Type="{RELATIONSHIPS}/image" Target="http://[::1]:9/a.png" TargetMode="External"/>'
        "</Relationships>"
    )
    given = remade(
        whole,
        {
            "word/header1.xml": header.replace(b"</w:hdr>", shown % RELATIONSHIPS.encode()),
            "word/_rels/header1.xml.rels": relations.encode(),
        },
    )
    path = tmp_path / "report.docx"
    DocxReport().write(replace(bundle, template=given), path)
    with zipfile.ZipFile(path) as package:
        assert "Högskolan" in package.read("word/header1.xml").decode()
        for name in package.namelist():
            assert b"[::1]" not in package.read(name)
            assert b"away" not in package.read(name)


def test_parts_that_need_one_another_in_a_long_row_are_all_taken(
    bundle: ExportBundle, template: Opened, tmp_path: Path
) -> None:
    parts = {"word/header1.xml": b'<w:hdr xmlns:w="%b"/>' % W[1:-1].encode()}
    before = "word/header1.xml"
    for number in range(2_000):
        name = f"word/more{number}.xml"
        parts[name] = b"<x/>"
        parts[f"word/_rels/{before[5:]}.rels"] = (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="image" '
            f'Target="more{number}.xml"/></Relationships>'
        ).encode()
        before = name
    path = tmp_path / "report.docx"
    DocxReport().write(replace(bundle, template=remade(data_of(template), parts)), path)
    with zipfile.ZipFile(path) as package:
        assert before in package.namelist()
