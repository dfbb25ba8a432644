"""One committed state of an index, loaded for reading. It never changes, so threads share it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .codec import UnitSegment
from .contents import read_contents
from .ledger import Ledger
from .postings import Records, WordList, open_lists
from .remembered import Remembered
from .sources import SourcesReader
from .storage import Storage
from .units import IndexedSource, SourceKey
from .word_places import PlacesFile


class OpenSegment:
    """A segment: its sources and words in memory, its records on disk."""

    sources: SourcesReader
    words: WordList
    pairs: WordList
    written: WordList

    def __init__(self, storage: Storage, segment: UnitSegment, earlier: OpenSegment | None) -> None:
        self.segment = segment
        self.storage = storage
        if earlier is None:
            self.sources = SourcesReader(storage, segment)
            self.words, self.pairs, self.written = open_lists(storage, segment)
            self.answers = Remembered()
        else:
            self.sources = SourcesReader(storage, segment, earlier=earlier.sources)
            self.words, self.pairs, self.written = earlier.words, earlier.pairs, earlier.written
            self.answers = earlier.answers

    @property
    def id(self) -> str:
        """The name of the segment: the same name, the same files."""
        return str(self.segment.segment_id())

    def records(self) -> Records:
        """Return the records, to be used in a `with` statement."""
        return Records(self.storage, self.segment)

    def word_places(self) -> PlacesFile:
        """Return where the words of each source are, to be used in a `with` statement."""
        return PlacesFile(self.storage, self.segment)

    @cached_property
    def ways(self) -> dict[str, list[tuple[int, str]]]:
        """In which ways words are written that have capitals, but not one at the beginning alone;
        after their places in the list of those.
        """
        found: dict[str, list[tuple[int, str]]] = {}
        for at, entry in enumerate(self.written.words(range(len(self.written)))):
            word, _blank, written = entry.partition(" ")
            if word:
                found.setdefault(word, []).append((at, written))
        return found

    @property
    def live(self) -> int:
        """The set of the units that are there, as bits."""
        return self.sources.live_bits

    @cached_property
    def by_language(self) -> dict[str, int]:
        """The sets of the units in each language, with those that are gone."""
        rows = self.sources.rows
        return {
            language: self.sources.bits(row for row in rows if row.language == language)
            for language in dict.fromkeys(row.language for row in rows)
        }


@dataclass(frozen=True)
class Snapshot:
    """All segments of one commit."""

    storage: Storage
    ledger: Ledger
    segments: tuple[OpenSegment, ...]

    @cached_property
    def indexed(self) -> dict[SourceKey, IndexedSource]:
        """Every source that is in."""
        every: dict[SourceKey, IndexedSource] = {}
        for segment in self.segments:
            every.update(segment.sources.indexed)
        return every

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the sources."""
        return tuple(dict.fromkeys(source.language for source in self.indexed.values()))


def load(storage: Storage, ledger: Ledger, earlier: Snapshot | None = None) -> Snapshot:
    """Load the state that a ledger names, taking over from `earlier` what is still the same.

    Raises `Damaged`, or `FileNotFoundError` when a later commit has removed files meanwhile.
    """
    known = {segment.id: segment for segment in earlier.segments} if earlier is not None else {}
    segments = tuple(
        OpenSegment(storage, segment, known.get(segment.segment_id()))
        for segment in read_contents(storage, ledger)
    )
    return Snapshot(storage, ledger, segments)
