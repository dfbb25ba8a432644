"""Small files with as many of their formats' features as possible, for spoiling."""

from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).resolve().parents[1]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SPACES = f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="{_MC}"'
_O = "urn:oasis:names:tc:opendocument:xmlns:"

_BODY = """<w:p><w:pPr><w:pStyle w:val="R"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Rub</w:t>
<w:tab/><w:br/><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p><w:tbl><w:tr><w:tc><w:tcPr>
<w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:vMerge/>
</w:tcPr>
<w:p/></w:tc></w:tr></w:tbl><w:p><w:commentRangeStart w:id="0"/><w:ins w:author="A"><w:r>
<w:t>Anna: ny</w:t></w:r></w:ins><w:del w:author="A"><w:r><w:delText>bort</w:delText></w:r>
</w:del><w:commentRangeEnd
w:id="0"/><w:r><w:commentReference w:id="0"/><w:footnoteReference w:id="2"/><w:fldChar
w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText><w:fldChar
w:fldCharType="separate"/><w:t>l</w:t><w:fldChar w:fldCharType="end"/></w:r><w:hyperlink r:id="x1">
<w:r><w:t>m</w:t></w:r></w:hyperlink><w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>gul</w:t>
</w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>r
</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback>
</mc:AlternateContent></w:r><w:r><w:object/></w:r></w:p><w:altChunk r:id="x2"/><w:p><w:r><w:t>Bo sa:
[code: Oro] “det var så det var” [/code] (s. 3)</w:t></w:r></w:p>"""
_LINKS = "".join(
    f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}" TargetMode="External"/>'
    for key, kind, target in (
        ("x1", "hyperlink", "http://[::1]:9/"),
        ("x2", "aFChunk", "file:///etc/passwd"),
        ("x3", "attachedTemplate", "\\\\host\\share\\a.dotm"),
    )
)
_INSIDE = "".join(
    f'<Relationship Id="p{kind}" Type="{_R}/{kind}" Target="{kind}.xml"/>'
    for kind in ("styles", "comments", "footnotes")
)
DOCX = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": f'<Relationships xmlns="{_P}"><Relationship Id="r1" Type="{_R}/officeDocument"'
    ' Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_P}">{_LINKS}{_INSIDE}'
    "</Relationships>",
    "word/document.xml": f"<w:document {_SPACES}><w:body>{_BODY}</w:body></w:document>",
    "word/styles.xml": f'<w:styles {_SPACES}><w:style w:type="paragraph" w:styleId="R"><w:basedOn'
    ' w:val="R"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>',
    "word/comments.xml": f'<w:comments {_SPACES}><w:comment w:id="0" w:author="Bo" w:date='
    '"2026-01-01T00:00:00Z"><w:p><w:r><w:t>Tillit: mycket</w:t></w:r></w:p></w:comment>'
    "</w:comments>",
    "word/footnotes.xml": f'<w:footnotes {_SPACES}><w:footnote w:id="2"><w:p><w:r><w:t>f</w:t>'
    "</w:r></w:p></w:footnote></w:footnotes>",
}
_ODT_BODY = """<text:tracked-changes><text:changed-region text:id="c"><text:deletion>
<text:p>d</text:p></text:deletion></text:changed-region></text:tracked-changes><text:h>R</text:h>
<text:p>a<text:s
text:c="2"/><text:tab/><text:span text:style-name="T">b</text:span><text:change text:change-id="c"/>
<text:note><text:note-body><text:p>f</text:p></text:note-body></text:note><office:annotation
office:name="n"><text:p>k</text:p></office:annotation>x<office:annotation-end office:name="n"/>
<draw:frame><draw:text-box><text:p>ruta</text:p></draw:text-box></draw:frame></text:p><text:list>
<text:list-item><text:p>l</text:p></text:list-item></text:list><table:table><table:table-row>
<table:table-cell table:number-columns-repeated="2"><text:p>c</text:p></table:table-cell>
</table:table-row></table:table>"""
_ODT_SPACES = " ".join(
    f'xmlns:{prefix}="{_O}{name}:1.0"'
    for prefix, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing")),
        *(("style", "style"), ("fo", "xsl-fo-compatible")),
    )
)
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": f"<office:document-content {_ODT_SPACES}><office:automatic-styles><style:style"
    ' style:name="T" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    "</style:style></office:automatic-styles><office:body><office:text>"
    f"{_ODT_BODY}</office:text></office:body></office:document-content>",
    "styles.xml": f"<office:document-styles {_ODT_SPACES}/>",
}


def packed(parts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return made.getvalue()


def _pdf() -> bytes:
    """Return two pages, one packed, with a highlight and its note, an outline and page labels."""
    shown = b"BT /F1 12 Tf 72 770 Td 14 TL (I: hej du) Tj T* (v\xe4l-) Tj T* (kommen) Tj ET /X Do"
    packed = zlib.compress(shown)
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R /Outlines 9 0 R /PageLabels << /Nums [0 << /S /r >>] >>"
        b" /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /AcroForm << /Fields [] >> >>",
        b"<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Annots [8 0 R 11 0 R]"
        b" /Resources << /Font << /F1 3 0 R >> /XObject << /X 10 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 90 /Contents 7 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Annot /Subtype /Highlight /Rect [70 765 130 785] /T (Bo) /Contents (Oro: ja)"
        b" /QuadPoints [70 785 130 785 70 765 130 765] /C [1 1 0] >>",
        b"<< /Type /Outlines /First 12 0 R /Last 12 0 R /Count 1 >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 4 >>\nstream\n q Q\nendstream",
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9]"
        b" /A << /S /URI /URI (http://[::1]:9/) >> >>",
        b"<< /Title (Ett) /Parent 9 0 R /Dest [4 0 R /Fit] >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>"
    return data + f"{end}\nstartxref\n{len(data)}\n%%EOF\n".encode()


_SURVEY = (
    "ID;Ålder;Kön;Vad tycker du om torget?;Varför?\n"
    "1;34;k;Det är fint att sitta där på våren;\n"
    '2;51;m;"Jag går sällan dit; det\nblåser";Tja, det blåser jämt där\n'
    "3;;k;Bra med bänkar och träd och fåglar;Fåglar är fina djur\n"
)
_CODED = (
    "Anna: [code: Oro]Jag vågade inte[/code] gå dit.\n(QCODE)Det var mörkt(/QCODE){#mörker, natt}\n"
    "#oro Bo: så var det.\n[Tillit] men inte nu [/Tillit]\n"
)
# Tables of coded passages; the words are of `small_coded.docx`, "det" of several documents.
_OF_MAXQDA = (
    "Color;Document group;Document name;Code;Beginning;End;Weight score;Segment;Comment;Author\n"
    "●;Grupp;small_coded;Oro > Natt;2;2;50;Bo sa;Not;ada\n;;small_coded;Tillit;;;;det;;\n"
    ";;;Tillit;1;1;x;finns inte någonstans i texten;;\n"
).encode("utf-8-sig")
_OF_ATLAS = (
    "ID\tQuotation Name\tDocument\tQuotation Content\tCodes\tComment\tReference\n"
    '1:1\tx\t1 small_coded\t"det var så\ndet var"\t"Oro\nTillit: Stad"\t\t1 - 1\n'
).encode("utf-16")
_OF_QCODE = (
    b"guid,document,start,end,text,code,coder,memo,weight,created\n"
    b"x,small_coded,0,3,Rub,Oro/Natt,Ada,m,3,2026-01-01T00:00:00+00:00\n"
    b"y,small_coded,-1,99999999,Anna,Oro,Ada,,9e9,?\n"
)
_OF_DEDOOSE = (
    b"Media Title,Excerpt Range,Excerpt Creator,Excerpt Date,Excerpt Copy,Codes Applied Combined,"
    b"Code: Oro Applied,Code: Oro Weight\nsmall_coded,0-9,ada,1/2/2026 3:04:05 PM,gul,Oro,true,2\n"
)
_OF_NVIVO = (
    "Name: Oro\n\n<Files\\\\Grupp\\\\small_coded> - § 2 references coded [1.5% Coverage]\n\n"
    "Reference 1 - 0.5% Coverage\n\ngul\n\nReference 2 - 1% Coverage\n\nAnna: ny\nBo sa\n"
)
_OF_TAGUETTE = (
    b"<!DOCTYPE html><html><body><h1>Taguette highlights</h1><p>gul</p><p><strong>"
    b"Document:</strong> small_coded <strong>Tags:</strong> Oro, Oro.Natt</p>"
    b"<hr><p>det</p></body></html>"
)


def small_files() -> dict[str, bytes]:
    """Return the files by their names."""
    texts = _module(TESTS / "formats" / "test_fuzz.py")
    return {
        "small_coded.docx": packed(DOCX),
        "small.odt": packed(ODT),
        "small.pdf": _pdf(),
        "small.rtf": texts.RTF,
        "small.html": texts.HTML,
        "small.md": texts.MARKDOWN,
        "small_cp1252.txt": "I: Hur är det på Ön?\nIP1: Jo …\n".encode("cp1252"),
        "small_utf16.txt": "I: Hur är det?\nIP1: Jo …\n".encode("utf-16"),
        "survey.csv": _SURVEY.encode("utf-8-sig"),
        "names.csv": b"Namn;Pseudonym\nAnna Berg;Lena\nBo;Per\n",
        "small_coded.txt": _CODED.encode(),
        "codes.md": b"# Oro\n\nNot.\n\n## Natt\n\n> ex\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "codings_maxqda.csv": _OF_MAXQDA,
        "codings_atlas.tsv": _OF_ATLAS,
        "codings_qcode.csv": _OF_QCODE,
        "codings_dedoose.csv": _OF_DEDOOSE,
        "codings_nvivo.txt": _OF_NVIVO.encode(),
        "codings_nvivo.html": f"<html><p>{'</p><p>'.join(_OF_NVIVO.split(chr(10)))}</p>".encode(),
        "codings_taguette.html": _OF_TAGUETTE,
        "codes_list.txt": b"Oro\n  Natt\n  Dag: ljus\nTillit\n",
    }


def write_projects(folder: Path) -> None:
    """Write a project of Taguette and one of QualCoder."""
    made = _module(TESTS / "formats" / "projects" / "conftest.py")
    study = made.Taguette(folder / "taguette.sqlite3")
    number = study.project("Tillit", "anna", "bo", about="Om")
    page = study.document(number, "a", "<p>ett två 😀</p><h1>tre</h1>", "ett två 😀tre")
    for tag in ("Tal", "Tal.Ett", "Oro"):
        study.highlight(page, "två", study.tag(number, tag, "beskrivning"), by="bo")
    other = made.QualCoder(folder / "qualcoder")
    source = other.source("a.txt", "ett två 😀 tre\nfyra")
    category = other.add("code_cat", name="Kat", owner="anna", memo="m")
    code = other.code("Tal", catid=category, color="#FF0000", memo="om")
    other.mark(source, code, 4, "två", memo="k")
    case = other.add("cases", name="Fall", owner="bo", memo="")
    other.add("case_text", caseid=case, fid=source, pos0=0, pos1=5, owner="bo", memo="")
    other.add("attribute_type", name="Ålder", owner="bo", memo="", caseOrFile="case",
              valuetype="numeric")  # fmt: skip
    other.add("attribute", name="Ålder", attr_type="case", value="34", id=case, owner="bo")
    other.add("annotation", fid=source, pos0=0, pos1=3, memo="not", owner="anna")
    other.add("journal", name="dag", jentry="skrev", owner="anna")


def _module(path: Path) -> ModuleType:
    name = f"fuzz_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
