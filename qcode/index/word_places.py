"""Where in the text of a source its words are, so that a place is told without reading the text.

A source has one record: where its units begin, and for each unit the lengths of what stands
between its words and of its words, turn and turn about, a byte each. A unit with anything longer,
or with a word that is broken or holds something invisible, has the bounds of its words instead,
four bytes each.
"""

from __future__ import annotations

import re
import struct
from array import array
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate, chain
from typing import Any, NamedTuple
from zlib import crc32

from qcode.model.courtesy import giving_way

from .analysis import is_usual, tidy, word_places, words
from .files import Damaged
from .record_file import RecordFile
from .storage import Storage
from .units import Unit

EXTENSION = ".plc"
_HEAD = struct.Struct("<II")  # checksum of the rest, count of units
_BETWEEN = re.compile(r"([\W_]+)")
_LENGTHS, _BOUNDS = b"\0", b"\1"


class UnitWords(NamedTuple):
    """The words of a unit as `analysis.words` gives them, lower-cased and as they are written; the
    same list twice if there are no capitals.
    """

    words: list[str]
    written: list[str]


def read(units: Sequence[Unit]) -> tuple[list[UnitWords], bytes]:
    """Return the words of each unit, and the record of their places."""
    found: list[UnitWords] = []
    pieces: list[bytes] = []
    for unit in giving_way(units):
        in_unit, piece = _read(unit.text)
        found.append(in_unit)
        pieces.append(piece)
    ends = array("I", accumulate(map(len, pieces)))
    starts = array("I", (unit.start for unit in units))
    body = b"".join((starts.tobytes(), ends.tobytes(), *pieces))
    return found, _HEAD.pack(crc32(body), len(units)) + body


def _read(text: str) -> tuple[UnitWords, bytes]:
    if is_usual(text) and tidy(text) == text:
        # Most texts: one cut gives the words and what stands between them.
        parts = _BETWEEN.split(text)
        if not parts[-1]:
            del parts[-2:]
        if parts and parts[0]:
            parts.insert(0, "")
        else:
            del parts[:1]
        with suppress(ValueError):
            return _lowered(parts[1::2]), _LENGTHS + bytes(map(len, parts))
    bounds = array("I", chain.from_iterable(word_places(text)))
    return UnitWords(words(text), words(text, case=True)), _BOUNDS + bounds.tobytes()


def _lowered(written: list[str]) -> UnitWords:
    together = "\n".join(written)
    lowered = together.lower()
    return UnitWords(written if lowered == together else lowered.split("\n"), written)


class SourcePlaces:
    """The places of the words of one source."""

    def __init__(self, record: bytes, name: str) -> None:
        """Raises `Damaged`."""
        body = record[_HEAD.size :]
        if len(record) < _HEAD.size or _HEAD.unpack_from(record)[0] != crc32(body):
            raise Damaged(name)
        count = _HEAD.unpack_from(record)[1]
        numbers = array("I")
        numbers.frombytes(body[: 8 * count])
        self._starts, self._ends = numbers[:count], numbers[count:]
        self._pieces = body[8 * count :]

    def bounds(self, unit: int) -> Sequence[int]:
        """Return where each word of a unit begins and ends in the source (code points)."""
        piece = self._pieces[self._ends[unit - 1] if unit else 0 : self._ends[unit]]
        start = self._starts[unit]
        if piece[:1] == _LENGTHS:
            return list(accumulate(piece[1:], initial=start))[1:]
        bounds = array("I")
        bounds.frombytes(piece[1:])
        return [start + bound for bound in bounds]


class PlacesFile(RecordFile):
    """The records of the sources of a segment."""

    def __init__(self, storage: Storage, segment: Any) -> None:
        super().__init__(storage, segment, EXTENSION)

    def record(self, start: int, length: int) -> bytes:
        """Return one record."""
        return self._read(start, length)

    def places(self, start: int, length: int) -> SourcePlaces:
        """Return the places of the source with this record."""
        return SourcePlaces(self.record(start, length), self._name)
