"""What the styles of an OpenDocument text say, as far as the coding view can show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .build import BOLD, HIDDEN, ITALIC, UNDERLINE
from .manuscript_blocks import is_quote_style, twips

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"

_LIGHT = frozenset({"normal", "lighter", "100", "200", "300", "400", "500"})


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says: `flags` that are on among those that are `said`; its outermost names.

    `left` is how far in a paragraph stands, in twips, and `first` its first line beside that.
    """

    flags: int = 0
    said: int = 0
    names: frozenset[str] = frozenset()
    left: int = 0
    first: int = 0
    is_quote: bool = False

    def over(self, below: int) -> int:
        """Return the flags of text in this style where `below` holds around it."""
        return self.flags | (below & ~self.said)


_NOTHING = Look()


class Styles:
    """The styles of a document: its own and those that were made for single passages."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._lists: dict[str, etree._Element] = {}
        for root in roots:
            if root is None:
                continue
            for style in root.iter(f"{STYLE}style"):
                name, family = style.get(f"{STYLE}name") or "", style.get(f"{STYLE}family") or ""
                self._elements[family, name] = style
            for style in root.iter(f"{TEXT}list-style"):
                self._lists[style.get(f"{STYLE}name") or ""] = style
        self._looks: dict[tuple[str, str], Look] = {}

    def look(self, family: str, name: str | None) -> Look:
        """Return what a "paragraph" or "text" style says, with the styles that it builds on."""
        key = (family, name or "")
        known = self._looks.get(key)
        if known is not None:
            return known
        chain: list[tuple[int, int]] = []
        names: set[str] = set()
        left: int | None = None
        first: int | None = None
        is_quote = False
        at = name
        while at and at not in names:
            names.add(at)
            style = self._elements.get((family, at))
            if style is None:
                break
            is_quote = is_quote or any(map(is_quote_style, _titles(style)))
            properties = style.find(f"{STYLE}paragraph-properties")
            if properties is not None:
                left = twips(properties.get(f"{FO}margin-left") or "") if left is None else left
                first = twips(properties.get(f"{FO}text-indent") or "") if first is None else first
            chain.append(_flags(style.find(f"{STYLE}text-properties")))
            at = style.get(f"{STYLE}parent-style-name")
        flags = said = 0
        for more, mentioned in reversed(chain):
            flags, said = more | (flags & ~mentioned), said | mentioned
        look = _NOTHING
        if names:
            look = Look(flags, said, frozenset(names), left or 0, first or 0, is_quote)
        self._looks[key] = look
        return look

    def is_numbered(self, name: str, depth: int) -> bool:
        """Whether the program puts numbers before the items of a list at `depth` (from 0)."""
        style = self._lists.get(name)
        if style is None:
            return False
        for level in style.iterchildren(f"{TEXT}list-level-style-number"):
            if level.get(f"{TEXT}level") == str(depth + 1):
                return bool(level.get(f"{STYLE}num-format"))
        return False


def _titles(style: etree._Element) -> Iterator[str]:
    """Yield the names of a style, without the signs that stand for spaces in them."""
    for attribute in (f"{STYLE}name", f"{STYLE}display-name"):
        yield (style.get(attribute) or "").replace("_20_", " ")


def _flags(properties: etree._Element | None) -> tuple[int, int]:
    """Return the flags that are on and those that are mentioned."""
    if properties is None:
        return 0, 0
    flags = said = 0
    for flag, attribute, off in (
        (BOLD, f"{FO}font-weight", _LIGHT),
        (ITALIC, f"{FO}font-style", frozenset({"normal"})),
        (UNDERLINE, f"{STYLE}text-underline-style", frozenset({"none"})),
        (HIDDEN, f"{TEXT}display", frozenset({"true"})),
    ):
        value = properties.get(attribute)
        if value is not None:
            said |= flag
            flags |= 0 if value in off else flag
    return flags, said
