"""Sets of units of one segment: a few as a set of their numbers, many as the bits of one number.

A rare word is in few of a million units, and to look those up costs less than to pass over a
million bits; for common words, AND, OR and NOT are one operation on a big number each.
"""

from __future__ import annotations

from collections.abc import Iterable

Marks = int | frozenset[int]
NONE: frozenset[int] = frozenset()

_BITS = tuple(1 << place for place in range(8))
_FEW = 6  # a set of numbers costs about as much as bits if it has 1 in so many bytes, as a shift


def few(size: int) -> int:
    """Return how many units are few, for a set of so many bytes."""
    return size >> _FEW


def marked(units: Iterable[int], size: int) -> bytearray:
    """Return a set of units as `size` bytes of bits."""
    marks = bytearray(size)
    for unit in units:
        marks[unit >> 3] |= _BITS[unit & 7]
    return marks


def whole(units: frozenset[int], size: int) -> Marks:
    """Return units as a set of the kind that is the cheaper one."""
    return units if len(units) <= few(size) else int.from_bytes(marked(units, size), "little")


def among(units: Iterable[int], marks: Marks, size: int) -> frozenset[int]:
    """Return those of the units that are in a set."""
    if isinstance(marks, frozenset):
        return marks.intersection(units)
    there = marks.to_bytes(size, "little")
    return frozenset(unit for unit in units if there[unit >> 3] & _BITS[unit & 7])


def both(one: Marks, other: Marks, size: int) -> Marks:
    """Return the units that are in both sets."""
    if isinstance(one, frozenset):
        return among(one, other, size)
    if isinstance(other, frozenset):
        return among(other, one, size)
    return one & other


def bits(marks: Marks, size: int) -> int:
    """Return a set as bits."""
    return marks if isinstance(marks, int) else int.from_bytes(marked(marks, size), "little")


def either(sets: Iterable[Marks], size: int) -> Marks:
    """Return the units that are in one of the sets."""
    many, some = 0, NONE
    for one in sets:
        if isinstance(one, int):
            many |= one
        else:
            some |= one
    return many | bits(some, size) if many else whole(some, size)
