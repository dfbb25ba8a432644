"""The parts of a Word file that have no excerpts: types, relations, properties, header, footer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from .bundle import ExportBundle
from .characters import attribute, escaped
from .docx_template import Frame
from .ooxml import NAMESPACES, PACKAGE, RELATIONSHIPS, paragraph, relations, run
from .ooxml import field as word_field

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


@dataclass
class Parts:
    """What the file has beside its text: types and relationships, by name, as they are needed."""

    types: dict[str, str] = field(default_factory=dict)  # by part
    defaults: dict[str, str] = field(default_factory=dict)  # by suffix
    related: list[tuple[str, str, str]] = field(default_factory=list)  # id, type, target

    def relate(self, kind: str, target: str, content_type: str = "") -> str:
        """Note a part of the document; return the id of the relationship."""
        key = f"rIdQ{len(self.related) + 1}"
        self.related.append((key, kind, target))
        if content_type:
            self.types[f"/word/{target}"] = content_type
        return key

    def content_types(self) -> str:
        """Return the part that says what every part is."""
        suffixes = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
            **self.defaults,
        }
        defaults = "".join(
            f'<Default Extension="{attribute(suffix)}" ContentType="{attribute(kind)}"/>'
            for suffix, kind in suffixes.items()
        )
        overrides = "".join(
            f'<Override PartName="{attribute(name)}" ContentType="{attribute(kind)}"/>'
            for name, kind in self.types.items()
        )
        return f'<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'

    def relations(self) -> str:
        """Return the relationships of the document."""
        return relations(self.related)


def word_type(name: str) -> str:
    """Return the content type of a part of Word: "styles", "footer"."""
    return f"{_WORD}.{name}+xml"


def package_relations() -> str:
    """Return the relationships of the package."""
    return relations(
        [
            ("rId1", f"{RELATIONSHIPS}/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{RELATIONSHIPS}/extended-properties", "docProps/app.xml"),
        ]
    )


def stored_relations() -> str:
    """Return the relationship of the part with the hashes to its properties."""
    return relations([("rId1", f"{RELATIONSHIPS}/customXmlProps", "itemProps1.xml")])


def app() -> str:
    """Return the part that names the program."""
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>QCode</Application></Properties>'
    )


def core(bundle: ExportBundle, tag: str) -> str:
    """Return the part that says who, what and when."""
    created = moment(bundle.date)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{created}</dcterms:{name}>'
        for name in ("created", "modified")
        if created
    )
    author = escaped(bundle.author)
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(bundle.title)}</dc:title><dc:subject>{escaped(bundle.project)}"
        f"</dc:subject><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>"
        f"{dates}<dc:language>{tag}</dc:language></cp:coreProperties>"
    )


def settings(tag: str, frame: Frame, footnotes: bool) -> str:
    """Return settings that ask nothing on opening and keep Word out of compatibility mode."""
    word = "http://schemas.microsoft.com/office/word"
    rules = (
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        if footnotes
        else ""
    )
    mirrored = "<w:mirrorMargins/>" * frame.mirrored
    sides = "<w:evenAndOddHeaders/>" * frame.even_and_odd
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{mirrored}'
        f'<w:defaultTabStop w:val="720"/>{sides}'
        f'<w:characterSpacingControl w:val="doNotCompress"/>{rules}<w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{tag}"/></w:settings>'
    )


def footer(bundle: ExportBundle) -> str:
    """Return the foot of each page: "Page 3 of 12"."""
    before, _page, rest = bundle.labels.page.partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    content = (
        run(before)
        + word_field(" PAGE ", "1")
        + run(between)
        + word_field(" NUMPAGES ", "1")
        + run(after)
    )
    return f"<w:ftr {NAMESPACES}>{paragraph('Footer', content)}</w:ftr>"


def header(bundle: ExportBundle) -> str:
    """Return the head of each page: what the author wants there, else project and title."""
    words = bundle.header or " · ".join(filter(None, (bundle.project, bundle.title)))
    return f"<w:hdr {NAMESPACES}>{paragraph('Header', run(words))}</w:hdr>"
