"""Words near one another in any order, by their addresses in a segment."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from heapq import merge

from .sources import BLOCK_BITS
from .terms import each_has_its_own


def near(
    words: Sequence[Sequence[int]], distance: int, unit_of_block: Sequence[int]
) -> Iterator[int]:
    """Yield addresses at which there is a stretch with one address of each of `words`, sorted,
    all in one unit and with at most `distance` other addresses between.
    """
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
