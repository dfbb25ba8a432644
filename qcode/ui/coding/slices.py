"""Where paragraphs that are too long to be set as one are cut for the screen.

A text without paragraphs, as one that a program wrote on a single line, would be one block for
Qt, which sets a block as a whole. So such a block ends now and then: where the text breaks the
line, else after a sentence, else after a word. The break or space there stands for the end of the
block, and every position stays what it is. Positions are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 20_000  # characters that a paragraph may have without being cut
SLICE = 4_000  # at most, unless there is no place to cut
_PLACE = re.compile("[\u2028 \t]")


def cuts(text: str) -> list[int]:
    """Return the characters at which slices end, in order; [] for nearly every text."""
    return [at for start, end in _long_paragraphs(text) for at in _cuts_between(text, start, end)]


def _long_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start + LONGEST < len(text):
        last = text.rfind("\n", start, start + LONGEST)
        if last >= 0:
            start = last + 1
            continue
        end = text.find("\n", start + LONGEST)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _cuts_between(text: str, start: int, end: int) -> Iterator[int]:
    while end - start > SLICE:
        at = _last(text, start, start + SLICE)
        if at is None:
            found = _PLACE.search(text, start + SLICE, end)
            if found is None:
                return
            at = found.start()
        yield at
        start = at + 1


def _last(text: str, start: int, end: int) -> int | None:
    """Return the last place to cut in a stretch, of the best kind there is."""
    at = text.rfind("\u2028", start, end)
    if at < 0:
        at = max(text.rfind(mark, start, end) + 1 for mark in (". ", "? ", "! ")) or -1
    if at < 0:
        at = text.rfind(" ", start, end)
    return None if at < 0 else at


def with_ends(text: str, at: list[int]) -> str:
    """Return a text in which blocks end at these characters too."""
    parts, begin = [], 0
    for each in at:
        parts.append(text[begin:each])
        begin = each + 1
    return "\n".join([*parts, text[begin:]])
