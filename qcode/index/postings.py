"""The half of a segment that knows its words: a sorted list of them, and where each one stands.

Words are compared as UTF-8, which orders them as code points do. A record holds the addresses of a
word, 32 bits each, ascending, behind a checksum; so that opening an index need not read it all. The
record of a common word begins with the set of its units as bits, with a checksum of their own:
one can tell by its length, for most words are rare and a mark would be a good part of their
records. A second list has pairs of very common words (`qcode.index.pairs`); a third one tells which
words begin with a capital, in which other ways words are written that have any, and which words a
phrase may pass over. Their records come after the words'.
"""

from __future__ import annotations

import re
import string
import struct
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import pairwise
from typing import Any
from zlib import crc32

from whoosh.codec.base import FieldWriter

from qcode.model.courtesy import giving_way

from .bits import Marks, few, marked
from .files import Damaged, read_sealed, write_sealed
from .folding import fold
from .pairs import Entry, PairFinder
from .pieces import STRETCH, Pieces, pieces_of
from .record_file import RecordFile
from .sources import BLOCK_BITS, SourcesWriter
from .storage import Storage

WORDS_EXTENSION = ".wrd"
PAIRS_EXTENSION = ".prs"
WRITTEN_EXTENSION = ".cap"
RECORDS_EXTENSION = ".pst"
PASSED = " "  # the entry of all words that a phrase may pass over,
CAPITAL = "  "  # and that of all that have a capital, and that at their beginning only
_SEAL = struct.Struct("<I")  # a checksum
_SEALS = 2 * _SEAL.size  # of a record with bits
_GAP = 16 * 1024  # bytes that are quicker read than passed over
_STEP = 64  # words


def as_written(word: str, written: str) -> str:
    """Return the entry of a word with capitals: no word has a blank in it, nor is it none."""
    return CAPITAL if written == capitalized(word) else f"{word} {written}"


def capitalized(word: str) -> str:
    """Return a word with a capital at its beginning."""
    return word[:1].upper() + word[1:]


class WordsWriter(FieldWriter):
    """Writes the words of a segment, its pairs, how they are written, and all their records."""

    def __init__(self, storage: Storage, segment: Any, sources: SourcesWriter) -> None:
        self._storage = storage
        self._segment = segment
        self._sources = sources
        self._records: Any = None
        self._at = 0
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, entries: Iterable[Entry]) -> None:
        """Write words in ascending order, each once, with their addresses in ascending order; and
        among them how they are written, see `as_written`.
        """
        name = self._segment.make_filename(RECORDS_EXTENSION)
        self._records = self._storage.create_file(name)
        pairs = PairFinder(len(self._sources.unit_of_block) << BLOCK_BITS)
        written: list[Entry] = []
        self._write(WORDS_EXTENSION, map(pairs.noticed, _words_of(entries, written)))
        self._write(PAIRS_EXTENSION, pairs.entries())
        self._write(WRITTEN_EXTENSION, written)

    def _write(self, extension: str, entries: Iterable[Entry]) -> None:
        words: list[str] = []
        offsets = array("I", [self._at])
        size = self._sources.units() >> 3
        for word, addresses in giving_way(entries):
            data = addresses.tobytes()
            record = _SEAL.pack(crc32(data)) + data
            # Where the bits cost not much more than the addresses, they save sorting those out.
            if 3 * len(data) >= size > _SEALS:
                bits = self._bits(addresses, size)
                record = _SEAL.pack(crc32(bits)) + bits + record
            self._records.write(record)
            self._at += len(record)
            words.append(word)
            offsets.append(self._at)
        starts = array("I", [0])
        # One more than the last byte of each word: every word but the last has a line feed there.
        at = 0
        for word in giving_way(words):
            at += (len(word) if word.isascii() else len(word.encode())) + 1
            starts.append(at)
        # Nobody looks for a piece of a pair.
        pieces = pieces_of(_stretches(words) if extension == WORDS_EXTENSION else ())
        name = self._segment.make_filename(extension)
        write_sealed(self._storage, name, "\n".join(words).encode(), starts, offsets, *pieces)

    def _bits(self, addresses: Sequence[int], size: int) -> bytes:
        table = self._sources.unit_of_block
        return bytes(marked({table[address >> BLOCK_BITS] for address in addresses}, size))

    def abandon(self) -> None:
        """Let go of the file without writing more."""
        if self._records is not None and not self._records.is_closed:
            with suppress(OSError):  # a full disk: what was not written yet cannot be now
                self._records.close()
        self.is_closed = True

    def close(self) -> None:
        """Finish the file of records, if there are any."""
        self.is_closed = True
        if self._records is not None:
            self._records.close()
            self._segment.size = self._at


def _words_of(entries: Iterable[Entry], written: list[Entry]) -> Iterator[Entry]:
    """Yield the words, and put aside how they are written."""
    for entry in entries:
        if " " in entry[0]:
            written.append(entry)
        else:
            yield entry


def _stretches(words: Sequence[str]) -> Iterator[bytes]:
    for first in range(0, len(words), STRETCH):
        yield "\n".join(words[first : first + STRETCH]).encode()


class WordList:
    """The words of a segment, or its pairs, held in memory; each has a place in the list."""

    def __init__(self, storage: Storage, segment: Any, extension: str = WORDS_EXTENSION) -> None:
        name = segment.make_filename(extension)
        text, (self._starts, self._offsets, *pieces) = read_sealed(storage, name)
        # A line feed before every word and behind it; where a word starts in the file is the first.
        self._text = b"\n%s\n" % text
        self._count = len(self._starts) - 1
        self._pieces = Pieces(*pieces)

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _signposts(self) -> list[bytes]:
        """Every so many words one, to look a word up in two steps."""
        return [self._encoded(place) for place in range(0, self._count, _STEP)]

    def _encoded(self, place: int) -> bytes:
        return self._text[self._starts[place] + 1 : self._starts[place + 1]]

    def _before(self, encoded: bytes) -> int:
        most = bisect_left(self._signposts, encoded) * _STEP
        return bisect_left(
            range(self._count),
            encoded,
            max(most - _STEP, 0),
            min(most, self._count),
            key=self._encoded,
        )

    def find(self, word: str) -> int | None:
        """Return the place of a word."""
        encoded = word.encode()
        first = (bisect_right(self._signposts, encoded) - 1) * _STEP
        if first < 0 or b"\n" in encoded:
            return None
        last = min(first + _STEP, self._count)
        starts = self._starts
        at = self._text.find(b"\n%s\n" % encoded, starts[first], starts[last] + 1)
        return None if at < 0 else bisect_left(starts, at, first, last)

    def prefixed(self, prefix: str) -> range:
        """Return the places of the words that begin with `prefix`."""
        encoded = prefix.encode()
        return range(self._before(encoded), self._before(encoded + b"\xff"))

    def words(self, places: range) -> list[str]:
        """Return the words at places that follow one another."""
        if not places:
            return []
        start, end = self._starts[places.start], self._starts[places.stop]
        return self._text[start + 1 : end].decode().split("\n")

    def sizes(self, places: range) -> list[int]:
        """Return how long the records at some places are: the more often, the longer."""
        offsets = self._offsets
        return [offsets[place + 1] - offsets[place] for place in places]

    def holding(self, piece: str) -> Iterator[tuple[int, str]]:
        """Yield the words with a piece anywhere in them, each once, after their places."""
        text, starts, encoded = self._text, self._starts, piece.encode()
        for first, last in self._stretches(encoded):
            at = text.find(encoded, starts[first], starts[last])
            while at >= 0:
                start, end = text.rfind(b"\n", 0, at), text.find(b"\n", at)
                first = bisect_left(starts, start, first, last)
                yield first, text[start + 1 : end].decode()
                at = text.find(encoded, end, starts[last])

    def ending(self, end: str) -> Iterator[tuple[int, str]]:
        """Yield the words with this end after their places."""
        encoded = end.encode()
        text, starts, closed = self._text, self._starts, encoded + b"\n"
        for first, last in self._stretches(encoded):
            at = text.find(closed, starts[first], starts[last] + 1)
            while at >= 0:
                start, stop = text.rfind(b"\n", 0, at), at + len(encoded)
                first = bisect_left(starts, start, first, last)
                yield first, text[start + 1 : stop].decode()
                at = text.find(closed, stop, starts[last] + 1)

    def _stretches(self, piece: bytes) -> Iterator[tuple[int, int]]:
        """Yield where words with a piece in them may be, from place to place."""
        numbers = self._pieces.having(piece)
        if numbers is None:
            yield 0, self._count
            return
        for number in numbers:
            yield number * STRETCH, min((number + 1) * STRETCH, self._count)

    @cached_property
    def letters(self) -> str:
        """The letters and digits that the words may be made of."""
        others = self._text.translate(None, bytes(range(128))).decode()
        return string.ascii_lowercase + string.digits + "".join(sorted(set(others)))

    @cached_property
    def accented(self) -> list[tuple[str, int]]:
        """The words that are written with an accent: without it, with their places, sorted."""
        text = self._text.decode()
        letters = "".join(letter for letter in self.letters if fold(letter) != letter)
        if not letters:
            return []
        found = re.finditer(f"^.*[{re.escape(letters)}].*$", text, re.MULTILINE)
        places = ((self.find(match[0]), fold(match[0])) for match in found)
        return sorted((word, place) for place, word in places if place is not None)

    def bounds(self, places: range) -> Sequence[int]:
        """Return where the record of the first of these words begins, and where each ends."""
        return self._offsets[places.start : places.stop + 1]

    def extent(self, places: range) -> tuple[int, int]:
        """Return where the records of these words begin and end in the file of records."""
        return self._offsets[places.start], self._offsets[places.stop]


def open_lists(storage: Storage, segment: Any) -> tuple[WordList, WordList, WordList]:
    """Return the words of a segment, its pairs, and how words are written that have capitals.

    Raises `Damaged`, `FileNotFoundError`.
    """
    extensions = (WORDS_EXTENSION, PAIRS_EXTENSION, WRITTEN_EXTENSION)
    words, pairs, written = (WordList(storage, segment, each) for each in extensions)
    name = segment.make_filename(RECORDS_EXTENSION)
    at = 0
    for one in (words, pairs, written):
        start, end = one.extent(range(len(one)))
        if start != at:
            raise Damaged(name)
        at = end
    if at != storage.file_length(name):
        raise Damaged(name)
    return words, pairs, written


class Records(RecordFile):
    """The records of the words of a segment. Raises `Damaged` for one that is not as written."""

    def __init__(self, storage: Storage, segment: Any) -> None:
        super().__init__(storage, segment, RECORDS_EXTENSION)
        size = segment.doc_count_all() >> 3
        self._bits = size if size > _SEALS else 0  # length in bytes of a set of units, if kept

    def units(
        self, words: WordList, ranges: Sequence[range], table: Sequence[int], size: int
    ) -> Marks:
        """Return the units that have one of the words at these places.

        `table` says which unit a block belongs to, `size` is the length in bytes of a set of units.
        """
        common = 0
        rest = array("I")
        for record in self._beginnings(words, ranges):
            if self._has_bits(len(record)):
                common |= int.from_bytes(self._common(record), "little")
            else:
                rest.frombytes(self._sealed(record, 0))
        units = {table[address >> BLOCK_BITS] for address in rest}
        if not common and len(units) <= few(size):
            return frozenset(units)
        return common | int.from_bytes(marked(units, size), "little")

    def addresses(self, words: WordList, ranges: Sequence[range]) -> Sequence[int]:
        """Return the addresses of the words at these places, ascending."""
        found = array("I")
        count = 0
        for record in self._records(words, ranges):
            found.frombytes(self._addresses(record))
            count += 1
        return found if count < 2 else sorted(found)

    def _beginnings(self, words: WordList, ranges: Sequence[range]) -> Iterator[bytes | memoryview]:
        """Yield records, of a single one that has bits no more than these and their checksum."""
        if len(ranges) == 1 and len(ranges[0]) == 1:
            # The addresses of a common word are many times longer than the set of its units.
            start, end = words.extent(ranges[0])
            if self._has_bits(end - start):
                yield self._read(start, _SEAL.size + self._bits)
                return
        yield from self._records(words, ranges)

    def _has_bits(self, length: int) -> bool:
        """Return whether a record of this length, or its beginning, has bits: without them it is
        not a third as long as they are.
        """
        return bool(self._bits) and length >= _SEAL.size + self._bits

    def _records(self, words: WordList, ranges: Sequence[range]) -> Iterator[bytes | memoryview]:
        """Yield whole records; those that lie near one another are read together."""
        for group in _near_together(words, ranges):
            base = words.extent(group[0])[0]
            data = memoryview(self._read(base, words.extent(group[-1])[1] - base))
            for places in group:
                for start, end in pairwise(words.bounds(places)):
                    yield data[start - base : end - base]

    def _common(self, record: bytes | memoryview) -> bytes | memoryview:
        """Return the bits of a record that has some."""
        bits = record[_SEAL.size : _SEAL.size + self._bits]
        if _SEAL.unpack_from(record) != (crc32(bits),):
            raise Damaged(self._name)
        return bits

    def _addresses(self, record: bytes | memoryview) -> bytes | memoryview:
        return self._sealed(record, _SEAL.size + self._bits if self._has_bits(len(record)) else 0)

    def _sealed(self, record: bytes | memoryview, at: int) -> bytes | memoryview:
        """Return the addresses behind a checksum."""
        data = record[at + _SEAL.size :]
        if _SEAL.unpack_from(record, at) != (crc32(data),):
            raise Damaged(self._name)
        return data

    def entries(self, words: WordList) -> Iterator[Entry]:
        """Yield all words with their addresses, in ascending order, a few at a time."""
        for first in range(0, len(words), 4096):
            places = range(first, min(first + 4096, len(words)))
            for word, record in zip(
                words.words(places), self._records(words, [places]), strict=True
            ):
                addresses = array("I")
                addresses.frombytes(self._addresses(record))
                yield word, addresses


def _near_together(words: WordList, ranges: Sequence[range]) -> Iterator[list[range]]:
    group: list[range] = []
    end = 0
    for places in ranges:
        if not places:
            continue
        start, stop = words.extent(places)
        if group and start - end > _GAP:
            yield group
            group = []
        group.append(places)
        end = stop
    if group:
        yield group
