"""Files for the readers, made by the tests themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from qcode.formats.base import DEFAULTS, ImportedDocument, ReadOptions
from qcode.formats.registry import reader_for
from qcode.model.layout import NoteKind, Style

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)

DocxMaker = Callable[..., Path]


@dataclass(frozen=True)
class Read:
    """A document as a reader gave it, with its parts in words instead of positions."""

    document: ImportedDocument

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def losses(self) -> dict[str, int]:
        return {loss.kind: loss.count for loss in self.document.losses}

    @property
    def details(self) -> dict[str, str]:
        return {loss.kind: loss.detail for loss in self.document.losses}

    def formats(self, style: Style) -> list[tuple[str, str]]:
        """The passages in a style, each with the format's value."""
        return [
            (self.text[f.start : f.end], f.value)
            for f in self.document.layout.formats
            if f.style is style
        ]

    def notes(self, kind: NoteKind) -> list[tuple[str, str, str]]:
        """The passages that notes refer to, the notes' own words and their authors."""
        return [
            (self.text[n.start : n.end], n.text, n.author)
            for n in self.document.layout.notes
            if n.kind is kind
        ]


@pytest.fixture
def read() -> Callable[..., Read]:
    """Read a file with the reader that the registry chooses, and nothing after that."""

    def reading(path: Path, options: ReadOptions = DEFAULTS) -> Read:
        return Read(reader_for(path).read(path, options))

    return reading


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file with this name and content (text in UTF-8)."""

    def writing(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return writing


@pytest.fixture
def docx(tmp_path: Path) -> DocxMaker:
    """Make a Word file from the XML of its body; other parts by their kind, such as `comments`.

    `links` are targets of hyperlinks by id; `extra` are members by their full name.
    """

    def make(
        body: str,
        *,
        links: Mapping[str, str] | None = None,
        name: str = "made.docx",
        extra: Mapping[str, bytes] | None = None,
        **parts: str,
    ) -> Path:
        relations = "".join(
            f'<Relationship Id="p{number}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
            for number, kind in enumerate(parts)
        ) + "".join(
            f'<Relationship Id="{key}" Type="{_OFFICE}/hyperlink" Target="{target}"'
            ' TargetMode="External"/>'
            for key, target in (links or {}).items()
        )
        path = tmp_path / name
        with ZipFile(path, "w", ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr(
                "_rels/.rels",
                f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
                f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            )
            package.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
            )
            package.writestr(
                "word/document.xml",
                f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
            )
            for kind, inside in parts.items():
                package.writestr(f"word/{kind}.xml", f"<w:{kind} {_NAMESPACES}>{inside}</w:{kind}>")
            for member, data in (extra or {}).items():
                package.writestr(member, data)
        return path

    return make


_ODT_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
) + (' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"')


@pytest.fixture
def odt(tmp_path: Path) -> Callable[..., Path]:
    """Make an OpenDocument text from the XML of its body, of automatic and of common styles."""

    def make(
        body: str,
        *,
        automatic: str = "",
        common: str = "",
        name: str = "made.odt",
        extra: Mapping[str, bytes] | None = None,
    ) -> Path:
        path = tmp_path / name
        with ZipFile(path, "w", ZIP_DEFLATED) as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            package.writestr(
                "content.xml",
                f"<office:document-content {_ODT_NAMESPACES}><office:automatic-styles>{automatic}"
                f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
                "</office:body></office:document-content>",
            )
            package.writestr(
                "styles.xml",
                f"<office:document-styles {_ODT_NAMESPACES}><office:styles>{common}"
                "</office:styles></office:document-styles>",
            )
            for member, data in (extra or {}).items():
                package.writestr(member, data)
        return path

    return make


def _pdf_lines(lines: str) -> bytes:
    shown = " ".join(
        "({}) Tj T*".format(line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)"))
        for line in lines.split("\n")
    )
    return f"BT /F1 12 Tf 72 770 Td 14 TL {shown} ET".encode("cp1252")


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[..., Path]:
    """Make a PDF with a page for each text; `catalog` and `objects` add to it."""

    def make(
        *pages: str, name: str = "made.pdf", catalog: str = "", objects: tuple[bytes, ...] = ()
    ) -> Path:
        first = 4 + len(objects)
        kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
        bodies = [
            f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
            f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            *objects,
        ]
        for number, lines in enumerate(pages):
            content = _pdf_lines(lines)
            bodies.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
                f"{first + 2 * number + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>".encode()
            )
            length = f"<< /Length {len(content)} >>".encode()
            bodies.append(length + b"\nstream\n" + content + b"\nendstream")
        data, offsets = b"%PDF-1.4\n", []
        for number, body in enumerate(bodies, 1):
            offsets.append(len(data))
            data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        end = (
            f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
        )
        path = tmp_path / name
        path.write_bytes(data + end.encode())
        return path

    return make
