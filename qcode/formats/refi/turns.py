"""Points in time of a transcript as turns: when which paragraphs were said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from qcode.model.layout import Turn
from qcode.model.text import Paragraphs, Span

_WORDS = re.compile(r"\S")


class SyncPoint(NamedTuple):
    """A moment of a recording and where it is in the text; None where nobody knows."""

    guid: str
    raw: int | None
    ms: int | None
    position: int | None


def timed_turns(text: str, points: Iterable[SyncPoint]) -> tuple[Turn, ...]:
    """Return a turn for each paragraph in which a point in time is, up to the next such one.

    Of several points in a paragraph the first counts. A turn ends when the next one begins.
    """
    known = [(p.position, p.ms) for p in points if p.position is not None and p.ms is not None]
    paragraphs = Paragraphs(text)
    begun: dict[int, int] = {}
    reached = 0  # where the words begin that follow the points so far
    for position, ms in sorted(known):
        if position >= reached:
            words = _WORDS.search(text, position)
            reached = words.start() if words else len(text)
        position = max(position, reached)
        if position < len(text):
            begun.setdefault(paragraphs.span(paragraphs.number_at(position)).start, ms)
    starts = [*begun.items()]
    turns = []
    for number, (start, ms) in enumerate(starts):
        later = starts[number + 1] if number + 1 < len(starts) else None
        end = later[0] - 1 if later else len(text)
        while end > start and text[end - 1] == "\n":
            end -= 1
        until = later[1] if later and later[1] > ms else None
        turns.append(Turn(start, end, (Span(start, end),), None, ms, until))
    return tuple(turns)
