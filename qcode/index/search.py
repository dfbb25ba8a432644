"""The index as the services use it: open, update, ask."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from qcode.model.job import SILENT, Job
from qcode.model.query import Query, Word

from .analysis import Term, fits, terms, words
from .scan import Resolve, no_fields, scan
from .units import IndexedSource, Source, SourceKey, SourceUnits, Unit, UnitSet


class IndexBusy(Exception):  # noqa: N818 - a state, not a fault
    """Another window or process is writing to this index; try again later."""


class IndexDamaged(Exception):  # noqa: N818 - a state, not a fault
    """The index could not answer and has emptied itself: scan now, then update it from 0."""


class SearchIndex:
    """Words of all sources of one project, on disk in the user's own cache folder.

    Any method may be called from any thread; one thread or process writes at a time. What is
    searched is the last commit, also one that another process made. Opening or writing raises
    `OSError` where the folder cannot be used: then `scan` answers alone.
    """

    def __init__(self, folder: Path, project: str) -> None:
        self.folder = folder
        self.project = project
        self._lock = threading.Lock()
        self._sources: dict[SourceKey, SourceUnits] = {}
        self.last_operation = 0  # the last operation whose changes are all in

    @classmethod
    def open(cls, folder: Path, *, project: str) -> SearchIndex:
        """Open the index in a folder that is its own, and make both if they are missing.

        An index that is damaged, of another version or of another project is dropped; the new one
        is empty and its `last_operation` is 0.
        """
        folder.mkdir(parents=True, exist_ok=True)
        index = cls(folder, project)
        path = folder / "provisional.json"
        if path.exists():
            data = json.loads(path.read_text("utf-8"))
            if data["project"] == project:
                index.last_operation = data["operation"]
                for source, number, digest, language, units in data["sources"]:
                    key = SourceKey(Source(source), number)
                    index._sources[key] = SourceUnits(
                        key, digest, language, tuple(Unit(*unit) for unit in units)
                    )
        return index

    @property
    def sources(self) -> Mapping[SourceKey, IndexedSource]:
        """Everything that is in, for finding out what is missing or out of date."""
        return {
            key: IndexedSource(one.content_hash, one.language, len(one.units))
            for key, one in self._sources.items()
        }

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
        or `Cancelled` from `job`; then nothing has changed.
        """
        with self._lock:
            for source in sources:
                job.check()
                self._sources[source.key] = source
            for key in removed:
                self._sources.pop(key, None)
            if operation is not None:
                self.last_operation = operation
            rows = [
                (*one.key, one.content_hash, one.language, [(u.start, u.text) for u in one.units])
                for one in self._sources.values()
            ]
            data = {"project": self.project, "operation": self.last_operation, "sources": rows}
            (self.folder / "provisional.json").write_text(json.dumps(data), "utf-8")

    def search(self, query: Query, resolve: Resolve = no_fields) -> UnitSet:
        """Return the units that `query` is true of; `resolve` gives the units of a field.

        Exact and complete for the `sources` that are in. Raises `IndexDamaged`.
        """
        return scan(self._sources.values(), query, resolve)

    def forms(self, text: str) -> dict[str, tuple[str, ...]]:
        """Return, by language, the words of the texts that a word of a query stands for."""
        found: dict[str, set[str]] = {}
        for term in terms(Word(text)):
            for source in self._sources.values():
                for unit in source.units:
                    found.setdefault(source.language, set()).update(
                        word for word in words(unit.text) if _is_form(term, word, source.language)
                    )
        return {language: tuple(sorted(forms)) for language, forms in found.items()}

    def refresh(self) -> bool:
        """Look for a commit of another process; return whether there was one."""
        return False

    def tidy(self, job: Job = SILENT) -> bool:
        """Join small parts into bigger ones, for when nothing else is going on.

        Returns whether anything was done. Raises `IndexBusy`, `OSError` or `Cancelled`.
        """
        job.check()
        return False

    def close(self) -> None:
        """Let go of everything. The index cannot be used after this."""
        self._sources.clear()


def _is_form(term: Term, word: str, language: str) -> bool:
    return fits(term, word, language)


def build(
    folder: Path,
    sources: Iterable[SourceUnits],
    *,
    project: str,
    operation: int,
    removed: Iterable[SourceKey] = (),
    job: Job = SILENT,
) -> None:
    """Put many sources in, a commit every few megabytes; for a process of its own.

    A build that was stopped or killed goes on where it was: what is in already is passed over, so
    give only what `SearchIndex.sources` lacks if making units is dear. `last_operation` becomes
    `operation` with the last commit. Raises as `SearchIndex.update` does.
    """
    index = SearchIndex.open(folder, project=project)
    index.update(sources, removed=removed, operation=operation, job=job)
    index.close()
