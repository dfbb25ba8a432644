"""The parts of a Word file without excerpts: types, relations, properties, settings, footer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from .bundle import ExportBundle
from .characters import escaped
from .ooxml import NAMESPACES, field, paragraph

FOOTER = "rId3"  # the relationship of the footer in the document part

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def moment(date: str) -> str:
    """Return an ISO 8601 date as UTC in the form of the core properties, "" if it is none."""
    parsed = _parsed(date)
    if parsed is None:
        return ""
    return (
        parsed.replace(tzinfo=parsed.tzinfo or UTC).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    )


def wall_time(date: str) -> str:
    """Return an ISO 8601 date as Word's comments have it, the wall time; "" if it is none."""
    parsed = _parsed(date)
    return parsed.strftime("%Y-%m-%dT%H:%M:%SZ") if parsed else ""


def _parsed(date: str) -> datetime | None:
    try:
        return datetime.fromisoformat(date)
    except ValueError:
        return None


def fixed_parts(bundle: ExportBundle, tag: str, *, comments: bool) -> Iterator[tuple[str, str]]:
    """Yield name and content of the small parts, the first one first in the package."""
    yield "[Content_Types].xml", _content_types(comments=comments)
    yield (
        "_rels/.rels",
        _relations(
            {
                "rId1": (f"{_OFFICE}/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                "rId3": (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
            }
        ),
    )
    yield "docProps/core.xml", _core(bundle, tag)
    yield (
        "docProps/app.xml",
        (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
            'extended-properties"><Application>QCode</Application></Properties>'
        ),
    )
    related = {
        "rId1": (f"{_OFFICE}/styles", "styles.xml"),
        "rId2": (f"{_OFFICE}/settings", "settings.xml"),
        FOOTER: (f"{_OFFICE}/footer", "footer1.xml"),
    }
    if comments:
        related["rId4"] = (f"{_OFFICE}/comments", "comments.xml")
    yield "word/_rels/document.xml.rels", _relations(related)
    yield "word/settings.xml", _settings(tag)
    number = field(" PAGE ", "1")
    yield "word/footer1.xml", f"<w:ftr {NAMESPACES}>{paragraph('Footer', number)}</w:ftr>"


def _content_types(*, comments: bool) -> str:
    parts = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/footer1.xml": f"{_WORD}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        ),
    }
    if comments:
        parts["/word/comments.xml"] = f"{_WORD}.comments+xml"
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(related: dict[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, (kind, target) in related.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _core(bundle: ExportBundle, tag: str) -> str:
    created = moment(bundle.date)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{created}</dcterms:{name}>'
        for name in ("created", "modified")
        if created
    )
    author = escaped(bundle.author)
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(bundle.title)}</dc:title><dc:subject>{escaped(bundle.project)}"
        f"</dc:subject><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"{dates}<dc:language>{tag}</dc:language></cp:coreProperties>"
    )


def _settings(tag: str) -> str:
    """Return settings that ask nothing on opening and keep Word out of compatibility mode."""
    word = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{tag}"/></w:settings>'
    )
