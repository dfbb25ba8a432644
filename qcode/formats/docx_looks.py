"""The looks that the styles of a Word file give: every style resolved down to its defaults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from .ooxml import RELATIONSHIPS
from .printed import Edge, Letters, Shape

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = f"{{{RELATIONSHIPS}}}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_OFF = ("0", "false", "off", "none")
_ALIGNED = {"both": "justified", "distribute": "justified", "end": "right", "start": "left"}
_SWITCHES = {
    "bidi": "mirrored",
    "keepNext": "keep_next",
    "keepLines": "keep_whole",
    "widowControl": "widows",
    "pageBreakBefore": "new_page",
}
_USUAL = Letters("Times New Roman", 20)
_DEEPEST = 20  # styles that stand on one another


@dataclass(frozen=True, slots=True)
class TableLook:
    """What a table style gives a table."""

    inside: tuple[int, int, int, int] = (0, 108, 0, 108)
    edges: tuple[tuple[str, Edge], ...] = ()
    head: Edge | None = None
    low_heads: bool = False


class Looks:
    """The styles of one file."""

    def __init__(self, styles: etree._Element | None, theme: etree._Element | None) -> None:
        self._fonts = _theme_fonts(theme)
        found = () if styles is None else styles.iter(f"{W}style")
        self._styles = {each.get(f"{W}styleId") or "": each for each in found}
        self._usual = next(
            (
                key
                for key, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph"
                and style.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self._first = (Shape(), _USUAL)
        if styles is not None:
            defaults = f"{W}docDefaults/{W}"
            shape = _shaped(styles.find(f"{defaults}pPrDefault/{W}pPr"), Shape())
            letters = self._lettered(styles.find(f"{defaults}rPrDefault/{W}rPr"), _USUAL)
            self._first = (shape, letters)
        self._known: dict[str, tuple[Shape, Letters]] = {}

    def paragraph(self, properties: etree._Element | None) -> tuple[Shape, Letters]:
        """Return how a paragraph with these properties stands, and how its letters look."""
        style = None if properties is None else properties.find(f"{W}pStyle")
        key = self._usual if style is None else style.get(f"{W}val") or ""
        shape, letters = self._styled(key)
        return _shaped(properties, shape), letters

    def run(self, properties: etree._Element | None, around: Letters) -> Letters:
        """Return how the letters of a run look, in a paragraph with letters `around`."""
        if properties is None:
            return around
        style = properties.find(f"{W}rStyle")
        if style is not None:
            for each in self._chain(style.get(f"{W}val") or ""):
                around = self._lettered(each.find(f"{W}rPr"), around)
        return self._lettered(properties, around)

    def table(self, key: str) -> TableLook:
        """Return what a table style gives."""
        look = TableLook()
        for style in self._chain(key):
            margins = style.find(f"{W}tblPr/{W}tblCellMar")
            if margins is not None:
                top, right, bottom, left = look.inside
                look = replace(
                    look,
                    inside=(
                        number(margins.find(f"{W}top"), "w", top),
                        number(_side(margins, "right", "end"), "w", right),
                        number(margins.find(f"{W}bottom"), "w", bottom),
                        number(_side(margins, "left", "start"), "w", left),
                    ),
                )
            edges = dict(look.edges) | dict(_edges(style.find(f"{W}tblPr/{W}tblBorders")))
            head, low = look.head, look.low_heads
            for part in style.iterchildren(f"{W}tblStylePr"):
                if part.get(f"{W}type") == "firstRow":
                    head = dict(_edges(part.find(f"{W}tcPr/{W}tcBorders"))).get("bottom", head)
                    stands = part.find(f"{W}tcPr/{W}vAlign")
                    low = low if stands is None else stands.get(f"{W}val") == "bottom"
            look = replace(look, edges=tuple(edges.items()), head=head, low_heads=low)
        return look

    def _styled(self, key: str) -> tuple[Shape, Letters]:
        if key not in self._known:
            shape, letters = self._first
            for style in self._chain(key if key in self._styles else self._usual):
                shape = _shaped(style.find(f"{W}pPr"), shape)
                letters = self._lettered(style.find(f"{W}rPr"), letters)
            self._known[key] = shape, letters
        return self._known[key]

    def _chain(self, key: str) -> Iterable[etree._Element]:
        """Return a style and those that it stands on, the lowest first."""
        found: list[etree._Element] = []
        while key in self._styles and len(found) < _DEEPEST:
            style = self._styles[key]
            found.append(style)
            below = style.find(f"{W}basedOn")
            key = "" if below is None else below.get(f"{W}val") or ""
        return reversed(found)

    def _lettered(self, properties: etree._Element | None, letters: Letters) -> Letters:
        if properties is None:
            return letters
        values: dict[str, Any] = {}
        for each in properties:
            value = each.get(f"{W}val")
            match etree.QName(each).localname:
                case "rFonts":
                    values["font"] = self._font(each) or letters.font
                case "sz":
                    values["size"] = number(each, "val", letters.size)
                case "b":
                    values["bold"] = value not in _OFF
                case "i":
                    values["italic"] = value not in _OFF
                case "u":
                    values["underlined"] = value not in _OFF
                case "caps":
                    values["capitals"] = value not in _OFF
                case "color":
                    values["color"] = _color(value)
                case "vertAlign":
                    values["raised"] = value == "superscript"
        return replace(letters, **values) if values else letters

    def _font(self, element: etree._Element) -> str:
        theme = element.get(f"{W}asciiTheme") or element.get(f"{W}hAnsiTheme") or ""
        named = element.get(f"{W}ascii") or element.get(f"{W}hAnsi") or ""
        return self._fonts.get(theme[:5], "") or named


def _theme_fonts(theme: etree._Element | None) -> Mapping[str, str]:
    """Return the fonts of a theme by "major" and "minor"."""
    if theme is None:
        return {}
    found = {}
    for name in ("major", "minor"):
        latin = next((e.find(f"{_A}latin") for e in theme.iter(f"{_A}{name}Font")), None)
        if latin is not None:
            found[name] = latin.get("typeface") or ""
    return found


def _shaped(properties: etree._Element | None, shape: Shape) -> Shape:
    if properties is None:
        return shape
    values: dict[str, Any] = {}
    for each in properties:
        value, name = each.get(f"{W}val"), etree.QName(each).localname
        if name in _SWITCHES:
            values[_SWITCHES[name]] = value not in _OFF
        match name:
            case "spacing":
                values |= dict(_spaced(each))
            case "ind":
                values |= dict(_indented(each))
            case "jc":
                values["align"] = _ALIGNED.get(value or "", value or "left")
            case "outlineLvl":
                values["level"] = number(each, "val", -1) + 1
            case "tabs":
                values["tabs"] = tuple(sorted({*shape.tabs, *_tabs(each)}))
            case "pBdr":
                values["edges"] = tuple((dict(shape.edges) | dict(_edges(each))).items())
            case "shd":
                values["shade"] = _color(each.get(f"{W}fill"))
    return replace(shape, **values) if values else shape


def _spaced(element: etree._Element) -> Iterator[tuple[str, Any]]:
    for name in ("before", "after"):
        if element.get(f"{W}{name}") is not None:
            yield name, number(element, name, 0)
    line = number(element, "line", 0)
    if line:
        rule = element.get(f"{W}lineRule") or "auto"
        yield "line", line / 240 if rule == "auto" else float(line)
        yield "exact", rule == "exact"
        yield "least", rule == "atLeast"


def _indented(element: etree._Element) -> Iterator[tuple[str, int]]:
    for name, other in (("left", "start"), ("right", "end")):
        for key in (name, other):
            if element.get(f"{W}{key}") is not None:
                yield name, number(element, key, 0)
    if element.get(f"{W}hanging") is not None:
        yield "first", -number(element, "hanging", 0)
    elif element.get(f"{W}firstLine") is not None:
        yield "first", number(element, "firstLine", 0)


def _tabs(element: etree._Element) -> Iterator[tuple[int, str]]:
    for each in element:
        kind = each.get(f"{W}val") or "left"
        if kind not in ("clear", "bar"):
            yield number(each, "pos", 0), kind


def _edges(element: etree._Element | None) -> Iterator[tuple[str, Edge]]:
    """Yield the rules that an element gives, by side; one that is none is not yielded."""
    names = {"start": "left", "end": "right"}
    for each in () if element is None else element:
        kind = each.get(f"{W}val") or ""
        if kind not in ("nil", "none", ""):
            side = etree.QName(each).localname
            yield (
                names.get(side, side),
                Edge(
                    width=number(each, "sz", 4) * 2.5,  # eighths of a point
                    color=_color(each.get(f"{W}color")),
                    space=number(each, "space", 0) * 20,  # points
                    dotted=kind in ("dotted", "dashed"),
                ),
            )


def _side(element: etree._Element, name: str, other: str) -> etree._Element | None:
    found = element.find(f"{W}{name}")
    return element.find(f"{W}{other}") if found is None else found


def _color(value: str | None) -> str:
    return f"#{value.lower()}" if value and len(value) == 6 else ""


def number(element: etree._Element | None, name: str, usual: int) -> int:
    """Return an attribute that is a number, `usual` for one that is none."""
    try:
        return round(float((None if element is None else element.get(f"{W}{name}")) or usual))
    except ValueError:
        return usual
