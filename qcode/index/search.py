"""The index as the services use it: open, update, ask."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from heapq import nsmallest
from pathlib import Path
from typing import TypeVar

from qcode.model.job import SILENT, Job
from qcode.model.query import Query, TextLeaf, Word
from qcode.model.search_options import PLAIN, SearchOptions

from .analysis import tidy
from .evaluate import evaluate
from .families import Relative, family
from .files import Damaged
from .ledger import NAME as LEDGER
from .ledger import read_ledger
from .passages import Passages, passages
from .places import places_of
from .scan import Resolve, no_fields, resolved
from .snapshot import Snapshot, load
from .storage import FolderStorage, IndexBusy, Storage
from .terms import How, sequences
from .units import IndexedSource, SourceKey, SourceUnits, UnitSet
from .writer import IndexWriter, start_empty, worth_joining, write_lock

__all__ = ["Answer", "IndexBusy", "IndexDamaged", "SearchIndex", "build"]

_BATCH = 16_000_000  # characters in one commit of `build`
_MANY = 12  # segments that are joined in between; each costs every question a little
_ATTEMPTS = 5

T = TypeVar("T")


class IndexDamaged(Exception):  # noqa: N818 - a state, not a fault
    """The index could not answer and has emptied itself: scan now, then update it from 0."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found, and in which state of the index: one commit, whole.

    A source that `sources` lacks or has with another hash has not been looked at as it is now.
    """

    units: UnitSet
    sources: Mapping[SourceKey, IndexedSource]
    operation: int


class SearchIndex:
    """Words of all sources of one project, in a storage of its own: the user's cache folder.

    Any method may be called from any thread; one thread or process writes at a time. What is
    searched is the last commit, also one that another process made. Opening or writing raises
    `OSError` where the folder cannot be used: then `scan` answers alone.
    """

    def __init__(self, storage: Storage, project: str) -> None:
        self.storage = storage
        self.project = project
        self._writing = threading.Lock()
        self._loading = threading.Lock()
        self._stamp = storage.stamp(LEDGER)
        self._snapshot: Snapshot = load(storage, read_ledger(storage, project))

    @classmethod
    def open(cls, place: Path | Storage, *, project: str) -> SearchIndex:
        """Open the index in a folder or storage that is its own; make what is missing.

        An index that is damaged, of another version or of another project is dropped; the new one
        is empty and its `last_operation` is 0. Raises `IndexBusy` if another process is writing
        to an index that should be dropped.
        """
        storage = FolderStorage(place) if isinstance(place, Path) else place
        storage.prepare()
        for _attempt in range(_ATTEMPTS):
            with suppress(Damaged, FileNotFoundError):
                return cls(storage, project)
            with write_lock(storage):
                if _damaged(storage, project):
                    start_empty(storage, project)
        return cls(storage, project)

    @property
    def last_operation(self) -> int:
        """The last operation whose changes are all in."""
        return self._snapshot.ledger.operation

    @property
    def sources(self) -> Mapping[SourceKey, IndexedSource]:
        """Everything that is in, for finding out what is missing or out of date.

        Another commit may come between this and a question: `ask` tells what it looked at.
        """
        return self._snapshot.indexed

    def update(
        self,
        sources: Iterable[SourceUnits],
        *,
        removed: Iterable[SourceKey] = (),
        operation: int | None = None,
        job: Job = SILENT,
    ) -> None:
        """Put sources in, replacing what was there of them, and take `removed` out: one commit.

        `operation` becomes `last_operation`; None leaves it (a first part of a bigger update).
        Sources with an unchanged hash and language cost nothing. Raises `IndexBusy`, `OSError`,
        or `Cancelled` from `job`, and then nothing has changed; or `IndexDamaged`.
        """

        def change(writer: IndexWriter) -> None:
            for key in removed:
                writer.remove(key)
            for source in sources:
                job.check()
                writer.put(source)

        self._write(change, operation)

    def fill(
        self,
        sources: Iterable[SourceUnits],
        *,
        operation: int,
        removed: Iterable[SourceKey] = (),
        job: Job = SILENT,
    ) -> None:
        """Put sources in, a commit every few megabytes, and tidy up behind a big heap of them.

        When it is stopped or killed it goes on where it was: what is in already is passed over, so
        give only what `sources` lacks if making units is dear. `last_operation` becomes
        `operation` with the last commit. Raises as `update` does.
        """
        batches = _batches(sources)
        batch, many = next(batches, []), False
        for following in batches:
            self.update(batch, job=job)
            batch, many = following, True
        self.update(batch, removed=removed, operation=operation, job=job)
        # A few changes leave a small segment each, and those the writer joins by itself.
        while (many or len(self._snapshot.segments) > _MANY) and self.tidy(job):
            pass

    def ask(
        self,
        query: Query,
        resolve: Resolve = no_fields,
        *,
        options: SearchOptions = PLAIN,
    ) -> Answer:
        """Return the units that `query` is true of; `resolve` gives the units of a field.

        Exact and complete for the sources that the answer names, whatever others write meanwhile.
        Raises `IndexDamaged`.
        """
        given = resolved(query, resolve)
        return self._read(
            lambda snapshot: Answer(
                evaluate(snapshot, query, given, options),
                snapshot.indexed,
                snapshot.ledger.operation,
            )
        )

    def search(
        self,
        query: Query,
        resolve: Resolve = no_fields,
        *,
        options: SearchOptions = PLAIN,
    ) -> UnitSet:
        """Return only the units of `ask`."""
        return self.ask(query, resolve, options=options).units

    def passages(
        self,
        leaf: TextLeaf,
        keys: Collection[SourceKey],
        options: SearchOptions = PLAIN,
        *,
        job: Job = SILENT,
    ) -> tuple[Passages, Mapping[SourceKey, IndexedSource]]:
        """Return where a word or phrase stands in some sources, with all sources of that state.

        Not for all words: see `passages`. Raises `IndexDamaged`, or `Cancelled` from `job`.
        """
        return self._read(
            lambda snapshot: (passages(snapshot, leaf, keys, options, job), snapshot.indexed)
        )

    def forms(self, text: str) -> dict[str, tuple[str, ...]]:
        """Return, by language, the words of the texts that a word of a query stands for.

        Raises `IndexDamaged`.
        """
        wanted = [
            term for pattern in sequences(Word(text)) for term in pattern if term.how is How.FORM
        ]

        def answer(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
            found: dict[str, set[str]] = {language: set() for language in snapshot.languages}
            for segment in snapshot.segments:
                for language in found:
                    for term in wanted:
                        for places in places_of(segment, term, language):
                            found[language].update(segment.words.words(places))
            return {language: tuple(sorted(words)) for language, words in found.items()}

        return self._read(answer)

    def family(self, word: str) -> tuple[Relative, ...]:
        """Return the words of the texts that belong to a word, those a search finds and others.

        Raises `IndexDamaged`.
        """
        return self._read(lambda snapshot: family(snapshot, word.lower()))

    def beginning(self, text: str, most: int) -> list[str]:
        """Return words of the texts that begin so, the most frequent first.

        One that is gone may be among them until its part of the index is joined with others.
        Raises `IndexDamaged`.
        """
        prefix = tidy(text).lower()

        def answer(snapshot: Snapshot) -> list[str]:
            sizes: Counter[str] = Counter()
            for segment in snapshot.segments:
                places = segment.words.prefixed(prefix)
                found = zip(segment.words.words(places), segment.words.sizes(places), strict=True)
                sizes.update(dict(found))
            # A few too many, and only those are counted.
            likely = nsmallest(2 * most, sizes, key=lambda word: (-sizes[word], word))
            counts = {word: _count(snapshot, word) for word in likely}
            return nsmallest(most, counts, key=lambda word: (-counts[word], word))

        return self._read(answer)

    def refresh(self) -> bool:
        """Look for a commit of another process; return whether there was one.

        `search` and `forms` do this by themselves.
        """
        before = self._snapshot
        return self._read(lambda snapshot: snapshot is not before)

    def tidy(self, job: Job = SILENT) -> bool:
        """Join small parts into bigger ones, for when nothing else is going on.

        Returns whether anything was done; call again until it was not. Raises as `update`
        does.
        """
        job.check()
        chosen = worth_joining(self._snapshot.segments)
        if not chosen:
            return False

        def change(writer: IndexWriter) -> None:
            writer.join([one for one in writer.segments if one.segment_id() in chosen])

        self._write(change, None)
        return True

    def clear(self) -> None:
        """Forget everything, on the disk too: what a removed source said stays there otherwise.

        What other versions of QCode have indexed goes too. Raises `IndexBusy` or `OSError`.
        """
        with self._writing, write_lock(self.storage):
            start_empty(self.storage, self.project)
            self._newest()
            self.storage.forget_others()

    def close(self) -> None:
        """Let go of the memory. No file is held open; who asks on finds no sources in it."""
        self._snapshot = Snapshot(self.storage, self._snapshot.ledger, ())

    # --- inside -----------------------------------------------------------------------------------

    def _read(self, answer: Callable[[Snapshot], T]) -> T:
        """Answer from the newest state; drop the index if that cannot be read."""
        trouble: Exception | None = None
        for _attempt in range(_ATTEMPTS):
            try:
                return answer(self._newest())
            except FileNotFoundError as error:  # a commit has removed a file, or someone else has
                trouble, self._stamp = error, None
            except (Damaged, OSError) as error:
                trouble = error
                break
        # Without patience: whoever writes now will find the damage too.
        with suppress(IndexBusy, OSError, Damaged), write_lock(self.storage, patience=0):
            start_empty(self.storage, self.project)
            self._newest()
        raise IndexDamaged(repr(self.storage)) from trouble

    def _newest(self) -> Snapshot:
        now = self.storage.stamp(LEDGER)
        if now is None or now != self._stamp:
            with self._loading:
                ledger = read_ledger(self.storage, self.project)
                self._snapshot = load(self.storage, ledger, self._snapshot)
                self._stamp = now
        return self._snapshot

    def _write(self, change: Callable[[IndexWriter], None], operation: int | None) -> None:
        with self._writing, write_lock(self.storage):
            with self._emptied_if_damaged():
                writer = IndexWriter(self._newest(), operation=operation)
            try:
                change(writer)
                with self._emptied_if_damaged():
                    writer.commit()
                    self._newest()
            except BaseException:
                writer.cancel()
                raise

    @contextmanager
    def _emptied_if_damaged(self) -> Iterator[None]:
        """Start an empty index when the old one cannot be read. Needs the lock."""
        try:
            yield
        except (Damaged, FileNotFoundError) as error:
            start_empty(self.storage, self.project)
            self._newest()
            raise IndexDamaged(repr(self.storage)) from error


def _count(snapshot: Snapshot, word: str) -> int:
    """Return how often a word stands in the texts, in those too that are gone but not tidied."""
    total = 0
    for segment in snapshot.segments:
        place = segment.words.find(word)
        if place is not None:
            with segment.records() as records:
                total += len(records.addresses(segment.words, [range(place, place + 1)]))
    return total


def _damaged(storage: Storage, project: str) -> bool:
    try:
        load(storage, read_ledger(storage, project))
    except (Damaged, FileNotFoundError):
        return True
    return False


def build(
    place: Path | Storage,
    sources: Iterable[SourceUnits],
    *,
    project: str,
    operation: int,
    removed: Iterable[SourceKey] = (),
    job: Job = SILENT,
) -> None:
    """Open an index, `fill` it and close it; for a process of its own."""
    index = SearchIndex.open(place, project=project)
    index.fill(sources, operation=operation, removed=removed, job=job)
    index.close()


def _batches(sources: Iterable[SourceUnits]) -> Iterator[list[SourceUnits]]:
    batch: list[SourceUnits] = []
    characters = 0
    for source in sources:
        batch.append(source)
        characters += sum(len(unit.text) for unit in source.units)
        if characters > _BATCH:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
