"""The stretches of a text over which the same codings lie, with their colours.

Arithmetic only: which look a stretch has, and where it stands, is found by the painter.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from itertools import pairwise

from qcode.model.segment import SegmentId
from qcode.model.text import Offsets

from .codings import Codings
from .painted import PaintedSegment

Colors = tuple[str, ...]  # of codes, in the order of their lanes

_Mark = tuple[int, SegmentId, str]  # lane, whose it is, colour


def stretches(
    codings: Codings,
    offsets: Offsets,
    start: int,
    end: int,
    *,
    shows: Callable[[PaintedSegment], bool] | None = None,
) -> tuple[list[tuple[int, int]], list[Colors]]:
    """Return the stretches of a part of the text under the same codings, and their colours.

    The part and the stretches are in UTF-16 units. What is under no coding has no stretch, and
    of codings only those count that `shows` takes. The marks lie in order all the time: to sort
    them for each stretch is what takes longest where many codings begin and end.
    """
    begin = offsets.from_utf16(start)
    stop = offsets.from_utf16(min(end, offsets.utf16_length), up=True)
    begun: dict[int, list[_Mark]] = {}
    ended: dict[int, list[_Mark]] = {}
    for segment, lane in codings.within(begin, stop):
        first, last = max(segment.start, begin), min(segment.end, stop)
        if first < last and (shows is None or shows(segment)):
            mark = lane, segment.id, codings.code(segment.code).color
            begun.setdefault(first, []).append(mark)
            ended.setdefault(last, []).append(mark)
    bounds = sorted(begun.keys() | ended.keys())
    found: list[tuple[int, int]] = []
    colors: list[Colors] = []
    lie: list[_Mark] = []
    units = _units(offsets, begin, stop, bounds)
    for at, between in zip(bounds, pairwise(units), strict=False):
        for mark in ended.get(at, ()):
            lie.remove(mark)
        for mark in begun.get(at, ()):
            insort(lie, mark)
        if lie:
            found.append(between)
            colors.append(tuple([color for _lane, _id, color in lie]))
    return found, colors


def _units(offsets: Offsets, begin: int, stop: int, places: list[int]) -> list[int]:
    """Return some places between two others in UTF-16 units, mostly by an addition."""
    first = offsets.to_utf16(begin)
    if offsets.to_utf16(stop) - first == stop - begin:  # each character is one unit
        return [place - begin + first for place in places]
    return list(map(offsets.to_utf16, places))
