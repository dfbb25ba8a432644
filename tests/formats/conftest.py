"""Files for the readers, made by the tests themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

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


@pytest.fixture
def docx(tmp_path: Path) -> DocxMaker:
    """Make a Word file from the XML of its body; other parts by their kind, such as `comments`.

    `links` are targets of hyperlinks by id; `transform` may change the main part's bytes.
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
