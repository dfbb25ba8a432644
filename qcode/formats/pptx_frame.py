"""The frame that slides stand in: masters, layouts and themes, ours or those of a template.

Of a template nothing else is taken: not its slides, its macros, its objects, nor anything that
would fetch something from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from qcode.model.errors import UserError

from .characters import attribute
from .limits import damaged
from .ooxml import DECLARATION, PACKAGE, RELATIONSHIPS, relations
from .package import Package, parse_xml
from .pptx_own import NAMESPACES, THEME_TYPE, TYPE, A, P, notes_master_parts, own_parts, theme_part
from .relations import listing_of, relations_in
from .slide_flow import Box

R = f"{{{RELATIONSHIPS}}}"
EMU = 12_700  # in a point
INSETS = (91_440, 45_720)  # the margins of a box: left and right, above and below

_MAIN = "ppt/presentation.xml"
_KEPT = (
    *("slideMaster", "slideLayout", "theme", "themeOverride", "notesMaster", "image"),
    *("font", "presProps", "tableStyles", "hdphoto"),
)
_NAME, _KIND = Path("template.pptx"), "pptx"
_LONGEST = 1_000_000_000  # EMU, a kilometre
_NAMES = {"p": P, "a": A}
_TITLES, _BODIES = ("title", "ctrTitle"), ("obj", "body", "subTitle")
_USUAL = 300  # points that a place for words is high; in lower ones letters are smaller
_FALLBACK = (914_400, 1_600_200, 10_363_200, 4_525_963)


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder of a layout: how a slide names it, its room, and its corner (EMU)."""

    type: str
    idx: str
    box: Box
    corner: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: its part, its title, its place for words, and the number of the slide if any."""

    part: str
    title: Holder
    body: Holder
    number: str = ""  # the idx of the placeholder


@dataclass(slots=True)
class Frame:
    """Parts that are written as they are, and what slides need to know of them."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)  # by part
    defaults: dict[str, str] = field(default_factory=dict)  # by suffix
    related: list[tuple[str, str, str]] = field(default_factory=list)
    masters: list[str] = field(default_factory=list)  # ids of their relationships
    notes: str = ""  # the part of the master for notes
    size: tuple[str, str] = ("12192000", "6858000")
    cover: Layout | None = None
    content: Layout | None = None


def is_deck(data: bytes) -> bool:
    """Tell whether a file is a presentation that has layouts for a title and for words."""
    try:
        frame = read_frame(_unpacked(data))
    except UserError:
        return False
    return frame.cover is not None and frame.content is not None


def frame_of(template: bytes) -> Frame:
    """Return the frame of a template, ours for none."""
    return read_frame(_unpacked(template) if template else own_parts())


def _unpacked(data: bytes) -> dict[str, bytes]:
    with Package(_NAME, _KIND, data=data) as package:
        return package.all()


def _root(part: bytes) -> etree._Element:
    return parse_xml(part, _NAME, _KIND)


def read_frame(given: Mapping[str, bytes]) -> Frame:
    """Return the frame that the parts of a presentation make.

    Raises `UserError` where they make none.
    """
    frame = Frame()
    if not {_MAIN, "[Content_Types].xml"} <= given.keys():
        raise damaged(_NAME, _KIND)
    main, types = _root(given[_MAIN]), _root(given["[Content_Types].xml"])
    stated = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in types}
    frame.defaults = {
        e.get("Extension", "").lower(): e.get("ContentType", "")
        for e in types
        if e.get("Extension")
    }
    kept = dict(_relations(given, _MAIN))
    for key, (kind, part) in kept.items():
        if kind.rpartition("/")[2] not in ("slideMaster", "notesMaster", "theme", "tableStyles"):
            continue
        _keep(frame, given, stated, part)
        frame.related.append((key, kind, f"/{part}"))
        if kind.endswith("/notesMaster"):
            frame.notes = part
    ids = [e.get(f"{R}id", "") for e in main.iterfind("p:sldMasterIdLst/p:sldMasterId", _NAMES)]
    frame.masters = [key for key in ids if key in kept]
    size = main.find("p:sldSz", _NAMES)
    if size is not None:
        wide, high = (_length(size, name) for name in ("cx", "cy"))
        if min(wide, high) > 0:
            frame.size = str(wide), str(high)
    if not frame.notes:
        _add_notes(frame)
    layouts = [each for key in frame.masters for each in _layouts(frame, kept[key][1])]
    by_type = dict(reversed(layouts))
    every = [each for _kind, each in layouts]
    frame.content = by_type.get("obj") or by_type.get("tx") or next(iter(every), None)
    frame.cover = by_type.get("title") or frame.content
    return frame


def _relations(given: Mapping[str, bytes], part: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the relationships of a part that are kept: id, type, and the part that is meant."""
    data = given.get(listing_of(part))
    for each in relations_in(_root(data), part) if data else ():
        if each.kind in _KEPT and each.target in given and not each.outside:
            yield each.key, (each.type, each.target)


def _keep(frame: Frame, given: Mapping[str, bytes], stated: Mapping[str, str], first: str) -> None:
    """Take a part and all that it needs."""
    waiting = [first]
    while waiting:
        part = waiting.pop()
        if part in frame.parts:
            continue
        frame.parts[part] = given[part]
        if part in stated:
            frame.types[part] = stated[part]
        related = dict(_relations(given, part))
        if part.endswith(".xml"):
            frame.parts[part] = _without(given[part], related)
        if related:
            rows = [(key, kind, f"/{target}") for key, (kind, target) in related.items()]
            xml = DECLARATION + relations(rows)
            frame.parts[listing_of(part)] = xml.encode()
        waiting += reversed([target for _kind, target in related.values()])


def _without(data: bytes, related: Mapping[str, object]) -> bytes:
    """Return a part without what leads to something that is not kept."""
    root = _root(data)
    lost = [
        element
        for element in root.iter(etree.Element)
        if any(str(n).startswith(R) and v and v not in related for n, v in element.attrib.items())
    ]
    for element in lost:
        while (above := element.getparent()) is not None:
            name = etree.QName(element).localname
            around = etree.QName(above).localname
            if around in ("spTree", "grpSp") or name in ("custDataLst", "hlinkClick", "hlinkHover"):
                above.remove(element)
                break
            element = above
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _add_notes(frame: Frame) -> None:
    theme = "ppt/theme/themeNotes.xml"
    frame.parts[theme] = (DECLARATION + theme_part()).encode()
    frame.types[theme] = THEME_TYPE
    for part, xml in notes_master_parts(theme).items():
        frame.parts[part] = (DECLARATION + xml).encode()
    frame.notes = "ppt/notesMasters/notesMaster1.xml"
    frame.types[frame.notes] = f"{TYPE}.notesMaster+xml"
    frame.related.append(("rIdQNotes", f"{RELATIONSHIPS}/notesMaster", f"/{frame.notes}"))


def _layouts(frame: Frame, master: str) -> Iterator[tuple[str, Layout]]:
    """Yield the layouts that have a title and a place for words, by their type."""
    above = _root(frame.parts[master])
    related = dict(_relations(frame.parts, master))
    for each in above.iterfind("p:sldLayoutIdLst/p:sldLayoutId", _NAMES):
        key = each.get(f"{R}id", "")
        if key not in related:
            continue
        part = related[key][1]
        root = _root(frame.parts[part])
        title = _holder(root, above, _TITLES)
        body = _holder(root, above, _BODIES)
        if title is not None and body is not None:
            number = root.find(".//p:ph[@type='sldNum']", _NAMES)
            idx = "" if number is None else number.get("idx", "")
            yield root.get("type", ""), Layout(part, title, body, idx)


def _holder(root: etree._Element, above: etree._Element, types: tuple[str, ...]) -> Holder | None:
    """Return the first placeholder of a kind; its place may be said in the master."""
    for shape in root.iterfind("p:cSld/p:spTree/p:sp", _NAMES):
        mark = shape.find("p:nvSpPr/p:nvPr/p:ph", _NAMES)
        if mark is None or mark.get("type", "obj") not in types:
            continue
        place = _place(shape) or _place(_of_master(above, types)) or _FALLBACK
        wide, high = (
            (length - 2 * margin) / EMU for length, margin in zip(place[2:], INSETS, strict=True)
        )
        small = types is _BODIES and mark.get("type") != "subTitle"
        scale = min(1.0, max(0.6, high / _USUAL)) if small else 1.0
        return Holder(mark.get("type", ""), mark.get("idx", ""), Box(wide, high, scale), place[:2])
    return None


def _of_master(above: etree._Element, types: tuple[str, ...]) -> etree._Element | None:
    wanted = "title" if types is _TITLES else "body"
    for shape in above.iterfind("p:cSld/p:spTree/p:sp", _NAMES):
        mark = shape.find("p:nvSpPr/p:nvPr/p:ph", _NAMES)
        if mark is not None and mark.get("type") == wanted:
            return shape
    return None


def _place(shape: etree._Element | None) -> tuple[int, int, int, int] | None:
    where = None if shape is None else shape.find("p:spPr/a:xfrm", _NAMES)
    off = None if where is None else where.find("a:off", _NAMES)
    size = None if where is None else where.find("a:ext", _NAMES)
    if off is None or size is None:
        return None
    return (
        *(_length(off, "x"), _length(off, "y")),
        *(_length(size, "cx"), _length(size, "cy")),
    )


def _length(element: etree._Element, name: str) -> int:
    """Return a length in EMU, 0 for none; `UserError` for what no slide can have."""
    try:
        said = int(element.get(name, "0"))
    except ValueError as error:
        raise damaged(_NAME, _KIND) from error
    if abs(said) > _LONGEST:
        raise damaged(_NAME, _KIND)
    return said


def presentation(frame: Frame, slides: int) -> str:
    """Return the part that lists masters and slides."""
    masters = "".join(
        f'<p:sldMasterId id="{2147483648 + 100 * at}" r:id="{attribute(key)}"/>'
        for at, key in enumerate(frame.masters)
    )
    notes = next(key for key, kind, _target in frame.related if kind.endswith("/notesMaster"))
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rIdQ{n}"/>' for n in range(1, slides + 1))
    wide, high = frame.size
    return (
        f"<p:presentation {NAMESPACES}><p:sldMasterIdLst>{masters}</p:sldMasterIdLst>"
        f'<p:notesMasterIdLst><p:notesMasterId r:id="{attribute(notes)}"/></p:notesMasterIdLst>'
        f'<p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="{wide}" cy="{high}"/>'
        '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'
    )


def content_types(frame: Frame, slides: int, pictures: Iterable[str] = ()) -> str:
    """Return the part that says what every part is; `pictures` are the kinds of pictures."""
    defaults = {
        **frame.defaults,
        **{kind: f"image/{kind}" for kind in pictures},
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    parts = {
        **frame.types,
        _MAIN: f"{TYPE}.presentation.main+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    for number in range(1, slides + 1):
        parts[f"ppt/slides/slide{number}.xml"] = f"{TYPE}.slide+xml"
        parts[f"ppt/notesSlides/notesSlide{number}.xml"] = f"{TYPE}.notesSlide+xml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        + "".join(
            f'<Default Extension="{attribute(s)}" ContentType="{attribute(t)}"/>'
            for s, t in defaults.items()
        )
        + "".join(
            f'<Override PartName="/{attribute(n)}" ContentType="{attribute(t)}"/>'
            for n, t in parts.items()
        )
        + "</Types>"
    )
