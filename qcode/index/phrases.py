"""Where words follow one another: sorted lists of addresses, compared."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

_SKEWED = 20  # finding one number in a sorted list costs about as much as passing over so many
_PIECE = 4096

Part = tuple[int, Sequence[int]]
"""A distance from the first word, and the addresses of what stands so far from it, ascending."""


def starts(parts: Sequence[Part]) -> Sequence[int]:
    """Return the addresses from which all parts stand at their distance.

    A free address ends every unit, so no sequence leaves its unit.
    """
    (first, addresses), *others = sorted(parts, key=lambda part: len(part[1]))  # the rarest first
    found: Sequence[int] = [address - first for address in addresses] if first else addresses
    for distance, addresses in others:
        if len(addresses) > _SKEWED * len(found):
            found = [start for start in found if has(addresses, start + distance)]
        else:
            found = _followed(found, addresses, distance)
    return found


def ends_over(parts: Sequence[Sequence[int]], passed: Iterable[int]) -> set[int]:
    """Return the addresses of the last words of sequences between whose words others may stand, if
    they are `passed` over. Such a one may be a word of the sequence too.
    """
    over = frozenset(passed)
    first, *others = parts
    found = set(first)
    for addresses in others:
        reached = added = {address + 1 for address in found}
        while added := {address + 1 for address in added & over} - reached:
            reached |= added
        found = reached.intersection(addresses)
    return found


def has(addresses: Sequence[int], address: int) -> bool:
    """Return whether an address is one of some, ascending ones."""
    place = bisect_left(addresses, address)
    return place < len(addresses) and addresses[place] == address


def _followed(starts: Sequence[int], addresses: Sequence[int], distance: int) -> list[int]:
    """Return the starts with one of `addresses` at that distance.

    Piece by piece, so that the sets stay small enough for the processor's cache.
    """
    kept: list[int] = []
    low = 0
    for at in range(0, len(starts), _PIECE):
        piece = starts[at : at + _PIECE]
        high = bisect_right(addresses, piece[-1] + distance, low)
        there = {start + distance for start in piece}.intersection(addresses[low:high])
        kept.extend(sorted(address - distance for address in there))
        low = high
    return kept
