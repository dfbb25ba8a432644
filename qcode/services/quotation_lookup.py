"""Where the words of a quotation may come from: few places out of all texts, by its rarest words.

The index tells in which turns a word is; texts that it has not read yet are looked through here,
for the words of the quotations only. Nothing is decided here.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress

from qcode.index.analysis import words_of_units
from qcode.index.search import IndexBusy, IndexDamaged, SearchIndex
from qcode.index.units import Source, SourceKey, UnitKey, UnitSet
from qcode.model.document import DocumentId
from qcode.model.job import SILENT, Job
from qcode.model.query import Fuzzy, Query, Word

from .folders import cache_folder
from .projects import Project
from .sources import Sources

_ENOUGH = 1_500  # turns that are compared for one quotation
_ASKED = 14  # rare words that a turn is judged by
_FUZZY = 5  # letters of a word that may be misspelt
_NEIGHBOUR = 0.6  # what the turns beside one count


class WordLookup:
    """Looks words up, as the project is now. `wanted` are all words that will be asked for."""

    def __init__(self, project: Project, wanted: Collection[str], job: Job = SILENT) -> None:
        self._now = Sources.of(project)
        self._index = _opened(project)
        self._units: dict[tuple[str, int], UnitSet] = {}
        self._weights: dict[str, float] = {}
        self._documents = {key for key in self._now.hashes if key.source is Source.DOCUMENT}
        known = {} if self._index is None else self._index.sources
        stale = [key for key in self._now.stale(known) if key in self._documents]
        self._fresh = self._documents - set(stale)
        self._size = sum(known[key].units for key in self._fresh)
        self._beside = self._read(project, stale, frozenset(wanted), job)

    def _read(
        self, project: Project, keys: Collection[SourceKey], wanted: frozenset[str], job: Job
    ) -> Mapping[str, UnitSet]:
        """Look through the texts that the index does not know as they are."""
        masks: dict[str, dict[SourceKey, int]] = {}
        for number, source in enumerate(self._now.read(project, keys)):
            job.check()
            job.progress(number, len(keys))
            self._size += len(source.units)
            for unit, said in enumerate(words_of_units(source.units)):
                for word in wanted.intersection(said):
                    found = masks.setdefault(word, {})
                    found[source.key] = found.get(source.key, 0) | 1 << unit
        return {word: UnitSet(found) for word, found in masks.items()}

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            self._index.close()

    def weight(self, word: str) -> float:
        """Return how much a word says of where it comes from: 1 and more."""
        weight = self._weights.get(word)
        if weight is None:
            often = len(self._of(word))
            rare = math.log10((self._size + 1) / (often + 1))
            weight = self._weights[word] = 1 + max(rare, 0.0) / 2
        return weight

    def candidates(
        self, words: Iterable[str], *, loosely: bool = False, most: int = 8
    ) -> list[tuple[DocumentId, int]]:
        """Return the documents that may have a quotation, the likeliest first, each with the number
        of the turn or paragraph to begin with. `loosely` looks for other forms and spellings too.
        """
        found = {word: self._of(word, loosely=loosely) for word in set(words)}
        rare = sorted((word for word in found if found[word]), key=lambda w: (len(found[w]), w))
        asked = rare[:_ASKED]
        units: set[UnitKey] = set()
        for word in asked:
            if units and len(units) + len(found[word]) > _ENOUGH:
                break
            units.update(found[word])
        scores = {
            unit: sum(self.weight(w) for w in asked if found[w].mask(unit.key) >> unit.number & 1)
            for unit in units
        }
        return _best(scores, most)

    def _of(self, word: str, *, loosely: bool = False) -> UnitSet:
        known = self._units.get((word, loosely))
        if known is None:
            known = self._beside.get(word, UnitSet())
            if self._index is not None:
                known = known | self._asked(Word(word, exact=not loosely))
                if loosely and not known and len(word) >= _FUZZY:
                    known = self._asked(Fuzzy(word, 1))
            self._units[word, loosely] = known
        return known

    def _asked(self, query: Query) -> UnitSet:
        if self._index is not None:
            with suppress(IndexDamaged):
                return self._index.search(query).only(self._fresh)
        return UnitSet()


def _best(scores: Mapping[UnitKey, float], most: int) -> list[tuple[DocumentId, int]]:
    """Return the best unit of each of the best documents; what is said just beside counts too."""
    best: dict[SourceKey, tuple[float, int]] = {}
    for (key, number), score in scores.items():
        beside = max(scores.get(UnitKey(key, n), 0.0) for n in (number - 1, number + 1))
        total = score + _NEIGHBOUR * beside
        if key not in best or (total, -number) > (best[key][0], -best[key][1]):
            best[key] = total, number
    order = sorted(best, key=lambda key: (-best[key][0], key.id))
    return [(DocumentId(key.id), best[key][1]) for key in order[:most]]


def _opened(project: Project) -> SearchIndex | None:
    guid = project.info.guid
    try:
        return SearchIndex.open(cache_folder(guid) / "index", project=guid)
    except (IndexBusy, OSError):
        return None
