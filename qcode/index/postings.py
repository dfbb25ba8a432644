"""The half of a segment that knows its words: a sorted list of them, and where each one stands.

Words are compared as UTF-8, which orders them as code points do. A record holds the addresses of a
word, 32 bits each, ascending; the record of a common word begins with the set of its units as
bits. Every record is sealed by checksums, so that opening an index need not read it all.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any
from zlib import crc32

from whoosh.codec.base import FieldWriter

from .files import Damaged, read_sealed, write_sealed
from .sources import BLOCK_BITS, SourcesWriter
from .storage import Storage

WORDS_EXTENSION = ".wrd"
RECORDS_EXTENSION = ".pst"
_HEAD = struct.Struct("<III")  # length of the bits, checksum of the bits, checksum of the addresses

_BITS = tuple(1 << place for place in range(8))

Entry = tuple[str, "array[int]"]


class WordsWriter(FieldWriter):
    """Writes the words of a segment and their records."""

    def __init__(self, storage: Storage, segment: Any, sources: SourcesWriter) -> None:
        self._storage = storage
        self._segment = segment
        self._sources = sources
        self._words: list[str] = []
        self._offsets = array("Q", [0])
        self._records: Any = None
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, entries: Iterable[Entry]) -> None:
        """Write words in ascending order, each once, with their addresses in ascending order."""
        name = self._segment.make_filename(RECORDS_EXTENSION)
        self._records = self._storage.create_file(name)
        size = self._sources.units() >> 3
        at = 0
        for word, addresses in entries:
            data = addresses.tobytes()
            # Where the bits cost not much more than the addresses, they save sorting those out.
            bits = self._bits(addresses, size) if 3 * len(data) >= size > _HEAD.size else b""
            record = _HEAD.pack(len(bits), crc32(bits), crc32(data)) + bits + data
            self._records.write(record)
            at += len(record)
            self._words.append(word)
            self._offsets.append(at)

    def _bits(self, addresses: Sequence[int], size: int) -> bytes:
        return bytes(mark(bytearray(size), self._sources.unit_of_block, addresses))

    def abandon(self) -> None:
        """Let go of the file without writing more."""
        if self._records is not None and not self._records.is_closed:
            with suppress(OSError):  # a full disk: what was not written yet cannot be now
                self._records.close()
        self.is_closed = True

    def close(self) -> None:
        """Write the list of words, if any were added."""
        self.is_closed = True
        if self._records is None:
            return
        self._records.close()
        words = "\n".join(self._words).encode()
        starts = array("I", [0])
        # One more than the last byte of each word: every word but the last has a line feed there.
        at = 0
        for word in self._words:
            at += (len(word) if word.isascii() else len(word.encode())) + 1
            starts.append(at)
        write_sealed(
            self._storage,
            self._segment.make_filename(WORDS_EXTENSION),
            words,
            starts,
            self._offsets,
        )
        self._segment.size = self._offsets[-1]


def mark(marks: bytearray, unit_of_block: Sequence[int], addresses: Iterable[int]) -> bytearray:
    """Set the bits of the units that the addresses lie in; return `marks`."""
    for unit in {unit_of_block[address >> BLOCK_BITS] for address in addresses}:
        marks[unit >> 3] |= _BITS[unit & 7]
    return marks


class WordList:
    """The words of a segment, held in memory; a word is named by its place in the list."""

    def __init__(self, storage: Storage, segment: Any) -> None:
        name = segment.make_filename(WORDS_EXTENSION)
        self._text, (self._starts, self._offsets) = read_sealed(storage, name, "IQ")
        records = segment.make_filename(RECORDS_EXTENSION)
        if storage.file_length(records) != self._offsets[-1]:
            raise Damaged(records)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _encoded(self, place: int) -> bytes:
        return self._text[self._starts[place] : self._starts[place + 1] - 1]

    def _before(self, encoded: bytes) -> int:
        return bisect_left(range(len(self)), encoded, key=self._encoded)

    def find(self, word: str) -> int | None:
        """Return the place of a word."""
        encoded = word.encode()
        place = self._before(encoded)
        return place if place < len(self) and self._encoded(place) == encoded else None

    def prefixed(self, prefix: str) -> range:
        """Return the places of the words that begin with `prefix`."""
        encoded = prefix.encode()
        return range(self._before(encoded), self._before(encoded + b"\xff"))

    def words(self, places: range) -> list[str]:
        """Return the words at places that follow one another."""
        if not places:
            return []
        return (
            self._text[self._starts[places.start] : self._starts[places.stop] - 1]
            .decode()
            .split("\n")
        )

    def extent(self, places: range) -> tuple[int, int]:
        """Return where the records of these words begin and end in the file of records."""
        return self._offsets[places.start], self._offsets[places.stop]


class Records:
    """The records of a segment, read as they are needed from a file that is opened only then.

    Use it in a `with` statement. Raises `Damaged` for a record that is not as written, and
    `FileNotFoundError` when a later commit has removed the segment.
    """

    def __init__(self, storage: Storage, segment: Any, words: WordList) -> None:
        self._storage = storage
        self._name = segment.make_filename(RECORDS_EXTENSION)
        self._words = words
        self._file: Any = None

    def __enter__(self) -> Records:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; it is opened again when needed."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _read(self, start: int, length: int) -> bytes:
        if self._file is None:
            self._file = self._storage.open_file(self._name)
        self._file.seek(start)
        data: bytes = self._file.read(length)
        if len(data) != length:
            raise Damaged(self._name)
        return data

    def units(self, places: range, unit_of_block: Sequence[int], size: int) -> int:
        """Return the set of units that have one of the words at `places`, as bits.

        `size` is the length of such a set in bytes.
        """
        start, end = self._words.extent(places)
        if len(places) == 1:
            # The addresses of a common word are many times longer than the set of its units.
            data = self._read(start, min(end - start, _HEAD.size + size))
            if (bits := self._common(data)) is not None:
                return int.from_bytes(bits, "little")
            if len(data) < end - start:
                data = self._read(start, end - start)
            return int.from_bytes(
                mark(bytearray(size), unit_of_block, self._addresses(data)), "little"
            )
        return self._union(places, self._read(start, end - start), unit_of_block, size)

    def _union(self, places: range, data: bytes, unit_of_block: Sequence[int], size: int) -> int:
        common = 0
        rest = array("I")
        base, _end = self._words.extent(places)
        for place in places:
            start, end = self._words.extent(range(place, place + 1))
            record = data[start - base : end - base]
            if (bits := self._common(record)) is not None:
                common |= int.from_bytes(bits, "little")
            else:
                rest.extend(self._addresses(record))
        marks = mark(bytearray(size), unit_of_block, rest)
        return common | int.from_bytes(marks, "little")

    def _common(self, record: bytes) -> bytes | None:
        """Return the bits of a record, None if it has none."""
        length, seal, _addresses = _HEAD.unpack_from(record)
        if not length:
            return None
        bits = record[_HEAD.size : _HEAD.size + length]
        if crc32(bits) != seal:
            raise Damaged(self._name)
        return bits

    def _addresses(self, record: bytes) -> array[int]:
        length, _bits, seal = _HEAD.unpack_from(record)
        data = record[_HEAD.size + length :]
        if crc32(data) != seal:
            raise Damaged(self._name)
        addresses = array("I")
        addresses.frombytes(data)
        return addresses

    def addresses(self, place: int) -> array[int]:
        """Return the addresses of a word, ascending."""
        start, end = self._words.extent(range(place, place + 1))
        return self._addresses(self._read(start, end - start))

    def entries(self) -> Iterator[Entry]:
        """Yield all words with their addresses, in ascending order, a few at a time."""
        for first in range(0, len(self._words), 4096):
            places = range(first, min(first + 4096, len(self._words)))
            base, end = self._words.extent(places)
            data = self._read(base, end - base)
            for place, word in zip(places, self._words.words(places), strict=True):
                start, stop = self._words.extent(range(place, place + 1))
                yield word, self._addresses(data[start - base : stop - base])
