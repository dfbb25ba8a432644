"""Times that a page keeps out of sight: noScribe puts each piece of speech in an anchor with both.

`<a name="ts_0_4120_S00">` means from 0 to 4,120 milliseconds. The turns are found by the words, as
in any text, and get the times of the anchors within them.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from qcode.model.layout import Turn

from .base import ImportedDocument
from .turn_clock import period
from .turns import detect_turns

_ANCHOR = re.compile(
    r"<a\b[^<>]{0,200}?\bname=[\"']ts_(\d{1,9})_(\d{1,9})(?:_[^<>\"']{0,200})?[\"'][^<>]{0,200}>",
    re.IGNORECASE,
)
_END = re.compile(r"</a\s*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s")
_REACH = 5_000  # code points within which the words of an anchor follow those of the one before

Place = tuple[int, int, int]  # position in the text, start and end in milliseconds


def has_times(page: str) -> bool:
    """Whether a page has such anchors."""
    return _ANCHOR.search(page) is not None


def with_times(document: ImportedDocument, page: str, dialect: str | None) -> ImportedDocument:
    """Return a document, read from `page`, with its turns and their times."""
    found = detect_turns(document.text, dialect)
    places = list(_places(document.text, page))
    positions = [place[0] for place in places]
    turns = []
    for turn in found.turns:
        first, last = (bisect_left(positions, at) for at in (turn.start, turn.end))
        turns.append(_timed(turn, places[first:last]))
    layout = replace(document.layout, turns=tuple(turns))
    return replace(document, layout=layout, turn_dialect=found.dialect)


def _places(text: str, page: str) -> Iterator[Place]:
    """Yield where the words of the anchors stand; those that are not found are passed over."""
    flat, cursor = _SPACE.sub(" ", text), 0
    anchors = list(_ANCHOR.finditer(page))
    for number, anchor in enumerate(anchors):
        until = anchors[number + 1].start() if number + 1 < len(anchors) else len(page)
        end = _END.search(page, anchor.end(), until)
        inner = page[anchor.end() : end.start() if end else until]
        said = " ".join(html.unescape(_TAG.sub("", inner)).split())
        at = flat.find(said, cursor, cursor + len(said) + _REACH) if said else -1
        if at >= 0:
            yield at, int(anchor[1]), int(anchor[2])
            cursor = at + len(said)


def _timed(turn: Turn, places: list[Place]) -> Turn:
    if not places:
        return turn
    start_ms, end_ms = period(places[0][1], places[-1][2])
    return replace(turn, start_ms=start_ms, end_ms=end_ms)
