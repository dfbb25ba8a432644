"""Where the pieces of a report belong: which chapter, and which have kept their order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from lxml import etree

from .docx_refresh_file import Piece, W, WordFile

_DEEPEST = 9


def homes(fresh: WordFile, pieces: Sequence[Piece]) -> dict[str, str]:
    """Return the heading that each piece of a new report stands under, "" for none."""
    marks = {piece.control: piece for piece in pieces}
    found, heading = dict[str, str](), ""
    for block in fresh.body:
        piece = marks.get(block)
        if piece is None:
            heading = ""
            continue
        if piece.kind == "heading":
            heading = piece.mark
        found[piece.mark] = heading
    return found


def in_order(positions: Sequence[int]) -> set[int]:
    """Return the places of a longest run of `positions` that rises: those that were not moved."""
    tails: list[int] = []  # place of the least last one, by length
    values: list[int] = []
    before: list[int] = []
    for place, position in enumerate(positions):
        at = bisect_left(values, position)
        before.append(tails[at - 1] if at else -1)
        if at == len(values):
            values.append(position)
            tails.append(place)
        else:
            values[at], tails[at] = position, place
    kept: set[int] = set()
    place = tails[-1] if tails else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return kept


def ends_section(block: etree._Element) -> bool:
    """Tell whether the set-up of pages changes behind a block."""
    return block.tag == f"{W}sectPr" or block.find(f"{W}pPr/{W}sectPr") is not None


class Headings:
    """Tells headings of a document by the names of its styles."""

    def __init__(self, file: WordFile) -> None:
        self._levels: dict[str, int] = {}
        styles = file.part("styles")
        for style in () if styles is None else styles.iterchildren(f"{W}style"):
            name = style.find(f"{W}name")
            words = ("" if name is None else name.get(f"{W}val") or "").lower().split()
            if len(words) == 2 and words[0] == "heading" and words[1].isdecimal():
                self._levels[style.get(f"{W}styleId") or ""] = int(words[1])

    def level(self, block: etree._Element) -> int:
        """Return the level of a heading, also of one in a control; 0 for what is none."""
        for paragraph in [block] if block.tag == f"{W}p" else block.iter(f"{W}p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            return 0 if style is None else self._levels.get(style.get(f"{W}val") or "", 0)
        return 0

    def ends_chapter(self, block: etree._Element, level: int) -> bool:
        """Tell whether a block stands behind all that belongs under a heading of some level."""
        following = block.getnext()
        is_bare = block.tag == f"{W}p" and all(child.tag == f"{W}pPr" for child in block)
        if ends_section(block) or (is_bare and following is not None and ends_section(following)):
            return True
        gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            return True
        return 0 < self.level(block) <= (level or _DEEPEST)
