"""What a Word paragraph or run looks like, from its own properties and its styles.

Only what the coding view can show is looked up: headings, lists, quotations, bold, italic and
underline. Styles may build on each other; bold and italic of a paragraph style and a character
style cancel each other (ECMA-376 part 1, 17.7.3, toggle properties).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from .build import BOLD, HIDDEN, ITALIC, UNDERLINE
from .limits import whole

_TOGGLES = {"b": BOLD, "i": ITALIC, "vanish": HIDDEN}
_OFF = frozenset({"0", "false", "off", "none"})
_QUOTES = frozenset({"quote", "intense quote", "block text"})
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is. `heading` is 1 to 6 or 0, `depth` of a list from 0, or -1."""

    heading: int = 0
    depth: int = -1
    numbered: bool = False
    quote: bool = False
    flags: int = 0


@dataclass(frozen=True, slots=True)
class _Properties:
    """What a style or direct formatting says: None is silence."""

    flags: int = 0  # those that are said to be on
    said: int = 0  # those that something is said about
    outline: int | None = None  # 0 to 9
    number: str | None = None
    depth: int | None = None
    name: str = ""
    base: str | None = None

    def over(self, below: _Properties) -> _Properties:
        """Return these properties where they speak, and those of `below` where they are silent."""
        return _Properties(
            flags=self.flags | (below.flags & ~self.said),
            said=self.said | below.said,
            outline=below.outline if self.outline is None else self.outline,
            number=below.number if self.number is None else self.number,
            depth=below.depth if self.depth is None else self.depth,
            name=self.name or below.name,
            base=None,
        )


_NOTHING = _Properties()
_PLAIN = Look()


class Styles:
    """The styles and lists of one document. `ns` is the namespace of its elements, in braces."""

    def __init__(
        self, ns: str, styles: etree._Element | None, numbering: etree._Element | None
    ) -> None:
        self._ns, self._numbering = ns, numbering
        self._elements: dict[str, etree._Element] = {}
        self._default = ""
        for style in () if styles is None else styles.iterchildren(f"{ns}style"):
            name = style.get(f"{ns}styleId") or ""
            self._elements[name] = style
            is_default = style.get(f"{ns}default", "0") not in _OFF
            if is_default and style.get(f"{ns}type") == "paragraph":
                self._default = name
        self._resolved: dict[str, _Properties] = {}
        self._looks: dict[str, Look] = {}

    def paragraph(self, properties: etree._Element | None) -> Look:
        """Return what a paragraph with this `w:pPr` is."""
        ns = self._ns
        style, direct = self._default, _NOTHING
        if properties is not None:
            named = properties.find(f"{ns}pStyle")
            style = style if named is None else named.get(f"{ns}val") or style
            outline, number = properties.find(f"{ns}outlineLvl"), properties.find(f"{ns}numPr")
            if outline is not None or number is not None:
                direct = self._block(outline, number)
        if direct is _NOTHING:
            look = self._looks.get(style)
            if look is None:
                look = self._looks[style] = self._look(self._style(style))
            return look
        return self._look(direct.over(self._style(style)))

    def run(self, properties: etree._Element, paragraph: int) -> int:
        """Return the flags of a run with this `w:rPr` in a paragraph with flags `paragraph`."""
        flags, said, style = self._marks(properties)
        if style:
            named = self._style(style)
            toggled = paragraph ^ (named.flags & ~UNDERLINE)
            paragraph = toggled | (named.flags & UNDERLINE)
            if named.said & UNDERLINE and not named.flags & UNDERLINE:
                paragraph &= ~UNDERLINE
        return flags | (paragraph & ~said)

    def _marks(self, properties: etree._Element) -> tuple[int, int, str]:
        """Return the flags that are on, those that are mentioned, and the character style."""
        ns, flags, said, style = self._ns, 0, 0, ""
        length = len(ns)
        for child in properties:
            name = child.tag[length:]
            flag = _TOGGLES.get(name, 0)
            if name == "u":
                flag = UNDERLINE
            elif name == "rStyle":
                style = child.get(f"{ns}val") or ""
            if flag:
                said |= flag
                if child.get(f"{ns}val", "1") not in _OFF:
                    flags |= flag
        return flags, said, style

    def _look(self, said: _Properties) -> Look:
        heading = 0
        if said.outline is not None and said.outline < 9:
            heading = min(said.outline + 1, _DEEPEST)
        elif said.name.lower() == "title":
            heading = 1
        listed = said.number not in (None, "0")
        return Look(
            heading=heading,
            depth=(said.depth or 0) if listed and not heading else -1,
            numbered=listed and self._is_numbered(said.number or "", said.depth or 0),
            quote=said.name.lower() in _QUOTES,
            flags=said.flags,
        )

    def _style(self, name: str) -> _Properties:
        """Return what a style says, with the styles that it builds on."""
        known = self._resolved.get(name)
        if known is not None:
            return known
        chain: list[_Properties] = []
        seen: set[str] = set()
        at: str | None = name
        while at and at not in seen:
            seen.add(at)
            element = self._elements.get(at)
            if element is None:
                break
            chain.append(self._read(element))
            at = chain[-1].base
        result = _NOTHING
        for said in reversed(chain):
            result = said.over(result)
        self._resolved[name] = result
        return result

    def _read(self, element: etree._Element) -> _Properties:
        ns = self._ns
        name, base = element.find(f"{ns}name"), element.find(f"{ns}basedOn")
        block, run = element.find(f"{ns}pPr"), element.find(f"{ns}rPr")
        said = _NOTHING
        if block is not None:
            said = self._block(block.find(f"{ns}outlineLvl"), block.find(f"{ns}numPr"))
        flags, mentioned, _style = (0, 0, "") if run is None else self._marks(run)
        return _Properties(
            flags=flags,
            said=mentioned,
            outline=said.outline,
            number=said.number,
            depth=said.depth,
            name="" if name is None else name.get(f"{ns}val") or "",
            base=None if base is None else base.get(f"{ns}val"),
        )

    def _block(self, outline: etree._Element | None, number: etree._Element | None) -> _Properties:
        ns = self._ns
        depth: etree._Element | None = None
        list_id: etree._Element | None = None
        if number is not None:
            depth, list_id = number.find(f"{ns}ilvl"), number.find(f"{ns}numId")
        return _Properties(
            outline=None if outline is None else whole(outline.get(f"{ns}val"), 9),
            number=None if list_id is None else list_id.get(f"{ns}val"),
            depth=None if depth is None else whole(depth.get(f"{ns}val")),
        )

    def _is_numbered(self, number: str, depth: int) -> bool:
        return self._number_formats.get((number, depth), "bullet") not in ("bullet", "none")

    @cached_property
    def _number_formats(self) -> dict[tuple[str, int], str]:
        """The kind of number (such as "decimal" or "bullet") by list and depth."""
        ns = self._ns
        formats: dict[tuple[str, int], str] = {}
        kinds: dict[str | None, dict[int, str]] = {}
        if self._numbering is None:
            return {}
        for abstract in self._numbering.iterchildren(f"{ns}abstractNum"):
            levels: dict[int, str] = {}
            for level in abstract.iterchildren(f"{ns}lvl"):
                kind = level.find(f"{ns}numFmt")
                if kind is not None:
                    levels[whole(level.get(f"{ns}ilvl"))] = kind.get(f"{ns}val") or ""
            kinds[abstract.get(f"{ns}abstractNumId")] = levels
        for number in self._numbering.iterchildren(f"{ns}num"):
            link = number.find(f"{ns}abstractNumId")
            levels = {} if link is None else kinds.get(link.get(f"{ns}val"), {})
            for depth, name in levels.items():
                formats[number.get(f"{ns}numId") or "", depth] = name
        return formats
