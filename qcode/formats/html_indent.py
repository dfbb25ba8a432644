"""How far in the paragraphs of a web page stand: by their own `style`, or by rules for classes.

Only simple rules are read (`p.quote`, `.c5`, `blockquote`), as word processors write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from .manuscript_blocks import is_quote_style, twips

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)
_LEFT = ("margin-left", "margin-inline-start", "padding-left", "padding-inline-start")
_MOST = 20_000  # rules
_QUOTING = frozenset({"p", "div", "blockquote", "figure"})  # whose class may say it, not a page's

_Said = dict[str, int]
_Place = tuple[int, int | None, bool]


class Indents:
    """Tells what is said of the place of a block: how much further in, and hanging or not."""

    def __init__(self, root: etree._Element) -> None:
        self._rules: dict[tuple[str, str], _Said] = {}
        self._known: dict[tuple[str, str, str], _Place] = {}
        for sheet in root.iter("style"):
            for selector, said in _rules(_COMMENT.sub(" ", "".join(map(str, sheet.itertext())))):
                if len(self._rules) < _MOST:
                    self._rules.setdefault(selector, {}).update(said)

    def of(self, tag: str, element: etree._Element) -> _Place:
        """Return twips further in than what is around, first line (None: unsaid), and if quoted."""
        key = (tag, element.get("class") or "", element.get("style") or "")
        known = self._known.get(key)
        if known is None:
            known = self._found(*key)
            if len(self._known) < _MOST:
                self._known[key] = known
        return known

    def _found(self, tag: str, named: str, css: str) -> _Place:
        classes = named.split()
        said: _Said = {}
        for selector in [(tag, ""), *((name, each) for each in classes for name in ("", tag))]:
            said |= self._rules.get(selector, {})
        said |= _declared(css)
        further = sum(said.get(name, 0) for name in ("margin", "padding"))
        is_quote = tag in _QUOTING and any(map(is_quote_style, classes))
        return further, said.get("text-indent"), is_quote


def _rules(sheet: str) -> Iterator[tuple[tuple[str, str], _Said]]:
    for rule in sheet.split("}")[:-1]:
        before, _brace, inside = rule.rpartition("{")
        said = _declared(inside)
        for selector in before.rpartition("{")[2].split(",") if said else ():
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple and (simple[1] or simple[2]):
                yield ((simple[1] or "").lower(), simple[2] or ""), said


def _declared(css: str) -> _Said:
    """Return left "margin", left "padding" and "text-indent" in twips, as far as they are said."""
    said: _Said = {}
    for declaration in css.split(";"):
        name, _colon, value = declaration.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip()
        if name in ("margin", "padding"):
            sides = value.split()
            value = sides[3] if len(sides) == 4 else sides[1] if len(sides) > 1 else value
        elif name in _LEFT:
            name = name.partition("-")[0]
        elif name != "text-indent":
            continue
        length = twips(value)
        if length is not None:
            said[name] = length
    return said
