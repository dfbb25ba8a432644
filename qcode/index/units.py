"""What is searched, as plain values: sources, their units, and sets of units.

A source is a document, a memo or a code (its definition); a unit is the stretch of it that a hit
names and that AND and NOT look at: a turn, or a paragraph where nobody speaks.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

_SOME = 6  # so few bits of a number are quicker taken one by one than read from its digits


class Source(StrEnum):
    """Where words are found. The index stores these words: never rename one."""

    DOCUMENT = "document"
    MEMO = "memo"
    CODE = "code"


class SourceKey(NamedTuple):
    """One document, memo or code, by its row id."""

    source: Source
    id: int


class UnitKey(NamedTuple):
    """One unit: its source and its number there, from 0."""

    key: SourceKey
    number: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A turn or paragraph: `text` stands in the source from code point `start` on.

    Characters that nobody should find (a speaker's label, a time mark) may be replaced by as many
    spaces; the offsets of matches stay right.
    """

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceUnits:
    """A source cut into units; a unit's number is its place in `units`.

    `content_hash` changes whenever the units do; the index takes a source with the same hash and
    language as unchanged. `language` is "sv", "en" or another ISO 639-1 code, "" unknown.
    """

    key: SourceKey
    content_hash: str
    language: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class IndexedSource:
    """What the index knows of a source: a hit in it is stale when the hash is another now."""

    content_hash: str
    language: str
    units: int


class UnitSet:
    """An immutable set of units, kept as one mask of bits for each source that has any.

    Bit n of a mask stands for unit n. `&`, `|` and `-` cost as much as there are sources.
    """

    __slots__ = ("_masks",)

    def __init__(self, masks: Mapping[SourceKey, int] = MappingProxyType({})) -> None:
        self._masks: dict[SourceKey, int] = (
            dict(masks)  # the hashes of the keys are not worked out again
            if all(masks.values())
            else {key: mask for key, mask in masks.items() if mask}
        )

    @classmethod
    def of(cls, units: Iterable[UnitKey | tuple[SourceKey, int]]) -> UnitSet:
        """Return the set of these units."""
        masks: dict[SourceKey, int] = {}
        for key, number in units:
            masks[key] = masks.get(key, 0) | 1 << number
        return cls(masks)

    @classmethod
    def whole(cls, counts: Mapping[SourceKey, int]) -> UnitSet:
        """Return all units of sources that have so many."""
        return cls({key: (1 << count) - 1 for key, count in counts.items()})

    def __len__(self) -> int:
        return sum(mask.bit_count() for mask in self._masks.values())

    def __bool__(self) -> bool:
        return bool(self._masks)

    def __eq__(self, other: object) -> bool:
        return self._masks == other._masks if isinstance(other, UnitSet) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._masks.items()))

    def __repr__(self) -> str:
        return f"UnitSet({len(self)} units in {len(self._masks)} sources)"

    def __contains__(self, unit: object) -> bool:
        if not isinstance(unit, tuple):
            return False
        key, number = unit
        return bool(self.mask(key) >> number & 1)

    def __iter__(self) -> Iterator[UnitKey]:
        for key in self._masks:
            for number in self.numbers(key):
                yield UnitKey(key, number)

    def __and__(self, other: UnitSet) -> UnitSet:
        few, many = sorted((self._masks, other._masks), key=len)
        return UnitSet({key: mask & many[key] for key, mask in few.items() if key in many})

    def __or__(self, other: UnitSet) -> UnitSet:
        masks = dict(self._masks)
        for key, mask in other._masks.items():
            masks[key] = masks.get(key, 0) | mask
        return UnitSet(masks)

    def __sub__(self, other: UnitSet) -> UnitSet:
        return UnitSet({key: mask & ~other.mask(key) for key, mask in self._masks.items()})

    def sources(self) -> tuple[SourceKey, ...]:
        """Return the sources that have units in the set."""
        return tuple(self._masks)

    def mask(self, key: SourceKey) -> int:
        """Return the units of a source as bits."""
        return self._masks.get(key, 0)

    def count(self, key: SourceKey) -> int:
        """Return how many units of a source are in the set."""
        return self.mask(key).bit_count()

    def numbers(self, key: SourceKey) -> list[int]:
        """Return the numbers of a source's units, in ascending order."""
        mask = self.mask(key)
        numbers: list[int] = []
        if mask.bit_count() < _SOME:
            while mask:
                lowest = mask & -mask
                numbers.append(lowest.bit_length() - 1)
                mask ^= lowest
            return numbers
        bits = f"{mask:b}"[::-1]
        at = bits.find("1")
        while at >= 0:
            numbers.append(at)
            at = bits.find("1", at + 1)
        return numbers

    def only(self, keys: Container[SourceKey]) -> UnitSet:
        """Return the units that belong to one of these sources."""
        return UnitSet({key: mask for key, mask in self._masks.items() if key in keys})

    def without(self, keys: Iterable[SourceKey]) -> UnitSet:
        """Return the units that belong to none of these sources."""
        gone = set(keys)
        return UnitSet({key: mask for key, mask in self._masks.items() if key not in gone})
