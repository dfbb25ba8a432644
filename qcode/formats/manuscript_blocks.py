"""Which paragraphs of a manuscript are block quotations, whatever program has written it.

A style, or an element, that is named after quotations makes one; so does a paragraph of some
length that stands further in than most others do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from qcode.model.text import Span

from .base import Indent

_QUOTE = re.compile(r"quot|citat|sitat|zitat|block ?text")
_NOT_QUOTE = re.compile(r"source|käll|mark")
_INDENTED = 340  # twips further in than most paragraphs: 6 mm
_WORDS = 8  # of a paragraph that is a quotation because it is indented
_LENGTH = re.compile(r"\s*(-?\d*\.?\d+)\s*([a-z%]*)\s*", re.IGNORECASE)
_TWIPS = {
    "pt": 20.0,
    "px": 15.0,
    "cm": 566.93,
    "mm": 56.693,
    "in": 1440.0,
    "pc": 240.0,
    "em": 240.0,
    "rem": 240.0,
    "ex": 120.0,
    "ch": 120.0,
    "": 0.0,
}
_FARTHEST = 20_000


def is_quote_style(name: str) -> bool:
    """Whether a style is for quotations, going by its name in English or Swedish."""
    name = name.lower().replace("_", " ")
    return _QUOTE.search(name) is not None and _NOT_QUOTE.search(name) is None


def twips(length: str) -> int | None:
    """Return a length such as "1.25cm" in twips, None where it says nothing by itself ("5%")."""
    match = _LENGTH.fullmatch(length)
    unit = _TWIPS.get(match[2].lower()) if match else None
    if match is None or unit is None:
        return None
    return round(max(-_FARTHEST, min(_FARTHEST, float(match[1]) * unit)))


def quoted(text: str, paragraphs: Sequence[Indent]) -> Iterator[Span]:
    """Yield the paragraphs that are block quotations, by style or further in than most others."""
    usual = Counter(p.left for p in paragraphs if p.left is not None and p.end > p.start)
    # Of indents that are as frequent, the smaller one is the body's.
    common = max(usual, key=lambda indent: (usual[indent], -indent)) if usual else 0
    for each in paragraphs:
        if each.end == each.start:
            continue
        indented = each.left is not None and each.left - common >= _INDENTED
        if each.is_quote or (indented and len(text[each.start : each.end].split()) >= _WORDS):
            yield Span(each.start, each.end)
