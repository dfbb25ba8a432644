"""Writing: one session puts sources in and takes sources out, in one commit."""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from copy import deepcopy
from dataclasses import replace
from functools import reduce
from itertools import compress, groupby
from operator import attrgetter, iadd, itemgetter, ne

from whoosh.index import TOC, FileIndex, clean_files
from whoosh.writing import SegmentWriter

from qcode.model.courtesy import giving_way

from .codec import UnitCodec, UnitSegment, schema
from .contents import INDEX_NAME, latest_generation, write_contents
from .fillers import passed_words
from .ledger import NAME as LEDGER
from .ledger import Ledger, write_ledger
from .pairs import Entry
from .postings import PASSED, Records, as_written
from .snapshot import OpenSegment, Snapshot
from .sources import BLOCK_BITS
from .storage import Storage
from .units import SourceKey, SourceUnits
from .word_places import UnitWords, read

PATIENCE = 5.0  # seconds to wait for another writer

_SMALL = 256 * 1024  # bytes of records: a few documents of an interview's length
_MANY_SMALL = 8
_AT_ONCE = 4  # joining more of them would hold up the change that comes with it
_LARGEST = 128 * 1024 * 1024  # bytes of records; longer ones are not worth joining
_GROWTH = 4  # a segment joins smaller ones if it is not more than so many times as long


def write_lock(storage: Storage, *, patience: float | None = None) -> AbstractContextManager[None]:
    """Hold the lock that lets one thread of one process write, made with its place if need be.

    Waits for `patience` seconds, `PATIENCE` if None. Raises `IndexBusy`, `OSError`.
    """
    return storage.writing(PATIENCE if patience is None else patience)


def start_empty(storage: Storage, project: str) -> None:
    """Make an index without sources, and remove the files of any other. Needs the lock."""
    ledger = Ledger(project, 0, latest_generation(storage) + 1, "")
    _publish(storage, ledger, [])
    _sweep(storage, ledger, [])


def _publish(storage: Storage, ledger: Ledger, segments: Sequence[UnitSegment]) -> None:
    """Write the table of contents, then the ledger that names it: now it is the index."""
    contents = write_contents(storage, ledger.generation, segments)
    write_ledger(storage, replace(ledger, contents=contents))


def _sweep(storage: Storage, ledger: Ledger, segments: Sequence[UnitSegment]) -> None:
    """Remove what is old or was never finished, as far as the disk lets us."""
    clean_files(storage, INDEX_NAME, ledger.generation, segments)
    for name in storage.list():
        if name.startswith(f"{LEDGER}."):
            with suppress(OSError):
                storage.delete_file(name)


class _Contents(FileIndex):
    """The index as a snapshot has it, whatever other tables of contents lie about."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.storage = snapshot.storage
        self.indexname = INDEX_NAME
        self._snapshot = snapshot

    def _read_toc(self) -> TOC:
        # Copies, because a writer marks sources as gone in its segments.
        segments = [deepcopy(one.segment) for one in self._snapshot.segments]
        return TOC(schema(), segments, self._snapshot.ledger.generation)


class _Pool:
    """The words of a session: new ones by word, those of joined segments as sorted streams.

    Among them, as entries with a blank in them, where words have capitals (see `as_written`), and
    where those are that a phrase may pass over (`PASSED`).
    """

    def __init__(self) -> None:
        self._new: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._streams: list[Iterator[Entry]] = []
        self._open: list[Records] = []

    def add(self, found: UnitWords, passed: Collection[int], address: int) -> None:
        new, (words, written) = self._new, found
        for at, word in enumerate(words, address):
            new[word].append(at)
        if passed:
            new[PASSED].extend(address + at for at in sorted(passed))
        if written is not words:
            for at in compress(range(len(words)), map(ne, words, written)):
                new[as_written(words[at], written[at])].append(address + at)

    def add_stream(self, records: Records, entries: Iterator[Entry]) -> None:
        self._open.append(records)
        self._streams.append(entries)

    def iter_postings(self) -> Iterator[Entry]:
        """Yield every word once, in order; addresses rise from the new words to the last stream."""
        new = ((word, self._new[word]) for word in sorted(self._new))
        if not self._streams:
            yield from new
            return
        merged = heapq.merge(new, *self._streams, key=itemgetter(0))
        for word, entries in groupby(merged, key=itemgetter(0)):
            addresses = reduce(iadd, (addresses for _word, addresses in entries))
            if addresses:
                yield word, addresses

    def cleanup(self) -> None:
        for records in self._open:
            records.close()
        self._new.clear()


class IndexWriter(SegmentWriter):
    """A writing session on top of a snapshot. Needs the lock; ends with `commit` or `cancel`."""

    def __init__(self, snapshot: Snapshot, *, operation: int | None) -> None:
        self._known = snapshot.indexed
        self._opened = {one.id: one for one in snapshot.segments}
        ledger = snapshot.ledger
        super().__init__(
            _Contents(snapshot),
            codec=UnitCodec(),
            compound=False,
            _lk=False,
        )
        self.pool = _Pool()
        self._ledger = replace(
            ledger,
            generation=ledger.generation + 1,
            operation=ledger.operation if operation is None else operation,
        )
        # What this session has put in or taken out: its hash and language, and its place.
        self._same: dict[SourceKey, tuple[str, str] | None] = {}
        self._places: dict[SourceKey, tuple[UnitSegment, int]] = {}
        self._published = False
        self.changed = False

    def put(self, source: SourceUnits) -> None:
        """Add a source in place of what there was of it, unless that is the same."""
        if self._state(source.key) == (source.content_hash, source.language):
            return
        self.remove(source.key)
        self._same[source.key] = (source.content_hash, source.language)
        found, places = read(source.units)
        lengths = [len(one.words) for one in found]
        block = self.perdocwriter.add(
            source.key,
            source.content_hash,
            source.language,
            lengths=lengths,
            places=places,
        )
        told = zip(source.units, found, lengths, strict=True)
        for unit, one, length in giving_way(told):
            passed = passed_words(unit.text, one.words, source.language)
            self.pool.add(one, passed, block << BLOCK_BITS)
            block += (length >> BLOCK_BITS) + 1
        self._places[source.key] = (self.newsegment, len(self.perdocwriter.rows) - 1)
        self._added = self.changed = True

    def remove(self, key: SourceKey) -> None:
        """Take a source out if it is in."""
        if self._state(key) is not None:
            segment, place = self._place(key)
            segment.gone.add(place)
            self._same[key] = None
            self.changed = True

    def _state(self, key: SourceKey) -> tuple[str, str] | None:
        """Return the hash and language of a source that is in."""
        if key in self._same:
            return self._same[key]
        known = self._known.get(key)
        return None if known is None else (known.content_hash, known.language)

    def _place(self, key: SourceKey) -> tuple[UnitSegment, int]:
        """Return where a source lies that is in."""
        if key in self._places:
            return self._places[key]
        return next(
            (segment, place)
            for segment in self.segments
            if (place := self._opened[segment.segment_id()].sources.place_of(key)) is not None
        )

    def join(self, segments: Sequence[UnitSegment]) -> None:
        """Take what is left of these segments into the new one, and leave them out."""
        for segment in segments:
            self._take(segment, self._opened[segment.segment_id()])
            self.segments.remove(segment)
        self._added = self.changed = True

    def _take(self, segment: UnitSegment, opened: OpenSegment) -> None:
        sources = opened.sources
        moves: list[int | None] = [None] * len(sources.unit_of_block)
        with opened.word_places() as file:
            for place, row in enumerate(sources.rows):
                if place not in segment.gone:
                    record = file.record(row.places_at, row.places)
                    blocks = self.perdocwriter.copy(row, sources.unit_of_block, record)
                    move = blocks << BLOCK_BITS
                    moves[row.first_block : row.first_block + row.blocks] = [move] * row.blocks
                    self._places[row.key] = (self.newsegment, len(self.perdocwriter.rows) - 1)
        for words in (opened.words, opened.written):
            records = opened.records()
            self.pool.add_stream(records, _moved(records.entries(words), moves))

    def commit(self) -> None:
        """Make it the index, for every reader from now on; joins some of many small segments.

        With nothing changed but the operation, only the ledger is written.
        """
        if not self.changed:
            self.cancel()
            write_ledger(
                self.storage, replace(self._ledger, generation=self._ledger.generation - 1)
            )
            return
        small = [segment for segment in self.segments if segment.size < _SMALL]
        if len(small) >= _MANY_SMALL:
            self.join(sorted(small, key=attrgetter("size"))[:_AT_ONCE])
        self.docnum = self.perdocwriter.units()
        super().commit(merge=False)

    def _commit_toc(self, segments: Sequence[UnitSegment]) -> None:
        used = [one for one in segments if len(one.gone) < self._count(one)]
        _publish(self.storage, self._ledger, used)
        self._published = True
        with suppress(OSError):  # the next commit does it
            _sweep(self.storage, self._ledger, used)

    def _count(self, segment: UnitSegment) -> int:
        """Return how many sources a segment has, with those that are gone."""
        opened = self._opened.get(segment.segment_id())
        return len(self.perdocwriter.rows if opened is None else opened.sources.rows)

    def cancel(self) -> None:
        """Forget it all, and remove what was written so far."""
        self.pool.cleanup()
        self.fieldwriter.abandon()
        self._finish()
        if not self._published:
            for name in self.newsegment.list_files(self.storage):
                with suppress(OSError):  # the next commit removes it
                    self.storage.delete_file(name)


def _moved(entries: Iterator[Entry], moves: Sequence[int | None]) -> Iterator[Entry]:
    """Yield words with their addresses moved by the distance for their block; None: left out."""
    distances = set(moves)
    if distances == {0}:
        yield from entries
    elif len(distances) == 1 and (distance := distances.pop()) is not None:
        for word, addresses in entries:
            yield word, array("I", [address + distance for address in addresses])
    else:
        for word, addresses in entries:
            kept = (
                address + move
                for address in addresses
                if (move := moves[address >> BLOCK_BITS]) is not None
            )
            yield word, array("I", kept)


def worth_joining(segments: Iterable[OpenSegment]) -> list[str]:
    """Return the ids of segments, two or more, that had better be one; or of one with many gone.

    Lengths that differ much stay apart, so each word is copied a few times only as an index grows;
    but what is smaller than those that are joined goes along, for that costs little more.
    """
    by_size = sorted(segments, key=lambda one: one.segment.size)
    sizes = [one.segment.size for one in by_size]
    for first, smallest in enumerate(sizes):
        last, total = first + 1, max(smallest, _SMALL)
        while last < len(sizes) and sizes[last] <= min(_GROWTH * total, _LARGEST - total):
            total += sizes[last]
            last += 1
        if last > first + 1:
            while first and total + sizes[first - 1] <= _LARGEST:
                first -= 1
                total += sizes[first]
            return [one.id for one in by_size[first:last]]
    return next(([one.id] for one in by_size if _has_many_gone(one)), [])


def _has_many_gone(segment: OpenSegment) -> bool:
    rows = segment.sources.rows
    gone = sum(rows[place].units for place in segment.sources.gone)
    return gone * 3 > sum(row.units for row in rows)
