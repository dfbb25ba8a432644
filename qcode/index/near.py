"""Words near one another in any order, by their addresses in a segment."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from heapq import merge

from .sources import BLOCK_BITS
from .terms import each_has_its_own

_AHEAD = 32  # addresses: the next one is seldom farther


def near(
    words: Sequence[Sequence[int]], distance: int, unit_of_block: Sequence[int]
) -> Iterator[int]:
    """Yield addresses at which there is a stretch with one address of each of `words`, sorted,
    all in one unit and with at most `distance` other addresses between.
    """
    if len(words) == 2:
        rarer, other = sorted(words, key=len)
        yield from _near_two(rarer, other, distance + 1, unit_of_block)
        return
    widest = len(words) + distance
    events = merge(*([(address, n) for address in there] for n, there in enumerate(words)))
    stretch: deque[tuple[int, int]] = deque()
    unit = -1
    for address, number in events:
        here = unit_of_block[address >> BLOCK_BITS]
        if here != unit:
            stretch.clear()
            unit = here
        stretch.append((address, number))
        while stretch[0][0] <= address - widest:
            stretch.popleft()
        if len(stretch) >= len(words):
            choices: list[list[int]] = [[] for _word in words]
            for place, n in stretch:
                choices[n].append(place)
            if each_has_its_own(choices):
                yield address


def _near_two(
    rarer: Sequence[int], other: Sequence[int], farthest: int, unit_of_block: Sequence[int]
) -> Iterator[int]:
    """Yield those of the one list that have one of the other beside them: it is enough to look at
    the last before it and the first behind it.
    """
    place = 0
    for address in rarer:
        most = place + _AHEAD
        if most < len(other) and other[most] >= address:
            place = bisect_left(other, address, place, most)
        else:
            place = bisect_left(other, address, place)
        behind = place
        if behind < len(other) and other[behind] == address:
            behind += 1
        if (
            behind < len(other)
            and other[behind] - address <= farthest
            and unit_of_block[other[behind] >> BLOCK_BITS] == unit_of_block[address >> BLOCK_BITS]
        ) or (
            place
            and address - other[place - 1] <= farthest
            and unit_of_block[other[place - 1] >> BLOCK_BITS]
            == unit_of_block[address >> BLOCK_BITS]
        ):
            yield address
