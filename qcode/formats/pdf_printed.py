"""The text of a PDF line by line, as PDFs were read before columns and paragraphs were told.

Nothing is imported so any more; documents that once were have their letters in this order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .build import Builder
from .pdf_reading import PagePlaces, Stretch
from .pdf_text import DIVIDED

_BOM = "\ufeff"
_PIECE = re.compile(rf"\r\n?|\n|{DIVIDED}|[^\r\n{DIVIDED}]+")


def printed(raws: Sequence[str]) -> tuple[str, list[PagePlaces]]:
    """Return the text of all pages, a paragraph for each line, and where each page is in it."""
    builder = Builder(Path())
    places = [_write(raw, builder) for raw in raws]
    return builder.plain, places


def _write(raw: str, builder: Builder) -> PagePlaces:
    before = builder.position
    first = len(raw) - len(raw.lstrip(_BOM)) if not before else 0
    if not raw.strip():
        return PagePlaces(before, before, ())
    start, stretches = builder.begin_paragraph(), []
    for found in _PIECE.finditer(raw, first):
        piece = found[0]
        if piece[0] in "\r\n":
            builder.text("\n")
            continue
        stretches.append(Stretch(builder.position, found.start(), len(piece)))
        builder.text("-\n" if piece == DIVIDED else piece)
    return PagePlaces(start, builder.position, tuple(stretches))


def is_printed(text: str, read: str, lines: str) -> bool:
    """Whether a text comes from that reading, `lines`, and not from `read`, perhaps edited since.

    The paragraphs of a text tell: where lines were paragraphs, most of them still are.
    """
    found = Counter(text.split("\n"))
    return _common(found, lines) > _common(found, read)


def _common(found: Counter[str], other: str) -> int:
    same = found & Counter(other.split("\n"))
    return sum(len(line) * count for line, count in same.items())
