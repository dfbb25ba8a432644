"""The half of a segment that knows its sources: which units they have, and where words lie.

Every unit of a segment has a number. A source's units follow one another, and its first one has a
number that 8 divides, so that its bits begin at a byte of any set of units. Every word has an
address, a number that grows by one from word to word. A unit begins at the start of a block of 64
addresses and leaves at least one free at its end: no phrase can reach from one unit into the next,
and a short table says which unit a block belongs to.

A file beside has a record of each source with the places of its words (`word_places`).
"""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import repeat
from typing import Any

from whoosh.codec.base import PerDocumentReader, PerDocumentWriter

from qcode.model.courtesy import giving_way

from .bits import Marks
from .files import Damaged, read_sealed, write_all, write_sealed
from .storage import Storage
from .units import IndexedSource, Source, SourceKey, UnitKey
from .word_places import EXTENSION as PLACES_EXTENSION

EXTENSION = ".src"
BLOCK_BITS = 6
_ZEROS = re.compile(rb"\0*")
_MAX_BLOCKS = 1 << (32 - BLOCK_BITS)


@dataclass(frozen=True, slots=True)
class Row:
    """A source in a segment: its units, and the blocks of addresses that its words have."""

    key: SourceKey
    content_hash: str
    language: str
    units: int
    first_unit: int
    blocks: int
    first_block: int
    places: int  # bytes of the record of its words' places,
    places_at: int  # and where in their file it begins


class SourcesWriter(PerDocumentWriter):
    """Gives out units and addresses, and writes down at the end who got which."""

    def __init__(self, storage: Storage, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self.rows: list[Row] = []
        self.unit_of_block = array("I")
        self.is_closed = False
        self._places: list[bytes] = []
        self._placed = 0

    def add(
        self,
        key: SourceKey,
        content_hash: str,
        language: str,
        *,
        lengths: Sequence[int],
        places: bytes,
    ) -> int:
        """Add a source whose units have so many words, with the record of their places.

        Returns the block that its words begin at.
        """
        first_unit, first_block = self.units(), len(self.unit_of_block)
        for unit, length in enumerate(lengths, first_unit):
            self.unit_of_block.extend(repeat(unit, (length >> BLOCK_BITS) + 1))
        blocks = len(self.unit_of_block) - first_block
        units = len(lengths)
        self._append(
            Row(key, content_hash, language, units, first_unit, blocks, first_block, 0, 0), places
        )
        return first_block

    def copy(self, row: Row, unit_of_block: Sequence[int], places: bytes) -> int:
        """Add a source of another segment with its table and the record of its words' places.

        Returns how many blocks it moved on.
        """
        first_unit, first_block = self.units(), len(self.unit_of_block)
        move = first_unit - row.first_unit
        old = unit_of_block[row.first_block : row.first_block + row.blocks]
        self.unit_of_block.extend(unit + move for unit in old)
        self._append(replace(row, first_unit=first_unit, first_block=first_block), places)
        return first_block - row.first_block

    def _append(self, row: Row, places: bytes) -> None:
        if len(self.unit_of_block) > _MAX_BLOCKS:
            raise OverflowError("one commit cannot hold more than 2**32 addresses")
        self.rows.append(replace(row, places=len(places), places_at=self._placed))
        self._places.append(places)
        self._placed += len(places)

    def units(self) -> int:
        """Return how many numbers for units are given out, with those that fill up bytes."""
        return _end(self.rows)

    def close(self) -> None:
        """Write the files."""
        write_all(self._storage, self._segment.make_filename(PLACES_EXTENSION), *self._places)
        rows = json.dumps([_as_list(row) for row in self.rows], ensure_ascii=False).encode()
        write_sealed(
            self._storage, self._segment.make_filename(EXTENSION), rows, self.unit_of_block
        )
        self.is_closed = True


def _end(rows: Sequence[Row]) -> int:
    return (rows[-1].first_unit + rows[-1].units + 7) & ~7 if rows else 0


def _as_list(row: Row) -> list[str | int]:
    return [*row.key, row.content_hash, row.language, row.units, row.blocks, row.places]


def _from_lists(lists: Iterable[Sequence[Any]]) -> Iterator[Row]:
    first_unit = first_block = at = 0
    for source, number, content_hash, language, units, blocks, places in giving_way(lists):
        key = SourceKey(Source(source), number)
        yield Row(key, content_hash, language, units, first_unit, blocks, first_block, places, at)
        first_unit = (first_unit + units + 7) & ~7
        first_block += blocks
        at += places


class SourcesReader(PerDocumentReader):
    """The sources of a segment; those whose places are in `gone` have been taken out.

    For Whoosh a document is a unit, and a number that only fills up a byte is a deleted document.
    """

    def __init__(
        self, storage: Storage, segment: Any, *, earlier: SourcesReader | None = None
    ) -> None:
        """Read the file, or take over from an `earlier` reader of it, when fewer were gone."""
        if earlier is None:
            rows, (table,) = read_sealed(storage, segment.make_filename(EXTENSION))
            self.rows = tuple(_from_lists(json.loads(rows)))
            self.unit_of_block = table
            name = segment.make_filename(PLACES_EXTENSION)
            if storage.file_length(name) != sum(row.places for row in self.rows):
                raise Damaged(name)
            self._known = {
                row.key: IndexedSource(row.content_hash, row.language, row.units)
                for row in self.rows
            }
            self._places = {row.key: place for place, row in enumerate(self.rows)}
        else:
            self.rows, self.unit_of_block = earlier.rows, earlier.unit_of_block
            self._known, self._places = earlier._known, earlier._places
        self.gone: frozenset[int] = frozenset(segment.gone)
        self.size = _end(self.rows)  # numbers for units; a multiple of 8
        self._starts = [row.first_unit for row in self.rows]

    def live_rows(self) -> list[Row]:
        """Return the sources that are not gone."""
        return [row for place, row in enumerate(self.rows) if place not in self.gone]

    @property
    def indexed(self) -> dict[SourceKey, IndexedSource]:
        """The sources that are not gone, as the index knows them."""
        known = dict(self._known)
        for place in self.gone:
            key = self.rows[place].key
            if self._places[key] == place:  # else it was put in again in the same commit
                del known[key]
        return known

    def place_of(self, key: SourceKey) -> int | None:
        """Return the place of a source that is there and not gone."""
        place = self._places.get(key)
        return None if place in self.gone else place

    def bits(self, rows: Iterable[Row]) -> int:
        """Return the set of all units of these sources, a bit for each."""
        return self.gather((row, (1 << row.units) - 1) for row in rows)

    def gather(self, masks: Iterable[tuple[Row, int]]) -> int:
        """Return sets of units of single sources as one set of units of the segment."""
        marks = bytearray(self.size >> 3)
        for row, mask in masks:
            start, length = row.first_unit >> 3, (row.units + 7) >> 3
            known = mask & ((1 << row.units) - 1)
            marks[start : start + length] = known.to_bytes(length, "little")
        return int.from_bytes(marks, "little")

    def spread(self, marks: Marks) -> dict[SourceKey, int]:
        """Return, for each source that is not gone and has some, its part of a set of units."""
        if isinstance(marks, int):
            return self._spread_bits(marks)
        place_of, starts = self._place_of_byte, self._starts
        masks: dict[int, int] = {}
        for unit in marks:
            place = place_of[unit >> 3]
            if place in masks:
                masks[place] |= 1 << (unit - starts[place])
            else:
                masks[place] = 1 << (unit - starts[place])
        for place in self.gone.intersection(masks):
            del masks[place]
        rows = self.rows
        return {rows[place].key: mask for place, mask in masks.items()}

    def _spread_bits(self, bits: int) -> dict[SourceKey, int]:
        marks = (bits & self.live_bits).to_bytes(self.size >> 3, "little")
        read = int.from_bytes
        if bits.bit_count() > len(self.rows) >> 2:  # else it is quicker to look for them
            return {
                key: mask
                for key, start, end in self._extents
                if (mask := read(marks[start:end], "little"))
            }
        found: dict[SourceKey, int] = {}
        at = _after_zeros(marks, 0)
        while at < len(marks):
            key, start, end = self._extents[self._place_of_byte[at]]
            found[key] = read(marks[start:end], "little")
            at = _after_zeros(marks, end)
        return found

    @cached_property
    def live_bits(self) -> int:
        """The set of all units that are not gone, as bits."""
        return self.bits(self.live_rows())

    @cached_property
    def _place_of_byte(self) -> Sequence[int]:
        """Which source the bits in each byte of a set of units belong to."""
        places = array("I")
        for place, row in enumerate(self.rows):
            places.extend(repeat(place, (row.units + 7) >> 3))
        return places

    @cached_property
    def _extents(self) -> list[tuple[SourceKey, int, int]]:
        """Where in a set of units, counted in bytes, the part of each source begins and ends."""
        return [
            (row.key, row.first_unit >> 3, (row.first_unit + row.units + 7) >> 3)
            for row in self.rows
        ]

    def unit(self, number: int) -> UnitKey | None:
        """Return the unit with this number, None if the number only fills up a byte."""
        row = self.rows[bisect_right(self._starts, number) - 1]
        within = number - row.first_unit
        return UnitKey(row.key, within) if within < row.units else None

    # What Whoosh asks.

    def doc_count_all(self) -> int:
        """Return the count of numbers."""
        return self.size

    def doc_count(self) -> int:
        """Return the count of units that are there."""
        return sum(row.units for row in self.live_rows())

    def has_deletions(self) -> bool:
        """Return whether there are numbers without a unit."""
        return self.doc_count() < self.size

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a number has no unit any more, or never had."""
        place = bisect_right(self._starts, docnum) - 1
        return place in self.gone or self.unit(docnum) is None

    def deleted_docs(self) -> Collection[int]:
        """Return the numbers without a unit."""
        return [number for number in range(self.size) if self.is_deleted(number)]

    def stored_fields(self, docnum: int) -> dict[str, UnitKey | None]:
        """Return the key of a unit: nothing else is stored."""
        return {"unit": self.unit(docnum)}


def _after_zeros(marks: bytes, at: int) -> int:
    """Return where the next byte is that is not zero, or the end."""
    zeros = _ZEROS.match(marks, at)
    assert zeros is not None
    return zeros.end()
