"""The frame of a Word report: page, header, footer and styles, ours or those of a template.

Of a template are taken: every style that it has, the page set-up of its last section, its headers
and footers with their pictures, its theme, fonts and numbering. Its text, its macros and whatever
would fetch something from elsewhere are not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import relpath

from lxml import etree

from qcode.model.errors import UserError

from .base import Loss
from .characters import attribute
from .limits import damaged
from .losses import Lost
from .ooxml import A4, RELATIONSHIPS, Page, relations
from .package import Package, parse_xml
from .relations import listing_of, relations_in

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = f"{{{RELATIONSHIPS}}}"

_KEPT = ("header", "footer", "theme", "fontTable", "numbering")
_STYLE_USE = re.compile(r'(<w:[prt](?:bl)?Style w:val=")([^"]*)"')
_NAMED = 3  # styles named in the notice
_NAME, _KIND = Path("template.docx"), "docx"
_LONGEST = 31_680  # twips: as wide as a page can be in Word
_NO_STYLES = "<styles/>"


@dataclass(frozen=True)
class Frame:
    """What a report stands in. `renamed` gives the ids that our styles have there.

    `related` are relationships to take over: id, type, target, content type. `own` tells whether
    header and footer are ours.
    """

    page: Page = A4
    references: str = ""
    own: bool = True
    mirrored: bool = False
    even_and_odd: bool = False
    renamed: Mapping[str, str] = field(default_factory=dict)
    styles_xml: str = ""
    parts: Mapping[str, bytes] = field(default_factory=dict)
    related: tuple[tuple[str, str, str, str], ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()

    def with_references(self, keys: Mapping[str, str]) -> Frame:
        """Return the frame with our header and footer, given by relationship."""
        made = "".join(
            f'<w:{name}Reference w:type="default" r:id="{key}"/>' for name, key in keys.items()
        )
        return replace(self, references=made, own=True)

    def restyle(self, xml: str) -> str:
        """Return XML of ours with the ids that the styles have here."""
        if not self.renamed:
            return xml
        return _STYLE_USE.sub(
            lambda found: f'{found[1]}{self.renamed.get(found[2], found[2])}"', xml
        )

    def styles(self, own: Iterable[str]) -> Iterable[str]:
        """Return the styles part."""
        return (self.styles_xml,) if self.styles_xml else own


OWN = Frame()


def is_template(data: bytes) -> bool:
    """Tell whether a file is a Word document that a report can stand in."""
    try:
        read_frame(data, iter((_NO_STYLES,)))
    except UserError:
        return False
    return True


def read_frame(data: bytes, own_styles: Iterator[str]) -> Frame:
    """Return the frame that a Word file gives, with the styles of ours that it lacks.

    Raises `UserError` for a file that is no sound Word document.
    """
    with Package(_NAME, _KIND, data=data) as package:
        parts = package.all()
    if not {"[Content_Types].xml", "word/document.xml", "word/styles.xml"} <= parts.keys():
        raise damaged(_NAME, _KIND)
    styles, renamed, made = _joined(parts["word/styles.xml"], "".join(own_styles))
    body = _root(parts["word/document.xml"])
    section = next(iter(reversed(list(body.iter(f"{W}sectPr")))), None)
    settings = _parsed(parts, "word/settings.xml")
    kept = _Kept(parts)
    references = "" if section is None else kept.references(section)
    return Frame(
        page=_page(section),
        references=references,
        own=not references,
        mirrored=settings is not None and settings.find(f"{W}mirrorMargins") is not None,
        even_and_odd=settings is not None and settings.find(f"{W}evenAndOddHeaders") is not None,
        renamed=renamed,
        styles_xml=styles,
        parts=kept.parts,
        related=tuple(kept.related),
        defaults=kept.defaults,
        losses=(Loss(Lost.STYLES_MADE, len(made), ", ".join(made[:_NAMED])),) if made else (),
    )


def _parsed(parts: Mapping[str, bytes], name: str) -> etree._Element | None:
    return _root(parts[name]) if name in parts else None


def _root(part: bytes) -> etree._Element:
    return parse_xml(part, _NAME, _KIND)


def _joined(theirs: bytes, ours: str) -> tuple[str, dict[str, str], list[str]]:
    """Return their styles with what is missing of ours, new ids, and names of those made.

    Styles that Word does not show until they are used are made without a word.
    """
    root, own = _root(theirs), _root(ours.encode())
    known = {_key(style): style.get(f"{W}styleId") or "" for style in root.iter(f"{W}style")}
    taken = set(known.values())
    renamed: dict[str, str] = {}
    new: list[etree._Element] = []
    for style in own.iter(f"{W}style"):
        mine = style.get(f"{W}styleId") or ""
        there = known.get(_key(style))
        if there is None:
            there = mine
            while there in taken:
                there += "Q"
            taken.add(there)
            style.attrib.pop(f"{W}default", "")
            new.append(style)
        if there != mine:
            renamed[mine] = there
    for style in new:
        mine = style.get(f"{W}styleId") or ""
        style.set(f"{W}styleId", renamed.get(mine, mine))
        for child in style.iter(f"{W}basedOn", f"{W}next"):
            target = child.get(f"{W}val") or ""
            child.set(f"{W}val", renamed.get(target, target))
        root.append(style)
    shown = [_name(style) for style in new if style.find(f"{W}semiHidden") is None]
    return etree.tostring(root, encoding="unicode"), renamed, shown


def _name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val") or ""


def _key(style: etree._Element) -> tuple[str, str]:
    """Return what styles are the same by: their kind and name, in any case."""
    return style.get(f"{W}type") or "", _name(style).casefold()


def _page(section: etree._Element | None) -> Page:
    """Return the page set-up of a section, upright."""
    size = None if section is None else section.find(f"{W}pgSz")
    margin = None if section is None else section.find(f"{W}pgMar")
    if size is None:
        return A4
    width, height = (_twips(size, name, usual) for name, usual in (("w", 11906), ("h", 16838)))
    sides = ("top", "right", "bottom", "left")
    margins = A4.margins
    if margin is not None:
        top, right, bottom, left = (abs(_twips(margin, side, 1418)) for side in sides)
        margins = (top, right, bottom, left)
    page = Page(width, height, margins)
    return page.turned() if width > height else page


def _twips(element: etree._Element, name: str, usual: int) -> int:
    try:
        said = round(float(element.get(f"{W}{name}") or usual))
    except (ValueError, OverflowError):  # no number, or one without an end
        return usual
    return said if -_LONGEST <= said <= _LONGEST else usual


class _Kept:
    """The parts of a template that go into a report, with their relationships."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._all = parts
        self._types = _types(parts["[Content_Types].xml"])
        self.parts: dict[str, bytes] = {}
        self.related: list[tuple[str, str, str, str]] = []
        self.defaults: dict[str, str] = {}
        self._keys: dict[str, str] = {}  # by their own
        for key, kind, target in _relations(parts, "word/document.xml"):
            name = kind.rsplit("/", 1)[-1]
            if name in _KEPT and target in parts:
                new = f"rIdT{len(self.related) + 1}"
                self._keys[key] = new
                self._keep(target)
                word = relpath(target, "word")
                self.related.append((new, kind, word, self._types.get(f"/{target}", "")))

    def references(self, section: etree._Element) -> str:
        """Return the references of a section to headers and footers that were kept."""
        found = []
        for each in section.iter(f"{W}headerReference", f"{W}footerReference"):
            key = self._keys.get(each.get(f"{R}id") or "")
            if key:
                name = etree.QName(each).localname
                kind = each.get(f"{W}type") or "default"
                found.append(f'<w:{name} w:type="{attribute(kind)}" r:id="{key}"/>')
        return "".join(found)

    def _keep(self, first: str) -> None:
        """Keep a part and the pictures that it shows, but no relation to what is elsewhere."""
        waiting = [first]
        while waiting:
            name = waiting.pop()
            if name in self.parts:
                continue
            self.parts[name] = self._all[name]
            suffix = name.rsplit(".", 1)[-1].lower()
            if f"/{name}" not in self._types and suffix in self._types:
                self.defaults[suffix] = self._types[suffix]
            related = [each for each in _relations(self._all, name) if each[2] in self._all]
            if suffix == "xml":
                self.parts[name] = _without_links(self._all[name], {key for key, *_ in related})
            if related:
                rows = [(key, kind, f"/{target}") for key, kind, target in related]
                self.parts[listing_of(name)] = relations(rows).encode()
            waiting += [target for _key, _kind, target in related]


def _without_links(part: bytes, kept: Collection[str]) -> bytes:
    """Return a part in which nothing refers to a relation that is not kept."""
    root = _root(part)
    for element in root.iter(etree.Element):
        for name, key in list(element.attrib.items()):
            if str(name).startswith(R) and key not in kept:
                del element.attrib[name]
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _types(part: bytes) -> dict[str, str]:
    """Return content types by part ("/word/styles.xml") and by suffix ("png")."""
    found = {}
    for each in _root(part):
        name = each.get("PartName") or (each.get("Extension") or "").lower()
        found[name] = each.get("ContentType") or ""
    return found


def _relations(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str, str]]:
    """Yield the relationships of a part to others in the file: id, type, name of the part."""
    listing = parts.get(listing_of(name))
    if listing is not None:
        for each in relations_in(_root(listing), name):
            if not each.outside:
                yield each.key, each.type, each.target
