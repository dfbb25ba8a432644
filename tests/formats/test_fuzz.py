"""Files changed at random: a document comes out, or one sentence; nothing else and no hang.

The changes are drawn from a fixed seed, so a failure can be met again.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from qcode.formats.base import ReadOptions
from qcode.formats.registry import read_document
from qcode.model.errors import UserError
from qcode.model.text import canonical

Maker = Callable[..., Path]
VARIANTS = 150
RTF = rb"""{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}{\f1\fcharset2 Symbol;}{\f2\fcharset128 G;}}
{\stylesheet{\s1\b\outlinelevel0 heading 1;}}{\*\revtbl{U;}{Ada;}}{\header Sida\par}
\pard\s1\b Rubrik\par\pard\plain I: h\'e5\u8364?\u-10179?\u-8704? {\f1\'b7}{\f2\'93\'fa}\par
{\field{\*\fldinst{HYPERLINK "http://x"}}{\fldrslt l\i nk}} f{\footnote not\par}
{\*\atrfstart 1}k{\*\atrfend 1}{\*\atnauthor Bo}{\*\annotation{\*\atndate 9}{\*\atnref 1}hm}\par
{\revised\revauth1 ny}{\deleted bort\par}\trowd\pard\intbl a\cell\itap2 b\nestcell c\cell\row
\pard{\listtext 1.\tab}\ls1\ilvl1 p{\shp{\*\shpinst{\shptxt ruta\par}}}{\pict\bin3 }}}}slut}"""
HTML = b"""<!DOCTYPE html><meta charset=utf-8><h1>Rub <b>x</b></h1> text<p>I: hej<br>du &aring;
<a href=x>l <i>k</i></a><ul><li>a<ol><li>b</ol></ul><table><tr><td rowspan=2 colspan=2>c<td>
<table><tr><th>d</table><tr><td>e</table><blockquote>f</blockquote><pre>
 x
</pre><noscript>n</noscript><img alt=b><ruby>r<rt>t</ruby><span style='font-weight:bold'>s</span>"""
MARKDOWN = (
    "# Å *x*\n\n> I: **f _k_** `k` [l](u) <http://z>\n> ![b](c) \\* &amp;\n\n- a\n  1. b\n".encode()
)


@pytest.fixture
def seeds(docx: Maker, odt: Maker, pdf: Maker) -> dict[str, bytes]:
    """A small file of each format with as many of its features as possible."""
    word = docx(
        '<w:p><w:pPr><w:pStyle w:val="R"/><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:rPr>'
        "<w:b/></w:rPr><w:t>Rub</w:t><w:tab/><w:br/>"
        '<w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>'
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>c</w:t></w:r>'
        "</w:p></w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
        '<w:p><w:commentRangeStart w:id="0"/><w:ins w:author="A"><w:r><w:t>ny</w:t></w:r></w:ins>'
        '<w:del w:author="A"><w:r><w:delText>bort</w:delText></w:r></w:del>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/>'
        '<w:footnoteReference w:id="2"/><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>'
        'HYPERLINK "x"</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>l</w:t>'
        '<w:fldChar w:fldCharType="end"/></w:r><w:hyperlink r:id="x1"><w:r><w:t>m</w:t></w:r>'
        '</w:hyperlink><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        "<w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        links={"x1": "http://x"},
        styles='<w:style w:type="paragraph" w:styleId="R"><w:basedOn w:val="R"/>'
        '<w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
        comments='<w:comment w:id="0"><w:p><w:r><w:t>k</w:t></w:r></w:p></w:comment>',
        footnotes='<w:footnote w:id="2"><w:p><w:r><w:t>f</w:t></w:r></w:p></w:footnote>',
    )
    open_document = odt(
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>d</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes><text:h>R</text:h>"
        '<text:p>a<text:s text:c="2"/><text:tab/><text:span text:style-name="T">b</text:span>'
        '<text:change text:change-id="c"/><text:note><text:note-body><text:p>f</text:p>'
        '</text:note-body></text:note><office:annotation office:name="n"><text:p>k</text:p>'
        '</office:annotation>x<office:annotation-end office:name="n"/><draw:frame><draw:text-box>'
        "<text:p>ruta</text:p></draw:text-box></draw:frame></text:p><text:list><text:list-item>"
        "<text:p>l</text:p></text:list-item></text:list><table:table><table:table-row>"
        '<table:table-cell table:number-columns-repeated="2"><text:p>c</text:p>'
        "</table:table-cell><table:covered-table-cell/></table:table-row></table:table>",
        automatic='<style:style style:name="T" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>',
    )
    return {
        "docx": word.read_bytes(),
        "odt": open_document.read_bytes(),
        "pdf": pdf("I: hej du\nväl-\nkommen", "två").read_bytes(),
        "rtf": RTF,
        "html": HTML,
        "md": MARKDOWN,
        "txt": "I: Hur är det på Ön?\nIP1: Jo …\n".encode("cp1252"),
    }


def change_bytes(data: bytes, random_: random.Random) -> bytes:
    """Cut, flip, drop or repeat bytes."""
    changed = bytearray(data)
    at, other = random_.randrange(len(data)), random_.randrange(len(data))
    match random_.randrange(4):
        case 0:
            return bytes(changed[:at])
        case 1:
            for _ in range(random_.choice((1, 3, 20))):
                changed[random_.randrange(len(changed))] = random_.randrange(256)
            return bytes(changed)
        case 2:
            return bytes(changed[:at] + changed[at + random_.randrange(1, 60) :])
        case _:
            return bytes(changed[:at] + changed[other : other + 90] + changed[at:])


def change_tree(data: bytes, random_: random.Random) -> bytes:
    """Move, rename, drop and contradict elements, so that the XML stays well formed."""
    root = etree.fromstring(data)
    for _ in range(random_.randrange(1, 12)):
        elements = list(root.iter())[1:] or [root]
        element, other = random_.choice(elements), random_.choice(elements)
        parent = element.getparent()
        match random_.randrange(5):
            case 0 if parent is not None:
                parent.remove(element)
            case 1 if other is not element and element not in other.iterancestors():
                other.append(element)
            case 2:
                element.tag = other.tag
            case 3 if element.attrib:
                name = random_.choice(sorted(map(str, element.attrib)))
                element.set(name, random_.choice(("", "-1", "0", "99999999999", "x")))
            case _:
                element.text = random_.choice(("", " ", "\n", "\ufeff", "\u2029", "😀"))
    return etree.tostring(root)


def change_package(data: bytes, random_: random.Random) -> bytes:
    """Change the XML inside a package, and make a sound package of it again."""
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith(".xml") and "[" not in name and random_.random() < 0.7:
                part = change_tree(part, random_)
            new.writestr(name, part)
    return changed.getvalue()


def change_rtf(data: bytes, random_: random.Random) -> bytes:
    """Drop, repeat and move tokens, and change their numbers."""
    tokens = re.findall(rb"\\[a-z]+-?\d* ?|\\'..|\\.|[{}]|[^\\{}]+", data, re.DOTALL)
    for _ in range(random_.randrange(1, 10)):
        at, other = random_.randrange(len(tokens)), random_.randrange(len(tokens))
        match random_.randrange(4):
            case 0:
                del tokens[at]
            case 1:
                tokens.insert(at, tokens[other])
            case 2:
                tokens[at] = re.sub(
                    rb"-?\d+", random_.choice((b"-1", b"0", b"99999999")), tokens[at]
                )
            case _:
                tokens[at:at] = tokens[other : other + 15]
    return b"".join(tokens)


def check(path: Path) -> bool:
    """Read a file; what comes out must hold together. False if it was refused."""
    try:
        document = read_document(path, ReadOptions(turn_dialect="none"))
    except UserError as error:
        assert error.params.get("name") == path.name
        return False
    assert canonical(document.text).text == document.text
    for part in (*document.layout.formats, *document.layout.notes):
        assert 0 <= part.start <= part.end <= len(document.text)
    for page in document.layout.pages:
        assert 0 <= page.start <= len(document.text)
    return True


@pytest.mark.parametrize("suffix", ["docx", "odt", "pdf", "rtf", "html", "md", "txt"])
def test_changed_bytes_give_a_document_or_a_sentence(
    seeds: dict[str, bytes], tmp_path: Path, suffix: str
) -> None:
    random_, path = random.Random(suffix), tmp_path / f"changed.{suffix}"
    path.write_bytes(seeds[suffix])
    assert check(path), "the seed itself must be read"
    for _ in range(VARIANTS):
        path.write_bytes(change_bytes(seeds[suffix], random_))
        check(path)


@pytest.mark.parametrize(
    ("suffix", "change"), [("docx", change_package), ("odt", change_package), ("rtf", change_rtf)]
)
def test_changed_structure_gives_a_document_or_a_sentence(
    seeds: dict[str, bytes],
    tmp_path: Path,
    suffix: str,
    change: Callable[[bytes, random.Random], bytes],
) -> None:
    random_, path, whole = random.Random(suffix), tmp_path / f"changed.{suffix}", 0
    for _ in range(2 * VARIANTS):
        path.write_bytes(change(seeds[suffix], random_))
        whole += check(path)
    assert whole > VARIANTS / 2, "most must get past the parser, or the test tests little"
